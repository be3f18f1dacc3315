package dev.brisach.pack.version;

import java.util.Locale;

/**
 * A general order for ecosystems without rules of their own here: runs of digits as numbers, runs
 * of letters as text, other characters only separate; a trailing word makes a version older.
 */
final class GenericVersions implements VersionScheme {
  @Override
  public int compare(String left, String right) {
    String l = left.toLowerCase(Locale.ROOT);
    String r = right.toLowerCase(Locale.ROOT);
    int i = start(l, 0);
    int j = start(r, 0);
    while (i < l.length() && j < r.length()) {
      int iEnd = end(l, i);
      int jEnd = end(r, j);
      boolean iNumber = Digits.is(l.charAt(i));
      boolean jNumber = Digits.is(r.charAt(j));
      String a = l.substring(i, iEnd);
      String b = r.substring(j, jEnd);
      int order =
          iNumber && jNumber
              ? Digits.compare(a, b)
              : iNumber || jNumber ? Boolean.compare(iNumber, jNumber) : a.compareTo(b);
      if (order != 0) {
        return order;
      }
      i = start(l, iEnd);
      j = start(r, jEnd);
    }
    return Integer.compare(tail(l, i), tail(r, j));
  }

  @Override
  public boolean isVersion(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Digits.is(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  private static int tail(String text, int at) {
    if (at >= text.length()) {
      return 0;
    }
    return Digits.is(text.charAt(at)) ? 1 : -1;
  }

  private static int start(String text, int from) {
    int at = from;
    while (at < text.length() && !Character.isLetterOrDigit(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static int end(String text, int from) {
    if (Digits.is(text.charAt(from))) {
      return Digits.end(text, from);
    }
    int at = from;
    while (at < text.length()
        && Character.isLetterOrDigit(text.charAt(at))
        && !Digits.is(text.charAt(at))) {
      at++;
    }
    return at;
  }
}
