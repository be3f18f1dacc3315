package dev.brisach.core;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Makes the stable identity of a finding: {@code v1:} and 128 bits in hexadecimal.
 *
 * <p>The parts are rule, asset, enclosing symbol or normalised code, and an occurrence index where
 * equal ones stand in one file; never a line number and never a credential.
 */
public final class Fingerprint {
  private static final Pattern SPACE = Pattern.compile("\\s+");

  private Fingerprint() {}

  /** The fingerprint of these parts, in this order. */
  public static String of(String... parts) {
    StringBuilder all = new StringBuilder();
    for (String part : parts) {
      all.append(part.length()).append(':').append(part);
    }
    return "v1:" + Digests.sha256(all.toString().getBytes(StandardCharsets.UTF_8)).substring(0, 32);
  }

  /** Code with white space folded, so that re-indenting does not change an identity. */
  public static String normalise(String code) {
    return SPACE.matcher(code).replaceAll(" ").strip();
  }
}
