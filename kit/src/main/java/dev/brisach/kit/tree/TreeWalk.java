package dev.brisach.kit.tree;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.jgit.ignore.IgnoreNode;
import org.jspecify.annotations.Nullable;

/**
 * Lists the files of a tree. Follows no link, honours {@code .gitignore} and names every place it
 * left out.
 */
public final class TreeWalk {
  /** Most files of one tree. */
  public static final int MAX_FILES = 2_000_000;

  private static final int MAX_DEPTH = 100;
  private static final Set<String> NEVER = Set.of(".git", ".hg", ".svn", ".brisach");

  /**
   * What a walk saw.
   *
   * @param files with path and size; types by name alone, no digest
   * @param leftOut places that were not entered or not read, with the reason
   */
  public record Listing(List<FileEntry> files, Map<String, String> leftOut) {}

  private record Folder(Path path, String name, int depth, Ignore ignore) {}

  private record Ignore(@Nullable Ignore parent, String folder, @Nullable IgnoreNode rules) {
    boolean ignores(String path, boolean isFolder) {
      for (Ignore level = this; level != null; level = level.parent) {
        if (level.rules != null) {
          String below = level.folder.isEmpty() ? path : path.substring(level.folder.length() + 1);
          switch (level.rules.isIgnored(below, isFolder)) {
            case IGNORED -> {
              return true;
            }
            case NOT_IGNORED -> {
              return false;
            }
            case CHECK_PARENT, CHECK_PARENT_NEGATE_FIRST_MATCH -> {}
          }
        }
      }
      return false;
    }
  }

  private final List<FileEntry> files = new ArrayList<>();
  private final Map<String, String> leftOut = new TreeMap<>();
  private final Deque<Folder> open = new ArrayDeque<>();

  private TreeWalk() {}

  /** Lists the files below a folder, sorted by path. */
  public static Listing list(Path root) {
    TreeWalk walk = new TreeWalk();
    walk.open.add(new Folder(root, "", 0, new Ignore(null, "", null)));
    while (!walk.open.isEmpty()) {
      walk.enter(walk.open.poll());
    }
    walk.files.sort(Comparator.comparing(FileEntry::path));
    return new Listing(List.copyOf(walk.files), walk.leftOut);
  }

  private void enter(Folder folder) {
    if (folder.depth > MAX_DEPTH) {
      leftOut.put(folder.name, "nested deeper than " + MAX_DEPTH + " folders");
      return;
    }
    Ignore ignore = folder.ignore;
    Path rules = folder.path.resolve(".gitignore");
    if (Files.isRegularFile(rules, LinkOption.NOFOLLOW_LINKS)) {
      try (InputStream in = Files.newInputStream(rules)) {
        IgnoreNode node = new IgnoreNode();
        node.parse(in);
        ignore = new Ignore(ignore, folder.name, node);
      } catch (IOException e) {
        leftOut.put(name(folder, ".gitignore"), "cannot be read: " + e.getMessage());
      }
    }
    try (DirectoryStream<Path> children = Files.newDirectoryStream(folder.path)) {
      for (Path child : children) {
        visit(folder, child, ignore);
      }
    } catch (IOException | java.nio.file.DirectoryIteratorException e) {
      leftOut.put(folder.name.isEmpty() ? "." : folder.name, "folder cannot be read");
    }
  }

  private void visit(Folder folder, Path child, Ignore ignore) {
    String last = child.getFileName().toString();
    String path = name(folder, last);
    BasicFileAttributes attributes;
    try {
      attributes =
          Files.readAttributes(child, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      leftOut.put(path, "cannot be read: " + e.getMessage());
      return;
    }
    if (attributes.isSymbolicLink()) {
      leftOut.put(path, "symbolic link, not followed");
    } else if (attributes.isDirectory()) {
      if (NEVER.contains(last)) {
        return;
      }
      if (ignore.ignores(path, true)) {
        leftOut.put(path, "ignored by .gitignore");
      } else {
        open.add(new Folder(child, path, folder.depth + 1, ignore));
      }
    } else if (!attributes.isRegularFile()) {
      leftOut.put(path, "not a regular file");
    } else if (ignore.ignores(path, false)) {
      leftOut.put(path, "ignored by .gitignore");
    } else if (files.size() >= MAX_FILES) {
      leftOut.put(folder.name, "more than " + MAX_FILES + " files in the tree");
    } else {
      files.add(new FileEntry(path, attributes.size(), Set.of(), ""));
    }
  }

  private static String name(Folder folder, String last) {
    return folder.name.isEmpty() ? last : folder.name + "/" + last;
  }
}
