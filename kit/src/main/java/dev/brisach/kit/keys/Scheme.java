package dev.brisach.kit.keys;

/** How a signature is made with a key; ECDSA's values are DER (RFC 3279, section 2.2.3). */
public enum Scheme {
  /** Over the message itself. */
  ED25519(KeyKind.ED25519, "Ed25519"),
  /** Over the SHA-512 of the message (RFC 8032, section 5.1), so that a large one can stream. */
  ED25519_PH(KeyKind.ED25519, "Ed25519"),
  /** Over the SHA-256 of the message. */
  ECDSA_SHA256(KeyKind.ECDSA_P256, "SHA256withECDSA"),
  /** PKCS #1 version 1.5 with SHA-256. */
  RSA_SHA256(KeyKind.RSA, "SHA256withRSA"),
  /** PKCS #1 version 1.5 with SHA-512. */
  RSA_SHA512(KeyKind.RSA, "SHA512withRSA");

  private final KeyKind kind;
  private final String algorithm;

  Scheme(KeyKind kind, String algorithm) {
    this.kind = kind;
    this.algorithm = algorithm;
  }

  /** The kind of key that it needs. */
  public KeyKind kind() {
    return kind;
  }

  /** The name in the JDK. */
  String algorithm() {
    return algorithm;
  }

  /** The usual scheme of a kind of key that is on no token. */
  public static Scheme of(KeyKind kind) {
    return switch (kind) {
      case ED25519 -> ED25519;
      case ECDSA_P256 -> ECDSA_SHA256;
      case RSA -> RSA_SHA256;
      case SK_ED25519, SK_ECDSA_P256 ->
          throw new IllegalArgumentException("a key on a token signs in a form of its own");
    };
  }
}
