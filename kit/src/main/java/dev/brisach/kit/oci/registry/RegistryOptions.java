package dev.brisach.kit.oci.registry;

import dev.brisach.kit.oci.ManifestReader;
import dev.brisach.kit.wire.Limits;
import dev.brisach.kit.wire.WireOptions;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * How a registry is spoken to.
 *
 * @param transport encrypted or not
 * @param tokenHosts hosts of token services besides the registry's own that may see its credential
 * @param blobHosts hosts that the registry may redirect to, without any credential
 * @param logins who we are
 * @param wire bounds, certificates, journal, stop signal
 * @param chunk bytes of a piece of an upload; 0: each blob in one request
 * @param patience how long in all to wait where a registry says that it is busy
 */
public record RegistryOptions(
    Transport transport,
    List<String> tokenHosts,
    List<String> blobHosts,
    RegistryLogins logins,
    WireOptions wire,
    int chunk,
    Duration patience) {
  /** Whether it is spoken to in the clear. */
  public enum Transport {
    /** Encrypted, except on this machine's loopback. */
    USUAL,
    /** Encrypted everywhere. */
    HTTPS,
    /** In the clear; the user has to ask for it. */
    HTTP
  }

  private static final int CHUNK = 8 << 20;
  private static final int MOST_CHUNK = 256 << 20;

  public RegistryOptions {
    tokenHosts = tokenHosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).toList();
    blobHosts = blobHosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).toList();
    if (chunk < 0 || chunk > MOST_CHUNK) {
      throw new IllegalArgumentException("A piece of an upload has 0 to 256 MiB");
    }
  }

  /** Encrypted except on loopback, nobody's credential, pieces of 8 MiB, a minute per exchange. */
  public static RegistryOptions usual() {
    Limits limits =
        Limits.usual().withBodyCap(ManifestReader.MOST_BYTES).withTimeout(Duration.ofMinutes(1));
    return new RegistryOptions(
        Transport.USUAL,
        List.of(),
        List.of(),
        RegistryLogins.NONE,
        WireOptions.usual().withLimits(limits),
        CHUNK,
        Duration.ofMinutes(1));
  }

  /** The same for somebody. */
  public RegistryOptions withLogins(RegistryLogins other) {
    return new RegistryOptions(transport, tokenHosts, blobHosts, other, wire, chunk, patience);
  }

  /** The same over another transport. */
  public RegistryOptions withTransport(Transport other) {
    return new RegistryOptions(other, tokenHosts, blobHosts, logins, wire, chunk, patience);
  }

  /** The same with hosts that the registry may name. */
  public RegistryOptions withHosts(List<String> forTokens, List<String> forBlobs) {
    return new RegistryOptions(transport, forTokens, forBlobs, logins, wire, chunk, patience);
  }

  /** The same with another wire. */
  public RegistryOptions withWire(WireOptions other) {
    return new RegistryOptions(transport, tokenHosts, blobHosts, logins, other, chunk, patience);
  }

  /** The same with other pieces. */
  public RegistryOptions withChunk(int bytes) {
    return new RegistryOptions(transport, tokenHosts, blobHosts, logins, wire, bytes, patience);
  }

  /** The same with another patience. */
  public RegistryOptions withPatience(Duration most) {
    return new RegistryOptions(transport, tokenHosts, blobHosts, logins, wire, chunk, most);
  }
}
