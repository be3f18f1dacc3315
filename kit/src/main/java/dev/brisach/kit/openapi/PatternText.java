package dev.brisach.kit.openapi;

import org.jspecify.annotations.Nullable;

/**
 * Makes a text that a simple pattern (ECMA 262) matches: literals, classes, groups, first
 * alternatives, counts. What it makes has still to be tried; what it does not read gives null.
 */
final class PatternText {
  private static final int MAX_TEXT = 2000;
  private static final int MAX_DEPTH = 50;
  private static final String SAMPLES = "aA1b2c3-_ .,:/@#!xyzXYZ";

  private final String pattern;
  private final int extra;
  private int at;

  private PatternText(String pattern, int extra) {
    this.pattern = pattern;
    this.extra = extra;
  }

  /**
   * A text for a pattern, or null.
   *
   * @param atLeast length that it should have, reached by repeating what may be repeated
   */
  static @Nullable String make(String pattern, int atLeast) {
    String shortest = once(pattern, 0);
    if (shortest == null || shortest.length() >= atLeast) {
      return shortest;
    }
    return once(pattern, atLeast - shortest.length());
  }

  private static @Nullable String once(String pattern, int extra) {
    try {
      PatternText maker = new PatternText(pattern, extra);
      String text = maker.alternatives(0);
      return maker.at == pattern.length() ? text : null;
    } catch (Unread | StringIndexOutOfBoundsException e) {
      return null;
    }
  }

  private static final class Unread extends RuntimeException {
    Unread() {
      super(null, null, false, false);
    }
  }

  private String alternatives(int depth) {
    if (depth > MAX_DEPTH) {
      throw new Unread();
    }
    String first = sequence(depth);
    while (more() && pattern.charAt(at) == '|') {
      at++;
      sequence(depth);
    }
    return first;
  }

  private boolean more() {
    return at < pattern.length();
  }

  private String sequence(int depth) {
    StringBuilder out = new StringBuilder();
    while (more() && pattern.charAt(at) != '|' && pattern.charAt(at) != ')') {
      String piece = piece(depth);
      out.append(piece.repeat(times(piece)));
      if (out.length() > MAX_TEXT) {
        throw new Unread();
      }
    }
    return out.toString();
  }

  private String piece(int depth) {
    char c = pattern.charAt(at++);
    return switch (c) {
      case '^', '$' -> "";
      case '.' -> "a";
      case '[' -> String.valueOf(oneOfClass());
      case '(' -> group(depth);
      case '\\' -> escape();
      case '*', '+', '?' -> throw new Unread();
      default -> String.valueOf(c);
    };
  }

  private String group(int depth) {
    boolean lookahead = false;
    if (pattern.startsWith("?:", at)) {
      at += 2;
    } else if (pattern.startsWith("?=", at) || pattern.startsWith("?!", at)) {
      at += 2; // what is made may still fit: it is tried afterwards
      lookahead = true;
    } else if (pattern.startsWith("?<", at)
        && !pattern.startsWith("?<=", at)
        && !pattern.startsWith("?<!", at)) {
      at = pattern.indexOf('>', at) + 1;
      if (at == 0) {
        throw new Unread();
      }
    } else if (more() && pattern.charAt(at) == '?') {
      throw new Unread();
    }
    String text = alternatives(depth + 1);
    if (!more() || pattern.charAt(at) != ')') {
      throw new Unread();
    }
    at++;
    return lookahead ? "" : text;
  }

  private String escape() {
    char c = pattern.charAt(at++);
    return switch (c) {
      case 'd' -> "1";
      case 'D', 'w' -> "a";
      case 'W' -> "-";
      case 's' -> " ";
      case 'S' -> "a";
      case 'b', 'B' -> "";
      case 't' -> "\t";
      case 'n' -> "\n";
      case 'r' -> "\r";
      case 'u' -> {
        String hex = pattern.substring(at, at + 4);
        at += 4;
        try {
          yield String.valueOf((char) Integer.parseInt(hex, 16));
        } catch (NumberFormatException e) {
          throw new Unread();
        }
      }
      default -> {
        if (Character.isLetterOrDigit(c)) {
          throw new Unread();
        }
        yield String.valueOf(c);
      }
    };
  }

  /** A character of the class behind an opening bracket. */
  private char oneOfClass() {
    int from = at;
    boolean not = pattern.charAt(at) == '^';
    int end = not ? at + 1 : at;
    while (pattern.charAt(end) != ']') {
      end += pattern.charAt(end) == '\\' ? 2 : 1;
    }
    at = end + 1;
    Patterns patterns = new Patterns();
    String one = "[" + pattern.substring(from, end) + "]";
    for (int i = 0; i < SAMPLES.length(); i++) {
      String candidate = SAMPLES.substring(i, i + 1);
      if (patterns.find(one, candidate) == Patterns.Match.YES) {
        return candidate.charAt(0);
      }
    }
    char first = pattern.charAt(from);
    if (not || first == '\\' || first == ']') {
      throw new Unread();
    }
    return first;
  }

  /** How often the piece before stands, by the quantifier behind it. */
  private int times(String piece) {
    if (!more()) {
      return 1;
    }
    char c = pattern.charAt(at);
    int least = 1;
    int most = 1;
    if (c == '*' || c == '+' || c == '?') {
      at++;
      least = c == '+' ? 1 : 0;
      most = c == '?' ? 1 : MAX_TEXT;
    } else if (c == '{') {
      int end = pattern.indexOf('}', at);
      String[] counts = pattern.substring(at + 1, Math.max(at + 1, end)).split(",", -1);
      Double low = Values.number(counts[0].strip());
      if (end < 0 || low == null || low > MAX_TEXT || low < 0) {
        throw new Unread();
      }
      Double high = counts.length > 1 ? Values.number(counts[1].strip()) : low;
      least = low.intValue();
      most = high == null ? MAX_TEXT : (int) Math.min(high, MAX_TEXT);
      at = end + 1;
    } else {
      return 1;
    }
    if (more() && (pattern.charAt(at) == '?' || pattern.charAt(at) == '+')) {
      at++;
    }
    int wanted = least + (piece.isEmpty() ? 0 : (extra + piece.length() - 1) / piece.length());
    return Math.min(Math.max(least, wanted), Math.max(most, least));
  }
}
