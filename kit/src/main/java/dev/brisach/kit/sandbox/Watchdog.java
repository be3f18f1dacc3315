package dev.brisach.kit.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Looks from outside at what a box uses, where no cgroup counts for us. It sees processes and the
 * memory they have to themselves or as mapped shared memory; what lies in the box's own file
 * systems has a cap of its own, and what grows and is gone between two looks is not seen.
 */
record Watchdog(boolean memory, boolean processes, Box.Limits limits) {
  /** Older than this, a process has begun what it was split off for. */
  private static final Duration YOUNG = Duration.ofSeconds(1);

  /** Why the box must be ended now, or null. */
  Box.@Nullable Reason look(ProcessHandle holder) {
    if (!memory && !processes) {
      return null;
    }
    List<ProcessHandle> all = holder.descendants().toList();
    if (processes && all.size() > limits.processes() + Box.OWN_PROCESSES) {
      return Box.Reason.PROCESSES;
    }
    if (memory) {
      return kilobytes(all) > limits.memoryMegabytes() * 1024L ? Box.Reason.MEMORY : null;
    }
    return null;
  }

  private static long kilobytes(List<ProcessHandle> all) {
    Map<Long, String> statuses = new HashMap<>();
    for (ProcessHandle one : all) {
      try {
        byte[] status = Files.readAllBytes(Path.of("/proc/" + one.pid() + "/status"));
        statuses.put(one.pid(), new String(status, StandardCharsets.ISO_8859_1));
      } catch (IOException e) {
        // it ended just now
      }
    }
    Instant young = Clock.systemUTC().instant().minus(YOUNG);
    long kilobytes = 0;
    for (ProcessHandle one : all) {
      String status = statuses.getOrDefault(one.pid(), "");
      String parent = statuses.getOrDefault(number(status, "PPid:"), "");
      boolean begun = one.info().startInstant().map(young::isBefore).orElse(false);
      kilobytes += begun && borrows(status, parent) ? 0 : kilobytes(status);
    }
    return kilobytes;
  }

  /**
   * True for a process that a program with threads has just split off to start another: until it
   * begins that program its memory is its parent's (vfork), and would count twice.
   */
  static boolean borrows(String status, String parent) {
    long size = number(status, "VmSize:");
    long whole = number(parent, "VmSize:");
    return number(status, "Threads:") == 1
        && number(parent, "Threads:") > 1
        && size > 0
        && Math.abs(size - whole) <= whole / 50;
  }

  private static long number(String status, String key) {
    return status.lines().filter(line -> line.startsWith(key)).mapToLong(Watchdog::number).sum();
  }

  /** What a {@code /proc/PID/status} says of memory; mapped programs and files do not count. */
  static long kilobytes(String status) {
    return status
        .lines()
        .filter(line -> line.startsWith("RssAnon:") || line.startsWith("RssShmem:"))
        .mapToLong(Watchdog::number)
        .sum();
  }

  private static long number(String line) {
    long number = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c >= '0' && c <= '9') {
        number = number * 10 + (c - '0');
      }
    }
    return number;
  }
}
