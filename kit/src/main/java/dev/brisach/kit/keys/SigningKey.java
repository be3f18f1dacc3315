package dev.brisach.kit.keys;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.EdDSAParameterSpec;
import java.security.spec.NamedParameterSpec;

/** A private key with its public one; nothing of it is ever shown but the public one's name. */
public final class SigningKey {
  private final VerifyingKey open;
  private final PrivateKey secret;

  private SigningKey(VerifyingKey open, PrivateKey secret) {
    this.open = open;
    this.secret = secret;
  }

  /** Makes a new key; RSA is refused. */
  public static SigningKey generate(KeyKind kind, SecureRandom random) {
    try {
      KeyPairGenerator generator;
      switch (kind) {
        case ED25519 -> {
          generator = KeyPairGenerator.getInstance("Ed25519");
          generator.initialize(NamedParameterSpec.ED25519, random);
        }
        case ECDSA_P256 -> {
          generator = KeyPairGenerator.getInstance("EC");
          generator.initialize(new ECGenParameterSpec("secp256r1"), random);
        }
        case RSA, SK_ED25519, SK_ECDSA_P256 ->
            throw new KeyFault("such keys are not made here: take ed25519 or ecdsa");
        default -> throw new IllegalStateException();
      }
      KeyPair pair = generator.generateKeyPair();
      return of(VerifyingKey.of(kind, pair.getPublic()), pair.getPrivate());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The JDK makes no " + kind.words() + " keys", e);
    }
  }

  /** Joins the two; they have to fit, for a signature by a pair that does not gives keys away. */
  static SigningKey of(VerifyingKey open, PrivateKey secret) throws GeneralSecurityException {
    if (!Pairs.fit(Scheme.of(open.kind()), secret, open.key())) {
      throw new KeyFault("the private key and the public key beside it do not fit");
    }
    return new SigningKey(open, secret);
  }

  /** The public key. */
  public VerifyingKey verifyingKey() {
    return open;
  }

  PrivateKey secret() {
    return secret;
  }

  /** Signs by the usual scheme of this kind of key. */
  public byte[] sign(byte[] message) {
    Signing signing = signing(Scheme.of(open.kind()));
    signing.update(message, 0, message.length);
    return signing.sign();
  }

  /** Signs a message of which only the SHA-256 is at hand; ECDSA alone can. */
  public byte[] signDigest(byte[] sha256) {
    if (open.kind() != KeyKind.ECDSA_P256 || sha256.length != 32) {
      throw new IllegalArgumentException("ECDSA signs a SHA-256, " + open.kind() + " does not");
    }
    try {
      Signature signature = Signature.getInstance("NONEwithECDSA");
      signature.initSign(secret);
      signature.update(sha256);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The JDK cannot sign a digest", e);
    }
  }

  /** Starts to sign a message that comes in parts. */
  public Signing signing(Scheme scheme) {
    if (scheme.kind() != open.kind()) {
      throw new IllegalArgumentException(scheme + " needs another kind of key");
    }
    try {
      Signature signature = Signature.getInstance(scheme.algorithm());
      if (scheme == Scheme.ED25519_PH) {
        signature.setParameter(new EdDSAParameterSpec(true));
      }
      signature.initSign(secret);
      return new Signing(signature);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The JDK cannot sign with " + scheme, e);
    }
  }

  /** A signature under way. */
  public static final class Signing {
    private final Signature signature;

    private Signing(Signature signature) {
      this.signature = signature;
    }

    /** Adds a part of the message. */
    public void update(byte[] part, int from, int length) {
      try {
        signature.update(part, from, length);
      } catch (SignatureException e) {
        throw new IllegalStateException(e);
      }
    }

    /** Ends it. */
    public byte[] sign() {
      try {
        return signature.sign();
      } catch (SignatureException e) {
        throw new IllegalStateException("The JDK could not sign", e);
      }
    }
  }

  @Override
  public String toString() {
    return "private key of " + open;
  }
}
