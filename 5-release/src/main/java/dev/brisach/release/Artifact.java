package dev.brisach.release;

import dev.brisach.core.BrisachException;
import dev.brisach.core.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** What is released: a file, or something elsewhere of which only the digest is known. */
public final class Artifact {
  /** Most bytes of a file that is signed by Ed25519 as a whole, for which it is held in memory. */
  public static final long MOST_IN_MEMORY = 64L << 20;

  private static final int BUFFER = 1 << 18;
  private static final String PREFIX = "sha256:";

  private final String name;
  private final @Nullable Path file;
  private final String sha256;

  private Artifact(String name, @Nullable Path file, String sha256) {
    this.name = name;
    this.file = file;
    this.sha256 = sha256;
  }

  /** A part of a file that is read from its start to its end. */
  @FunctionalInterface
  public interface Part {
    /** Takes the next bytes. */
    void take(byte[] bytes, int from, int length);
  }

  /** Reads a file once for its digest; one that cannot be read is a usage error with its name. */
  public static Artifact of(Path file) {
    Path last = file.getFileName();
    if (last == null || !Files.isRegularFile(file)) {
      throw new BrisachException(
          ErrorCode.USAGE,
          file
              + ": "
              + (Files.exists(file) ? "no file" : "no such file")
              + "; a file or sha256:… is signed and verified");
    }
    return new Artifact(last.toString(), file, digest(file, "SHA-256"));
  }

  /** One whose digest is known, for example an image in a registry. */
  public static Artifact ofDigest(String name, String sha256) {
    String hex = sha256.startsWith(PREFIX) ? sha256.substring(PREFIX.length()) : sha256;
    if (!isHex(hex)) {
      throw new BrisachException(
          ErrorCode.USAGE, sha256 + ": a digest has the form sha256: and 64 digits from 0 to f");
    }
    return new Artifact(name, null, hex);
  }

  /** A file, or a digest where the word begins with {@code sha256:}. */
  public static Artifact named(String word) {
    return word.startsWith(PREFIX) ? ofDigest(word, word) : of(Path.of(word));
  }

  private static boolean isHex(String text) {
    return text.length() == 64
        && text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
  }

  /** Its file's name, or what it was called. */
  public String name() {
    return name;
  }

  /** The file, or null where only the digest is known. */
  public @Nullable Path file() {
    return file;
  }

  /** SHA-256 in lower hexadecimal digits. */
  public String sha256() {
    return sha256;
  }

  /** The file's size; 0 where only the digest is known. */
  public long size() {
    try {
      return file == null ? 0 : Files.size(file);
    } catch (IOException e) {
      throw new BrisachException(
          ErrorCode.ENVIRONMENT, file + ": cannot be read: " + e.getClass().getSimpleName());
    }
  }

  /** SHA-512 in lower hexadecimal digits, read anew; null where only the SHA-256 is known. */
  public @Nullable String sha512() {
    return file == null ? null : digest(file, "SHA-512");
  }

  private static String digest(Path file, String algorithm) {
    try {
      MessageDigest digest = MessageDigest.getInstance(algorithm);
      feed(file, digest::update);
      return HexFormat.of().formatHex(digest.digest());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Reads a file from start to end. */
  public static void feed(Path file, Part part) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] buffer = new byte[BUFFER];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        part.take(buffer, 0, read);
      }
    } catch (NoSuchFileException e) {
      throw new BrisachException(ErrorCode.USAGE, file + ": no such file");
    } catch (IOException e) {
      throw new BrisachException(
          ErrorCode.ENVIRONMENT, file + ": cannot be read: " + e.getClass().getSimpleName());
    }
  }

  @Override
  public String toString() {
    return name + " (sha256:" + sha256 + ")";
  }
}
