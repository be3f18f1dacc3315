package dev.brisach.kit.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which control groups are taken, on trees as the kernel shows them. */
class CgroupsTest {
  @TempDir private @Nullable Path root;

  private Path group(String path, String controllers) throws IOException {
    Path group = Files.createDirectories(root.resolve(path));
    Files.writeString(group.resolve("cgroup.subtree_control"), controllers + "\n");
    Files.writeString(group.resolve("cgroup.procs"), "");
    return group;
  }

  @Test
  void theNearestGroupWhoseChildrenAreCountedIsTaken() throws IOException {
    group("", "cpu memory pids");
    Files.writeString(root.resolve("cgroup.controllers"), "cpu memory pids\n");
    Path slice = group("user.slice", "memory pids");
    group("user.slice/session.scope", "");

    Cgroups found = Cgroups.in(root, List.of("0::/user.slice/session.scope"));

    assertThat(found).isEqualTo(new Cgroups(slice, slice));
  }

  @Test
  void processesAreCountedByTheOlderVersionWhereTheNewerHasNone() throws IOException {
    group("unified", "");
    Path old = group("pids/mine", "");

    Cgroups found = Cgroups.in(root, List.of("5:cpu,pids:/mine", "4:memory:/mine", "0::/"));

    assertThat(found).isEqualTo(new Cgroups(old, null));
  }

  @Test
  void nothingIsTakenWhereNothingIsThereOrOursIsOutOfSight() {
    assertThat(Cgroups.in(root, List.of("0::/mine", "3:pids:/mine", "odd")))
        .isEqualTo(new Cgroups(null, null));
    assertThat(Cgroups.in(root, List.of("0::/../..", "3:pids:/../other")))
        .isEqualTo(new Cgroups(null, null));
  }

  @Test
  void aGroupHasTheCapsAndIsEnteredByTheShell() throws IOException {
    Path slice = group("", "memory pids");
    Box.Limits limits = new Box.Limits(Duration.ofSeconds(1), 1, 77, 1, 3, 9);

    Cgroups.Group made = new Cgroups(slice, slice).open("target", limits);

    assertThat(made.memory()).isEqualTo(made.processes()).isDirectory();
    assertThat(made.memory().resolve("memory.max")).hasContent("3145728");
    assertThat(made.memory().resolve("pids.max")).hasContent("77");
    assertThat(made.enter())
        .isEqualTo("echo 0 > '" + made.memory() + "/cgroup.procs' || exit 96; ");
    assertThat(made.outOfMemory()).isFalse();
    Files.writeString(made.memory().resolve("memory.events"), "oom 1\noom_kill 1\n");
    assertThat(made.outOfMemory()).isTrue();
  }

  @Test
  void whatCannotBeMadeIsNotClaimed() {
    Cgroups.Group made =
        new Cgroups(Path.of("/proc"), Path.of("/proc")).open("target", Box.Limits.standard());

    assertThat(made).isEqualTo(new Cgroups.Group(null, null));
    assertThat(made.enter()).isEmpty();
  }

  @Test
  void memoryIsReadAsTheKernelWritesIt() {
    assertThat(
            Watchdog.kilobytes(
                "VmRSS:\t 9000 kB\nRssAnon:\t  1200 kB\nRssFile:\t 7000 kB\nRssShmem:\t   34 kB\n"))
        .isEqualTo(1234);
    assertThat(Watchdog.kilobytes("Name:\tkthread\n")).isZero();
  }

  @Test
  void memoryOfTheParentIsNotCountedTwiceUntilTheChildHasBegun() {
    String parent = "VmSize:\t 3000000 kB\nRssAnon:\t 900000 kB\nThreads:\t40\n";

    assertThat(
            Watchdog.borrows("VmSize:\t 3000100 kB\nRssAnon:\t 900000 kB\nThreads:\t1\n", parent))
        .isTrue();
    assertThat(Watchdog.borrows("VmSize:\t 2500 kB\nRssAnon:\t 90 kB\nThreads:\t1\n", parent))
        .isFalse();
    assertThat(Watchdog.borrows(parent, parent)).isFalse();
    assertThat(Watchdog.borrows("Name:\tkthread\n", "")).isFalse();
  }

  @Test
  void aHeapIsCappedWhereJavaIsStartedWithoutOne() {
    assertThat(heap("java", "-jar", "a.jar")).containsExactly("java", "-Xmx64m", "-jar", "a.jar");
    assertThat(heap("/opt/jdk/bin/java", "-Xmx9m", "A")).doesNotContain("-Xmx64m");
    assertThat(heap("java", "-XX:MaxRAMPercentage=20", "A")).doesNotContain("-Xmx64m");
    assertThat(heap("javac", "A.java")).containsExactly("javac", "A.java");
  }

  private static List<String> heap(String... command) {
    return new Compartment(List.of(), java.util.Map.of(), "/", List.of(command))
        .withHeap(64)
        .command();
  }
}
