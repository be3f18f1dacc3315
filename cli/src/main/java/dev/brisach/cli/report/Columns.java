package dev.brisach.cli.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Text in the columns of a terminal: East Asian wide characters and pictures take two, combining
 * marks none (after Unicode Standard Annex 11), and control characters, which could steer the
 * terminal, are replaced.
 */
final class Columns {
  private Columns() {}

  /** How many columns the text takes. */
  static int width(String text) {
    return text.codePoints().map(Columns::width).sum();
  }

  /** Cut or filled with spaces to exactly this many columns. */
  static String pad(String text, int width, String dots) {
    String cut = cut(text, width, dots);
    return cut + " ".repeat(Math.max(0, width - width(cut)));
  }

  /** One line of at most this many columns; what is cut ends with {@code dots}. */
  static String cut(String text, int width, String dots) {
    String line = line(text);
    if (width(line) <= width) {
      return line;
    }
    int room = Math.max(0, width - width(dots));
    StringBuilder cut = new StringBuilder();
    int used = 0;
    for (int i = 0; i < line.length(); ) {
      int c = line.codePointAt(i);
      used += width(c);
      if (used > room) {
        break;
      }
      cut.appendCodePoint(c);
      i += Character.charCount(c);
    }
    return cut.toString().stripTrailing() + dots;
  }

  /** The same, with the beginning cut away: the end of a path says most. */
  static String cutFront(String text, int width, String dots) {
    String line = line(text);
    int total = width(line);
    if (total <= width) {
      return line;
    }
    int from = 0;
    while (from < line.length() && total > width - width(dots)) {
      int c = line.codePointAt(from);
      total -= width(c);
      from += Character.charCount(c);
    }
    return dots + line.substring(from);
  }

  /** Words set into at most {@code most} lines; the last one is cut where words are left. */
  static List<String> wrap(String text, int width, int most, String dots) {
    List<String> lines = new ArrayList<>();
    StringBuilder current = new StringBuilder();
    List<String> words = List.of(line(text).strip().split(" +"));
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      int needed = width(current.toString()) + (current.isEmpty() ? 0 : 1) + width(word);
      if (needed > width && !current.isEmpty()) {
        if (lines.size() == most - 1) {
          String rest = current + " " + String.join(" ", words.subList(i, words.size()));
          lines.add(cut(rest, width, dots));
          return lines;
        }
        lines.add(current.toString());
        current.setLength(0);
      }
      current.append(current.isEmpty() ? "" : " ").append(word);
    }
    lines.add(cut(current.toString(), width, dots));
    return lines;
  }

  /** The text without line breaks and control characters. */
  static String line(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints().forEach(c -> safe.appendCodePoint(isSpace(c) ? ' ' : safe(c)));
    return safe.toString();
  }

  /** The text with its line breaks and without other control characters. */
  static String block(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.replace("\r\n", "\n")
        .codePoints()
        .forEach(c -> safe.appendCodePoint(c == '\n' ? c : c == '\t' ? ' ' : safe(c)));
    return safe.toString();
  }

  private static boolean isSpace(int c) {
    return c == '\n' || c == '\r' || c == '\t';
  }

  private static int safe(int c) {
    int type = Character.getType(c);
    boolean steers =
        Character.isISOControl(c)
            || type == Character.SURROGATE
            || type == Character.LINE_SEPARATOR
            || type == Character.PARAGRAPH_SEPARATOR
            || (c >= 0x202a && c <= 0x202e)
            || (c >= 0x2066 && c <= 0x2069);
    return steers ? 0xfffd : c;
  }

  private static int width(int c) {
    int type = Character.getType(c);
    if (type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || type == Character.FORMAT) {
      return 0;
    }
    return isWide(c) ? 2 : 1;
  }

  private static boolean isWide(int c) {
    return c >= 0x1100
        && (c <= 0x115f
            || (c >= 0x2e80 && c <= 0x303e)
            || (c >= 0x3041 && c <= 0xa4cf)
            || (c >= 0xa960 && c <= 0xa97c)
            || (c >= 0xac00 && c <= 0xd7a3)
            || (c >= 0xf900 && c <= 0xfaff)
            || (c >= 0xfe30 && c <= 0xfe6f)
            || (c >= 0xff00 && c <= 0xff60)
            || (c >= 0xffe0 && c <= 0xffe6)
            || (c >= 0x1f300 && c <= 0x1f64f)
            || (c >= 0x1f680 && c <= 0x1f6ff)
            || (c >= 0x1f900 && c <= 0x1f9ff)
            || (c >= 0x20000 && c <= 0x3fffd));
  }
}
