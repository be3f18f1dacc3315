package dev.brisach.release.verify;

import dev.brisach.kit.keys.KeyKind;
import dev.brisach.kit.keys.Scheme;
import dev.brisach.kit.keys.VerifyingKey;
import dev.brisach.release.Artifact;
import dev.brisach.release.envelope.Bundle;
import dev.brisach.release.envelope.Envelope;
import dev.brisach.release.envelope.MessageSignature;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which trusted keys have signed a document.
 *
 * @param signers each once, however often it signed
 * @param fault why there is none
 */
record Signatures(Set<VerifyingKey> signers, String fault) {
  static Signatures in(Bundle bundle, Artifact artifact, Set<VerifyingKey> trusted) {
    String hint = bundle.signer() instanceof Bundle.Signer.Key(String named) ? named : null;
    return switch (bundle.content()) {
      case Bundle.Content.Message(var signature) -> message(signature, hint, artifact, trusted);
      case Bundle.Content.Statement(var envelope) -> envelope(envelope, hint, trusted);
    };
  }

  private static Signatures message(
      MessageSignature signature,
      @Nullable String hint,
      Artifact artifact,
      Set<VerifyingKey> trusted) {
    List<VerifyingKey> candidates = named(trusted, hint);
    Set<VerifyingKey> signers = new LinkedHashSet<>();
    for (VerifyingKey key : candidates) {
      if (verifies(key, artifact, signature.bytes())) {
        signers.add(key);
        break; // one signature is one key's
      }
    }
    return new Signatures(signers, fault(candidates, hint));
  }

  private static Signatures envelope(
      Envelope envelope, @Nullable String hint, Set<VerifyingKey> trusted) {
    Set<VerifyingKey> signers = new LinkedHashSet<>();
    String fault = "";
    byte[] signed = envelope.signed();
    for (Envelope.Sig signature : envelope.signatures()) {
      List<VerifyingKey> candidates =
          named(trusted, hint).stream()
              .filter(key -> signature.keyId() == null || key.isNamedBy(signature.keyId()))
              .toList();
      byte[] bytes = signature.bytes();
      candidates.stream()
          .filter(key -> verifies(key, signed, bytes))
          .findFirst()
          .ifPresent(signers::add);
      fault = fault(candidates, signature.keyId() == null ? hint : signature.keyId());
    }
    return new Signatures(signers, fault);
  }

  private static boolean verifies(VerifyingKey key, byte[] signed, byte[] signature) {
    if (key.verifies(signed, signature)) {
      return true;
    }
    if (key.kind() != KeyKind.ED25519) {
      return false;
    }
    // cosign attests with the variant of Ed25519 that hashes first.
    VerifyingKey.Verification verification = key.verification(Scheme.ED25519_PH);
    verification.update(signed, 0, signed.length);
    return verification.accepts(signature);
  }

  private static List<VerifyingKey> named(Set<VerifyingKey> trusted, @Nullable String hint) {
    // Keys on tokens sign in SSH's form alone: decisions, and no bundles.
    return trusted.stream()
        .filter(key -> !key.kind().onToken() && (hint == null || key.isNamedBy(hint)))
        .toList();
  }

  private static String fault(List<VerifyingKey> candidates, @Nullable String hint) {
    return candidates.isEmpty() && hint != null
        ? "its hint names none of the trusted keys"
        : "it verifies with none of the trusted keys";
  }

  private static boolean verifies(VerifyingKey key, Artifact artifact, byte[] signature) {
    if (key.kind() == KeyKind.ECDSA_P256) {
      return key.verifiesDigest(HexFormat.of().parseHex(artifact.sha256()), signature);
    }
    Path file = artifact.file();
    if (file == null) {
      return false;
    }
    if (key.kind() == KeyKind.RSA) {
      return streamed(key, Scheme.RSA_SHA256, file, signature);
    }
    // A bundle does not tell which of the two ways of Ed25519 it is.
    return (artifact.size() <= Artifact.MOST_IN_MEMORY
            && streamed(key, Scheme.ED25519, file, signature))
        || streamed(key, Scheme.ED25519_PH, file, signature);
  }

  private static boolean streamed(VerifyingKey key, Scheme scheme, Path file, byte[] signature) {
    VerifyingKey.Verification verification = key.verification(scheme);
    Artifact.feed(file, verification::update);
    return verification.accepts(signature);
  }
}
