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
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What a box may use, and how it says that it used more. */
@Tag("sandbox")
@ParameterizedClass
@MethodSource("walls")
class CapsTest {
  @Parameter private Wall wall = new Bubblewrap();

  @TempDir private @Nullable Path folder;
  private @Nullable Box box;

  static List<Wall> walls() {
    return BoxTest.walls();
  }

  @BeforeEach
  void aBoxCanBeMadeHere() {
    Box.Availability availability = Box.look(wall);
    assumeTrue(availability instanceof Box.Availability.Ready, availability::toString);
    box = Box.of((Box.Availability.Ready) availability);
  }

  private Box.Ending run(String target, String probe, Box.Limits limits) {
    return box.run(
        new Compartment(List.of(), Map.of(), "/tmp", List.of("/bin/sh", "-c", target)),
        new Compartment(List.of(), Map.of(), "/tmp", List.of("/bin/sh", "-c", probe)),
        limits,
        folder);
  }

  @Test
  void aTargetThatEatsMemoryEndsForIt() throws IOException {
    long start = System.nanoTime();

    Box.Ending ending =
        run(
            "x=$(head -c 400000000 /dev/zero | tr '\\0' x); echo ate it all; sleep 60",
            "sleep 60",
            Box.Limits.standard().withMemory(150));

    assertThat(ending.reason()).isEqualTo(Box.Reason.MEMORY);
    assertThat(Files.readString(ending.targetLog())).doesNotContain("ate it all");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
    if (ending.memoryBy() == Box.Keeper.WATCHDOG) {
      assertThat(ending.exit()).isEqualTo(-1);
    }
  }

  @Test
  void aFlockOfProcessesDoesNotGrowBeyondItsCap() throws IOException {
    Box.Ending ending =
        run(
            "i=0; while [ $i -lt 300 ]; do sleep 20 & i=$((i+1)); done; echo all started; sleep 20",
            "sleep 3; exit 3",
            new Box.Limits(Duration.ofSeconds(30), 1, 100, 16));

    switch (ending.processesBy()) {
      case CGROUP -> {
        assertThat(ending.exit()).isEqualTo(3);
        assertThat(Files.readString(ending.targetLog())).doesNotContain("all started");
      }
      case RLIMIT -> assertThat(Files.readString(ending.targetLog())).doesNotContain("all started");
      case WATCHDOG -> assertThat(ending.reason()).isEqualTo(Box.Reason.PROCESSES);
    }
  }

  @Test
  void openFilesAreCapped() throws IOException {
    Box.Ending ending =
        run(
            "ulimit -n; ulimit -Hn; ulimit -v",
            "sleep 1",
            new Box.Limits(Duration.ofSeconds(30), 1, 100, 16, 512, 77));

    assertThat(Files.readString(ending.targetLog())).isEqualTo("77\n77\nunlimited\n");
  }

  @Test
  void anOrdinaryEndIsCalledSo() {
    Box.Ending ending = run("sleep 20", "exit 5", Box.Limits.standard());

    assertThat(ending.reason()).isEqualTo(Box.Reason.EXIT);
    assertThat(ending.exit()).isEqualTo(5);
    assertThat(ending.memoryBy()).isNotEqualTo(Box.Keeper.RLIMIT);
  }

  @Test
  void aBoxThatSomebodyElseEndsSaysThatItWasStopped() throws Exception {
    String mark = "35" + System.nanoTime();
    Thread other =
        Thread.ofPlatform()
            .start(() -> {
              BoxTest.awaitRunning(mark);
              ProcessHandle.current()
                  .children()
                  .filter(child -> child.descendants().anyMatch(one -> BoxTest.has(one, mark)))
                  .forEach(ProcessHandle::destroyForcibly);
            });

    Box.Ending ending = run("sleep " + mark, "sleep " + mark, Box.Limits.standard());

    other.join();
    assertThat(ending.reason()).isEqualTo(Box.Reason.STOPPED);
    assertThat(ending.exit()).isEqualTo(-1);
    BoxTest.assertGone(mark);
  }

  @Test
  void itIsUpInWellUnderASecond() {
    long start = System.nanoTime();

    for (int i = 0; i < 5; i++) {
      run("exit 0", "exit 0", Box.Limits.standard());
    }

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
  }
}
