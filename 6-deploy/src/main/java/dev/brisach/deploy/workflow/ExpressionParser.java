package dev.brisach.deploy.workflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Parses expressions after GitHub's documentation of contexts, operators and functions. What does
 * not parse gives null. Depth and length are bounded.
 */
final class ExpressionParser {
  private static final int MAX_LENGTH = 20_000;
  private static final int MAX_DEPTH = 60;
  private static final List<List<String>> OPERATORS =
      List.of(List.of("||"), List.of("&&"), List.of("==", "!="), List.of("<=", ">=", "<", ">"));

  private final String text;
  private int at;
  private int depth;

  private ExpressionParser(String text) {
    this.text = text;
  }

  /** The expression, or null where the text is none. */
  static @Nullable Expression parse(String text) {
    if (text.length() > MAX_LENGTH) {
      return null;
    }
    ExpressionParser parser = new ExpressionParser(text);
    try {
      Expression expression = parser.binary(0);
      parser.space();
      return parser.at == text.length() ? expression : null;
    } catch (Malformed e) {
      return null;
    }
  }

  private static final class Malformed extends RuntimeException {
    Malformed() {
      super("malformed", null, false, false);
    }
  }

  private Expression binary(int level) {
    if (level == OPERATORS.size()) {
      return unary();
    }
    Expression left = binary(level + 1);
    while (true) {
      String sign = sign(OPERATORS.get(level));
      if (sign == null) {
        return left;
      }
      left = new Expression.Operator(sign, left, binary(level + 1));
    }
  }

  private @Nullable String sign(List<String> signs) {
    space();
    for (String sign : signs) {
      if (text.startsWith(sign, at)) {
        at += sign.length();
        return sign;
      }
    }
    return null;
  }

  private Expression unary() {
    space();
    if (++depth > MAX_DEPTH || at >= text.length()) {
      throw new Malformed();
    }
    Expression expression;
    char c = text.charAt(at);
    if (c == '!') {
      at++;
      Expression inner = unary();
      expression = new Expression.Operator("!", inner, inner);
    } else if (c == '(') {
      at++;
      expression = binary(0);
      expect(')');
      expression = steps(expression);
    } else if (c == '\'') {
      expression = new Expression.Literal(quoted());
    } else if (Character.isDigit(c) || c == '-' || c == '+' || c == '.') {
      expression = new Expression.Literal(word("0123456789abcdefABCDEFxXoO.+-"));
    } else {
      expression = named();
    }
    depth--;
    return expression;
  }

  private Expression named() {
    String name = name().toLowerCase(Locale.ROOT);
    space();
    if (at < text.length() && text.charAt(at) == '(') {
      at++;
      List<Expression> arguments = new ArrayList<>();
      space();
      while (at < text.length() && text.charAt(at) != ')') {
        arguments.add(binary(0));
        space();
        if (at < text.length() && text.charAt(at) == ',') {
          at++;
        }
        space();
      }
      expect(')');
      return steps(new Expression.Call(name, arguments));
    }
    if (name.equals("true") || name.equals("false") || name.equals("null")) {
      return new Expression.Literal(name);
    }
    return steps(new Expression.Reference(List.of(name)));
  }

  /** Member and index steps; after a call they stay the call, whose arguments decide the type. */
  private Expression steps(Expression start) {
    List<String> path = new ArrayList<>();
    while (true) {
      space();
      if (at < text.length() && text.charAt(at) == '.') {
        at++;
        space();
        if (at < text.length() && text.charAt(at) == '*') {
          at++;
          path.add("*");
        } else {
          path.add(name().toLowerCase(Locale.ROOT));
        }
      } else if (at < text.length() && text.charAt(at) == '[') {
        at++;
        Expression index = binary(0);
        expect(']');
        path.add(index instanceof Expression.Literal l ? l.text().toLowerCase(Locale.ROOT) : "*");
      } else {
        return extended(start, path);
      }
    }
  }

  /** {@code (a || b).c} is {@code a.c || b.c}. */
  private static Expression extended(Expression start, List<String> path) {
    if (path.isEmpty()) {
      return start;
    }
    return switch (start) {
      case Expression.Reference(List<String> before) -> {
        List<String> whole = new ArrayList<>(before);
        whole.addAll(path);
        yield new Expression.Reference(whole);
      }
      case Expression.Operator(String sign, Expression left, Expression right) ->
          new Expression.Operator(sign, extended(left, path), extended(right, path));
      case Expression.Call call -> call;
      case Expression.Literal literal -> literal;
    };
  }

  private String name() {
    int start = at;
    while (at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at)) || "_-".indexOf(text.charAt(at)) >= 0)) {
      at++;
    }
    if (at == start) {
      throw new Malformed();
    }
    return text.substring(start, at);
  }

  private String word(String allowed) {
    int start = at;
    while (at < text.length() && allowed.indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return text.substring(start, at);
  }

  private String quoted() {
    StringBuilder out = new StringBuilder();
    at++;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c != '\'') {
        out.append(c);
      } else if (at < text.length() && text.charAt(at) == '\'') {
        out.append(c);
        at++;
      } else {
        return out.toString();
      }
    }
    throw new Malformed();
  }

  private void expect(char c) {
    space();
    if (at >= text.length() || text.charAt(at) != c) {
      throw new Malformed();
    }
    at++;
  }

  private void space() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }
}
