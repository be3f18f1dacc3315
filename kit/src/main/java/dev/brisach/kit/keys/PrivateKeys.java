package dev.brisach.kit.keys;

import java.security.SecureRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads and writes the texts of private keys; which form it is, the text says. */
public final class PrivateKeys {
  private static final int MOST_CHARS = 64 << 10;

  private PrivateKeys() {}

  /**
   * Reads PEM with PKCS #8, plain or encrypted, or a key of OpenSSH.
   *
   * @param passphrase asked only where the key is encrypted; may give null where there is none
   * @throws KeyFault where the text is no such key, or the passphrase is wrong
   */
  public static SigningKey read(String text, Supplier<@Nullable Passphrase> passphrase) {
    if (text.length() > MOST_CHARS) {
      throw new KeyFault("too large for a private key");
    }
    if (!Pem.looksLike(text)) {
      throw new KeyFault(
          "no private key: PEM with PKCS #8 or a key of OpenSSH begins with -----BEGIN …-----");
    }
    Pem pem = Pem.read(text);
    return switch (pem.label()) {
      case "PRIVATE KEY" -> Pkcs8.read(pem.content());
      case "ENCRYPTED PRIVATE KEY" -> Pkcs8.read(pem.content(), needed(passphrase));
      case "OPENSSH PRIVATE KEY" ->
          OpenSshKey.read(
              pem.content(), OpenSshKey.encrypted(pem.content()) ? needed(passphrase) : null);
      case "EC PRIVATE KEY", "RSA PRIVATE KEY", "DSA PRIVATE KEY" ->
          throw new KeyFault(
              "an old format of keys: write it anew as PKCS #8 with openssl pkcs8 -topk8");
      case "ENCRYPTED SIGSTORE PRIVATE KEY", "ENCRYPTED COSIGN PRIVATE KEY" ->
          throw new KeyFault(
              "cosign's own format of keys is not read: make a key with brisach release keygen and"
                  + " give it to cosign with cosign import-key-pair");
      case "PUBLIC KEY" -> throw new KeyFault("a public key, where the private one is needed");
      default -> throw new KeyFault("no private key: PEM with PKCS #8 or a key of OpenSSH is read");
    };
  }

  private static Passphrase needed(Supplier<@Nullable Passphrase> passphrase) {
    Passphrase given = passphrase.get();
    if (given == null) {
      throw new KeyFault("the key is encrypted: its passphrase is needed");
    }
    return given;
  }

  /** PEM with the key in the clear, for those who guard it otherwise. */
  public static String plain(SigningKey key) {
    return new Pem("PRIVATE KEY", Pkcs8.write(key)).text(64);
  }

  /** PEM with the key under a passphrase. */
  public static String encrypted(SigningKey key, Passphrase passphrase, SecureRandom random) {
    return new Pem("ENCRYPTED PRIVATE KEY", Pkcs8.write(key, passphrase, random)).text(64);
  }
}
