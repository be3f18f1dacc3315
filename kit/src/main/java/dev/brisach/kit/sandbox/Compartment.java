package dev.brisach.kit.sandbox;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One walled part of a box: its own processes and files. Parts of one box share nothing but the
 * loopback network.
 *
 * @param mounts folders of the machine that it sees, read-only unless said otherwise
 * @param environment all of its environment variables; nothing is inherited
 * @param folder working directory, a path inside
 * @param command what it runs; {@code /usr}, {@code /tmp}, {@code /data} (both empty and writable)
 *     and the mounts are all it finds
 */
public record Compartment(
    List<Mount> mounts, Map<String, String> environment, String folder, List<String> command) {
  /** A folder of the machine at a path inside. */
  public record Mount(Path host, String inside, boolean writable) {
    /** A folder that cannot be written. */
    public static Mount readOnly(Path host, String inside) {
      return new Mount(host, inside, false);
    }
  }

  public Compartment {
    mounts = List.copyOf(mounts);
    environment = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(environment));
    command = List.copyOf(command);
    if (command.isEmpty()) {
      throw new IllegalArgumentException("A compartment runs a command");
    }
  }
}
