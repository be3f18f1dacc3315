package dev.brisach.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.brisach.testkit.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program in hard times: stopped in mid-run, a full disk, a project that cannot be written. */
@Tag("sandbox")
class BrokenOffRunTest {
  @TempDir private @Nullable Path folder;

  private record Said(int exit, String out, String err) {}

  private Path project(int files) {
    Path project = folder.resolve("project");
    for (int i = 0; i < files; i++) {
      String method = "  int f%d(int a) { return a + %d; }\n".formatted(i, i);
      Trees.write(project, "src/A" + i + ".java", "class A" + i + " {\n" + method.repeat(30) + "}");
    }
    return project;
  }

  private static List<String> brisach(String... args) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-Xmx512m",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName()));
    command.addAll(List.of(args));
    return command;
  }

  private Process start(List<String> command) throws IOException {
    return new ProcessBuilder(command)
        .redirectOutput(folder.resolve("out").toFile())
        .redirectError(folder.resolve("err").toFile())
        .start();
  }

  private Said ended(Process process) throws Exception {
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    return new Said(
        process.exitValue(),
        Files.readString(folder.resolve("out")),
        Files.readString(folder.resolve("err")));
  }

  private Said run(String... args) throws Exception {
    return ended(start(brisach(args)));
  }

  /** Runs the program where a shell's first commands have changed the mounts. */
  private Said amid(String mounts, String... args) throws Exception {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/unshare"))
            && ended(start(List.of("unshare", "-Urm", "mount", "-t", "tmpfs", "t", "/mnt"))).exit()
                == 0,
        "no mount namespace can be had here");
    List<String> command =
        new ArrayList<>(
            List.of("unshare", "-Urm", "/bin/sh", "-c", mounts + " && exec \"$@\"", "_"));
    command.addAll(brisach(args));
    return ended(start(command));
  }

  @Test
  void aRunThatIsStoppedLeavesAValidLedgerAndTheNextOneSaysSo() throws Exception {
    Path project = project(6000);
    List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
    command.addAll(brisach("run", project.toString()));
    Process process = start(command);
    Path segment = awaitSegment(project.resolve(".brisach/ledger"), process);

    long stopped = System.nanoTime();
    assertThat(new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor())
        .isZero();

    Said said = ended(process);
    assertThat(Duration.ofNanos(System.nanoTime() - stopped)).isLessThan(Duration.ofSeconds(5));
    assertThat(said.exit()).isEqualTo(130);
    assertThat(said.err()).contains("stopped; segment", "is unfinished");
    String id = segment.getFileName().toString().replace(".ndjson", "");
    Said verified = run("ledger", "verify", "--project", project.toString());
    assertThat(verified.exit()).as(verified.out()).isZero();
    assertThat(verified.out()).contains(id + ": unfinished", "ok");
    Trees.write(project, ".gitignore", "src/\n");
    Said next = run("run", project.toString());
    assertThat(next.exit()).as(next.err()).isZero();
    assertThat(next.err()).contains("segment " + id + " is unfinished");
  }

  /** The segment with its header and first entry: the engine is at work. */
  private static Path awaitSegment(Path ledger, Process process) throws Exception {
    for (int i = 0; i < 2400 && process.isAlive(); i++) {
      if (Files.isDirectory(ledger)) {
        try (var files = Files.newDirectoryStream(ledger, "*.ndjson")) {
          for (Path file : files) {
            if (Files.readString(file).lines().count() > 1) {
              return file;
            }
          }
        }
      }
      Thread.sleep(10);
    }
    throw new AssertionError("no segment appeared");
  }

  @Test
  void aFullDiskIsOneClearLineAndTheLedgerStaysValid() throws Exception {
    Path project = project(300);
    assertThat(run("run", project.toString()).exit()).isZero();
    Path state = project.resolve(".brisach");
    Files.delete(state.resolve("report.html"));
    long kilobytes = 0;
    try (var files = Files.newDirectoryStream(state.resolve("ledger"))) {
      for (Path file : files) {
        kilobytes += Files.size(file) / 1024 + 4;
      }
    }
    Path after = Files.createDirectory(folder.resolve("after"));
    String script =
        "cp -r '%1$s' '%2$s/copy' && mount -t tmpfs -o size=%3$dk t '%1$s'"
            + " && cp -r '%2$s/copy/.' '%1$s/'";

    Said said = amid(script.formatted(state, after, kilobytes + 16), "run", project.toString());

    assertThat(said.exit()).isEqualTo(3);
    assertThat(said.err().lines().filter(line -> line.startsWith("brisach:")).toList())
        .first()
        .asString()
        .contains("could not be written", "No space left on device", "free some space");
    assertThat(said.err()).doesNotContain("Exception", "a bug of ours");
    Said verified = run("ledger", "verify", "--project", project.toString());
    assertThat(verified.exit()).isZero();
  }

  @Test
  void theLedgerOnTheFullDiskItselfStillProves() throws Exception {
    Path project = project(300);
    Path state = Files.createDirectories(project.resolve(".brisach"));
    List<String> words = brisach("run", project.toString());
    String program = String.join(" ", words.stream().map(word -> "'" + word + "'").toList());
    String script =
        "mount -t tmpfs -o size=48k t '%s' && { %s >/dev/null 2>&1; echo exit $? >&2; }"
            .formatted(state, program);

    Said said = amid(script, "ledger", "verify", "--project", project.toString());

    assertThat(said.err()).contains("exit 3");
    assertThat(said.exit()).as(said.out()).isZero();
    assertThat(said.out()).contains("unfinished", "ok");
  }

  @Test
  void aProjectThatCannotBeWrittenIsExaminedAndItsEvidenceIsNotKept() throws Exception {
    Path project = project(5);
    String readOnly = "mount --bind '%1$s' '%1$s' && mount -o remount,bind,ro '%1$s'";

    Said said = amid(readOnly.formatted(project), "run", "--format", "json", project.toString());

    assertThat(said.exit()).isEqualTo(3);
    assertThat(said.err()).contains("this run's evidence is not kept").doesNotContain("Exception");
    assertThat(said.out()).startsWith("{").contains("\"run/1\"");
    assertThat(project.resolve(".brisach")).doesNotExist();
  }
}
