package dev.brisach.release.verify;

import dev.brisach.release.Artifact;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is asked.
 *
 * @param artifact about what
 * @param trust whose signatures count
 * @param threshold how many different keys have to have signed, 1 or more
 * @param revocations keys that do not count; null where no list was given
 * @param expected what the documents have to say
 * @param now the time of this verification
 */
public record Question(
    Artifact artifact,
    Trust trust,
    int threshold,
    @Nullable Revocations revocations,
    Expectation expected,
    Instant now) {
  public Question {
    if (threshold < 1) {
      throw new IllegalArgumentException("a threshold below 1 verifies nothing");
    }
  }
}
