package dev.brisach.release.sign;

import dev.brisach.core.BrisachException;
import dev.brisach.core.ErrorCode;
import dev.brisach.kit.keys.Scheme;
import dev.brisach.kit.keys.SigningKey;
import dev.brisach.release.Artifact;
import dev.brisach.release.envelope.Bundle;
import dev.brisach.release.envelope.Envelope;
import dev.brisach.release.envelope.MessageSignature;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** Signs with a key, and with nothing else: no service, no network, no account. */
public final class Signer {
  private Signer() {}

  /** Signs the artifact itself, as {@code cosign sign-blob} does. */
  public static Bundle sign(Artifact artifact, SigningKey key) {
    byte[] signature =
        switch (key.verifyingKey().kind()) {
          case ECDSA_P256 -> key.signDigest(HexFormat.of().parseHex(artifact.sha256()));
          case ED25519 -> overAll(artifact, key);
          case RSA, SK_ED25519, SK_ECDSA_P256 ->
              throw new IllegalArgumentException("no private key of this kind is ever held");
        };
    return Bundle.of(
        new Bundle.Content.Message(
            new MessageSignature(
                MessageSignature.Hash.SHA2_256, artifact.sha256(), base64(signature))),
        key.verifyingKey().spkiHint());
  }

  /**
   * Ed25519 takes no digest from outside. As others verify it, it is over the file itself, which
   * then has to fit into memory; a larger file streams through the variant with SHA-512.
   */
  private static byte[] overAll(Artifact artifact, SigningKey key) {
    Path file = artifact.file();
    if (file == null) {
      throw new BrisachException(
          ErrorCode.USAGE,
          "an Ed25519 key signs a file and not its digest: name the file, attest instead, or take"
              + " an ECDSA P-256 key");
    }
    boolean fits = artifact.size() <= Artifact.MOST_IN_MEMORY;
    SigningKey.Signing signing = key.signing(fits ? Scheme.ED25519 : Scheme.ED25519_PH);
    Artifact.feed(file, signing::update);
    return signing.sign();
  }

  /** Signs a statement's payload; for the same key of kind Ed25519 the bundle is the same bytes. */
  public static Bundle attest(byte[] payload, SigningKey key) {
    byte[] signature = key.sign(Envelope.signed(Envelope.IN_TOTO, payload));
    Envelope envelope =
        new Envelope(Envelope.IN_TOTO, payload, List.of(new Envelope.Sig(null, base64(signature))));
    return Bundle.of(new Bundle.Content.Statement(envelope), key.verifyingKey().spkiHint());
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
