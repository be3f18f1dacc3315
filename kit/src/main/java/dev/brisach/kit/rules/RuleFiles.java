package dev.brisach.kit.rules;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * Lists the rule files that lie beside a class, in its jar or folder, so that a new rule is one new
 * file. Data only: no class is looked for.
 */
public final class RuleFiles {
  private RuleFiles() {}

  /** The texts of all {@code .yaml} files below a folder ({@code rules/deploy}), by path. */
  public static SortedMap<String, String> beside(Class<?> anchor, String folder) {
    URL place = anchor.getProtectionDomain().getCodeSource().getLocation();
    try {
      Path path = Path.of(place.toURI());
      return Files.isDirectory(path) ? ofFolder(path, folder) : ofJar(path, folder);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("Not a place of classes: " + place, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SortedMap<String, String> ofFolder(Path root, String folder) throws IOException {
    SortedMap<String, String> texts = new TreeMap<>();
    Path start = root.resolve(folder);
    if (!Files.isDirectory(start)) {
      return texts;
    }
    try (Stream<Path> files = Files.walk(start)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).toList()) {
        texts.put(root.relativize(file).toString().replace('\\', '/'), Files.readString(file));
      }
    }
    return texts;
  }

  private static SortedMap<String, String> ofJar(Path jar, String folder) throws IOException {
    SortedMap<String, String> texts = new TreeMap<>();
    try (JarFile file = new JarFile(jar.toFile(), false)) {
      for (Enumeration<JarEntry> all = file.entries(); all.hasMoreElements(); ) {
        JarEntry entry = all.nextElement();
        if (entry.getName().startsWith(folder + "/") && entry.getName().endsWith(".yaml")) {
          try (InputStream in = file.getInputStream(entry)) {
            texts.put(entry.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
          }
        }
      }
    }
    return texts;
  }
}
