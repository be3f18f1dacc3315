package dev.brisach.kit.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Runs a target and a probe beside it in a throw-away box: own user, process, IPC and network
 * namespaces, no capabilities, loopback only.
 *
 * <p>A holder has the network of its own; target and probe are two compartments within it, each
 * with its own processes and mounts, so that a hostile target sees neither the probe nor its
 * results. All of it dies with the holder, and the holder with this program.
 *
 * <p>Capped: time, size of one file, writable space, open files, what is printed, processes and
 * memory. The last two are counted by the kernel where this program may make a cgroup, else from
 * outside, which is said in the {@link Ending}. The address space is never capped: a Java program
 * reserves far more of it than it uses.
 */
public final class Box {
  /** Where the probe finds {@link #TARGET_EXIT}. */
  public static final String STATE = "/box";

  /** File with the exit code of the target, there as soon as it ended by itself. */
  public static final String TARGET_EXIT = "target-exit";

  /** Processes of a box that are the box itself. */
  static final int OWN_PROCESSES = 12;

  /** Whether a box can be had here. */
  public sealed interface Availability {
    /** It can, in this way. */
    record Ready(Wall wall) implements Availability {}

    /** It cannot, for this reason; nothing is ever run bare instead. */
    record Refused(String reason) implements Availability {}
  }

  /** Why a box ended. */
  public enum Reason {
    /** The probe was done. */
    EXIT("the probe was done"),
    /** Time ran out. */
    TIME("for time"),
    /** The box, or in a cgroup its target or probe, used more memory than it may. */
    MEMORY("for memory"),
    /** There were more processes than there may be. */
    PROCESSES("for the number of its processes"),
    /** Somebody else ended it. */
    STOPPED("from outside");

    private final String words;

    Reason(String words) {
      this.words = words;
    }

    /** To follow "the box was ended". */
    public String words() {
      return words;
    }
  }

  /** Who sees to it that a cap is kept. */
  public enum Keeper {
    /** The kernel, by a cgroup; for target and probe each. */
    CGROUP,
    /** The kernel, by a limit on processes of this user. */
    RLIMIT,
    /** This program, which looks at all of the box ten times a second and ends it. */
    WATCHDOG
  }

  /**
   * How a box ended.
   *
   * @param exit exit code of the probe; -1 where the box was ended before
   * @param reason why it ended
   * @param targetExit exit code of the target where it ended by itself before the probe
   * @param targetLog what the target printed, 4 MB at most
   * @param probeLog what the probe printed, 4 MB at most
   * @param canary what became of the target's canary files
   * @param memoryBy who kept the cap on memory
   * @param processesBy who kept the cap on processes
   * @param dns whether the probe could be asked for names on port 53
   */
  public record Ending(
      int exit,
      Reason reason,
      @Nullable Integer targetExit,
      Path targetLog,
      Path probeLog,
      Canary canary,
      Keeper memoryBy,
      Keeper processesBy,
      boolean dns) {}

  /**
   * What a box offers besides its walls.
   *
   * @param dns names are asked for at 127.0.0.1, port 53, where the probe may listen
   * @param canary the target's {@code /etc} and home hold made-up files that it can write, and the
   *     ending tells which it touched
   * @param data a folder that gets a copy of what the target left in {@code /data}; hostile, and
   *     best where nobody else can enter; null if nobody asks
   */
  public record Setting(boolean dns, boolean canary, @Nullable Path data) {
    /** Nothing of it. */
    public static Setting bare() {
      return new Setting(false, false, null);
    }

    /** For the examination of a live service: names are heard and canary files watched. */
    public static Setting live() {
      return new Setting(true, true, null);
    }

    /** The same, with a copy of the target's {@code /data} at the end. */
    public Setting withData(Path folder) {
      return new Setting(dns, canary, folder.toAbsolutePath().normalize());
    }
  }

  /** Caps of a box; on processes and memory see {@link Ending}. */
  public record Limits(
      Duration time,
      int fileMegabytes,
      int processes,
      int writableMegabytes,
      int memoryMegabytes,
      int openFiles) {
    /** Caps with the usual ones on memory (2 GB) and open files (4096 for one process). */
    public Limits(Duration time, int fileMegabytes, int processes, int writableMegabytes) {
      this(time, fileMegabytes, processes, writableMegabytes, 2048, 4096);
    }

    /** Two minutes, files of 256 MB, 512 processes, 512 MB in each writable folder. */
    public static Limits standard() {
      return new Limits(Duration.ofMinutes(2), 256, 512, 512);
    }

    /** The same with another cap on memory. */
    public Limits withMemory(int megabytes) {
      return new Limits(time, fileMegabytes, processes, writableMegabytes, megabytes, openFiles);
    }
  }

