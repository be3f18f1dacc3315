package dev.brisach.kit.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Every promise of the box, for each way of making one. */
@Tag("sandbox")
@ParameterizedClass
@MethodSource("walls")
class BoxTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  @Parameter private Wall wall = new Bubblewrap();

  @TempDir private @Nullable Path folder;
  private @Nullable Box box;

  static List<Wall> walls() {
    return List.of(new Bubblewrap(), new Unshare());
  }

  @BeforeEach
  void aBoxCanBeMadeHere() {
    Box.Availability availability = Box.look(wall);
    assumeTrue(availability instanceof Box.Availability.Ready, availability::toString);
    box = Box.of((Box.Availability.Ready) availability);
  }

  private record Said(Box.Ending ending, String target, String probe) {}

  private Said run(String target, String probe, Duration time) throws IOException {
    return run(target, probe, time, List.of());
  }

  private Said run(String target, String probe, Duration time, List<Compartment.Mount> mounts)
      throws IOException {
    Path out = Files.createDirectories(folder.resolve("out"));
    Path logs = Files.createDirectories(folder.resolve("logs"));
    Box.Ending ending =
        box.run(
            new Compartment(mounts, Map.of(), "/tmp", List.of("/bin/sh", "-c", target)),
            new Compartment(
                List.of(new Compartment.Mount(out, "/out", true)),
                Map.of("GREETING", "it's a \"test\" $HOME"),
                "/out",
                List.of("/bin/sh", "-c", probe)),
            new Box.Limits(time, 1, 64, 16),
            logs);
    return new Said(
        ending, Files.readString(ending.targetLog()), Files.readString(ending.probeLog()));
  }

  @Test
  void nothingOutsideTheBoundFolderCanBeWritten() throws IOException {
    Path canary = Files.createDirectories(folder.resolve("canary/deep"));
    Files.writeString(canary.resolve("a"), "one");
    Map<String, String> before = content(folder.resolve("canary"));
    String attack =
        "for d in / /usr /usr/bin /etc /bin /dev /proc /proc/sys/vm /var /root /app /mnt /old "
            + folder
            + "/canary; do touch $d/x 2>/dev/null && echo wrote $d; done;"
            + " echo 5 2>/dev/null > /proc/sys/vm/laptop_mode && echo wrote sys;"
            + " find /proc -maxdepth 1 -writable -name '[a-z]*' ! -type l"
            + " -exec sh -c 'test ! -w \"$1\" || echo may write \"$1\"' _ {} ';';"
            + " rm -rf "
            + folder
            + "/canary /usr/bin 2>/dev/null; echo end";

    Said said = run(attack, attack + "; sleep 1; echo kept > /out/result", LONG);

    assertThat(said.target()).contains("end").doesNotContain("wrote", "may write");
    assertThat(said.probe()).contains("end").doesNotContain("wrote", "may write");
    assertThat(folder.resolve("out/result")).hasContent("kept\n");
    assertThat(content(folder.resolve("canary"))).isEqualTo(before);
    assertThat(Files.exists(Path.of("/usr/bin/x"))).isFalse();
  }

  private static Map<String, String> content(Path root) throws IOException {
    Map<String, String> content = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.toList()) {
        content.put(
            root.relativize(file).toString(),
            Files.isRegularFile(file) ? Files.readString(file) : "a folder");
      }
    }
    return content;
  }

  @Test
  void noValueOfAnEnvironmentVariableStandsOnACommandLine() throws Exception {
    String secret = "sword-" + Long.toHexString(System.nanoTime()) + "-'fish'";
    Path out = Files.createDirectories(folder.resolve("out"));
    Path logs = Files.createDirectories(folder.resolve("logs"));
    Compartment target =
        new Compartment(
            List.of(),
            Map.of("SECRET", secret),
            "/tmp",
            List.of("/bin/sh", "-c", "echo \"has $SECRET\"; ls /proc/self/fd; sleep 20"));
    Compartment probe =
        new Compartment(
            List.of(new Compartment.Mount(out, "/out", true)),
            Map.of("ALSO", secret),
            "/out",
            List.of("/bin/sh", "-c", "sleep 2; echo \"has $ALSO\""));
    List<Box.Ending> endings = new ArrayList<>();

    Thread boxed =
        Thread.ofPlatform()
            .start(
                () -> endings.add(box.run(target, probe, new Box.Limits(LONG, 1, 64, 16), logs)));
    List<String> lines = new ArrayList<>();
    while (boxed.isAlive()) {
      commandLines().filter(line -> line.contains("sword-")).forEach(lines::add);
    }

    assertThat(lines).isEmpty();
    assertThat(Files.readString(endings.getFirst().targetLog()))
        .contains("has " + secret)
        .doesNotContain("\n9\n");
    assertThat(Files.readString(endings.getFirst().probeLog())).contains("has " + secret);
    try (Stream<Path> left = Files.walk(logs)) {
      assertThat(left.filter(path -> path.toString().endsWith("-variables"))).isEmpty();
    }
  }

  /** Of every process, the test's own left out: what {@code ps} shows to all users. */
  private static Stream<String> commandLines() throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      for (Path process : processes.toList()) {
        if (process.getFileName().toString().chars().allMatch(Character::isDigit)) {
          try {
            lines.add(Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1));
          } catch (IOException e) {
            // it has ended
          }
        }
      }
    }
    return lines.stream();
  }

  @Test
  void foldersAreBoundReadOnlyWithWhateverIsMountedBelow() throws IOException {
    Path odd = Files.createDirectories(folder.resolve("it's a folder/deep"));
    Files.writeString(odd.resolve("file"), "content");
    List<Compartment.Mount> mounts =
        List.of(
            Compartment.Mount.readOnly(odd, "/app/it's here"),
            Compartment.Mount.readOnly(odd.resolve("file"), "/one file"),
            Compartment.Mount.readOnly(Path.of("/sys"), "/below"));

    Said said =
        run(
            "cat '/app/it'\\''s here/file' '/one file'; cd '/app/it'\\''s here';"
                + " touch x 2>/dev/null && echo wrote; echo y 2>/dev/null > '/one file' && echo wrote;"
                + " grep ' /below' /proc/self/mountinfo | cut -d' ' -f6 | cut -d, -f1 | sort -u",
            "sleep 2",
            LONG,
            mounts);

    assertThat(said.target()).isEqualTo("contentcontentro\n");
    assertThat(odd.resolve("file")).hasContent("content");
  }

  @Test
  void theMachinesOtherFilesAreNotEvenNamed() throws IOException {
    Said said = run("ls /; ls /home /root /var 2>/dev/null; ls /etc", "sleep 2", LONG);

    assertThat(said.target().lines())
        .contains("usr", "proc", "tmp", "data")
        .doesNotContain("root", "var", "old", "work", "srv", "shadow", "private");
    assertThat(said.target()).doesNotContain(String.valueOf(folder.getFileName()));
  }

  @Test
  void nobodyInItHasAnyCapabilityNorCanGetItBack() throws IOException {
    Said said =
        run(
            "grep -E 'CapEff|CapPrm|NoNewPrivs' /proc/self/status; id -u;"
                + " mount -o remount,rw / 2>/dev/null && echo remounted;"
                + " mount -o remount,bind,rw /usr 2>/dev/null && echo remounted;"
                + " unshare --user --map-root-user --mount /bin/sh -c"
                + " 'mount -o remount,bind,rw /usr; mount -o remount,bind,rw /; umount -l /usr'"
                + " 2>/dev/null && echo undone; touch /usr/x 2>/dev/null && echo wrote",
            "sleep 2",
            LONG);

    assertThat(said.target())
        .contains("CapEff:\t0000000000000000", "CapPrm:\t0000000000000000", "NoNewPrivs:\t1")
        .contains("65534")
        .doesNotContain("remounted", "undone", "wrote");
  }

  @Test
  void onlyLoopbackIsThereAndBothShareIt() throws IOException {
    Said said = run("cat /proc/net/dev", "cat /proc/net/dev; sleep 1", LONG);

    for (String seen : List.of(said.target(), said.probe())) {
      assertThat(seen.lines().filter(line -> line.contains(":")).map(line -> line.strip()))
          .singleElement()
          .asString()
          .startsWith("lo:");
    }
  }

  @Test
  void theTargetCanNeitherReachTheProbesFilesNorItsProcesses() throws IOException {
    Said said =
        run(
            "echo forged 2>/dev/null > /out/forged; ls /out 2>&1; ls -d /proc/[0-9]* | wc -l;"
                + " kill -9 -1; for i in 1 2 3 4 5 6 7 8 9; do kill -9 $i 2>/dev/null; done;"
                + " echo target-done; sleep 30",
            "sleep 2; ls -d /proc/[0-9]* | wc -l; echo alive",
            LONG);

    assertThat(said.target()).contains("cannot access '/out'");
    assertThat(said.probe()).contains("alive");
    assertThat(said.ending().exit()).isZero();
    assertThat(folder.resolve("out/forged")).doesNotExist();
  }

  @Test
  void environmentVariablesAreExactlyThoseGivenWhateverTheirQuotes() throws IOException {
    Said said = run("true", "printf '%s\\n' \"$GREETING\"; env | cut -d= -f1 | sort", LONG);

    assertThat(said.probe()).contains("it's a \"test\" $HOME");
    assertThat(said.probe().lines().skip(1).filter(name -> !List.of("PWD", "_").contains(name)))
        .isSubsetOf("GREETING", "HOME", "PATH", "OLDPWD", "SHLVL");
  }

  @Test
  void aTargetThatEndsIsToldToTheProbe() throws IOException {
    Said said =
        run(
            "echo last words >&2; exit 7",
            "for i in 1 2 3 4 5 6 7 8 9 10; do"
                + " [ -f /box/target-exit ] && break; sleep 0.5; done; cat /box/target-exit;"
                + " touch /box/x 2>/dev/null && echo wrote; exit 5",
            LONG);

    assertThat(said.probe().strip()).isEqualTo("7");
    assertThat(said.target()).isEqualTo("last words\n");
    assertThat(said.ending().targetExit()).isEqualTo(7);
    assertThat(said.ending().exit()).isEqualTo(5);
  }

  @Test
  void aBoxThatDoesNotEndIsEndedWithAllThatIsInIt() throws Exception {
    String mark = "31" + System.nanoTime();

    Said said =
        run(
            "(setsid sleep " + mark + " &) ; sleep " + mark,
            "trap '' TERM; sleep " + mark,
            Duration.ofSeconds(3));

    assertThat(said.ending().reason()).isEqualTo(Box.Reason.TIME);
    assertThat(said.ending().exit()).isEqualTo(-1);
    assertGone(mark);
  }

  @Test
  void theTargetDoesNotOutliveTheProbe() throws Exception {
    String mark = "32" + System.nanoTime();

    run("(setsid sleep " + mark + " &) ; sleep " + mark, "sleep 1", LONG);

    assertGone(mark);
  }

  @Test
  void anInterruptedCallerEndsTheBox() throws Exception {
    String mark = "33" + System.nanoTime();
    Thread self = Thread.currentThread();
    Thread interrupter =
        Thread.ofPlatform()
            .start(() -> {
              awaitRunning(mark);
              self.interrupt();
            });

    assertThatThrownBy(() -> run("sleep " + mark, "sleep " + mark, LONG))
        .isInstanceOf(CancellationException.class);

    assertThat(Thread.interrupted()).isTrue();
    interrupter.join();
    assertGone(mark);
  }

  @Test
  void itDiesWithTheProgramThatStartedIt() throws Exception {
    String mark = "34" + System.nanoTime();
    Process program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                Sleeper.class.getName(),
                wall.name(),
                mark,
                folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("program.log").toFile())
            .start();
    awaitRunning(mark);

    program.destroyForcibly();

    program.waitFor();
    assertGone(mark);
  }

  /** A program that is killed while its box runs. */
  static final class Sleeper {
    private Sleeper() {}

    public static void main(String[] args) {
      Wall wall = walls().stream().filter(one -> one.name().equals(args[0])).findFirst().get();
      Compartment sleep =
          new Compartment(List.of(), Map.of(), "/tmp", List.of("/bin/sleep", args[1]));
      Box.of(new Box.Availability.Ready(wall))
          .run(sleep, sleep, Box.Limits.standard(), Path.of(args[2]));
    }
  }

  private static long running(String mark) {
    return ProcessHandle.allProcesses().filter(process -> has(process, mark)).count();
  }

  static boolean has(ProcessHandle process, String mark) {
    return process.info().arguments().stream()
        .anyMatch(words -> List.of(words).equals(List.of(mark)));
  }

  static void awaitRunning(String mark) {
    for (int i = 0; i < 600 && running(mark) < 2; i++) {
      pause();
    }
  }

  static void assertGone(String mark) {
    for (int i = 0; i < 100 && running(mark) > 0; i++) {
      pause();
    }
    assertThat(running(mark)).isZero();
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void filesAreCappedInSize() throws IOException {
    Said said =
        run(
            "true",
            "(head -c 3000000 /dev/zero > /out/big) 2>/dev/null; stat -c %s /out/big",
            LONG);

    assertThat(said.probe()).contains("1048576");
  }

  @Test
  void writableSpaceIsCapped() throws IOException {
    Said said =
        run(
            "for d in /tmp /data /dev/shm; do i=0;"
                + " while [ $i -lt 20 ] && head -c 1000000 /dev/zero 2>/dev/null > $d/$i;"
                + " do i=$((i+1)); done; echo $d stopped at $i; done; sleep 20",
            "sleep 4",
            LONG);

    assertThat(said.target())
        .containsPattern("/tmp stopped at 1[0-9]\\b")
        .containsPattern("/data stopped at 1[0-9]\\b")
        .containsPattern("/dev/shm stopped at 1[0-9]\\b");
  }

  @Test
  void aFloodOfOutputIsCappedAndHoldsUpNobody() throws IOException {
    Said said = run("yes flood", "sleep 3; echo probe-end", LONG);

    assertThat(said.target().length()).isEqualTo(4 << 20);
    assertThat(said.probe()).isEqualTo("probe-end\n");
  }

  @Test
  @Tag("not-root") // the kernel does not count root's processes
  void processesAreCappedForEverybodyButRoot() throws IOException {
    Said said =
        run(
            "i=0; while [ $i -lt 200 ]; do sleep 20 & i=$((i+1)); done; echo all started",
            "sleep 4",
            LONG);

    assertThat(said.target()).doesNotContain("all started");
  }
}
