package dev.brisach.kit.keys;

/** Reads the texts of public keys; which form it is, the text says. */
public final class PublicKeys {
  private static final int MOST_CHARS = 32 << 10;

  private PublicKeys() {}

  /**
   * Reads PEM with SubjectPublicKeyInfo, or one line as in OpenSSH's {@code .pub} files.
   *
   * @throws KeyFault where the text is no such key
   */
  public static VerifyingKey read(String text) {
    if (text.length() > MOST_CHARS) {
      throw new KeyFault("too large for a public key");
    }
    if (Pem.looksLike(text)) {
      Pem pem = Pem.read(text);
      return switch (pem.label()) {
        case "PUBLIC KEY" -> VerifyingKey.ofSpki(pem.content());
        case "PRIVATE KEY", "ENCRYPTED PRIVATE KEY", "OPENSSH PRIVATE KEY" ->
            throw new KeyFault("a private key, where the public one is enough");
        case "CERTIFICATE" ->
            throw new KeyFault(
                "a certificate, where a public key is expected: certificates are"
                    + " not supported yet");
        default -> throw new KeyFault("no public key: the label has to be PUBLIC KEY");
      };
    }
    String line = text.strip();
    if (line.lines().count() > 1) {
      throw new KeyFault("more than one line, where one public key is expected");
    }
    return line(line);
  }

  /** Reads {@code TYPE BASE64 [COMMENT]}. */
  static VerifyingKey line(String line) {
    String[] words = line.split("[ \t]{1,40}", 3);
    if (words.length < 2) {
      throw new KeyFault(
          "no public key: PEM with PUBLIC KEY, or a line such as \"ssh-ed25519 AAAA…\"");
    }
    byte[] blob;
    try {
      blob = Pem.decode(words[1]);
    } catch (KeyFault e) {
      throw new KeyFault("the public key is broken: " + e.getMessage());
    }
    VerifyingKey key = VerifyingKey.ofSsh(blob);
    if (!key.kind().sshName().equals(words[0])) {
      throw new KeyFault("the line says " + shortened(words[0]) + ", its key is another kind");
    }
    return key;
  }

  private static String shortened(String word) {
    return word.length() <= 40 ? word : word.substring(0, 40) + "…";
  }
}
