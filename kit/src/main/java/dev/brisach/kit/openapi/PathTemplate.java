package dev.brisach.kit.openapi;

import java.util.ArrayList;
import java.util.List;

/** The names and segments of a path with templates. */
final class PathTemplate {
  private PathTemplate() {}

  /** Names in braces, in order. */
  static List<String> names(String path) {
    List<String> names = new ArrayList<>();
    for (int from = path.indexOf('{'); from >= 0; from = path.indexOf('{', from + 1)) {
      int to = path.indexOf('}', from);
      if (to < 0) {
        break;
      }
      String name = path.substring(from + 1, to);
      if (!name.isEmpty() && !names.contains(name)) {
        names.add(name);
      }
    }
    return names;
  }

  /** The segments, without a trailing slash. */
  static List<String> segments(String path) {
    List<String> segments = new ArrayList<>();
    for (String segment : path.split("/", -1)) {
      if (!segment.isEmpty()) {
        segments.add(segment);
      }
    }
    return segments;
  }

  /** The name of a segment that is one parameter as a whole, else empty. */
  static String parameter(String segment) {
    boolean whole =
        segment.startsWith("{") && segment.endsWith("}") && segment.lastIndexOf('{') == 0;
    return whole ? segment.substring(1, segment.length() - 1) : "";
  }
}
