package dev.brisach.plan.bootstrap;

import java.util.ArrayDeque;
import java.util.Deque;

/** Paths relative to the root of a tree, with {@code /}; the root itself is empty. */
final class Paths {
  private Paths() {}

  static String parent(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }

  static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  static String join(String folder, String name) {
    return folder.isEmpty() ? name : name.isEmpty() ? folder : folder + "/" + name;
  }

  /** True where a path is a folder or lies below it. */
  static boolean below(String path, String folder) {
    return folder.isEmpty()
        || (path.startsWith(folder)
            && (path.length() == folder.length() || path.charAt(folder.length()) == '/'));
  }

  /**
   * A relative path as written in a file of a folder; {@code ..} beyond the root gives the root.
   */
  static String resolve(String folder, String relative) {
    Deque<String> parts = new ArrayDeque<>();
    for (String part : (folder + "/" + relative.replace('\\', '/')).split("/", -1)) {
      if (part.equals("..")) {
        parts.pollLast();
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    return String.join("/", parts);
  }
}
