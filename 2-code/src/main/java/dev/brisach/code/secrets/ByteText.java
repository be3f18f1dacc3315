package dev.brisach.code.secrets;

import java.nio.charset.StandardCharsets;

/**
 * Bytes seen as ISO-8859-1 characters, without decoding the file; offsets are byte offsets. Counts
 * the characters that a regular expression looks at and ends it beyond a budget, so that no rule
 * can hang on a hostile file. Belongs to one thread.
 */
final class ByteText implements CharSequence {
  /** Thrown out of a regular expression that looked at too many characters. */
  static final class BudgetSpent extends RuntimeException {
    BudgetSpent() {
      super("a pattern took too many steps", null, false, false);
    }
  }

  private final byte[] bytes;
  private int budget = Integer.MAX_VALUE;

  ByteText(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Gives the next match this many looks at characters. */
  void allow(int looks) {
    budget = looks;
  }

  @Override
  public int length() {
    return bytes.length;
  }

  @Override
  public char charAt(int index) {
    if (--budget < 0) {
      throw new BudgetSpent();
    }
    return (char) (bytes[index] & 0xff);
  }

  /** The byte at an index, or 0 outside of the text. */
  int at(int index) {
    return index >= 0 && index < bytes.length ? bytes[index] & 0xff : 0;
  }

  /** The text of a range, read as UTF-8. */
  String text(int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }

  /** True where the ASCII word stands at the index, in any case; {@code word} is lower case. */
  boolean startsWith(String word, int index) {
    for (int i = 0; i < word.length(); i++) {
      if (Chars.lower(at(index + i)) != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** True where the lower-case ASCII word stands within the range, in any case. */
  boolean contains(String word, int from, int to) {
    int last = Math.min(to, bytes.length) - word.length();
    for (int i = Math.max(0, from); i <= last; i++) {
      if (startsWith(word, i)) {
        return true;
      }
    }
    return false;
  }

  /** Where the line that holds this index begins, at most {@code reach} bytes before it. */
  int lineStart(int index, int reach) {
    int at = index;
    while (at > 0 && index - at < reach && bytes[at - 1] != '\n') {
      at--;
    }
    return at;
  }

  /** Where the line that holds this index ends, at most {@code reach} bytes after it. */
  int lineEnd(int index, int reach) {
    int at = index;
    while (at < bytes.length && at - index < reach && bytes[at] != '\n' && bytes[at] != '\r') {
      at++;
    }
    return at;
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
  }

  @Override
  public String toString() {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
