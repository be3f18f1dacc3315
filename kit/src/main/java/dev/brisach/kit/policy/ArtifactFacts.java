package dev.brisach.kit.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the artifact that a gate is asked about; null is what nobody has established.
 *
 * @param name its path or reference, as the user gave it
 * @param digest {@code sha256:…}
 * @param revision the revision it was built from
 * @param signed whether a signature of a trusted key was verified
 * @param attested whether an attestation of its build by a trusted key was verified
 * @param signers who signed, by name of their key
 * @param builder what built it, as its attestation says
 */
public record ArtifactFacts(
    String name,
    String digest,
    @Nullable String revision,
    @Nullable Boolean signed,
    @Nullable Boolean attested,
    @Nullable List<String> signers,
    @Nullable String builder) {
  public ArtifactFacts {
    signers = signers == null ? null : signers.stream().sorted().distinct().toList();
  }
}
