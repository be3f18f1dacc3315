package dev.brisach.pack.version;

import java.util.ArrayList;
import java.util.List;

/**
 * The order of PHP's {@code version_compare}, which Packagist uses: other words, then dev, alpha,
 * beta, RC, numbers, pl.
 */
final class PhpVersions implements VersionScheme {
  private static final String NUMBER = "#";

  @Override
  public int compare(String left, String right) {
    List<String> l = parts(left);
    List<String> r = parts(right);
    int common = Math.min(l.size(), r.size());
    for (int i = 0; i < common; i++) {
      int order = compareParts(l.get(i), r.get(i));
      if (order != 0) {
        return order;
      }
    }
    if (l.size() == r.size()) {
      return 0;
    }
    return l.size() > r.size()
        ? tail(l.subList(common, l.size()))
        : -tail(r.subList(common, r.size()));
  }

  @Override
  public boolean isVersion(String text) {
    List<String> parts = parts(text);
    return !parts.isEmpty() && Digits.all(parts.getFirst());
  }

  /** What is left over, against nothing: a number is newer, a word as against a number. */
  private static int tail(List<String> rest) {
    for (String part : rest) {
      int order = Digits.all(part) ? 1 : compareParts(part, NUMBER);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static int compareParts(String left, String right) {
    boolean l = Digits.all(left);
    boolean r = Digits.all(right);
    return l && r ? Digits.compare(left, right) : Integer.compare(rank(left, l), rank(right, r));
  }

  private static int rank(String part, boolean number) {
    if (number || part.startsWith(NUMBER)) {
      return 4;
    }
    if (part.startsWith("dev")) {
      return 0;
    }
    if (part.startsWith("a")) {
      return 1;
    }
    if (part.startsWith("b")) {
      return 2;
    }
    if (part.startsWith("RC") || part.startsWith("rc")) {
      return 3;
    }
    return part.startsWith("p") ? 5 : -1;
  }

  private static List<String> parts(String text) {
    String body = text.strip();
    if (body.startsWith("v") || body.startsWith("V")) {
      body = body.substring(1);
    }
    List<String> parts = new ArrayList<>();
    int at = 0;
    while (at < body.length()) {
      char c = body.charAt(at);
      if (c == '.' || c == '-' || c == '_' || c == '+') {
        at++;
        continue;
      }
      int end = Digits.is(c) ? Digits.end(body, at) : word(body, at);
      parts.add(body.substring(at, end));
      at = end;
    }
    return parts;
  }

  private static int word(String text, int from) {
    int at = from;
    while (at < text.length()
        && !Digits.is(text.charAt(at))
        && ".-_+".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return at;
  }
}
