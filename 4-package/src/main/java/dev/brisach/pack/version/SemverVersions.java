package dev.brisach.pack.version;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Semantic Versioning 2.0.0, section 11, read leniently as npm, Go and Cargo registries hold it: a
 * leading {@code v} or {@code =}, fewer or more than three numbers. Build metadata has no say.
 */
final class SemverVersions implements VersionScheme {
  /** What a dialect does besides. */
  enum Dialect {
    /** The specification itself. */
    PLAIN,
    /** Letters of any case are equal, as NuGet has it. */
    ANY_CASE,
    /** Build metadata makes a version newer, as Dart's pub has it. */
    BUILD_COUNTS
  }

  private record Parts(List<String> numbers, String rest, String build) {}

  private final Dialect dialect;

  SemverVersions(Dialect dialect) {
    this.dialect = dialect;
  }

  @Override
  public int compare(String left, String right) {
    boolean fold = dialect == Dialect.ANY_CASE;
    Parts l = parse(fold ? left.toLowerCase(Locale.ROOT) : left);
    Parts r = parse(fold ? right.toLowerCase(Locale.ROOT) : right);
    int count = Math.max(l.numbers.size(), r.numbers.size());
    for (int i = 0; i < count; i++) {
      int order = Digits.compare(at(l.numbers, i), at(r.numbers, i));
      if (order != 0) {
        return order;
      }
    }
    int order = comparePreRelease(l.rest, r.rest);
    if (order != 0 || dialect != Dialect.BUILD_COUNTS) {
      return order;
    }
    boolean bare = l.build.isEmpty() || r.build.isEmpty();
    return bare
        ? Boolean.compare(r.build.isEmpty(), l.build.isEmpty())
        : comparePreRelease(l.build, r.build);
  }

  @Override
  public boolean isVersion(String text) {
    Parts parts = parse(text);
    return !parts.numbers.isEmpty()
        && parts.numbers.size() <= 5
        && (parts.rest.isEmpty() || isPreRelease(parts.rest));
  }

  private static boolean isPreRelease(String rest) {
    for (int i = 0; i < rest.length(); i++) {
      char c = rest.charAt(i);
      boolean plain = Digits.is(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!plain && c != '-' && c != '.' && c != '_') {
        return false;
      }
    }
    return true;
  }

  /** Pre-release identifiers field by field; none at all is newest. */
  static int comparePreRelease(String left, String right) {
    if (left.isEmpty() || right.isEmpty()) {
      return Boolean.compare(left.isEmpty(), right.isEmpty());
    }
    int l = 0;
    int r = 0;
    while (l <= left.length() && r <= right.length()) {
      int lEnd = fieldEnd(left, l);
      int rEnd = fieldEnd(right, r);
      int order = compareField(left.substring(l, lEnd), right.substring(r, rEnd));
      if (order != 0) {
        return order;
      }
      l = lEnd + 1;
      r = rEnd + 1;
    }
    return Boolean.compare(l <= left.length(), r <= right.length());
  }

  private static int fieldEnd(String text, int from) {
    int dot = text.indexOf('.', from);
    return dot < 0 ? text.length() : dot;
  }

  private static int compareField(String left, String right) {
    boolean l = Digits.all(left);
    boolean r = Digits.all(right);
    if (l && r) {
      return Digits.compare(left, right);
    }
    return l || r ? Boolean.compare(r, l) : left.compareTo(right);
  }

  private static String at(List<String> numbers, int index) {
    return index < numbers.size() ? numbers.get(index) : "";
  }

  /** Leading dotted numbers, then what follows a hyphen (or is simply no number) up to a plus. */
  private static Parts parse(String text) {
    String body = text.strip();
    int plus = body.indexOf('+');
    String build = plus < 0 ? "" : body.substring(plus + 1);
    if (plus >= 0) {
      body = body.substring(0, plus);
    }
    int at = 0;
    while (at < body.length() && (body.charAt(at) == 'v' || body.charAt(at) == '=')) {
      at++;
    }
    List<String> numbers = new ArrayList<>(4);
    while (at < body.length() && Digits.is(body.charAt(at))) {
      int end = Digits.end(body, at);
      numbers.add(body.substring(at, end));
      at = end;
      if (at + 1 < body.length() && body.charAt(at) == '.' && Digits.is(body.charAt(at + 1))) {
        at++;
      } else {
        break;
      }
    }
    String rest = body.substring(at);
    boolean separated = rest.startsWith("-") || rest.startsWith(".");
    return new Parts(numbers, separated ? rest.substring(1) : rest, build);
  }
}
