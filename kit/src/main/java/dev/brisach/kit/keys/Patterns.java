package dev.brisach.kit.keys;

/** OpenSSH's lists of patterns ({@code ssh_config(5)}, PATTERNS). */
final class Patterns {
  private Patterns() {}

  /** Whether one of the patterns fits, and none that begins with an exclamation mark. */
  static boolean match(String list, String text) {
    boolean found = false;
    for (String pattern : list.split(",")) {
      boolean not = pattern.startsWith("!");
      if (fits(not ? pattern.substring(1) : pattern, text)) {
        if (not) {
          return false;
        }
        found = true;
      }
    }
    return found;
  }

  /** Stars are tried without recursion: on a mismatch only the last one takes one more. */
  private static boolean fits(String pattern, String text) {
    int p = 0;
    int t = 0;
    int star = -1;
    int mark = 0;
    while (t < text.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        mark = t;
      } else if (p < pattern.length()
          && (pattern.charAt(p) == '?' || pattern.charAt(p) == text.charAt(t))) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++mark;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }
}
