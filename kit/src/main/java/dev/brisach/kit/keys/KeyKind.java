package dev.brisach.kit.keys;

/** The kinds of key that are known here. */
public enum KeyKind {
  /** RFC 8032. */
  ED25519("ssh-ed25519", "Ed25519"),
  /** FIPS 186-5 on the curve P-256. */
  ECDSA_P256("ecdsa-sha2-nistp256", "ECDSA P-256"),
  /** RFC 8017; only to verify what others signed. */
  RSA("ssh-rsa", "RSA");

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

  /** How people name it. */
  public String words() {
    return words;
  }
}
