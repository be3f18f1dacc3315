package dev.brisach.code.secrets;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression that must match at the keyword hit.
 *
 * @param before how many bytes before the keyword the match may begin; 0 means at the keyword
 * @param after how many bytes after the keyword it may reach
 * @param needs a character that must follow within the same word, or 0: a cheap first look
 * @param guarded true where no letter, digit or underscore may stand right before and after
 */
record Anchored(Pattern pattern, int before, int after, boolean guarded, char needs)
    implements Verifier {
  private static final int BLOB = 120;
  private static final int LOOKS = 60_000;

  @Override
  public @Nullable Candidate verify(ByteText text, int start, int end, FileRole role) {
    int from = Math.max(0, start - before);
    int to = Math.min(text.length(), end + after);
    if (before == 0 && guarded && joined(text, start)) {
      return null;
    }
    if (needs != 0 && !holds(text, end, to)) {
      return null;
    }
    text.allow(LOOKS);
    Matcher matcher = pattern.matcher(text).region(from, to);
    matcher.useTransparentBounds(true).useAnchoringBounds(false);
    try {
      if (before == 0) {
        return matcher.lookingAt() ? candidate(text, matcher) : null;
      }
      while (matcher.find() && matcher.start() <= start) {
        if (matcher.end() > start && !(guarded && joined(text, matcher.start()))) {
          return candidate(text, matcher);
        }
      }
      return null;
    } catch (ByteText.BudgetSpent e) {
      return null;
    } finally {
      text.allow(Integer.MAX_VALUE);
    }
  }

  private @Nullable Candidate candidate(ByteText text, Matcher matcher) {
    if (guarded && Chars.isWord(text.at(matcher.end())) && text.at(matcher.end()) != '$') {
      return null;
    }
    if (guarded && inBlob(text, matcher.start(), matcher.end())) {
      return null;
    }
    int group = matcher.groupCount() > 0 ? valueGroup(matcher) : 0;
    return matcher.end(group) > matcher.start(group)
        ? new Candidate(matcher.start(group), matcher.end(group), "")
        : null;
  }

  private boolean holds(ByteText text, int from, int to) {
    for (int i = from; i < to && text.at(i) > ' '; i++) {
      if (text.at(i) == needs) {
        return true;
      }
    }
    return false;
  }

  /** Stands within a long run of base64, of an image or the like: letters there mean nothing. */
  private static boolean inBlob(ByteText text, int from, int to) {
    int left = from;
    boolean mixed = false;
    while (from - left < BLOB && isBase64(text.at(left - 1))) {
      left--;
      mixed |= text.at(left) == '+';
    }
    int right = to;
    while (right - to < BLOB && isBase64(text.at(right))) {
      mixed |= text.at(right) == '+';
      right++;
    }
    return mixed && from - left + right - to >= BLOB;
  }

  private static boolean isBase64(int c) {
    return Chars.isAlnum(c) || c == '+' || c == '/' || c == '=';
  }

  /** The group named {@code value}, else the first one, else the whole match. */
  private int valueGroup(Matcher matcher) {
    Integer named = pattern.namedGroups().get("value");
    int group = named == null ? 1 : named;
    return matcher.start(group) >= 0 ? group : 0;
  }

  /** A word character stands before, and not as part of an escape such as a line break. */
  private static boolean joined(ByteText text, int start) {
    int c = text.at(start - 1);
    return Chars.isWord(c)
        && !(text.at(start - 2) == '\\' && (c == 'n' || c == 't' || c == 'r'))
        && !(text.at(start - 3) == '%' && Chars.isAlnum(text.at(start - 2)));
  }
}
