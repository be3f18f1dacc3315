package dev.brisach.release.verify;

import dev.brisach.kit.keys.AllowedSigners;
import dev.brisach.kit.keys.VerifyingKey;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whose signatures count.
 *
 * @param keys those that count whatever the time
 * @param signers those of a list, with what they may sign and when; null for no list
 */
public record Trust(List<VerifyingKey> keys, @Nullable AllowedSigners signers) {
  /** What stands in {@code namespaces} of a list of signers for those who may sign releases. */
  public static final String NAMESPACE = "brisach-release";

  public Trust {
    keys = List.copyOf(keys);
  }

  /** All keys, each once. */
  Set<VerifyingKey> all() {
    Set<VerifyingKey> all = new LinkedHashSet<>(keys);
    if (signers != null) {
      signers.entries().forEach(entry -> all.add(entry.key()));
    }
    return all;
  }

  /**
   * Why a key's signature does not count; null where it does. A signer's time has to include the
   * moment of this verification and the one that the document claims: without a time stamp of
   * somebody else, a stolen key that has expired could else claim to have signed before.
   */
  @Nullable String refusal(VerifyingKey key, Instant now, @Nullable Instant claimed) {
    if (keys.contains(key)) {
      return null;
    }
    if (signers == null) {
      return "the key is not trusted";
    }
    if (signers.of(key, NAMESPACE, now).isEmpty()) {
      boolean never =
          signers.entries().stream()
              .filter(entry -> entry.key().equals(key))
              .noneMatch(entry -> entry.allows(NAMESPACE, validTime(entry)));
      return never
          ? key.fingerprint() + " may not sign " + NAMESPACE
          : key.fingerprint() + " is not valid at this time";
    }
    if (claimed != null && signers.of(key, NAMESPACE, claimed).isEmpty()) {
      return key.fingerprint() + " was not valid when the document says that it was made";
    }
    return null;
  }

  private static Instant validTime(AllowedSigners.Entry entry) {
    Instant after = entry.after();
    Instant before = entry.before();
    return after != null ? after : before != null ? before : Instant.EPOCH;
  }
}
