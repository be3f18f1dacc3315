package dev.brisach.kit.keys;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Private keys as PKCS #8 (RFC 5958), plain or under PBES2 with PBKDF2 and AES-CBC (RFC 8018),
 * which is what OpenSSL writes.
 */
final class Pkcs8 {
  private static final String OID_EC = "2a8648ce3d0201";
  private static final String OID_P256 = "2a8648ce3d030107";
  private static final String OID_ED25519 = "2b6570";
  private static final String OID_PBES2 = "2a864886f70d01050d";
  private static final String OID_PBKDF2 = "2a864886f70d01050c";
  private static final String OID_HMAC = "2a864886f70d02";
  private static final String OID_AES = "60864801650304";

  /** What OWASP's sheet on password storage asks of PBKDF2 with HMAC-SHA-256. */
  private static final int ITERATIONS = 600_000;

  private static final int MOST_ITERATIONS = 10_000_000;

  private Pkcs8() {}

  static SigningKey read(byte[] der) {
    Der key = Der.of(der).only(Der.SEQUENCE);
    int version = key.smallNumber();
    Der algorithm = key.enter(Der.SEQUENCE);
    String oid = algorithm.oid();
    byte[] secret = key.octets();
    if (version > 1) {
      throw new KeyFault("PKCS #8 of an unknown version");
    }
    try {
      return switch (oid) {
        case OID_ED25519 -> ed25519(Der.of(secret).only(Der.OCTETS).rest());
        case OID_EC -> {
          if (algorithm.peek() != Der.OID || !algorithm.oid().equals(OID_P256)) {
            throw new KeyFault("the ECDSA key is on another curve than P-256");
          }
          yield ec(Der.of(secret).only(Der.SEQUENCE));
        }
        default ->
            throw new KeyFault(
                "the kind of the private key is not known: Ed25519 and ECDSA P-256 can sign");
      };
    } catch (GeneralSecurityException e) {
      throw new KeyFault("the private key is broken: it cannot be read");
    }
  }

  private static SigningKey ed25519(byte[] seed) throws GeneralSecurityException {
    PrivateKey secret = Ed25519.privateKey(seed);
    return SigningKey.of(VerifyingKey.of(KeyKind.ED25519, Ed25519.publicOf(seed)), secret);
  }

  /** ECPrivateKey (RFC 5915); its public key is optional. */
  private static SigningKey ec(Der in) throws GeneralSecurityException {
    if (in.smallNumber() != 1) {
      throw new KeyFault("the private key is broken: an EC key of an unknown version");
    }
    PrivateKey secret = P256.privateKey(in.octets());
    if (in.peek() == 0xa0) {
      if (!in.enter(0xa0).oid().equals(OID_P256)) {
        throw new KeyFault("the ECDSA key is on another curve than P-256");
      }
    }
    var open = P256.publicOf(secret);
    if (in.peek() == 0xa1) {
      byte[] bits = in.enter(0xa1).only(Der.BIT_STRING).rest();
      if (bits.length == 0
          || bits[0] != 0
          || !Arrays.equals(Arrays.copyOfRange(bits, 1, bits.length), P256.point(open))) {
        throw new KeyFault("the private key and the public key beside it do not fit");
      }
    }
    in.done();
    return SigningKey.of(VerifyingKey.of(KeyKind.ECDSA_P256, open), secret);
  }

  static byte[] write(SigningKey key) {
    return switch (key.verifyingKey().kind()) {
      case ED25519 ->
          Der.value(
              Der.SEQUENCE,
              Der.number(0),
              Der.value(Der.SEQUENCE, Der.oid(OID_ED25519)),
              Der.value(Der.OCTETS, Der.value(Der.OCTETS, seed(key))));
      case ECDSA_P256 -> {
        byte[] point = P256.point(key.verifyingKey().key());
        byte[] bits = new byte[1 + point.length];
        System.arraycopy(point, 0, bits, 1, point.length);
        yield Der.value(
            Der.SEQUENCE,
            Der.number(0),
            Der.value(Der.SEQUENCE, Der.oid(OID_EC), Der.oid(OID_P256)),
            Der.value(
                Der.OCTETS,
                Der.value(
                    Der.SEQUENCE,
                    Der.number(1),
                    Der.value(Der.OCTETS, P256.number(key.secret())),
                    Der.value(0xa1, Der.value(Der.BIT_STRING, bits)))));
      }
      case RSA, SK_ED25519, SK_ECDSA_P256 ->
          throw new IllegalArgumentException("no private key of this kind is ever held");
    };
  }

  private static byte[] seed(SigningKey key) {
    return ((java.security.interfaces.EdECPrivateKey) key.secret()).getBytes().orElseThrow();
  }

