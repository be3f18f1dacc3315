package dev.brisach.deploy.workflow;

import java.util.ArrayList;
import java.util.List;

/** An expression as it stands between <code>${{</code> and <code>}}</code>. */
sealed interface Expression {
  /** A text, number, truth value or null. */
  record Literal(String text) implements Expression {}

  /** A context, lower case: {@code [github, event, issue, title]}; {@code *} for a filter. */
  record Reference(List<String> path) implements Expression {
    public Reference {
      path = List.copyOf(path);
    }
  }

  /** A function, its name in lower case. */
  record Call(String name, List<Expression> arguments) implements Expression {
    public Call {
      arguments = List.copyOf(arguments);
    }
  }

  /** An operator between two; {@code !} has the same expression on both sides. */
  record Operator(String sign, Expression left, Expression right) implements Expression {}

  /** An expression within a text, with where it begins. */
  record Placed(int offset, String text) {}

  /** All expressions of a text; a quote may hold closing braces. */
  static List<Placed> within(String text) {
    List<Placed> found = new ArrayList<>();
    int start = text.indexOf("${{");
    while (start >= 0) {
      boolean quoted = false;
      int end = start + 3;
      while (end < text.length() && (quoted || !text.startsWith("}}", end))) {
        if (text.charAt(end) == '\'') {
          quoted = !quoted;
        }
        end++;
      }
      if (end >= text.length()) {
        return found;
      }
      found.add(new Placed(start, text.substring(start + 3, end).strip()));
      start = text.indexOf("${{", end + 2);
    }
    return found;
  }
}
