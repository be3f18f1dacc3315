package dev.brisach.pack.extract;

import dev.brisach.kit.tree.FileEntry;
import dev.brisach.kit.tree.SourceFile;
import dev.brisach.kit.tree.SourceTree;
import dev.brisach.kit.tree.Unreadable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Other files of the tree that a lock file needs to be understood. Never outside of the tree. */
final class Siblings {
  private final @Nullable SourceTree tree;

  private final PomTree poms;

  Siblings(@Nullable SourceTree tree, MavenRepository repository) {
    this.tree = tree;
    this.poms = new PomTree(this, repository);
  }

  /** The POMs of the tree. */
  PomTree poms() {
    return poms;
  }

  /** The paths of all files of this name. */
  List<String> named(String name) {
    List<String> paths = new ArrayList<>();
    if (tree != null) {
      for (FileEntry entry : tree.entries()) {
        if (entry.name().equals(name)) {
          paths.add(entry.path());
        }
      }
    }
    return paths;
  }

  /** The file at a path relative to the folder of another file; null where there is none such. */
  @Nullable SourceFile beside(SourceFile file, String relative) {
    String path = resolve(file.entry().folder(), relative);
    return path == null ? null : at(path);
  }

  /** The file at a path of the tree; null where it is not there or cannot be read. */
  @Nullable SourceFile at(String path) {
    FileEntry entry = tree == null ? null : tree.get(path);
    if (entry == null || tree == null) {
      return null;
    }
    try {
      return tree.open(entry);
    } catch (Unreadable e) {
      return null;
    }
  }

  /** A relative path, resolved and made plain; null where it leaves the tree. */
  static @Nullable String resolve(String folder, String relative) {
    if (relative.startsWith("/") || relative.indexOf('\0') >= 0 || relative.length() > 4000) {
      return null;
    }
    ArrayDeque<String> parts = new ArrayDeque<>();
    String all = folder.isEmpty() ? relative : folder + "/" + relative;
    for (String part : parts(all)) {
      switch (part) {
        case "", "." -> {}
        case ".." -> {
          if (parts.pollLast() == null) {
            return null;
          }
        }
        default -> parts.addLast(part);
      }
    }
    return String.join("/", parts);
  }

  private static List<String> parts(String path) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    for (int i = 0; i <= path.length(); i++) {
      if (i == path.length() || path.charAt(i) == '/' || path.charAt(i) == '\\') {
        parts.add(path.substring(from, i));
        from = i + 1;
      }
    }
    return parts;
  }
}
