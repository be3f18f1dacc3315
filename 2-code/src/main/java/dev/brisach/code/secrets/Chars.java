package dev.brisach.code.secrets;

/** Classes of ASCII characters; other bytes belong to none. */
final class Chars {
  private Chars() {}

  static int lower(int c) {
    return c >= 'A' && c <= 'Z' ? c + 32 : c;
  }

  static boolean isLetter(int c) {
    int low = c | 32;
    return low >= 'a' && low <= 'z';
  }

  static boolean isUpper(int c) {
    return c >= 'A' && c <= 'Z';
  }

  static boolean isLower(int c) {
    return c >= 'a' && c <= 'z';
  }

  static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  static boolean isAlnum(int c) {
    return isLetter(c) || isDigit(c);
  }

  /** A character of a name in code: letter, digit, underscore or dollar. */
  static boolean isWord(int c) {
    return isAlnum(c) || c == '_' || c == '$';
  }

  /** A character of opaque tokens: base64, URL-safe base64, and what joins parts of tokens. */
  static boolean isToken(int c) {
    return isAlnum(c)
        || c == '_'
        || c == '-'
        || c == '+'
        || c == '/'
        || c == '='
        || c == '.'
        || c == '~'
        || c == '%';
  }

  static boolean isSpace(int c) {
    return c == ' ' || c == '\t';
  }

  static boolean isQuote(int c) {
    return c == '"' || c == '\'' || c == '`';
  }
}
