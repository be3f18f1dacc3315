package dev.brisach.kit.wire;

/**
 * How a wire works besides where it leads to. What is given to several wires is shared by them: one
 * pulled {@link StopSignal} stops them all, one {@link Journal} holds what they sent.
 */
public record WireOptions(
    Limits limits, Tls tls, Resolver resolver, StopSignal stop, Secrets secrets, Journal journal) {

  /** The usual limits, certificates verified, nothing journalled. */
  public static WireOptions usual() {
    return new WireOptions(
        Limits.usual(), Tls.VERIFY, Resolver.SYSTEM, new StopSignal(), new Secrets(), Journal.NONE);
  }

  /** The same with other limits. */
  public WireOptions withLimits(Limits other) {
    return new WireOptions(other, tls, resolver, stop, secrets, journal);
  }

  /** The same with another stance towards certificates. */
  public WireOptions withTls(Tls other) {
    return new WireOptions(limits, other, resolver, stop, secrets, journal);
  }

  /** The same with another resolver. */
  public WireOptions withResolver(Resolver other) {
    return new WireOptions(limits, tls, other, stop, secrets, journal);
  }

  /** The same with another stop signal. */
  public WireOptions withStop(StopSignal other) {
    return new WireOptions(limits, tls, resolver, other, secrets, journal);
  }

  /** The same with other secrets. */
  public WireOptions withSecrets(Secrets other) {
    return new WireOptions(limits, tls, resolver, stop, other, journal);
  }

  /** The same with another journal. */
  public WireOptions withJournal(Journal other) {
    return new WireOptions(limits, tls, resolver, stop, secrets, other);
  }
}
