package dev.brisach.kit.keys;

/** The kinds of key that are known here. */
public enum KeyKind {
  /** RFC 8032. */
  ED25519("ssh-ed25519", "Ed25519"),
  /** FIPS 186-5 on the curve P-256. */
  ECDSA_P256("ecdsa-sha2-nistp256", "ECDSA P-256"),
  /** RFC 8017; only to verify what others signed. */
  RSA("ssh-rsa", "RSA"),
  /** Ed25519 on a hardware token; only to verify SSH signatures (OpenSSH, {@code PROTOCOL.u2f}). */
  SK_ED25519("sk-ssh-ed25519@openssh.com", "Ed25519 on a token"),
  /** ECDSA P-256 on a hardware token; likewise. */
  SK_ECDSA_P256("sk-ecdsa-sha2-nistp256@openssh.com", "ECDSA P-256 on a token");

  private final String sshName;
  private final String words;

  KeyKind(String sshName, String words) {
    this.sshName = sshName;
    this.words = words;
  }

  /** How OpenSSH names it. */
  public String sshName() {
    return sshName;
  }

  /** Whether it lies on a hardware token, which signs in a form of its own and SSH's alone. */
  public boolean onToken() {
    return this == SK_ED25519 || this == SK_ECDSA_P256;
  }

  /** How people name it. */
  public String words() {
    return words;
  }
}
