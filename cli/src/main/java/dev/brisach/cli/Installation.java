package dev.brisach.cli;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Where this program itself stands. */
final class Installation {
  private Installation() {}

  /** The folder with {@code brisach.jar} and its libraries. */
  static Path app() {
    try {
      Path code = Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return java.util.Objects.requireNonNull(code.toAbsolutePath().getParent());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("Not a place of classes", e);
    }
  }

  /** All that this program's classes are read from: its jar and libraries, or folders. */
  static List<Path> classPath() {
    Path libraries = app().resolve("lib");
    List<Path> entries = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      entries.add(Path.of(entry).toAbsolutePath());
    }
    if (Files.isDirectory(libraries)) {
      try (Stream<Path> jars = Files.list(libraries)) {
        jars.filter(jar -> jar.toString().endsWith(".jar")).sorted().forEach(entries::add);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return entries;
  }

  /** The JDK that runs this program. */
  static Path jdk() {
    return Path.of(System.getProperty("java.home"));
  }

  /** Maven's local repository, where it is; holds what POMs name but do not carry. */
  static Path mavenRepository() {
    return Path.of(System.getProperty("user.home"), ".m2", "repository");
  }

  /** The user's cache folder of Brisach. */
  static Path cache() {
    String given = System.getenv("BRISACH_CACHE");
    if (given != null && !given.isBlank()) {
      return Path.of(given);
    }
    String xdg = System.getenv("XDG_CACHE_HOME");
    return xdg == null || xdg.isBlank()
        ? Path.of(System.getProperty("user.home"), ".cache", "brisach")
        : Path.of(xdg, "brisach");
  }
}
