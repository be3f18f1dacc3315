package dev.brisach.kit.sandbox;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One walled part of a box: its own processes and files. Parts of one box share nothing but the
 * loopback network.
 *
 * @param mounts files and folders of the machine that it sees, read-only unless said otherwise
 * @param environment its environment variables besides {@code HOME} and {@code PATH}; nothing is
 *     inherited
 * @param folder working directory, a path inside
 * @param command what it runs; {@code /usr}, {@code /tmp}, {@code /data} (both empty and writable)
 *     and the mounts are all it finds
 */
public record Compartment(
    List<Mount> mounts, Map<String, String> environment, String folder, List<String> command) {
  /** A file or folder of the machine at a path inside. */
  public record Mount(Path host, String inside, boolean writable) {
    public Mount {
      host = host.toAbsolutePath().normalize();
      if (!inside.startsWith("/") || inside.contains("/..")) {
        throw new IllegalArgumentException("A mount stands at an absolute path: " + inside);
      }
    }

    /** A file or folder that cannot be written. */
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
    for (String name : environment.keySet()) {
      if (name.isEmpty() || name.contains("=") || name.contains("\0")) {
        throw new IllegalArgumentException("Not a name of an environment variable: " + name);
      }
    }
    if (environment.values().stream().anyMatch(value -> value.indexOf('\0') >= 0)) {
      throw new IllegalArgumentException("A value of an environment variable holds a zero");
    }
  }

  /** The same with more mounts before its own. */
  Compartment withMounts(List<Mount> first) {
    List<Mount> all = new ArrayList<>(first);
    all.addAll(mounts);
    return new Compartment(all, environment, folder, command);
  }

  /**
   * The same, where it starts Java without saying how much heap it may use, with a cap: what Java
   * takes by itself goes by the size of the machine.
   */
  Compartment withHeap(int megabytes) {
    String program = command.getFirst();
    boolean java = program.equals("java") || program.endsWith("/java");
    boolean said =
        command.stream()
            .anyMatch(word ->
                word.startsWith("-Xmx")
                    || word.startsWith("-XX:MaxHeapSize")
                    || word.startsWith("-XX:MaxRAM"));
    if (!java || said) {
      return this;
    }
    List<String> words = new ArrayList<>(command);
    words.add(1, "-Xmx" + megabytes + "m");
    return new Compartment(mounts, environment, folder, words);
  }

  /** All of its environment variables. */
  SortedMap<String, String> variables() {
    SortedMap<String, String> all = new TreeMap<>();
    all.put("HOME", "/home/nobody");
    all.put("PATH", "/usr/bin:/bin");
    all.putAll(environment);
    return all;
  }
}