  /** Reads {@code ENCRYPTED PRIVATE KEY}. */
  static SigningKey read(byte[] der, Passphrase passphrase) {
    Der outer = Der.of(der).only(Der.SEQUENCE);
    Der algorithm = outer.enter(Der.SEQUENCE);
    byte[] hidden = outer.octets();
    outer.done();
    if (!algorithm.oid().equals(OID_PBES2)) {
      throw unknown("this way of encryption");
    }
    Der parameters = algorithm.only(Der.SEQUENCE);
    Der derivation = parameters.enter(Der.SEQUENCE);
    Der cipher = parameters.only(Der.SEQUENCE);
    if (!derivation.oid().equals(OID_PBKDF2)) {
      throw unknown("another key derivation than PBKDF2");
    }
    int size = aes(cipher.oid());
    byte[] start = cipher.only(Der.OCTETS).rest();
    byte[] plain = decrypt(hidden, passphrase, derivation.only(Der.SEQUENCE), size, start);
    try {
      return read(plain);
    } catch (KeyFault e) {
      throw wrong();
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  private static byte[] decrypt(
      byte[] hidden, Passphrase passphrase, Der derivation, int size, byte[] start) {
    byte[] salt = derivation.octets();
    int iterations = derivation.smallNumber();
    if (derivation.peek() == Der.INTEGER && derivation.smallNumber() != size) {
      throw unknown("a key of another length than its cipher's");
    }
    String hash = "SHA1";
    if (!derivation.isEmpty()) {
      Der function = derivation.enter(Der.SEQUENCE);
      hash = hash(function.oid());
    }
    derivation.done();
    if (iterations < 1
        || iterations > MOST_ITERATIONS
        || salt.length > 1024
        || start.length != 16) {
      throw unknown("parameters out of any sensible range");
    }
    try {
      SecretKey key = derive(passphrase, "PBKDF2WithHmac" + hash, salt, iterations, size);
      Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
      cipher.init(Cipher.DECRYPT_MODE, key, new IvParameterSpec(start));
      return cipher.doFinal(hidden);
    } catch (GeneralSecurityException e) {
      throw wrong();
    }
  }

  private static SecretKey derive(
      Passphrase passphrase, String algorithm, byte[] salt, int iterations, int size)
      throws GeneralSecurityException {
    char[] chars = passphrase.chars();
    PBEKeySpec spec = new PBEKeySpec(chars, salt, iterations, size * 8);
    try {
      byte[] key = SecretKeyFactory.getInstance(algorithm).generateSecret(spec).getEncoded();
      return new SecretKeySpec(key, "AES");
    } finally {
      spec.clearPassword();
      Arrays.fill(chars, '\0');
    }
  }

  private static String hash(String oid) {
    return switch (oid) {
      case OID_HMAC + "07" -> "SHA1";
      case OID_HMAC + "09" -> "SHA256";
      case OID_HMAC + "0a" -> "SHA384";
      case OID_HMAC + "0b" -> "SHA512";
      default -> throw unknown("PBKDF2 with another hash than SHA-1 or SHA-2");
    };
  }

  private static int aes(String oid) {
    return switch (oid) {
      case OID_AES + "0102" -> 16;
      case OID_AES + "0116" -> 24;
      case OID_AES + "012a" -> 32;
      default -> throw unknown("another cipher than AES-CBC");
    };
  }

  /** Encrypts with PBKDF2, HMAC-SHA-256 and AES-256-CBC. */
  static byte[] write(SigningKey key, Passphrase passphrase, SecureRandom random) {
    byte[] salt = new byte[16];
    byte[] start = new byte[16];
    random.nextBytes(salt);
    random.nextBytes(start);
    byte[] plain = write(key);
    try {
      Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
      cipher.init(
          Cipher.ENCRYPT_MODE,
          derive(passphrase, "PBKDF2WithHmacSHA256", salt, ITERATIONS, 32),
          new IvParameterSpec(start));
      byte[] hash = Der.value(Der.SEQUENCE, Der.oid(OID_HMAC + "09"), Der.value(Der.NULL));
      byte[] derivation =
          Der.value(
              Der.SEQUENCE,
              Der.oid(OID_PBKDF2),
              Der.value(Der.SEQUENCE, Der.value(Der.OCTETS, salt), Der.number(ITERATIONS), hash));
      byte[] aes = Der.value(Der.SEQUENCE, Der.oid(OID_AES + "012a"), Der.value(Der.OCTETS, start));
      return Der.value(
          Der.SEQUENCE,
          Der.value(Der.SEQUENCE, Der.oid(OID_PBES2), Der.value(Der.SEQUENCE, derivation, aes)),
          Der.value(Der.OCTETS, cipher.doFinal(plain)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The JDK lacks PBES2", e);
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  static KeyFault wrong() {
    return new KeyFault("wrong passphrase, or the key is broken");
  }

  private static KeyFault unknown(String what) {
    return new KeyFault(
        "the encrypted key uses " + what + ": PBES2 with PBKDF2 and AES-CBC is read");
  }
}
