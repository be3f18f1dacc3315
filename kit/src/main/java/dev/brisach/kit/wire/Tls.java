package dev.brisach.kit.wire;

/** What a wire thinks of a service's certificate. */
public enum Tls {
  /** It must be trusted and name the host; else there is no exchange. */
  VERIFY,
  /**
   * Any will do, as test services often have one of their own; {@link TlsDetails#distrust} still
   * says what is wrong with it. Nobody should send a precious credential through such a wire.
   */
  ANY
}
