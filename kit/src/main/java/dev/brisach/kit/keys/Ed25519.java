package dev.brisach.kit.keys;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/** Keys of Ed25519 (RFC 8032) from and to their 32 bytes. */
final class Ed25519 {
  static final int SIZE = 32;

  /** What stands before the 32 bytes in SubjectPublicKeyInfo (RFC 8410, section 4). */
  private static final String SPKI = "302a300506032b6570032100";

  private Ed25519() {}

  static PublicKey publicKey(byte[] bytes) throws GeneralSecurityException {
    if (bytes.length != SIZE) {
      throw new KeyFault("an Ed25519 key has 32 bytes, not " + bytes.length);
    }
    byte[] spki = Arrays.copyOf(HexFormat.of().parseHex(SPKI), SPKI.length() / 2 + SIZE);
    System.arraycopy(bytes, 0, spki, SPKI.length() / 2, SIZE);
    return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(spki));
  }

  static byte[] bytes(PublicKey key) {
    byte[] spki = key.getEncoded();
    return Arrays.copyOfRange(spki, spki.length - SIZE, spki.length);
  }

  static PrivateKey privateKey(byte[] seed) throws GeneralSecurityException {
    if (seed.length != SIZE) {
      throw new KeyFault("an Ed25519 private key has 32 bytes, not " + seed.length);
    }
    return KeyFactory.getInstance("Ed25519")
        .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
  }

  /** The public key of a seed: a generator of keys that is given the seed as its randomness. */
  static PublicKey publicOf(byte[] seed) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
    generator.initialize(NamedParameterSpec.ED25519, new Given(seed));
    KeyPair pair = generator.generateKeyPair();
    if (!Pairs.fit(Scheme.ED25519, privateKey(seed), pair.getPublic())) {
      throw new KeyFault("the public key cannot be derived from this private key");
    }
    return pair.getPublic();
  }

  /** Randomness that is known beforehand. */
  private static final class Given extends SecureRandom {
    private static final long serialVersionUID = 1;

    private final byte[] seed;

    Given(byte[] seed) {
      this.seed = seed.clone();
    }

    @Override
    public void nextBytes(byte[] bytes) {
      System.arraycopy(seed, 0, bytes, 0, Math.min(seed.length, bytes.length));
    }
  }
}
