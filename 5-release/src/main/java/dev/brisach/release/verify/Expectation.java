package dev.brisach.release.verify;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a document has to say; null of each for no matter.
 *
 * @param predicateType the kind of its claim, a URI
 * @param builder who built it
 * @param revision the commit that it was built from
 * @param source the start of a source's URI
 * @param maxAge how old it may be
 * @param badNews true to verify a claim although it says that the artifact did not pass
 */
public record Expectation(
    @Nullable String predicateType,
    @Nullable String builder,
    @Nullable String revision,
    @Nullable String source,
    @Nullable Duration maxAge,
    boolean badNews) {
  /** None. */
  public static Expectation none() {
    return new Expectation(null, null, null, null, null, false);
  }

  /** Whether anything of a build is expected, which only provenance tells. */
  boolean ofBuild() {
    return builder != null || revision != null || source != null;
  }
}
