package dev.brisach.engine.guard;

/** Says which path selectors take in which others. */
final class Selectors {
  private Selectors() {}

  /** True where all that {@code narrow} selects is surely selected by {@code wide} too. */
  static boolean covers(String wide, String narrow) {
    String outer = plain(wide);
    String inner = plain(narrow);
    if (outer.equals(inner) || outer.equals(".") || outer.equals("**")) {
      return true;
    }
    String folder = outer.endsWith("/**") ? outer.substring(0, outer.length() - 3) : outer;
    return !folder.contains("*") && inner.startsWith(folder + "/");
  }

  private static String plain(String selector) {
    String path = selector.strip();
    path = path.startsWith("./") && path.length() > 2 ? path.substring(2) : path;
    return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }
}
