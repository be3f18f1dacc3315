package dev.brisach.code.secrets;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression that must match at the keyword hit.
 *
 * @param before how many bytes before the keyword the match may begin; 0 means at the keyword
 * @param after how many bytes after the keyword it may reach
 * @param guarded true where no letter, digit or underscore may stand right before and after
 */
record Anchored(Pattern pattern, int before, int after, boolean guarded) implements Verifier {
  private static final int LOOKS = 60_000;

  @Override
  public @Nullable Candidate verify(ByteText text, int start, int end, FileRole role) {
    int from = Math.max(0, start - before);
    int to = Math.min(text.length(), end + after);
    if (before == 0 && guarded && joined(text, start)) {
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
    int group = matcher.groupCount() > 0 && matcher.start(1) >= 0 ? 1 : 0;
    return matcher.end(group) > matcher.start(group)
        ? new Candidate(matcher.start(group), matcher.end(group), "")
        : null;
  }

  /** A word character stands before, and not as part of an escape such as a line break. */
  private static boolean joined(ByteText text, int start) {
    int c = text.at(start - 1);
    return Chars.isWord(c)
        && !(text.at(start - 2) == '\\' && (c == 'n' || c == 't' || c == 'r'))
        && !(text.at(start - 3) == '%' && Chars.isAlnum(text.at(start - 2)));
  }
}
