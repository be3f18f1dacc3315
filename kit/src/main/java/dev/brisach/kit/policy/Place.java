package dev.brisach.kit.policy;

import dev.brisach.kit.yaml.Yaml;
import java.util.List;

/**
 * Where an expression stands in its file, so that a place within it can be told as a line and
 * column of the file.
 *
 * @param line line of its first character
 * @param column column of its first character
 * @param indent columns before each further line; -1 where lines of the file were folded, so that
 *     only the first line is known
 */
record Place(int line, int column, int indent, String source) {
  /** Finds the text of a scalar in the lines of its file. */
  static Place of(Yaml.Scalar scalar, String text) {
    List<String> lines = text.lines().toList();
    int at = scalar.line() - 1;
    String first = at < lines.size() ? lines.get(at) : "";
    char begin = scalar.column() <= first.length() ? first.charAt(scalar.column() - 1) : ' ';
    if (begin == '|') {
      int below = at + 1;
      List<String> own = scalar.value().lines().toList();
      int blank = 0;
      while (blank < own.size() && own.get(blank).isBlank()) {
        blank++;
      }
      if (blank < own.size() && below + blank < lines.size()) {
        int indent = spaces(lines.get(below + blank)) - spaces(own.get(blank));
        return new Place(below + 1, indent + 1, indent, scalar.value());
      }
    }
    boolean quoted = begin == '"' || begin == '\'';
    boolean oneLine = begin != '>' && scalar.value().indexOf('\n') < 0;
    return oneLine
        ? new Place(scalar.line(), scalar.column() + (quoted ? 1 : 0), 0, scalar.value())
        : new Place(scalar.line(), scalar.column(), -1, scalar.value());
  }

  private static int spaces(String line) {
    int count = 0;
    while (count < line.length() && line.charAt(count) == ' ') {
      count++;
    }
    return count;
  }

  /** {@code line:column} in the file of a line and column within the expression, from 1. */
  String at(int inner, int innerColumn) {
    if (indent < 0) {
      return line + ":" + column;
    }
    return inner == 1
        ? line + ":" + (column + innerColumn - 1)
        : (line + inner - 1) + ":" + (indent + innerColumn);
  }

  /** {@code line:column} in the file of an offset within the expression. */
  String at(int offset) {
    int inner = 1;
    int innerColumn = 1;
    for (int i = 0; i < Math.min(offset, source.length()); i++) {
      innerColumn++;
      if (source.charAt(i) == '\n') {
        inner++;
        innerColumn = 1;
      }
    }
    return at(inner, innerColumn);
  }
}
