package dev.brisach.code.secrets;

import org.jspecify.annotations.Nullable;

/** Looks closely, within a bounded window, where a keyword of a rule stands. */
sealed interface Verifier permits Anchored, Assignment, ServiceKey {
  /**
   * The secret at a keyword hit, or null.
   *
   * @param start where the keyword begins
   * @param end where it ends, exclusive
   */
  @Nullable Candidate verify(ByteText text, int start, int end, FileRole role);
}
