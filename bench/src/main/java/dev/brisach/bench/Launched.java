package dev.brisach.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A process that ran to its end.
 *
 * @param seconds wall-clock time from start to end
 * @param peak highest resident memory of one process in bytes as the kernel counts it ({@code
 *     VmHWM}), read every few milliseconds while the process lives; 0 where there is no {@code
 *     /proc}
 */
record Launched(int exit, String out, String err, double seconds, long peak) {
  private static final Path ROOT =
      Path.of(System.getProperty("brisach.root", ".")).toAbsolutePath().normalize();

  /** The checkout that this benchmark is part of. */
  static Path root() {
    return ROOT;
  }

  /** Runs {@code ./brisach} of this checkout, there. */
  static Launched brisach(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(ROOT.resolve("brisach").toString()));
    command.addAll(List.of(arguments));
    return of(command, ROOT, environment);
  }

  /** Runs a command and waits for its end. */
  static Launched of(List<String> command, Path folder, Map<String, String> environment)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile("bench-", ".out");
    Path err = Files.createTempFile("bench-", ".err");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().putAll(environment);
      long start = System.nanoTime();
      Process process = builder.start();
      long peak = 0;
      long wait = 3;
      try {
        while (!process.waitFor(wait, TimeUnit.MILLISECONDS)) {
          peak = Math.max(peak, resident(process.pid()));
          wait = Math.min(25, 3 + (System.nanoTime() - start) / 100_000_000);
        }
      } finally {
        process.destroy();
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      return new Launched(
          process.exitValue(),
          new String(Files.readAllBytes(out), StandardCharsets.UTF_8),
          new String(Files.readAllBytes(err), StandardCharsets.UTF_8),
          seconds,
          peak);
    } finally {
      Files.deleteIfExists(out);
      Files.deleteIfExists(err);
    }
  }

  /** True where a Java process said, or a check reported, that memory was not enough. */
  boolean outOfMemory() {
    return err.contains("OutOfMemoryError") || out.contains("OutOfMemoryError");
  }

  /** The first line of what it said on standard error, for a message. */
  String firstWords() {
    return err.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
  }

  /** The last line of what it said on standard error, for a message. */
  String lastWords() {
    return err.lines().filter(line -> !line.isBlank()).reduce("", (_, line) -> line);
  }

  long peakMegabytes() {
    return peak >> 20;
  }

  /** The largest of the process and those it started; it may be gone by now, its line with it. */
  private static long resident(long pid) {
    long most = 0;
    try {
      Path process = Path.of("/proc", Long.toString(pid));
      Path children = process.resolve("task").resolve(Long.toString(pid)).resolve("children");
      if (Files.exists(children)) {
        for (String child : Files.readString(children).strip().split(" ", -1)) {
          most = Math.max(most, child.isEmpty() ? 0 : resident(Long.parseLong(child)));
        }
      }
      for (String line : Files.readAllLines(process.resolve("status"))) {
        if (line.startsWith("VmHWM:")) {
          most = Math.max(most, Long.parseLong(line.substring(6, line.length() - 2).strip()) << 10);
        }
      }
    } catch (IOException e) {
      return most;
    }
    return most;
  }
}
