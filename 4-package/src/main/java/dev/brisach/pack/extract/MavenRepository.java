package dev.brisach.pack.extract;

import dev.brisach.kit.tree.FileEntry;
import dev.brisach.kit.tree.SourceFile;
import dev.brisach.kit.tree.Unreadable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The POMs that a build left in Maven's local repository: parents and BOMs that a project names but
 * does not hold. Read only; a missing one is simply not known. Not for several threads.
 */
final class MavenRepository {
  /** Begins the {@code file} of a POM that comes from here and not from the tree. */
  static final String MARK = "repository:";

  private static final int MAX_POM = 2 << 20;

  private final @Nullable Path root;
  private final Map<String, @Nullable Pom> known = new HashMap<>();

  MavenRepository(@Nullable Path root) {
    this.root = root;
  }

  /** True where there is a folder to look into. */
  boolean isThere() {
    return root != null && Files.isDirectory(root);
  }

  /** True for a POM of a local repository. */
  static boolean holds(Pom pom) {
    return pom.file().startsWith(MARK);
  }

  /** The POM of these coordinates; null where it is not there or cannot be read. */
  @Nullable Pom pom(String group, String artifact, String version) {
    if (root == null || !plain(group) || !plain(artifact) || !plain(version)) {
      return null;
    }
    String key = group + ":" + artifact + ":" + version;
    if (!known.containsKey(key)) {
      known.put(key, read(root, key, group, artifact, version));
    }
    return known.get(key);
  }

  private static @Nullable Pom read(
      Path root, String key, String group, String artifact, String version) {
    try {
      Path file =
          root.resolve(group.replace('.', '/'))
              .resolve(artifact)
              .resolve(version)
              .resolve(artifact + "-" + version + ".pom");
      if (!Files.isRegularFile(file) || Files.size(file) > MAX_POM) {
        return null;
      }
      FileEntry entry = new FileEntry(MARK + key, Files.size(file), Set.of(), "");
      return new SourceFile(entry, Files.readAllBytes(file)).parse(Pom.FRONT);
    } catch (IOException | InvalidPathException | Unreadable e) {
      return null;
    }
  }

  /** No part may lead out of the repository. */
  private static boolean plain(String part) {
    for (int i = 0; i < part.length(); i++) {
      char c = part.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      boolean digit = c >= '0' && c <= '9';
      if (!letter && !digit && c != '.' && c != '-' && c != '_' && c != '+') {
        return false;
      }
    }
    return !part.isEmpty() && part.length() < 200 && !part.contains("..") && !part.startsWith(".");
  }
}
