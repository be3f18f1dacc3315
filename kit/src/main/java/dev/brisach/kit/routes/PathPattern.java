package dev.brisach.kit.routes;

import java.util.ArrayList;
import java.util.List;

/** The parts of a path, and how well one path fits another. */
final class PathPattern {
  /** What {@link #fit} gives where a path does not fit. */
  static final int NO = -1;

  private PathPattern() {}

  static List<String> parts(String path) {
    List<String> parts = new ArrayList<>();
    for (String part : path.split("/", -1)) {
      if (!part.isEmpty()) {
        parts.add(part);
      }
    }
    return parts;
  }

  /**
   * How closely a route fits an operation's path: each part counts more the further left it stands
   * and the less it leaves open. A variable of the operation fits a variable only.
   */
  static int fit(List<String> route, List<String> path) {
    int fit = 0;
    for (int i = 0; i < route.size(); i++) {
      String part = route.get(i);
      if (part.equals("**")) {
        return i == route.size() - 1 ? fit : NO;
      }
      if (i >= path.size()) {
        return NO;
      }
      boolean open = variable(part);
      if (!open && !part.equals(path.get(i))) {
        return NO;
      }
      fit += (open ? 1 : 3) << Math.max(0, 24 - 2 * i);
    }
    return route.size() == path.size() ? fit + 1 : NO;
  }

  private static boolean variable(String part) {
    return part.startsWith("{") || part.startsWith(":") || part.startsWith("<") || part.equals("*");
  }
}
