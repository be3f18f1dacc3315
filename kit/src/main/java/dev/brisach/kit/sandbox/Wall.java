package dev.brisach.kit.sandbox;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A way of making a box: a holder that owns the network, and walls round each compartment in it.
 * Both ways show a compartment the same things: {@code /usr}, an {@code /etc} made up for it, its
 * mounts, and empty folders of its own; nothing else of the machine is even named.
 */
public sealed interface Wall permits Bubblewrap, Unshare {
  /** Folders that are empty, writable and thrown away. */
  List<String> WRITABLE = List.of("/tmp", "/data", "/home/nobody", "/dev/shm");

  /** Its name, for messages. */
  String name();

  /** A program that is needed and not here, in words; null where all are here. */
  @org.jspecify.annotations.Nullable
  String missing();

  /** The words before {@code sh -c script}; what they start dies with this program. */
  List<String> holder(Furniture furniture, Box.Limits limits);

  /** What the holder's shell does first; fails where the box cannot be made. */
  String prelude(Furniture furniture, Box.Limits limits);

  /** Descriptor at which a compartment's {@link #variables} are read, and closed. */
  int VARIABLES = 9;

  /**
   * A simple shell command that runs a compartment to its end. It names no value of an environment
   * variable, since command lines are seen by all users of a machine.
   *
   * @param part with the furniture among its mounts, {@code /etc} before all below it
   */
  String part(Compartment part, Box.Limits limits);

  /** What {@link #part} reads at {@link #VARIABLES}: the compartment's environment. */
  String variables(Compartment part);

  /** Those of {@link #WRITABLE} that are not mounts of the compartment itself. */
  static List<String> empty(Compartment part) {
    return WRITABLE.stream()
        .filter(name -> part.mounts().stream().noneMatch(mount -> mount.inside().equals(name)))
        .toList();
  }

  /** Files of {@code /etc} that programs need as they are on this machine. */
  static List<Path> configuration() {
    Stream<Path> fixed =
        Stream.of(
                "alternatives",
                "ssl/certs",
                "ssl/openssl.cnf",
                "ca-certificates",
                "pki/ca-trust/extracted",
                "crypto-policies",
                "ld.so.cache",
                "localtime")
            .map(name -> Path.of("/etc", name));
    try (Stream<Path> etc = Files.list(Path.of("/etc"))) {
      List<Path> java =
          etc.filter(path -> path.getFileName().toString().startsWith("java-"))
              .filter(Files::isDirectory)
              .sorted()
              .toList();
      return Stream.concat(fixed, java.stream()).filter(Files::isReadable).toList();
    } catch (java.io.IOException e) {
      return List.of();
    }
  }

  /** The first of these places of a program that can be executed, or null. */
  static @org.jspecify.annotations.Nullable Path program(String name) {
    return Stream.of("/usr/bin", "/usr/sbin", "/usr/local/bin", "/bin", "/sbin")
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(null);
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
