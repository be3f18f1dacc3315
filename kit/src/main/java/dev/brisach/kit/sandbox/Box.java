package dev.brisach.kit.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs a target and a probe beside it in a throw-away box: own user, process, IPC and network
 * namespaces, no capabilities, loopback only.
 *
 * <p>A holder has the network of its own; target and probe are two compartments within it, each
 * with its own processes and mounts, so that a hostile target sees neither the probe nor its
 * results. All of it dies with the holder, and the holder with this program.
 *
 * <p>Capped: time, size of one file, writable space, what is printed; processes too, unless this
 * program is run by root, whom the kernel does not count. Memory is not capped.
 */
public final class Box {
  /** Where the probe finds {@link #TARGET_EXIT}. */
  public static final String STATE = "/box";

  /** File with the exit code of the target, there as soon as it ended by itself. */
  public static final String TARGET_EXIT = "target-exit";

  private static final int LOG_CAP = 4 << 20;

  /** Whether a box can be had here. */
  public sealed interface Availability {
    /** It can, in this way. */
    record Ready(Wall wall) implements Availability {}

    /** It cannot, for this reason; nothing is ever run bare instead. */
    record Refused(String reason) implements Availability {}
  }

  /**
   * How a box ended.
   *
   * @param exit exit code of the probe; -1 where time ran out
   * @param timedOut true where the whole box was ended for time
   * @param targetExit exit code of the target where it ended by itself before the probe
   * @param targetLog what the target printed, 4 MB at most
   * @param probeLog what the probe printed, 4 MB at most
   */
  public record Ending(
      int exit, boolean timedOut, @Nullable Integer targetExit, Path targetLog, Path probeLog) {}

  /** Caps of a box. */
  public record Limits(Duration time, int fileMegabytes, int processes, int writableMegabytes) {
    /** Two minutes, files of 256 MB, 512 processes, 512 MB in each writable folder. */
    public static Limits standard() {
      return new Limits(Duration.ofMinutes(2), 256, 512, 512);
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

  /**
   * Starts the target, runs the probe to its end beside it, and ends both. Interrupted, it ends the
   * box and throws {@link CancellationException}.
   *
   * @param folder a folder that the box does not see, for what it printed
   */
  public Ending run(Compartment target, Compartment probe, Limits limits, Path folder) {
    try {
      Path state = Files.createDirectories(folder.resolve("state"));
      List<String> command = new ArrayList<>(wall.holder());
      command.addAll(
          List.of("/bin/sh", "-c", script(target, withState(probe, state), limits, state)));
      return inOneThread(command, limits, folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Compartment withState(Compartment probe, Path state) {
    List<Compartment.Mount> mounts = new ArrayList<>(probe.mounts());
    mounts.add(Compartment.Mount.readOnly(state, STATE));
    return new Compartment(mounts, probe.environment(), probe.folder(), probe.command());
  }

  /** The holder's work. Target prints to its standard output, the probe to its standard error. */
  private String script(Compartment target, Compartment probe, Limits limits, Path state) {
    String exit = Wall.shell(List.of(state.resolve(TARGET_EXIT).toString()));
    return "ulimit -c 0; ulimit -f "
        + limits.fileMegabytes() * 2048L
        + "; ulimit -u "
        + limits.processes()
        + " 2>/dev/null || ulimit -p "
        + limits.processes()
        + " 2>/dev/null || :; "
        + wall.prelude()
        + "{ "
        + wall.part(target, limits)
        + " </dev/null 2>&1; code=$?; echo $code > "
        + exit
        + ".new && mv "
        + exit
        + ".new "
        + exit
        + "; } & "
        + wall.part(probe, limits)
        + " </dev/null >&2; exit $?";
  }

  /**
   * The kernel ends the box when the thread that started it ends, so it must be one that waits: a
   * platform thread, never the carrier of a virtual one.
   */
  private static Ending inOneThread(List<String> command, Limits limits, Path folder)
      throws IOException {
    if (!Thread.currentThread().isVirtual()) {
      return start(command, limits, folder);
    }
    var task = new java.util.concurrent.FutureTask<>(() -> start(command, limits, folder));
    Thread thread = Thread.ofPlatform().daemon().name("box").start(task);
    try {
      return task.get();
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
      throw new CancellationException("the run was stopped");
    } catch (java.util.concurrent.ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private static Ending start(List<String> command, Limits limits, Path folder) throws IOException {
    Path targetLog = folder.resolve("target.log");
    Path probeLog = folder.resolve("probe.log");
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
    Process process = builder.start();
    try {
      process.getOutputStream().close();
      Thread target = drain(process.getInputStream(), targetLog);
      Thread probe = drain(process.getErrorStream(), probeLog);
      boolean ended = process.waitFor(limits.time().toMillis(), TimeUnit.MILLISECONDS);
      if (!ended) {
        kill(process);
      }
      target.join(Duration.ofSeconds(5));
      probe.join(Duration.ofSeconds(5));
      return new Ending(
          ended ? process.exitValue() : -1, !ended, targetExit(folder), targetLog, probeLog);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("the run was stopped");
    } finally {
      process.destroyForcibly();
    }
  }

  private static @Nullable Integer targetExit(Path folder) throws IOException {
    Path file = folder.resolve("state").resolve(TARGET_EXIT);
    if (!Files.exists(file)) {
      return null;
    }
    try {
      return Integer.valueOf(Files.readString(file).strip());
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static void kill(Process process) throws InterruptedException {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    process.waitFor(10, TimeUnit.SECONDS);
  }

  private static Thread drain(InputStream from, Path log) throws IOException {
    Files.deleteIfExists(log);
    Files.createFile(log);
    return Thread.ofPlatform().daemon().name("drain").start(() -> copy(from, log));
  }

  private static void copy(InputStream from, Path log) {
    try (InputStream in = from;
        var out = Files.newOutputStream(log)) {
      byte[] buffer = new byte[8192];
      int written = 0;
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        int take = Math.min(n, LOG_CAP - written);
        if (take > 0) {
          out.write(buffer, 0, take);
          written += take;
        }
      }
    } catch (IOException e) {
      // the box was ended while it still spoke; what was read is in the log
    }
  }
}
