package dev.brisach.kit.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks from outside at what a box uses, where no cgroup counts for us. It sees processes and the
 * memory they have to themselves or as mapped shared memory; what lies in the box's own file
 * systems has a cap of its own, and what grows and is gone between two looks is not seen.
 */
record Watchdog(boolean memory, boolean processes, Box.Limits limits) {
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
      long kilobytes = 0;
      for (ProcessHandle one : all) {
        kilobytes += kilobytes(one.pid());
      }
      return kilobytes > limits.memoryMegabytes() * 1024L ? Box.Reason.MEMORY : null;
    }
    return null;
  }

  private static long kilobytes(long pid) {
    try {
      byte[] status = Files.readAllBytes(Path.of("/proc/" + pid + "/status"));
      return kilobytes(new String(status, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      return 0; // it ended just now
    }
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
