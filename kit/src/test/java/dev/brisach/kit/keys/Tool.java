package dev.brisach.kit.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the real programs whose formats are read and written here. */
final class Tool {
  private Tool() {}

  /** Skips the test where the program is not there. */
  static void needed(String program) {
    boolean there =
        Arrays.stream(System.getenv("PATH").split(java.io.File.pathSeparator))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    assumeTrue(there, program + " is not installed");
  }

  /** Runs it to its end and gives its exit code. */
  static int exit(Path folder, Path input, String... command)
      throws IOException, InterruptedException {
    Path log = folder.resolve("log");
    Process process =
        new ProcessBuilder(List.of(command))
            .directory(folder.toFile())
            .redirectInput(input.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  /** Runs it, which has to go well, and gives what it printed. */
  static String run(Path folder, String... command) throws IOException, InterruptedException {
    Path nothing = Path.of("/dev/null");
    int exit = exit(folder, nothing, command);
    String log = Files.readString(folder.resolve("log"), StandardCharsets.UTF_8);
    assertThat(exit).as(() -> String.join(" ", command) + ": " + log).isZero();
    return log;
  }
}
