package dev.brisach.pack.version;

import java.util.ArrayList;
import java.util.List;

/**
 * apk's order: dotted numbers, one letter, {@code _suffix} words with numbers, then the package
 * release {@code -rN}.
 */
final class AlpineVersions implements VersionScheme {
  private static final List<String> SUFFIXES =
      List.of("alpha", "beta", "pre", "rc", "", "cvs", "svn", "git", "hg", "p");
  private static final int NONE = SUFFIXES.indexOf("");

  private record Suffix(int rank, String number) {}

  private record Parts(
      List<String> numbers, String letter, String more, List<Suffix> suffixes, String release) {}

  @Override
  public int compare(String left, String right) {
    Parts l = parse(left);
    Parts r = parse(right);
    int order = numbers(l.numbers, r.numbers);
    if (order == 0) {
      order = l.letter.compareTo(r.letter);
    }
    if (order == 0) {
      order = Digits.compare(l.more, r.more);
    }
    for (int i = 0; order == 0 && i < Math.max(l.suffixes.size(), r.suffixes.size()); i++) {
      Suffix a = i < l.suffixes.size() ? l.suffixes.get(i) : new Suffix(NONE, "");
      Suffix b = i < r.suffixes.size() ? r.suffixes.get(i) : new Suffix(NONE, "");
      order = Integer.compare(a.rank, b.rank);
      order = order != 0 ? order : Digits.compare(a.number, b.number);
    }
    return order != 0 ? order : Digits.compare(l.release, r.release);
  }

  @Override
  public boolean isVersion(String text) {
    return !text.isEmpty() && Digits.is(text.charAt(0)) && text.indexOf(' ') < 0;
  }

  /** The first numbers as numbers; a later one that begins with zero as a fraction. */
  private static int numbers(List<String> left, List<String> right) {
    for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
      String a = left.get(i);
      String b = right.get(i);
      boolean fraction = i > 0 && (a.startsWith("0") || b.startsWith("0"));
      int order = fraction ? a.compareTo(b) : Digits.compare(a, b);
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(left.size(), right.size());
  }

  private static Parts parse(String text) {
    List<String> numbers = new ArrayList<>();
    int at = 0;
    while (at < text.length() && (Digits.is(text.charAt(at)) || text.charAt(at) == '.')) {
      int end = Digits.end(text, at);
      if (end > at || numbers.isEmpty()) {
        numbers.add(text.substring(at, end));
      }
      at = end < text.length() && text.charAt(end) == '.' ? end + 1 : end;
    }
    String letter = "";
    if (at < text.length() && text.charAt(at) >= 'a' && text.charAt(at) <= 'z') {
      letter = text.substring(at, at + 1);
      at++;
    }
    int more = letter.isEmpty() ? at : Digits.end(text, at);
    String number = text.substring(at, more);
    at = more;
    List<Suffix> suffixes = new ArrayList<>();
    while (at < text.length() && text.charAt(at) == '_') {
      int word = at + 1;
      while (word < text.length() && Character.isLetter(text.charAt(word))) {
        word++;
      }
      int end = Digits.end(text, word);
      int rank = SUFFIXES.indexOf(text.substring(at + 1, word));
      suffixes.add(new Suffix(rank, text.substring(word, end)));
      at = end;
    }
    boolean release = text.startsWith("-r", at);
    return new Parts(
        numbers,
        letter,
        number,
        suffixes,
        release ? text.substring(at + 2, Digits.end(text, at + 2)) : "");
  }
}
