package dev.brisach.pack.archive;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Properties;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a jar says of itself: Maven's {@code pom.properties}, its manifest, its file name. */
final class JarFacts {
  private static final Pattern FILE_NAME =
      Pattern.compile(
          "([A-Za-z][A-Za-z0-9._-]{0,120}?)-([0-9][A-Za-z0-9._+-]{0,80})\\.(?:jar|war|ear)");

  /** Group, artifact and version of a {@code pom.properties}. */
  record Coordinates(String group, String artifact, String version) {}

  /** An artifact and a version, and a group where the jar names one. */
  record Claim(String artifact, String version, String vendor) {}

  private JarFacts() {}

  /** The coordinates in a {@code pom.properties}; null where one is missing. */
  static @Nullable Coordinates properties(ByteBuffer content) {
    Properties properties = new Properties();
    try {
      properties.load(new ByteArrayInputStream(bytes(content)));
    } catch (IOException | IllegalArgumentException e) {
      return null;
    }
    String group = properties.getProperty("groupId", "").strip();
    String artifact = properties.getProperty("artifactId", "").strip();
    String version = properties.getProperty("version", "").strip();
    boolean whole = !group.isEmpty() && !artifact.isEmpty() && !version.isEmpty();
    return whole && !(group + artifact + version).contains("${")
        ? new Coordinates(group, artifact, version)
        : null;
  }

  /** What file name and manifest claim; the file name wins. Null where neither names a version. */
  static @Nullable Claim claim(String path, @Nullable ByteBuffer manifest) {
    Attributes main = main(manifest);
    String vendor = first(main, "Implementation-Vendor-Id", "Bundle-SymbolicName");
    Matcher m = FILE_NAME.matcher(path.substring(path.lastIndexOf('/') + 1));
    if (m.matches()) {
      return new Claim(m.group(1), m.group(2), vendor);
    }
    String name = path.substring(path.lastIndexOf('/') + 1);
    int dot = name.lastIndexOf('.');
    String title = first(main, "Implementation-Title");
    String artifact =
        title.isEmpty() || title.contains(" ") ? name.substring(0, Math.max(0, dot)) : title;
    String version = first(main, "Implementation-Version", "Bundle-Version");
    return version.isEmpty() || artifact.isEmpty() || version.contains(" ")
        ? null
        : new Claim(artifact, version, vendor);
  }

  private static Attributes main(@Nullable ByteBuffer manifest) {
    if (manifest == null) {
      return new Attributes();
    }
    try {
      return new Manifest(new ByteArrayInputStream(bytes(manifest))).getMainAttributes();
    } catch (IOException | IllegalArgumentException e) {
      return new Attributes();
    }
  }

  private static String first(Attributes attributes, String... names) {
    for (String name : names) {
      String value = attributes.getValue(name);
      if (value != null && !value.isBlank()) {
        int end = value.indexOf(';');
        return (end < 0 ? value : value.substring(0, end)).strip();
      }
    }
    return "";
  }

  private static byte[] bytes(ByteBuffer content) {
    byte[] bytes = new byte[content.limit()];
    content.get(0, bytes);
    return bytes;
  }
}
