package dev.brisach.release.verify;

import dev.brisach.kit.keys.KeyFault;
import dev.brisach.kit.keys.VerifyingKey;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keys that no longer count, whatever they signed and when: one fingerprint a line ({@code
 * SHA256:…}, as {@code ssh-keygen -l} prints it), a reason behind it, comments after {@code #}.
 *
 * @param reasons by fingerprint
 */
public record Revocations(Map<String, String> reasons) {
  private static final int MOST_LINES = 100_000;
  private static final String PREFIX = "SHA256:";

  public Revocations {
    reasons = Map.copyOf(reasons);
  }

  /** Reads a list; a {@link KeyFault} with its line for the first that is no fingerprint. */
  public static Revocations read(String text) {
    Map<String, String> reasons = new LinkedHashMap<>();
    int number = 0;
    for (String whole : text.lines().limit(MOST_LINES + 1L).toList()) {
      number++;
      if (number > MOST_LINES) {
        throw new KeyFault("more than " + MOST_LINES + " lines", number);
      }
      String line = whole.strip();
      if (line.isEmpty() || line.charAt(0) == '#') {
        continue;
      }
      int end = line.indexOf(' ');
      String fingerprint = end < 0 ? line : line.substring(0, end);
      if (!isFingerprint(fingerprint)) {
        throw new KeyFault(
            "a line has to be a fingerprint such as SHA256:… of 43 characters, and may have a"
                + " reason behind it",
            number);
      }
      reasons.put(fingerprint, end < 0 ? "" : line.substring(end).strip());
    }
    return new Revocations(reasons);
  }

  private static boolean isFingerprint(String word) {
    return word.startsWith(PREFIX)
        && word.length() == PREFIX.length() + 43
        && word.chars()
            .skip(PREFIX.length())
            .allMatch(c ->
                (c >= 'A' && c <= 'Z')
                    || (c >= 'a' && c <= 'z')
                    || (c >= '0' && c <= '9')
                    || c == '+'
                    || c == '/');
  }

  /** Why a key was revoked, maybe empty; null where it was not. */
  @Nullable String reason(VerifyingKey key) {
    return reasons.get(key.fingerprint());
  }
}
