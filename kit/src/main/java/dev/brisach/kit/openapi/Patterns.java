package dev.brisach.kit.openapi;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Patterns of an API file (ECMA 262) tried on texts. Neither is trusted: length and steps of a
 * match are bounded, each pattern is compiled once.
 */
final class Patterns {
  private static final int MAX_PATTERN = 1000;
  private static final int MAX_TEXT = 2000;
  private static final int MAX_STEPS = 200_000;

  private final Map<String, Optional<Pattern>> compiled = new HashMap<>();

  /** Whether a pattern is found in a text. */
  enum Match {
    YES,
    NO,
    /** The pattern is none that we read, or the match took too long. */
    UNDECIDED
  }

  Match find(String pattern, String text) {
    if (text.length() > MAX_TEXT) {
      return Match.UNDECIDED;
    }
    Optional<Pattern> known = compiled.computeIfAbsent(pattern, Patterns::compile);
    if (known.isEmpty()) {
      return Match.UNDECIDED;
    }
    try {
      return known.get().matcher(new Counted(text)).find() ? Match.YES : Match.NO;
    } catch (TooLong | StackOverflowError e) {
      return Match.UNDECIDED;
    }
  }

  private static Optional<Pattern> compile(String pattern) {
    if (pattern.length() > MAX_PATTERN) {
      return Optional.empty();
    }
    try {
      return Optional.of(Pattern.compile(java(pattern)));
    } catch (PatternSyntaxException | StackOverflowError e) {
      return Optional.empty();
    }
  }

  /** In Java, an opening bracket and {@code &&} within a class are operators; in ECMA texts. */
  static String java(String pattern) {
    StringBuilder out = new StringBuilder();
    boolean inside = false;
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '\\' && i + 1 < pattern.length()) {
        out.append(c).append(pattern.charAt(++i));
      } else if (inside && (c == '[' || c == '&')) {
        out.append('\\').append(c);
      } else if (!inside && c == '$') {
        out.append("\\z"); // Java's also matches before a last line end
      } else {
        inside = c == '[' || (inside && c != ']');
        out.append(c);
      }
    }
    return out.toString();
  }

  private static final class TooLong extends RuntimeException {
    TooLong() {
      super(null, null, false, false);
    }
  }

  /** Counts the characters that a match looks at. */
  private static final class Counted implements CharSequence {
    private final String text;
    private int steps;

    Counted(String text) {
      this.text = text;
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      if (++steps > MAX_STEPS) {
        throw new TooLong();
      }
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.substring(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
