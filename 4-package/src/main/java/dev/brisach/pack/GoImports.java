package dev.brisach.pack;

import dev.brisach.kit.tree.FileEntry;
import dev.brisach.kit.tree.SourceFile;
import dev.brisach.kit.tree.SourceTree;
import dev.brisach.kit.tree.Unreadable;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The import paths that the Go files of a tree name. An advisory on one part of a module says
 * little about a program that imports other parts only. Read on first use.
 */
final class GoImports {
  private static final int MAX_FILES = 50_000;

  private final @Nullable SourceTree tree;
  private @Nullable Set<String> paths;

  GoImports(@Nullable SourceTree tree) {
    this.tree = tree;
  }

  /** True where a Go file of the tree imports one of these paths. */
  boolean anyOf(List<String> wanted) {
    Set<String> known = paths;
    if (known == null) {
      known = read();
      paths = known;
    }
    return wanted.stream().anyMatch(known::contains);
  }

  private Set<String> read() {
    Set<String> found = new HashSet<>();
    int count = 0;
    if (tree != null) {
      for (FileEntry entry : tree.entries()) {
        if (entry.name().endsWith(".go") && count++ < MAX_FILES) {
          try {
            collect(tree.open(entry), found);
          } catch (Unreadable _) {
            // Imports nothing that could be known.
          }
        }
      }
    }
    return found;
  }

  /** Quoted texts of import declarations; these stand before all other declarations. */
  static void collect(SourceFile file, Set<String> found) {
    boolean block = false;
    for (String raw : (Iterable<String>) file.text().lines()::iterator) {
      String line = raw.strip();
      if (line.startsWith("import (") || line.startsWith("import(")) {
        block = true;
      } else if (block && line.startsWith(")")) {
        block = false;
      } else if (block || line.startsWith("import ")) {
        int from = line.indexOf('"');
        int to = line.indexOf('"', from + 1);
        if (from >= 0 && to > from) {
          found.add(line.substring(from + 1, to));
        }
      } else if (line.startsWith("func ") || line.startsWith("type ")) {
        return;
      }
    }
  }
}
