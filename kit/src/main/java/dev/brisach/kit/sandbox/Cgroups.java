package dev.brisach.kit.sandbox;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The kernel's counters for groups of processes, where this program may make such: memory by
 * version 2, processes by version 2 or 1. Control files of groups that are not ours are never
 * written (see cgroups(7)).
 *
 * @param pids folder below which a group with a cap on processes can be made
 * @param memory folder below which a group with a cap on memory can be made
 */
record Cgroups(@Nullable Path pids, @Nullable Path memory) {
  private static final String PREFIX = "brisach-";

  /** What can be had on this machine. */
  static Cgroups here() {
    try {
      return in(Path.of("/sys/fs/cgroup"), Files.readAllLines(Path.of("/proc/self/cgroup")));
    } catch (IOException e) {
      return new Cgroups(null, null);
    }
  }

  /**
   * What can be had.
   *
   * @param root where the control files are mounted
   * @param own lines of {@code /proc/self/cgroup}: {@code hierarchy:controllers:path}
   */
  static Cgroups in(Path root, List<String> own) {
    Path pids = null;
    Path memory = null;
    for (String line : own) {
      String[] parts = line.split(":", 3);
      if (parts.length < 3 || !parts[2].startsWith("/") || parts[2].contains("/..")) {
        continue;
      }
      if (parts[0].equals("0") && parts[1].isEmpty()) {
        Path top =
            Files.exists(root.resolve("cgroup.controllers")) ? root : root.resolve("unified");
        Path unified = top.resolve(parts[2].substring(1));
        memory = delegating(top, unified, "memory");
        pids = pids == null ? delegating(top, unified, "pids") : pids;
      } else if (List.of(parts[1].split(",")).contains("pids")) {
        Path folder = root.resolve("pids").resolve(parts[2].substring(1));
        pids = writable(folder) ? folder : pids;
      }
    }
    return new Cgroups(pids, memory);
  }

  /** The nearest group at or above our own whose children have this controller. */
  private static @Nullable Path delegating(Path top, Path own, String controller) {
    for (Path at = own.normalize(); at != null && at.startsWith(top); at = at.getParent()) {
      try {
        String controllers = Files.readString(at.resolve("cgroup.subtree_control")).strip();
        if (List.of(controllers.split(" ")).contains(controller) && writable(at)) {
          return at;
        }
      } catch (IOException e) {
        return null;
      }
    }
    return null;
  }

  private static boolean writable(Path folder) {
    return Files.isWritable(folder) && Files.isWritable(folder.resolve("cgroup.procs"));
  }

  /** One group for a compartment, or as much of it as can be had. */
  Group open(String part, Box.Limits limits) {
    String name = PREFIX + ProcessHandle.current().pid() + "-" + System.nanoTime() + "-" + part;
    Path processes = make(pids, name, "pids.max", Integer.toString(limits.processes()));
    String bytes = Long.toString((long) limits.memoryMegabytes() << 20);
    Path space = make(memory, name, "memory.max", bytes);
    return new Group(processes, space);
  }

  private static @Nullable Path make(@Nullable Path parent, String name, String file, String cap) {
    if (parent == null) {
      return null;
    }
    Path folder = parent.resolve(name);
    try {
      sweep(parent);
      if (!Files.isDirectory(folder)) {
        Files.createDirectory(folder);
      }
      Files.writeString(folder.resolve(file), cap);
      if (file.startsWith("memory")) {
        write(folder.resolve("memory.swap.max"), "0");
        write(folder.resolve("memory.oom.group"), "1");
      }
      if (enters(folder)) {
        return folder;
      }
    } catch (IOException e) {
      // said openly by the box: the cap is then kept in another way, or not at all
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    remove(folder);
    return null;
  }

  private static void write(Path file, String text) throws IOException {
    if (Files.exists(file)) {
      Files.writeString(file, text);
    }
  }

  /** Whether a process of ours may really move there. */
  private static boolean enters(Path folder) throws IOException, InterruptedException {
    Process trial =
        new ProcessBuilder("/bin/sh", "-c", "echo 0 > \"$1/cgroup.procs\"", "sh", folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return trial.waitFor(5, TimeUnit.SECONDS) && trial.exitValue() == 0;
  }

  /** Removes empty groups of programs that were killed before they could. */
  private static void sweep(Path parent) throws IOException {
    try (DirectoryStream<Path> groups = Files.newDirectoryStream(parent, PREFIX + "*")) {
      for (Path group : groups) {
        String pid = group.getFileName().toString().substring(PREFIX.length()).split("-", 2)[0];
        if (pid.chars().allMatch(c -> c >= '0' && c <= '9')
            && pid.length() < 10
            && !pid.isEmpty()
            && ProcessHandle.of(Long.parseLong(pid)).isEmpty()) {
          Files.deleteIfExists(group);
        }
      }
    } catch (java.nio.file.DirectoryIteratorException | java.nio.file.FileSystemException e) {
      // one that is in use, or not ours
    }
  }

  private static boolean remove(Path folder) {
    try {
      Files.deleteIfExists(folder);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** A group that was made; nothing is capped by what is null. */
  record Group(@Nullable Path processes, @Nullable Path memory) {
    private List<Path> folders() {
      List<Path> folders = new ArrayList<>();
      if (processes != null) {
        folders.add(processes);
      }
      if (memory != null) {
        folders.add(memory);
      }
      return List.copyOf(new TreeSet<>(folders));
    }

    /** Shell commands by which the shell itself moves into the group. */
    String enter() {
      StringBuilder script = new StringBuilder();
      for (Path folder : folders()) {
        String procs = folder.resolve("cgroup.procs").toString();
        script.append("echo 0 > ").append(Wall.shell(List.of(procs))).append(" || exit 96; ");
      }
      return script.toString();
    }

    /** Whether the kernel ended something in it for memory. */
    boolean outOfMemory() {
      if (memory == null) {
        return false;
      }
      try {
        return Files.readAllLines(memory.resolve("memory.events")).stream()
            .anyMatch(line -> line.startsWith("oom_kill ") && !line.equals("oom_kill 0"));
      } catch (IOException e) {
        return false;
      }
    }

    /** Removes it as soon as its last process is gone. */
    void close() {
      for (Path folder : folders()) {
        for (int i = 0; i < 40 && !remove(folder); i++) {
          java.util.concurrent.locks.LockSupport.parkNanos(25_000_000);
        }
      }
    }
  }
}
