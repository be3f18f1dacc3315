package dev.brisach.core.assurance;

import dev.brisach.core.Asset;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one artifact's release; input to the RELEASE cells.
 *
 * @param artifact {@code image:sha256:…} or {@code file:…}
 * @param digest {@code sha256:…} of what was verified; null where it stands in {@code artifact}
 * @param revision the revision it was built from; only the state's own revision speaks
 * @param signed true where its signature was verified
 * @param attested true where an attestation of its build was verified
 * @param signers fingerprints of the trusted keys whose signatures were verified; sorted
 * @param gate what the release gate said of it; null where it was never asked
 * @param asked when the gate was asked, from which the age limit of RELEASE counts; null where that
 *     is {@code at}
 * @param at when all this was established
 */
public record Release(
    Asset artifact,
    @Nullable String digest,
    @Nullable String revision,
    boolean signed,
    boolean attested,
    List<String> signers,
    @Nullable Verdict gate,
    @Nullable Instant asked,
    Instant at) {
  public Release {
    signers = signers.stream().sorted().distinct().toList();
    if (gate != null && gate.gate() != Verdict.Gate.RELEASE) {
      throw new IllegalArgumentException("A release is judged by the release gate: " + artifact);
    }
  }

  /** What is known of an image, or of a file whose digest nobody asked for. */
  public Release(
      Asset artifact,
      @Nullable String revision,
      boolean signed,
      boolean attested,
      @Nullable Verdict gate,
      Instant at) {
    this(artifact, null, revision, signed, attested, List.of(), gate, null, at);
  }

  /** The moment from which its age counts. */
  Instant from() {
    return asked == null ? at : asked;
  }
}
