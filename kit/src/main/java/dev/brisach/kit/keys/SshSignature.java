package dev.brisach.kit.keys;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;

/** A signature as {@code ssh-keygen -Y sign} writes it (OpenSSH, {@code PROTOCOL.sshsig}). */
public final class SshSignature {
  private static final byte[] MAGIC = "SSHSIG".getBytes(StandardCharsets.US_ASCII);
  private static final String LABEL = "SSH SIGNATURE";

  /** The flag of a token for "somebody touched it". */
  private static final int TOUCHED = 1;

  private static final int MOST_CHARS = 32 << 10;

  /** The hashes that are allowed. */
  public enum Hash {
    SHA256("sha256", "SHA-256"),
    SHA512("sha512", "SHA-512");

    private final String ssh;
    private final String jdk;

    Hash(String ssh, String jdk) {
      this.ssh = ssh;
      this.jdk = jdk;
    }

    /** How OpenSSH names it. */
    public String ssh() {
      return ssh;
    }

    private MessageDigest digest() {
      try {
        return MessageDigest.getInstance(jdk);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private final VerifyingKey key;
  private final String namespace;
  private final Hash hash;
  private final String algorithm;
  private final byte[] value;

  /**
   * A signature of these parts.
   *
   * @param algorithm how the key signed
   * @param value as that algorithm writes it in SSH; for a token with its flags and counter
   */
  SshSignature(VerifyingKey key, String namespace, Hash hash, String algorithm, byte[] value) {
    if (namespace.isEmpty()) {
      throw new KeyFault("the signature has no namespace");
    }
    this.key = key;
    this.namespace = namespace;
    this.hash = hash;
    this.algorithm = algorithm;
    this.value = value.clone();
  }

  /** Whose it claims to be; nothing says yet that this key is to be trusted. */
  public VerifyingKey key() {
    return key;
  }

  /** What it is for, so that a signature of a mail does not pass for one of a release. */
  public String namespace() {
    return namespace;
  }

  /** The hash of the message before it is signed. */
  public Hash hash() {
    return hash;
  }

  byte[] value() {
    return value.clone();
  }

  /** Reads the armour; a {@link KeyFault} says what is wrong with it. */
  public static SshSignature read(String armour) {
    if (armour.length() > MOST_CHARS) {
      throw new KeyFault("too large for a signature");
    }
    Pem pem = Pem.read(armour);
    if (!pem.label().equals(LABEL)) {
      throw new KeyFault(
          "no SSH signature: the first line has to be -----BEGIN SSH SIGNATURE-----");
    }
    SshReader in = new SshReader(pem.content(), "the signature");
    if (!Arrays.equals(in.take(MAGIC.length), MAGIC)) {
      throw in.broken();
    }
    if (in.number() != 1) {
      throw new KeyFault("an SSH signature of an unknown version");
    }
    VerifyingKey key = VerifyingKey.ofSsh(in.string());
    String namespace = in.name();
    in.string(); // reserved, and passed over as PROTOCOL.sshsig asks
    String hashName = in.name();
    Hash hash = null;
    for (Hash each : Hash.values()) {
      hash = each.ssh.equals(hashName) ? each : hash;
    }
    if (hash == null) {
      throw new KeyFault("the signature is over another hash than sha256 or sha512");
    }
    SshReader signature = new SshReader(in.string(), "the signature");
    in.done();
    String algorithm = signature.name();
    byte[] value = key.kind().onToken() ? signature.rest() : signature.string();
    signature.done();
    return new SshSignature(key, namespace, hash, algorithm, value);
  }

  /** The armour. */
  public String armour() {
    byte[] content =
        new SshWriter()
            .raw(MAGIC)
            .number(1)
            .string(key.ssh())
            .string(namespace)
            .string("")
            .string(hash.ssh)
            .string(signature())
            .bytes();
    return new Pem(LABEL, content).text(68);
  }

  private byte[] signature() {
    SshWriter out = new SshWriter().string(algorithm);
    return (key.kind().onToken() ? out.raw(value) : out.string(value)).bytes();
  }

  /** Signs a message, hashed with SHA-512 as {@code ssh-keygen} does. */
  public static SshSignature sign(SigningKey key, String namespace, byte[] message) {
    byte[] digest = Hash.SHA512.digest().digest(message);
    byte[] made = key.sign(signed(namespace, Hash.SHA512, digest));
    VerifyingKey open = key.verifyingKey();
    byte[] value = open.kind() == KeyKind.ECDSA_P256 ? toSsh(made) : made;
    return new SshSignature(open, namespace, Hash.SHA512, open.kind().sshName(), value);
  }

  /**
   * Whether it is a signature of its own key over this message for this purpose. Whether that key
   * may sign here, {@link AllowedSigners} says.
   */
  public boolean verifies(String purpose, byte[] message) {
    return namespace.equals(purpose) && holds(hash.digest().digest(message));
  }

  /** The same for a message that is read to its end, whatever its size. */
  public boolean verifies(String purpose, InputStream message) throws IOException {
    MessageDigest digest = hash.digest();
    byte[] buffer = new byte[1 << 16];
    for (int read = message.read(buffer); read >= 0; read = message.read(buffer)) {
      digest.update(buffer, 0, read);
    }
    return namespace.equals(purpose) && holds(digest.digest());
  }

  private boolean holds(byte[] digest) {
    Scheme scheme =
        switch (algorithm) {
          case "ssh-ed25519" -> Scheme.ED25519;
          case "ecdsa-sha2-nistp256" -> Scheme.ECDSA_SHA256;
          case "rsa-sha2-256" -> Scheme.RSA_SHA256;
          case "rsa-sha2-512" -> Scheme.RSA_SHA512;
          case "sk-ssh-ed25519@openssh.com" -> Scheme.ED25519;
          case "sk-ecdsa-sha2-nistp256@openssh.com" -> Scheme.ECDSA_SHA256;
          default -> null; // among them ssh-rsa, whose SHA-1 the protocol forbids
        };
    VerifyingKey plain = key.plain();
    boolean token = key.kind().onToken();
    if (scheme == null || scheme.kind() != plain.kind() || token != algorithm.startsWith("sk-")) {
      return false;
    }
    try {
      byte[] message = signed(namespace, hash, digest);
      byte[] made = value;
      if (token) {
        SshReader in = new SshReader(value, "the signature");
        made = in.string();
        byte[] rest = in.take(1 + 4);
        in.done();
        if ((rest[0] & TOUCHED) == 0) {
          return false;
        }
        message = onToken(message, rest);
      }
      VerifyingKey.Verification verification = plain.verification(scheme);
      verification.update(message, 0, message.length);
      return verification.accepts(scheme == Scheme.ECDSA_SHA256 ? toDer(made) : made);
    } catch (KeyFault e) {
      return false;
    }
  }

  /** What a token signs in the place of a message (OpenSSH, {@code PROTOCOL.u2f}). */
  private byte[] onToken(byte[] message, byte[] flagsAndCounter) {
    MessageDigest sha256 = Hash.SHA256.digest();
    byte[] application = sha256.digest(key.application().getBytes(StandardCharsets.UTF_8));
    return new SshWriter()
        .raw(application)
        .raw(flagsAndCounter)
        .raw(sha256.digest(message))
        .bytes();
  }

  private static byte[] signed(String namespace, Hash hash, byte[] digest) {
    return new SshWriter()
        .raw(MAGIC)
        .string(namespace)
        .string("")
        .string(hash.ssh)
        .string(digest)
        .bytes();
  }

  /** From ECDSA's values as SSH writes them (RFC 5656, section 3.1.2) to DER. */
  private static byte[] toDer(byte[] ssh) {
    SshReader in = new SshReader(ssh, "the signature");
    BigInteger r = in.mpint();
    BigInteger s = in.mpint();
    in.done();
    if (Math.max(r.bitLength(), s.bitLength()) > 256) {
      throw in.broken();
    }
    return Der.value(
        Der.SEQUENCE,
        Der.value(Der.INTEGER, r.toByteArray()),
        Der.value(Der.INTEGER, s.toByteArray()));
  }

  static byte[] toSsh(byte[] der) {
    Der in = Der.of(der).only(Der.SEQUENCE);
    BigInteger r = new BigInteger(in.enter(Der.INTEGER).rest());
    BigInteger s = new BigInteger(in.enter(Der.INTEGER).rest());
    return new SshWriter().mpint(r).mpint(s).bytes();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SshSignature that && armour().equals(that.armour());
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(value);
  }

  @Override
  public String toString() {
    return "SSH signature for " + namespace + " of " + key;
  }
}
