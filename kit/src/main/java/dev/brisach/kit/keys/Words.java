package dev.brisach.kit.keys;

import java.util.ArrayList;
import java.util.List;

/** The words of a line of signers, some of them in double quotes. */
final class Words {
  private final String line;
  private int at;

  Words(String line) {
    this.line = line;
    skipSpace();
  }

  boolean isDone() {
    return at >= line.length();
  }

  /** The next word, without the quotes round it. */
  String next() {
    int from = at;
    int to;
    if (!isDone() && line.charAt(at) == '"') {
      int end = line.indexOf('"', at + 1);
      if (end < 0) {
        throw new KeyFault("a quote is not closed");
      }
      from++;
      to = end;
      at = end + 1;
    } else {
      while (!isDone() && !isSpace(line.charAt(at))) {
        at++;
      }
      to = at;
    }
    skipSpace();
    return line.substring(from, to);
  }

  /** The options: up to the next space that is in no quotes. */
  String options() {
    int from = at;
    boolean quoted = false;
    while (!isDone() && (quoted || !isSpace(line.charAt(at)))) {
      if (line.charAt(at) == '\\' && at + 1 < line.length() && line.charAt(at + 1) == '"') {
        at++;
      } else if (line.charAt(at) == '"') {
        quoted = !quoted;
      }
      at++;
    }
    if (quoted) {
      throw new KeyFault("a quote is not closed");
    }
    String options = line.substring(from, at);
    skipSpace();
    return options;
  }

  String rest() {
    return line.substring(at);
  }

  /** The parts between commas that are in no quotes. */
  static List<String> parts(String options) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    boolean quoted = false;
    for (int i = 0; i < options.length(); i++) {
      char c = options.charAt(i);
      if (c == '\\' && i + 1 < options.length() && options.charAt(i + 1) == '"') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        parts.add(options.substring(from, i));
        from = i + 1;
      }
    }
    parts.add(options.substring(from));
    return parts;
  }

  /** What stands in the quotes, which have to be there. */
  static String unquoted(String value) {
    if (value.length() < 2 || value.charAt(0) != '"' || !value.endsWith("\"")) {
      throw new KeyFault("the value of an option has to stand in double quotes");
    }
    return value.substring(1, value.length() - 1).replace("\\\"", "\"");
  }

  private void skipSpace() {
    while (!isDone() && isSpace(line.charAt(at))) {
      at++;
    }
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t';
  }
}
