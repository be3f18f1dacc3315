package dev.brisach.kit.keys;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.EdDSAParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;

/** A public key; two are equal when they are the same key, in whatever form they were read. */
public final class VerifyingKey {
  private static final int RSA_LEAST = 2048;
  private static final int RSA_MOST = 16_384;

  /** After the fixed tag and length, how the object identifiers of SPKI begin. */
  private static final String OID_EC = "2a8648ce3d0201";

  private static final String OID_ED25519 = "2b6570";
  private static final String OID_RSA = "2a864886f70d010101";

  private final KeyKind kind;
  private final PublicKey key;
  private final byte[] ssh;

  /** For what a token made the key, usually {@code ssh:}; empty for a key on no token. */
  private final String application;

  private VerifyingKey(KeyKind kind, PublicKey key) {
    this(kind, key, "");
  }

  private VerifyingKey(KeyKind kind, PublicKey key, String application) {
    this.kind = kind;
    this.key = key;
    this.application = application;
    this.ssh = blob(kind, key, application);
  }

  static VerifyingKey of(KeyKind kind, PublicKey key) {
    return new VerifyingKey(kind, key);
  }

  /** Reads SubjectPublicKeyInfo (RFC 5280) in DER. */
  public static VerifyingKey ofSpki(byte[] spki) {
    Der outer = Der.of(spki).only(Der.SEQUENCE);
    String oid = outer.enter(Der.SEQUENCE).oid();
    try {
      VerifyingKey read =
          switch (oid) {
            case OID_ED25519 -> new VerifyingKey(KeyKind.ED25519, decoded("Ed25519", spki));
            case OID_EC -> ofEc((ECPublicKey) decoded("EC", spki));
            case OID_RSA -> ofRsa((RSAPublicKey) decoded("RSA", spki));
            default ->
                throw new KeyFault(
                    "the kind of the public key is not known: Ed25519, ECDSA P-256 and RSA are");
          };
      if (!Arrays.equals(read.spki(), spki)) {
        throw new KeyFault("the public key is broken: its DER is not in the usual form");
      }
      return read;
    } catch (GeneralSecurityException e) {
      throw new KeyFault("the public key is broken: it cannot be read");
    }
  }

