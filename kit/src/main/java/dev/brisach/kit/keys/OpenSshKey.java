package dev.brisach.kit.keys;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Private keys as {@code ssh-keygen} writes them (OpenSSH, {@code PROTOCOL.key}). */
final class OpenSshKey {
  private static final byte[] MAGIC = "openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII);
  private static final int MOST_ROUNDS = 4096;
  private static final int KEY = 32;
  private static final int IV = 16;

  private OpenSshKey() {}

  /** Whether the key is encrypted. */
  static boolean encrypted(byte[] content) {
    return !start(content).name().equals("none");
  }

  private static SshReader start(byte[] content) {
    SshReader in = new SshReader(content, "the OpenSSH key");
    if (!Arrays.equals(in.take(MAGIC.length), MAGIC)) {
      throw in.broken();
    }
    return in;
  }

  static SigningKey read(byte[] content, @Nullable Passphrase passphrase) {
    SshReader in = start(content);
    String cipher = in.name();
    String derivation = in.name();
    byte[] options = in.string();
    boolean clear = cipher.equals("none");
    if (!clear && !(cipher.equals("aes256-ctr") && derivation.equals("bcrypt"))) {
      throw new KeyFault(
          "the OpenSSH key is encrypted with "
              + cipher
              + ": aes256-ctr, which ssh-keygen takes by itself, is read");
    }
    if (in.number() != 1) {
      throw new KeyFault("an OpenSSH key file with another number of keys than one");
    }
    VerifyingKey open = VerifyingKey.ofSsh(in.string());
    byte[] hidden = in.string();
    in.done();
    byte[] plain = hidden;
    if (!clear) {
      if (passphrase == null) {
        throw new KeyFault("the key is encrypted: its passphrase is needed");
      }
      plain = decrypt(options, hidden, passphrase);
    } else if (!derivation.equals("none") || options.length > 0) {
      throw in.broken();
    }
    try {
      return secret(open, plain);
    } catch (KeyFault e) {
      throw clear ? e : Pkcs8.wrong();
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  private static byte[] decrypt(byte[] options, byte[] hidden, Passphrase passphrase) {
    SshReader in = new SshReader(options, "the OpenSSH key");
    byte[] salt = in.string();
    int rounds = in.number();
    in.done();
    if (salt.length == 0 || salt.length > 1024 || rounds < 1 || rounds > MOST_ROUNDS) {
      throw new KeyFault(
          "the OpenSSH key asks for more than " + MOST_ROUNDS + " rounds of bcrypt, or for none");
    }
    byte[] phrase = passphrase.bytes();
    try {
      byte[] derived = BcryptPbkdf.derive(phrase, salt, KEY + IV, rounds);
      Cipher aes = Cipher.getInstance("AES/CTR/NoPadding");
      aes.init(
          Cipher.DECRYPT_MODE,
          new SecretKeySpec(derived, 0, KEY, "AES"),
          new IvParameterSpec(derived, KEY, IV));
      Arrays.fill(derived, (byte) 0);
      return aes.doFinal(hidden);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The JDK lacks AES-256 in counter mode", e);
    } finally {
      Arrays.fill(phrase, (byte) 0);
    }
  }

  private static SigningKey secret(VerifyingKey open, byte[] plain) {
    SshReader in = new SshReader(plain, "the OpenSSH key");
    int check = in.number();
    int again = in.number();
    if (check != again) {
      throw in.broken();
    }
    String name = in.name();
    if (!name.equals(open.kind().sshName())) {
      throw in.broken();
    }
    try {
      SigningKey key =
          switch (open.kind()) {
            case ED25519 -> ed25519(open, in);
            case ECDSA_P256 -> ecdsa(open, in);
            case SK_ED25519, SK_ECDSA_P256 ->
                throw new KeyFault("keys on tokens do not sign here: sign with ssh-keygen -Y");
            case RSA ->
                throw new KeyFault(
                    "RSA keys do not sign here: take an Ed25519 key, or sign with ssh-keygen -Y");
          };
      in.string(); // the comment
      byte[] padding = in.rest();
      for (int i = 0; i < padding.length; i++) {
        if (padding[i] != i + 1) {
          throw in.broken();
        }
      }
      return key;
    } catch (GeneralSecurityException e) {
      throw in.broken();
    }
  }

  private static SigningKey ed25519(VerifyingKey open, SshReader in)
      throws GeneralSecurityException {
    byte[] listed = in.string();
    byte[] both = in.string();
    byte[] bytes = Ed25519.bytes(open.key());
    if (both.length != 2 * Ed25519.SIZE
        || !Arrays.equals(listed, bytes)
        || !Arrays.equals(both, Ed25519.SIZE, both.length, bytes, 0, bytes.length)) {
      throw in.broken();
    }
    return SigningKey.of(open, Ed25519.privateKey(Arrays.copyOf(both, Ed25519.SIZE)));
  }

  private static SigningKey ecdsa(VerifyingKey open, SshReader in) throws GeneralSecurityException {
    if (!in.name().equals("nistp256") || !Arrays.equals(in.string(), P256.point(open.key()))) {
      throw in.broken();
    }
    return SigningKey.of(open, P256.privateKey(in.mpint()));
  }
}
