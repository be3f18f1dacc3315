package dev.brisach.kit.oci;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The name of some bytes: an algorithm and what it makes of them, {@code sha256:…} (OCI image
 * specification, descriptor.md). SHA-256 and SHA-512 are known, others are refused, since a digest
 * that nobody can check protects nothing.
 *
 * @param hex lower-case hexadecimal of the algorithm's length
 */
public record Digest(Algorithm algorithm, String hex) implements Comparable<Digest> {

  /** The registered algorithms. */
  public enum Algorithm {
    SHA256("sha256", "SHA-256", 64),
    SHA512("sha512", "SHA-512", 128);

    private final String word;
    private final String java;
    private final int digits;

    Algorithm(String word, String java, int digits) {
      this.word = word;
      this.java = java;
      this.digits = digits;
    }

    /** As it stands before the colon. */
    public String word() {
      return word;
    }

    /** A fresh calculation. */
    public MessageDigest start() {
      try {
        return MessageDigest.getInstance(java);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("Every Java has " + java, e);
      }
    }
  }

  public Digest {
    if (hex.length() != algorithm.digits || !lowerHex(hex)) {
      throw new IllegalArgumentException("Not a " + algorithm.word + " digest");
    }
  }

  /** Reads {@code sha256:…}. */
  public static Digest parse(String text) throws OciException {
    int colon = text.indexOf(':');
    String word = colon < 0 ? "" : text.substring(0, colon);
    String hex = text.substring(colon + 1);
    for (Algorithm algorithm : Algorithm.values()) {
      if (algorithm.word.equals(word)) {
        if (hex.length() == algorithm.digits && lowerHex(hex)) {
          return new Digest(algorithm, hex);
        }
        throw new OciException(
            "not a digest: after "
                + word
                + ": come "
                + algorithm.digits
                + " of 0-9 and a-f, not \""
                + shortened(hex)
                + "\"");
      }
    }
    throw new OciException(
        "not a digest: sha256:… or sha512:… was expected, not \"" + shortened(text) + "\"");
  }

  /** The SHA-256 of bytes. */
  public static Digest of(byte[] bytes) {
    return finished(Algorithm.SHA256, Algorithm.SHA256.start().digest(bytes));
  }

  /** The SHA-256 of a file. */
  public static Digest of(Path file) throws IOException {
    MessageDigest meter = Algorithm.SHA256.start();
    try (InputStream in = Files.newInputStream(file)) {
      byte[] buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        meter.update(buffer, 0, n);
      }
    }
    return finished(Algorithm.SHA256, meter.digest());
  }

  /** What a finished calculation came to. */
  public static Digest finished(Algorithm algorithm, byte[] bytes) {
    return new Digest(algorithm, HexFormat.of().formatHex(bytes));
  }

  /** True where these bytes have this name. */
  public boolean names(byte[] bytes) {
    return MessageDigest.isEqual(algorithm.start().digest(bytes), HexFormat.of().parseHex(hex));
  }

  /** The tag under which registries without a referrers API keep what refers to this. */
  public String fallbackTag() {
    String tag = algorithm.word + "-" + hex;
    return tag.length() > 128 ? tag.substring(0, 128) : tag;
  }

  private static boolean lowerHex(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
        return false;
      }
    }
    return true;
  }

  private static String shortened(String text) {
    return text.length() > 80 ? text.substring(0, 80) + "…" : text;
  }

  @Override
  public int compareTo(Digest other) {
    return toString().compareTo(other.toString());
  }

  /** {@code sha256:…}. */
  @Override
  public String toString() {
    return algorithm.word + ":" + hex;
  }
}