  private static PublicKey decoded(String algorithm, byte[] spki) throws GeneralSecurityException {
    return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(spki));
  }

  private static VerifyingKey ofEc(ECPublicKey key) throws GeneralSecurityException {
    if (!P256.holds(key.getParams())) {
      throw new KeyFault("the ECDSA key is on another curve than P-256");
    }
    return new VerifyingKey(KeyKind.ECDSA_P256, P256.publicKey(P256.point(key)));
  }

  private static VerifyingKey ofRsa(RSAPublicKey key) throws GeneralSecurityException {
    return ofRsa(key.getPublicExponent(), key.getModulus());
  }

  private static VerifyingKey ofRsa(BigInteger exponent, BigInteger modulus)
      throws GeneralSecurityException {
    int bits = modulus.bitLength();
    if (bits < RSA_LEAST || bits > RSA_MOST) {
      throw new KeyFault("an RSA key of " + bits + " bits: from 2048 to 16384 are accepted");
    }
    if (exponent.bitLength() < 2 || exponent.bitLength() > 64 || !exponent.testBit(0)) {
      throw new KeyFault("the RSA key's exponent is unusual: 65537 is what everybody has");
    }
    return new VerifyingKey(
        KeyKind.RSA,
        KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent)));
  }

  /** Reads the form that SSH sends (RFC 4253 section 6.6, RFC 5656, RFC 8709). */
  public static VerifyingKey ofSsh(byte[] blob) {
    SshReader in = new SshReader(blob, "the public key");
    String name = in.name();
    try {
      VerifyingKey read =
          switch (name) {
            case "ssh-ed25519" -> new VerifyingKey(KeyKind.ED25519, Ed25519.publicKey(in.string()));
            case "ecdsa-sha2-nistp256" -> new VerifyingKey(KeyKind.ECDSA_P256, point(in));
            case "sk-ssh-ed25519@openssh.com" ->
                new VerifyingKey(KeyKind.SK_ED25519, Ed25519.publicKey(in.string()), in.name());
            case "sk-ecdsa-sha2-nistp256@openssh.com" ->
                new VerifyingKey(KeyKind.SK_ECDSA_P256, point(in), in.name());
            case "ssh-rsa" -> ofRsa(in.mpint(), in.mpint());
            default ->
                throw new KeyFault(
                    "keys of kind "
                        + shortened(name)
                        + " are not read: ssh-ed25519, ecdsa-sha2-nistp256, ssh-rsa, and the first"
                        + " two on tokens are");
          };
      in.done();
      return read;
    } catch (GeneralSecurityException e) {
      throw in.broken();
    }
  }

  private static PublicKey point(SshReader in) throws GeneralSecurityException {
    if (!in.name().equals("nistp256")) {
      throw in.broken();
    }
    return P256.publicKey(in.string());
  }

  private static String shortened(String name) {
    return name.length() <= 40 ? name : name.substring(0, 40) + "…";
  }

  private static byte[] blob(KeyKind kind, PublicKey key, String application) {
    SshWriter out = new SshWriter().string(kind.sshName());
    return switch (kind) {
      case ED25519 -> out.string(Ed25519.bytes(key)).bytes();
      case ECDSA_P256 -> out.string("nistp256").string(P256.point(key)).bytes();
      case RSA -> {
        RSAPublicKey rsa = (RSAPublicKey) key;
        yield out.mpint(rsa.getPublicExponent()).mpint(rsa.getModulus()).bytes();
      }
      case SK_ED25519 -> out.string(Ed25519.bytes(key)).string(application).bytes();
      case SK_ECDSA_P256 ->
          out.string("nistp256").string(P256.point(key)).string(application).bytes();
    };
  }

  /** Its kind. */
  public KeyKind kind() {
    return kind;
  }

  PublicKey key() {
    return key;
  }

  /** For what a token made the key; empty for a key on no token. */
  String application() {
    return application;
  }

  /** The key that signs within a token; the same key where it is on none. */
  VerifyingKey plain() {
    return switch (kind) {
      case ED25519, ECDSA_P256, RSA -> this;
      case SK_ED25519 -> new VerifyingKey(KeyKind.ED25519, key);
      case SK_ECDSA_P256 -> new VerifyingKey(KeyKind.ECDSA_P256, key);
    };
  }

  /** Its name for people and lists: {@code SHA256:…} as {@code ssh-keygen -l} prints it. */
  public String fingerprint() {
    return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(sha256(ssh));
  }

  /** SubjectPublicKeyInfo in DER. */
  public byte[] spki() {
    return key.getEncoded();
  }

  /** SHA-256 of {@link #spki}, in Base64: the hint that sigstore's tools write. */
  public String spkiHint() {
    return Base64.getEncoder().encodeToString(sha256(spki()));
  }

  /** Whether a hint, which is not signed itself, names this key in one of the usual ways. */
  public boolean isNamedBy(String hint) {
    if (kind.onToken()) {
      return hint.equals(fingerprint());
    }
    byte[] digest = sha256(spki());
    String base64 = Base64.getEncoder().encodeToString(digest);
    return hint.equals(base64) // cosign
        || hint.equals("SHA256:" + base64.replace("=", "")) // the npm registry
        || hint.equals(java.util.HexFormat.of().formatHex(digest))
        || hint.equals(fingerprint());
  }

  /** The form that SSH sends. */
  public byte[] ssh() {
    return ssh.clone();
  }

  /** The line of OpenSSH's {@code .pub} files, without a comment. */
  public String sshLine() {
    return kind.sshName() + " " + Base64.getEncoder().encodeToString(ssh);
  }

  /** Armour with {@code PUBLIC KEY}. */
  public String pem() {
    return new Pem("PUBLIC KEY", spki()).text(64);
  }

  /**
   * Whether this is a signature of this key, by the usual scheme of its kind; none of a token's.
   */
  public boolean verifies(byte[] message, byte[] signature) {
    if (kind.onToken()) {
      return false;
    }
    Verification verification = verification(Scheme.of(kind));
    verification.update(message, 0, message.length);
    return verification.accepts(signature);
  }

  /** Whether this is a signature over a message with this SHA-256; for ECDSA alone. */
  public boolean verifiesDigest(byte[] sha256, byte[] signature) {
    if (kind != KeyKind.ECDSA_P256 || sha256.length != 32) {
      throw new IllegalArgumentException("ECDSA signs a SHA-256, " + kind + " does not");
    }
    try {
      Signature jdk = Signature.getInstance("NONEwithECDSA");
      jdk.initVerify(key);
      jdk.update(sha256);
      return new Verification(jdk).accepts(signature);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The JDK cannot verify a digest", e);
    }
  }

  /** Starts to verify a message that comes in parts. */
  public Verification verification(Scheme scheme) {
    return new Verification(jdk(scheme));
  }

  private Signature jdk(Scheme scheme) {
    if (scheme.kind() != kind) {
      throw new IllegalArgumentException(scheme + " needs another kind of key than " + kind);
    }
    try {
      Signature signature = Signature.getInstance(scheme.algorithm());
      if (scheme == Scheme.ED25519_PH) {
        signature.setParameter(new EdDSAParameterSpec(true));
      }
      signature.initVerify(key);
      return signature;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The JDK cannot verify with " + scheme, e);
    }
  }

  /** A verification under way. */
  public static final class Verification {
    private final Signature signature;

    private Verification(Signature signature) {
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

    /** Ends it: whether the signature is one of all that was added. */
    public boolean accepts(byte[] bytes) {
      try {
        return signature.verify(bytes);
      } catch (SignatureException e) {
        return false; // how the JDK says that the bytes are no signature at all
      }
    }
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VerifyingKey that && Arrays.equals(ssh, that.ssh);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(ssh);
  }

  @Override
  public String toString() {
    return kind.words() + " " + fingerprint();
  }
}
