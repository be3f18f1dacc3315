package dev.brisach.pack.version;

/**
 * rpm's order ({@code rpmvercmp}): epoch, version, release; {@code ~} is older, {@code ^} newer.
 */
final class RpmVersions implements VersionScheme {
  private record Parts(String epoch, String version, String release) {}

  @Override
  public int compare(String left, String right) {
    Parts l = parse(left);
    Parts r = parse(right);
    int order = Digits.compare(l.epoch, r.epoch);
    if (order == 0) {
      order = segments(l.version, r.version);
    }
    return order != 0 ? order : segments(l.release, r.release);
  }

  @Override
  public boolean isVersion(String text) {
    return !text.isBlank() && text.indexOf(' ') < 0;
  }

  private static Parts parse(String text) {
    int colon = text.indexOf(':');
    String epoch =
        colon > 0 && Digits.all(text.substring(0, colon)) ? text.substring(0, colon) : "";
    String rest = epoch.isEmpty() ? text : text.substring(colon + 1);
    int hyphen = rest.indexOf('-');
    return hyphen < 0
        ? new Parts(epoch, rest, "")
        : new Parts(epoch, rest.substring(0, hyphen), rest.substring(hyphen + 1) + "-");
  }

  private static int segments(String left, String right) {
    if (left.isEmpty() != right.isEmpty()) {
      return Boolean.compare(right.isEmpty(), left.isEmpty());
    }
    int l = 0;
    int r = 0;
    while (true) {
      l = skip(left, l);
      r = skip(right, r);
      char a = l < left.length() ? left.charAt(l) : 0;
      char b = r < right.length() ? right.charAt(r) : 0;
      if (a == '~' || b == '~') {
        if (a != b) {
          return a == '~' ? -1 : 1;
        }
      } else if (a == '^' || b == '^') {
        if (a != b) {
          return caret(a, b);
        }
      } else if (a == 0 || b == 0) {
        return Boolean.compare(a != 0, b != 0);
      } else {
        int lEnd = end(left, l);
        int rEnd = end(right, r);
        int order = segment(left.substring(l, lEnd), right.substring(r, rEnd));
        if (order != 0) {
          return order;
        }
        l = lEnd;
        r = rEnd;
        continue;
      }
      l++;
      r++;
    }
  }

  private static int caret(char a, char b) {
    if (a == 0 || b == 0) {
      return a == 0 ? -1 : 1;
    }
    return a == '^' ? -1 : 1;
  }

  private static int segment(String left, String right) {
    boolean l = Digits.is(left.charAt(0));
    boolean r = Digits.is(right.charAt(0));
    if (l && r) {
      return Digits.compare(left, right);
    }
    return l || r ? Boolean.compare(l, r) : left.compareTo(right);
  }

  private static boolean letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static int skip(String text, int from) {
    int at = from;
    while (at < text.length()
        && !Digits.is(text.charAt(at))
        && !letter(text.charAt(at))
        && text.charAt(at) != '~'
        && text.charAt(at) != '^') {
      at++;
    }
    return at;
  }

  private static int end(String text, int from) {
    if (Digits.is(text.charAt(from))) {
      return Digits.end(text, from);
    }
    int at = from;
    while (at < text.length() && letter(text.charAt(at))) {
      at++;
    }
    return at;
  }
}
