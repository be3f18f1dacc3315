package dev.brisach.core.assurance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Path selectors of bindings, asked path by path: a folder means all below, {@code .} the whole
 * tree, {@code *} matches within a segment and {@code **} over any number of segments.
 */
final class Paths {
  private record Glob(String pattern, int element) {}

  /** What a folder gives to all below it. */
  private record Folder(int owners, List<Glob> globs) {}

  private final OwnerSets sets;
  private final Map<String, Integer> nodes = new HashMap<>();
  private final Map<String, List<Glob>> globs = new HashMap<>();
  private final Map<String, Folder> folders = new HashMap<>();

  Paths(OwnerSets sets) {
    this.sets = sets;
  }

  void add(String selector, int element) {
    String path = normal(selector);
    int star = path.indexOf('*');
    if (star < 0) {
      nodes.merge(path, sets.with(OwnerSets.NONE, element), sets::union);
      return;
    }
    int slash = path.lastIndexOf('/', star);
    globs
        .computeIfAbsent(slash < 0 ? "" : path.substring(0, slash), any -> new ArrayList<>())
        .add(new Glob(path, element));
  }

  /** The elements that a file or folder of this path belongs to. */
  int ownersOf(String path) {
    String normal = normal(path);
    if (normal.isEmpty()) {
      return folder("").owners();
    }
    Folder parent = folder(parent(normal));
    int owners = sets.union(parent.owners(), nodes.getOrDefault(normal, OwnerSets.NONE));
    for (Glob glob : parent.globs()) {
      if (!sets.contains(owners, glob.element()) && matches(glob.pattern(), normal)) {
        owners = sets.with(owners, glob.element());
      }
    }
    return owners;
  }

  private Folder folder(String path) {
    Folder known = folders.get(path);
    if (known != null) {
      return known;
    }
    int owners = nodes.getOrDefault(path, OwnerSets.NONE);
    List<Glob> here = globs.getOrDefault(path, List.of());
    if (!path.isEmpty()) {
      Folder parent = folder(parent(path));
      owners = sets.union(parent.owners(), owners);
      if (here.isEmpty()) {
        here = parent.globs();
      } else if (!parent.globs().isEmpty()) {
        here = new ArrayList<>(here);
        here.addAll(parent.globs());
      }
    }
    Folder made = new Folder(owners, here);
    folders.put(path, made);
    return made;
  }

  private static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }

  private static String normal(String selector) {
    String path = selector.startsWith("./") ? selector.substring(2) : selector;
    while (path.endsWith("/")) {
      path = path.substring(0, path.length() - 1);
    }
    return path.equals(".") ? "" : path;
  }

  /** True where a whole path fits a glob. Time grows with the product of their segments. */
  static boolean matches(String glob, String path) {
    String[] wanted = glob.split("/", -1);
    String[] given = path.split("/", -1);
    boolean[] reached = new boolean[given.length + 1];
    reached[0] = true;
    for (String segment : wanted) {
      boolean[] next = new boolean[given.length + 1];
      if (segment.equals("**")) {
        boolean any = false;
        for (int i = 0; i <= given.length; i++) {
          any |= reached[i];
          next[i] = any;
        }
      } else {
        for (int i = 0; i < given.length; i++) {
          next[i + 1] = reached[i] && segmentMatches(segment, given[i]);
        }
      }
      reached = next;
    }
    return reached[given.length];
  }

  private static boolean segmentMatches(String pattern, String text) {
    int p = 0;
    int t = 0;
    int star = -1;
    int mark = 0;
    while (t < text.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        mark = t;
      } else if (p < pattern.length() && pattern.charAt(p) == text.charAt(t)) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++mark;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }
}
