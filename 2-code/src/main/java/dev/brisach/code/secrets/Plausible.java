package dev.brisach.code.secrets;

import java.util.Locale;

/**
 * Judges whether a value that was given to a name is a secret at all.
 *
 * <p>{@code certain} is true where the value stood in quotes or in a settings file, and so is a
 * literal without doubt.
 */
final class Plausible {
  private Plausible() {}

  /** A key or token: drawn at random, of the characters that such values are made of. */
  static boolean isKey(String value, boolean certain) {
    if (value.length() < (certain ? 16 : 20) || (Rarity.isUuid(value) && !certain)) {
      return false;
    }
    for (int i = 0; i < value.length(); i++) {
      int c = value.charAt(i);
      if (!Chars.isToken(c) && "!@#^&*".indexOf(c) < 0) {
        return false;
      }
    }
    return Rarity.isRandom(value) && !dotted(value);
  }

  /** Names with dots, paths and versions are no keys. */
  private static boolean dotted(String value) {
    int dots = 0;
    int slashes = 0;
    for (int i = 0; i < value.length(); i++) {
      dots += value.charAt(i) == '.' ? 1 : 0;
      slashes += value.charAt(i) == '/' ? 1 : 0;
    }
    return dots >= 3 || (slashes >= 3 && value.length() < 40) || value.contains("//");
  }

  /** People's passwords hold no spaces worth speaking of, and are no words of the program. */
  static boolean isPassword(String value, String name, boolean certain) {
    int length = value.length();
    if (length < 6 || length > 80 || value.indexOf(' ') >= 0 || value.indexOf('\\') >= 0) {
      return false;
    }
    if (Placeholders.standsForPassword(value) || repeatsName(value, name)) {
      return false;
    }
    int digits = 0;
    int uppers = 0;
    int lowers = 0;
    int others = 0;
    for (int i = 0; i < length; i++) {
      int c = value.charAt(i);
      if (c < ' ' || c > '~') {
        return false;
      }
      digits += Chars.isDigit(c) ? 1 : 0;
      uppers += Chars.isUpper(c) ? 1 : 0;
      lowers += Chars.isLower(c) ? 1 : 0;
      others += Chars.isAlnum(c) ? 0 : 1;
    }
    if (digits == length || (digits + others == length && length < 10)) {
      return false;
    }
    if (digits == 0 && (others == 0 || length < 8 || joinedWords(value) || !signInside(value))) {
      return false;
    }
    return certain || (digits > 0 && uppers > 0 && lowers > 0);
  }

  /** The value is the name itself with at most two characters more: an identifier. */
  private static boolean repeatsName(String value, String name) {
    String last = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return value.length() - last.length() < 3 && value.toLowerCase(Locale.ROOT).contains(last);
  }

  /** A sign such as {@code $} stands between letters; {@code name@host.net} is no password. */
  private static boolean signInside(String value) {
    for (int i = 1; i + 1 < value.length(); i++) {
      if ("@$!%^&*+".indexOf(value.charAt(i)) >= 0) {
        return value.charAt(i) != '@' || value.indexOf('.', i) < 0;
      }
    }
    return false;
  }

  /** {@code some-words_joined.so} or {@code $variable}: words of the program. */
  private static boolean joinedWords(String value) {
    for (int i = 0; i < value.length(); i++) {
      int c = value.charAt(i);
      if (!Chars.isLetter(c) && "-_.:/ ,;?()[]<>*|=".indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }
}
