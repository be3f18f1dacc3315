package dev.brisach.pack.version;

import java.util.ArrayList;
import java.util.List;

/** RubyGems' order ({@code Gem::Version}): a word is older than any number at its place. */
final class GemVersions implements VersionScheme {
  @Override
  public int compare(String left, String right) {
    List<String> l = segments(left);
    List<String> r = segments(right);
    for (int i = 0; i < Math.max(l.size(), r.size()); i++) {
      String a = i < l.size() ? l.get(i) : "0";
      String b = i < r.size() ? r.get(i) : "0";
      boolean aNumber = Digits.all(a);
      boolean bNumber = Digits.all(b);
      int order =
          aNumber && bNumber
              ? Digits.compare(a, b)
              : aNumber || bNumber ? Boolean.compare(aNumber, bNumber) : a.compareTo(b);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  @Override
  public boolean isVersion(String text) {
    return !text.isEmpty() && Digits.is(text.charAt(0)) && text.indexOf(' ') < 0;
  }

  /** Numbers and words; zeros at the end of each of the two parts have no say. */
  private static List<String> segments(String text) {
    List<String> numbers = new ArrayList<>();
    List<String> words = new ArrayList<>();
    String body = text.strip().replace("-", ".pre.");
    int at = 0;
    while (at < body.length()) {
      int end = at;
      if (Digits.is(body.charAt(at))) {
        end = Digits.end(body, at);
      } else {
        while (end < body.length() && letter(body.charAt(end))) {
          end++;
        }
      }
      if (end == at) {
        at++;
        continue;
      }
      String part = body.substring(at, end);
      (words.isEmpty() && Digits.all(part) ? numbers : words).add(part);
      at = end;
    }
    dropZeros(numbers);
    dropZeros(words);
    numbers.addAll(words);
    return numbers;
  }

  private static boolean letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static void dropZeros(List<String> parts) {
    while (!parts.isEmpty()
        && Digits.all(parts.getLast())
        && Digits.compare(parts.getLast(), "") == 0) {
      parts.removeLast();
    }
  }
}
