package dev.brisach.kit.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs a target and a probe beside it in a throw-away box made by bubblewrap: own user, process,
 * IPC and network namespaces, read-only root, no capabilities, loopback only.
 *
 * <p>A holder has the network of its own; target and probe are two compartments within it, each
 * with its own processes and mounts, so that a hostile target sees neither the probe nor its
 * results. All of it dies with the holder, and the holder with this program.
 */
public final class Box {
  /** Whether a box can be had here. */
  public sealed interface Availability {
    /** It can. */
    record Ready(Path bubblewrap) implements Availability {}

    /** It cannot, for this reason; nothing is ever run bare instead. */
    record Refused(String reason) implements Availability {}
  }

  /**
   * How a box ended.
   *
   * @param exit exit code of the probe; -1 where time ran out
   * @param timedOut true where the whole box was ended for time
   */
  public record Ending(int exit, boolean timedOut) {}

  /** Caps of a box. */
  public record Limits(Duration time, int fileMegabytes, int processes, int writableMegabytes) {
    /** Two minutes, files of 256 MB, 512 processes, 512 MB of writable space. */
    public static Limits standard() {
      return new Limits(Duration.ofMinutes(2), 256, 512, 512);
    }
  }

  private static final List<Path> PLACES =
      List.of(Path.of("/usr/bin/bwrap"), Path.of("/usr/local/bin/bwrap"), Path.of("/bin/bwrap"));

  private final Path bubblewrap;

  private Box(Path bubblewrap) {
    this.bubblewrap = bubblewrap;
  }

  /** Looks whether a box can be made, by making one that does nothing. */
  public static Availability look() {
    Path found = PLACES.stream().filter(Files::isExecutable).findFirst().orElse(null);
    if (found == null) {
      return new Availability.Refused(
          "no sandbox: bubblewrap (bwrap) is not installed here; nothing is run without it");
    }
    List<String> command = new ArrayList<>(holder(found));
    command.add("/bin/sh");
    command.add("-c");
    command.add(shell(compartment(found, probe(List.of("/usr/bin/true")), Limits.standard())));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String said =
          new String(
              process.getInputStream().readNBytes(2000), java.nio.charset.StandardCharsets.UTF_8);
      if (process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0) {
        return new Availability.Ready(found);
      }
      process.destroyForcibly();
      return new Availability.Refused(
          "no sandbox: this system forbids it ("
              + said.lines().findFirst().orElse("no reason given")
              + "); nothing is run without it");
    } catch (IOException e) {
      return new Availability.Refused("no sandbox: bwrap cannot be started: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Availability.Refused("no sandbox: interrupted");
    }
  }

  private static Compartment probe(List<String> command) {
    return new Compartment(List.of(), java.util.Map.of(), "/tmp", command);
  }

  /** A box that was found to be ready. */
  public static Box of(Availability.Ready ready) {
    return new Box(ready.bubblewrap());
  }

  /**
   * Starts the target, runs the probe to its end beside it, and ends both.
   *
   * @param log file outside the box that takes what target and probe print, capped at 4 MB
   */
  public Ending run(Compartment target, Compartment probe, Limits limits, Path log) {
    List<String> command = new ArrayList<>(holder(bubblewrap));
    command.add("/bin/sh");
    command.add("-c");
    command.add(
        "ulimit -f "
            + limits.fileMegabytes() * 2048L
            + "; "
            + shell(compartment(bubblewrap, target, limits))
            + " </dev/null & "
            + shell(compartment(bubblewrap, probe, limits))
            + " </dev/null");
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      Thread drain = Thread.ofVirtual().start(() -> drain(process, log));
      boolean ended = process.waitFor(limits.time().toMillis(), TimeUnit.MILLISECONDS);
      if (!ended) {
        kill(process);
      }
      drain.join(Duration.ofSeconds(5));
      return ended ? new Ending(process.exitValue(), false) : new Ending(-1, true);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new java.util.concurrent.CancellationException("the run was stopped");
    }
  }

  private static void kill(Process process) throws InterruptedException {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    process.waitFor(10, TimeUnit.SECONDS);
  }

  private static void drain(Process process, Path log) {
    final int cap = 4 << 20;
    try (var in = process.getInputStream();
        var out = Files.newOutputStream(log)) {
      byte[] buffer = new byte[8192];
      int written = 0;
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        int take = Math.min(n, cap - written);
        if (take > 0) {
          out.write(buffer, 0, take);
          written += take;
        }
      }
    } catch (IOException e) {
      // the box was ended while it still spoke; what was read is in the log
    }
  }

  /**
   * Own network and user namespace; the machine's files stay visible to the holder's shell only.
   */
  private static List<String> holder(Path bubblewrap) {
    return List.of(
        bubblewrap.toString(),
        "--unshare-user",
        "--unshare-net",
        "--die-with-parent",
        "--dev-bind",
        "/",
        "/");
  }

  private static List<String> compartment(Path bubblewrap, Compartment part, Limits limits) {
    List<String> args = new ArrayList<>();
    args.add(bubblewrap.toString());
    args.addAll(
        List.of(
            "--unshare-user",
            "--unshare-pid",
            "--unshare-ipc",
            "--unshare-uts",
            "--unshare-cgroup-try",
            "--uid",
            "65534",
            "--gid",
            "65534",
            "--cap-drop",
            "ALL",
            "--die-with-parent",
            "--new-session",
            "--clearenv"));
    args.addAll(List.of("--ro-bind", "/usr", "/usr"));
    for (String name : List.of("bin", "lib", "lib64", "sbin")) {
      Path path = Path.of("/" + name);
      if (Files.isSymbolicLink(path)) {
        args.addAll(List.of("--symlink", "usr/" + name, "/" + name));
      } else if (Files.isDirectory(path)) {
        args.addAll(List.of("--ro-bind", "/" + name, "/" + name));
      }
    }
    for (String name : List.of("/etc/alternatives", "/etc/ssl", "/etc/ld.so.cache", "/etc/hosts")) {
      args.addAll(List.of("--ro-bind-try", name, name));
    }
    String size = Long.toString((long) limits.writableMegabytes() << 20);
    args.addAll(List.of("--proc", "/proc", "--dev", "/dev"));
    for (String name : List.of("/tmp", "/data", "/home/nobody")) {
      args.addAll(List.of("--size", size, "--tmpfs", name));
    }
    for (Compartment.Mount mount : part.mounts()) {
      args.addAll(
          List.of(
              mount.writable() ? "--bind" : "--ro-bind", mount.host().toString(), mount.inside()));
    }
    args.addAll(List.of("--remount-ro", "/"));
    args.addAll(List.of("--setenv", "HOME", "/home/nobody", "--setenv", "PATH", "/usr/bin:/bin"));
    part.environment().forEach((name, value) -> args.addAll(List.of("--setenv", name, value)));
    args.addAll(List.of("--chdir", part.folder()));
    args.addAll(part.command());
    return args;
  }

  /** The words of a command for a POSIX shell, each quoted. */
  static String shell(List<String> words) {
    StringBuilder line = new StringBuilder();
    for (String word : words) {
      if (!line.isEmpty()) {
        line.append(' ');
      }
      line.append('\'').append(word.replace("'", "'\\''")).append('\'');
    }
    return line.toString();
  }
}
