package dev.brisach.code.java;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads meaning out of names: {@code resetTokenFor} is reset, token, for. */
final class Names {
  private Names() {}

  /** The words of a camel-case or underscored name, lower case. */
  static List<String> words(String name) {
    List<String> words = new ArrayList<>();
    int start = 0;
    for (int i = 1; i <= name.length(); i++) {
      boolean end =
          i == name.length()
              || !Character.isLetterOrDigit(name.charAt(i))
              || (Character.isUpperCase(name.charAt(i))
                  && (Character.isLowerCase(name.charAt(i - 1))
                      || (i + 1 < name.length() && Character.isLowerCase(name.charAt(i + 1)))));
      if (end) {
        String word = name.substring(start, i).toLowerCase(Locale.ROOT);
        if (!word.isEmpty() && Character.isLetterOrDigit(word.charAt(0))) {
          words.add(word);
        } else if (word.length() > 1) {
          words.add(word.substring(1));
        }
        start = i;
      }
    }
    return words;
  }

  /** True where one of the name's words is in the set. */
  static boolean any(String name, Set<String> set) {
    return words(name).stream().anyMatch(set::contains);
  }
}
