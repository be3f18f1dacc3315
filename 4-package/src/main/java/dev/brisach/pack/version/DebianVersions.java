package dev.brisach.pack.version;

/** dpkg's order (Debian Policy 5.6.12): epoch, upstream version, revision; {@code ~} is oldest. */
final class DebianVersions implements VersionScheme {
  private record Parts(String epoch, String upstream, String revision) {}

  @Override
  public int compare(String left, String right) {
    Parts l = parse(left);
    Parts r = parse(right);
    int order = Digits.compare(l.epoch, r.epoch);
    if (order == 0) {
      order = comparePart(l.upstream, r.upstream);
    }
    return order != 0 ? order : comparePart(l.revision, r.revision);
  }

  @Override
  public boolean isVersion(String text) {
    return !text.isBlank() && text.indexOf(' ') < 0 && Digits.is(parse(text).upstream.charAt(0));
  }

  private static Parts parse(String text) {
    int colon = text.indexOf(':');
    String epoch =
        colon > 0 && Digits.all(text.substring(0, colon)) ? text.substring(0, colon) : "";
    String rest = epoch.isEmpty() ? text : text.substring(colon + 1);
    int hyphen = rest.lastIndexOf('-');
    return hyphen < 1
        ? new Parts(epoch, rest.isEmpty() ? " " : rest, "")
        : new Parts(epoch, rest.substring(0, hyphen), rest.substring(hyphen + 1));
  }

  /** Stretches of other characters and of digits in turn. */
  private static int comparePart(String left, String right) {
    int l = 0;
    int r = 0;
    while (l < left.length() || r < right.length()) {
      while ((l < left.length() && !Digits.is(left.charAt(l)))
          || (r < right.length() && !Digits.is(right.charAt(r)))) {
        int order = Integer.compare(weight(left, l), weight(right, r));
        if (order != 0) {
          return order;
        }
        l++;
        r++;
      }
      int lEnd = Digits.end(left, Math.min(l, left.length()));
      int rEnd = Digits.end(right, Math.min(r, right.length()));
      int order =
          Digits.compare(
              left.substring(Math.min(l, lEnd), lEnd), right.substring(Math.min(r, rEnd), rEnd));
      if (order != 0) {
        return order;
      }
      l = lEnd;
      r = rEnd;
    }
    return 0;
  }

  private static int weight(String text, int at) {
    if (at >= text.length() || Digits.is(text.charAt(at))) {
      return 0;
    }
    char c = text.charAt(at);
    if (c == '~') {
      return -1;
    }
    return Character.isLetter(c) ? c : c + 0x10000;
  }
}
