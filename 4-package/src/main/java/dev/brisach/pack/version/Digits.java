package dev.brisach.pack.version;

/** Numbers of any length as text, compared without converting them. */
final class Digits {
  private Digits() {}

  static boolean is(char c) {
    return c >= '0' && c <= '9';
  }

  /** True for one or more ASCII digits. */
  static boolean all(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!is(text.charAt(i))) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  /** The end of the run of digits that begins at {@code from}. */
  static int end(String text, int from) {
    int at = from;
    while (at < text.length() && is(text.charAt(at))) {
      at++;
    }
    return at;
  }

  /** Compares two runs of digits as numbers; an empty run is zero. */
  static int compare(String left, String right) {
    int l = zeros(left);
    int r = zeros(right);
    int byLength = Integer.compare(left.length() - l, right.length() - r);
    return byLength != 0 ? byLength : left.substring(l).compareTo(right.substring(r));
  }

  private static int zeros(String text) {
    int at = 0;
    while (at < text.length() && text.charAt(at) == '0') {
      at++;
    }
    return at;
  }
}
