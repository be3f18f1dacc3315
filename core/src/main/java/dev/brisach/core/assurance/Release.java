package dev.brisach.core.assurance;

import dev.brisach.core.Asset;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one artifact's release; input to the RELEASE cells.
 *
 * @param artifact {@code image:sha256:…} or {@code file:…}
 * @param revision the revision it was built from; only the state's own revision speaks
 * @param signed true where its signature was verified
 * @param attested true where an attestation of its build was verified
 * @param gate what the release gate said of it; null where it was never asked
 * @param at when all this was established; the age limit of RELEASE counts from here
 */
public record Release(
    Asset artifact,
    @Nullable String revision,
    boolean signed,
    boolean attested,
    @Nullable Verdict gate,
    Instant at) {
  public Release {
    if (gate != null && gate.gate() != Verdict.Gate.RELEASE) {
      throw new IllegalArgumentException("A release is judged by the release gate: " + artifact);
    }
  }
}