  private final Wall wall;

  private Box(Wall wall) {
    this.wall = wall;
  }

  /** Looks whether a box can be made, by making one that does nothing: the first way that works. */
  public static Availability look() {
    List<String> reasons = new ArrayList<>();
    for (Wall wall : List.of(new Bubblewrap(), new Unshare())) {
      switch (look(wall)) {
        case Availability.Ready ready -> {
          return ready;
        }
        case Availability.Refused(String reason) -> reasons.add(reason);
      }
    }
    return new Availability.Refused(
        "no sandbox: " + String.join("; ", reasons) + "; nothing is run without it");
  }

  /** Looks whether a box can be made in this very way. */
  static Availability look(Wall wall) {
    String missing = wall.missing();
    if (missing != null) {
      return new Availability.Refused(missing);
    }
    Path folder = null;
    try {
      folder = Files.createTempDirectory("brisach-look-");
      Compartment nothing =
          new Compartment(List.of(), Map.of(), "/tmp", List.of("/bin/sh", "-c", "exit 42"));
      Limits limits = new Limits(Duration.ofSeconds(20), 1, 512, 1);
      Ending ending = new Box(wall).run(nothing, nothing, limits, folder);
      return ending.exit() == 42
          ? new Availability.Ready(wall)
          : new Availability.Refused(
              wall.name() + ": this system forbids it (" + firstLine(ending) + ")");
    } catch (IOException | UncheckedIOException e) {
      return new Availability.Refused(wall.name() + " cannot be started: " + e.getMessage());
    } finally {
      Folders.delete(folder);
    }
  }

  private static String firstLine(Ending ending) throws IOException {
    String said = Files.readString(ending.probeLog(), StandardCharsets.ISO_8859_1);
    String line = said.lines().findFirst().orElse("no reason given");
    return Words.plain(line, 200);
  }

  /** A box that was found to be ready. */
  public static Box of(Availability.Ready ready) {
    return new Box(ready.wall());
  }

  /** Runs target and probe in a box that offers nothing besides its walls. */
  public Ending run(Compartment target, Compartment probe, Limits limits, Path folder) {
    return run(target, probe, limits, Setting.bare(), folder);
  }

  /**
   * Starts the target, runs the probe to its end beside it, and ends both. Interrupted, it ends the
   * box and throws {@link CancellationException}. It may be called again, for another target too.
   *
   * @param folder a folder that the box does not see, for what it printed
   */
  public Ending run(
      Compartment target, Compartment probe, Limits limits, Setting setting, Path folder) {
    Path own = folder.toAbsolutePath().normalize();
    Cgroups cgroups = Cgroups.here();
    Cgroups.Group targets = cgroups.open("target", limits);
    Cgroups.Group probes = cgroups.open("probe", limits);
    try {
      Furniture furniture = Furniture.in(own, setting);
      Path state = own.resolve("state");
      Folders.delete(state);
      Files.createDirectories(state);
      int heap = Math.max(16, limits.memoryMegabytes() / 2);
      Holder holder =
          new Holder(
              wall,
              furniture,
              limits,
              state,
              target.withHeap(heap).withMounts(furniture.mounts(true)),
              probe
                  .withHeap(heap)
                  .withMounts(List.of(Compartment.Mount.readOnly(state, STATE)))
                  .withMounts(furniture.mounts(false)),
              targets,
              probes);
      boolean byGroup = targets.memory() != null && probes.memory() != null;
      Keeper processesBy = processesBy(targets, probes);
      Watchdog watchdog = new Watchdog(!byGroup, processesBy == Keeper.WATCHDOG, limits);
      Running.Ended ended;
      try {
        holder.prepare();
        ended = Running.inOneThread(holder.command(), watchdog, own);
      } finally {
        holder.forget();
      }
      boolean stopped = holder.stopped(ended.exit());
      boolean outOfMemory = targets.outOfMemory() || probes.outOfMemory();
      Reason whole = stopped ? Reason.STOPPED : ended.reason();
      return new Ending(
          stopped ? -1 : ended.exit(),
          outOfMemory ? Reason.MEMORY : whole,
          holder.targetExit(),
          ended.targetLog(),
          ended.probeLog(),
          furniture.canary(),
          byGroup ? Keeper.CGROUP : Keeper.WATCHDOG,
          processesBy,
          holder.dns());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      targets.close();
      probes.close();
    }
  }

  /** The kernel counts the processes of users, but not those of root. */
  private static Keeper processesBy(Cgroups.Group target, Cgroups.Group probe) throws IOException {
    if (target.processes() != null && probe.processes() != null) {
      return Keeper.CGROUP;
    }
    Object user = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    return user.equals(0) ? Keeper.WATCHDOG : Keeper.RLIMIT;
  }
}
