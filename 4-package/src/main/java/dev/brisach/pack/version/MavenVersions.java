package dev.brisach.pack.version;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Maven's order, after the "Version Order Specification" of Maven's POM reference: a sequence of
 * tokens, each with the separator before it; trailing null values are trimmed before each hyphen.
 */
final class MavenVersions implements VersionScheme {
  private static final List<String> QUALIFIERS =
      List.of("alpha", "beta", "milestone", "rc", "snapshot", "", "sp");

  private record Token(char separator, String text, boolean number) {
    boolean isNull() {
      return number ? Digits.compare(text, "") == 0 : text.isEmpty();
    }
  }

  @Override
  public int compare(String left, String right) {
    List<Token> l = tokens(left);
    List<Token> r = tokens(right);
    int count = Math.max(l.size(), r.size());
    for (int i = 0; i < count; i++) {
      Token lt = i < l.size() ? l.get(i) : padding(r.get(i));
      Token rt = i < r.size() ? r.get(i) : padding(l.get(i));
      int order = compare(lt, rt);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  @Override
  public boolean isVersion(String text) {
    if (text.isEmpty() || text.length() > 200) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ' || "${}[](),/\\\"'<>".indexOf(c) >= 0) {
        return false;
      }
    }
    return true;
  }

  private static Token padding(Token other) {
    boolean number = other.number && other.separator == '.';
    return new Token(other.separator, number ? "0" : "", number);
  }

  private static int compare(Token left, Token right) {
    if (left.number && right.number && left.separator == right.separator) {
      return Digits.compare(left.text, right.text);
    }
    if (!left.number && !right.number) {
      return compareQualifiers(left.text, right.text);
    }
    return Integer.compare(rank(left), rank(right));
  }

  /** {@code .qualifier = -qualifier < -number < .number}. */
  private static int rank(Token token) {
    if (!token.number) {
      return 0;
    }
    return token.separator == '-' ? 1 : 2;
  }

  private static int compareQualifiers(String left, String right) {
    int l = QUALIFIERS.indexOf(left);
    int r = QUALIFIERS.indexOf(right);
    if (l >= 0 && r >= 0) {
      return Integer.compare(l, r);
    }
    if (l < 0 && r < 0) {
      return left.compareTo(right);
    }
    return l < 0 ? 1 : -1;
  }

  private static List<Token> tokens(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    List<Token> tokens = new ArrayList<>();
    char separator = '.';
    int at = 0;
    while (true) {
      int end = tokenEnd(lower, at);
      String token = lower.substring(at, end);
      boolean beforeDigit = end < lower.length() && Digits.is(lower.charAt(end));
      tokens.add(token(separator, token, beforeDigit));
      if (end >= lower.length()) {
        break;
      }
      char c = lower.charAt(end);
      boolean written = c == '.' || c == '-';
      separator = c == '.' ? '.' : '-';
      at = written ? end + 1 : end;
    }
    trim(tokens);
    return tokens;
  }

  private static int tokenEnd(String text, int from) {
    if (from < text.length() && Digits.is(text.charAt(from))) {
      return Digits.end(text, from);
    }
    int at = from;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (Digits.is(c) || c == '.' || c == '-') {
        break;
      }
      at++;
    }
    return at;
  }

  private static Token token(char separator, String text, boolean beforeDigit) {
    if (text.isEmpty()) {
      return new Token(separator, "0", true);
    }
    if (Digits.is(text.charAt(0))) {
      return new Token(separator, text, true);
    }
    String full =
        switch (text) {
          case "a" -> beforeDigit ? "alpha" : "a";
          case "b" -> beforeDigit ? "beta" : "b";
          case "m" -> beforeDigit ? "milestone" : "m";
          case "cr" -> "rc";
          case "ga", "final", "release" -> "";
          default -> text;
        };
    return new Token(separator, full, false);
  }

  /** Takes null values off the end, and off the stretch before each hyphen. */
  private static void trim(List<Token> tokens) {
    int end = tokens.size();
    while (end > 0) {
      int at = end - 1;
      while (at > 0 && tokens.get(at).isNull()) {
        tokens.remove(at);
        at--;
      }
      while (at > 0 && tokens.get(at).separator != '-') {
        at--;
      }
      end = at;
    }
  }
}
