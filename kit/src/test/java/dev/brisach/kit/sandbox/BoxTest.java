package dev.brisach.kit.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("sandbox")
class BoxTest {
  @TempDir private @Nullable Path folder;
  private @Nullable Box box;

  @BeforeEach
  void aBoxCanBeMadeHere() {
    Box.Availability availability = Box.look();
    assumeTrue(availability instanceof Box.Availability.Ready, availability::toString);
    box = Box.of((Box.Availability.Ready) availability);
  }

  private String run(String target, String probe, Duration time) throws IOException {
    Path out = folder.resolve("out");
    Files.createDirectories(out);
    Path log = folder.resolve("log");
    box.run(
        new Compartment(List.of(), Map.of(), "/tmp", List.of("/bin/sh", "-c", target)),
        new Compartment(
            List.of(new Compartment.Mount(out, "/out", true)),
            Map.of("GREETING", "it's a \"test\" $HOME"),
            "/out",
            List.of("/bin/sh", "-c", probe)),
        new Box.Limits(time, 1, 64, 16),
        log);
    return Files.readString(log);
  }

  @Test
  void nothingOutsideTheBoundFolderCanBeWritten() throws IOException {
    String said =
        run(
            "true",
            "for d in /usr /etc / /bin; do touch $d/x 2>/dev/null && echo wrote $d; done;"
                + " echo kept > /out/result; echo end",
            Duration.ofSeconds(20));

    assertThat(said).contains("end").doesNotContain("wrote");
    assertThat(folder.resolve("out/result")).hasContent("kept\n");
  }

  @Test
  void onlyLoopbackIsThere() throws IOException {
    String said = run("true", "cat /proc/net/dev", Duration.ofSeconds(20));

    assertThat(said).contains("lo:").doesNotContain("eth").doesNotContain("ens");
  }

  @Test
  void theTargetSeesNeitherTheProbesFilesNorItsProcesses() throws IOException {
    String said =
        run(
            "ls /out 2>&1; ls -d /proc/[0-9]* | wc -l; echo target-done",
            "sleep 1; ls -d /proc/[0-9]* | wc -l",
            Duration.ofSeconds(20));

    assertThat(said).contains("target-done").contains("cannot access '/out'");
  }

  @Test
  void environmentVariablesAreExactlyThoseGivenWhateverTheirQuotes() throws IOException {
    String said = run("true", "printf '%s\\n' \"$GREETING\"; env | wc -l", Duration.ofSeconds(20));

    assertThat(said).contains("it's a \"test\" $HOME");
  }

  @Test
  void aBoxThatDoesNotEndIsEndedWithAllThatIsInIt() throws IOException {
    long start = System.nanoTime();
    run("sleep 1000", "sleep 1000", Duration.ofSeconds(2));

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
    assertThat(
            ProcessHandle.allProcesses()
                .flatMap(process -> process.info().commandLine().stream())
                .filter(line -> line.contains("sleep 1000"))
                .toList())
        .isEmpty();
  }

  @Test
  void filesAreCappedInSize() throws IOException {
    String said =
        run(
            "true",
            "head -c 3000000 /dev/zero > /out/big 2>/dev/null; stat -c %s /out/big",
            Duration.ofSeconds(20));

    assertThat(said).contains("1048576");
  }
}
