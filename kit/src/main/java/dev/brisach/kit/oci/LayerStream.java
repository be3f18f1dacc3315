package dev.brisach.kit.oci;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The tar of a layer, unpacked on the way. At its end both the digest of the packed bytes and that
 * of the tar have been checked, so a configuration cannot be joined with layers of another image.
 */
public final class LayerStream extends FilterInputStream {
  private final VerifiedStream packed;
  private final @Nullable Digest diffId;
  private final MessageDigest meter;
  private boolean verified;

  private LayerStream(
      InputStream tar, VerifiedStream packed, @Nullable Digest diffId, MessageDigest meter) {
    super(tar);
    this.packed = packed;
    this.diffId = diffId;
    this.meter = meter;
  }

  /**
   * Opens a layer.
   *
   * @param diffId what its configuration says of it, or null where nobody said anything
   */
  public static LayerStream open(Content content, Descriptor layer, @Nullable Digest diffId)
      throws IOException {
    MediaTypes.Packing packing = MediaTypes.packing(layer.mediaType());
    VerifiedStream packed = content.open(layer);
    try {
      InputStream tar =
          switch (packing) {
            case NONE -> packed;
            case GZIP -> new GZIPInputStream(packed, 1 << 16);
            case ZSTD ->
                throw new OciException(
                    "layer " + layer.digest() + " is packed as zstd, which is not read yet");
          };
      Digest.Algorithm algorithm = diffId == null ? Digest.Algorithm.SHA256 : diffId.algorithm();
      return new LayerStream(tar, packed, diffId, algorithm.start());
    } catch (java.util.zip.ZipException | java.io.EOFException e) {
      packed.close();
      throw new OciException("layer " + layer.digest() + " is not packed as gzip");
    } catch (IOException | RuntimeException e) {
      packed.close();
      throw e;
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int most) throws IOException {
    if (most == 0) {
      return 0;
    }
    int n = in.read(into, offset, most);
    if (n >= 0) {
      meter.update(into, offset, n);
      return n;
    }
    verify();
    return -1;
  }

  private void verify() throws IOException {
    if (verified) {
      return;
    }
    packed.finish();
    if (diffId != null) {
      Digest found = Digest.finished(diffId.algorithm(), meter.digest());
      if (!found.equals(diffId)) {
        throw new OciException(
            "a layer unpacks to " + found + ", its configuration says " + diffId);
      }
    }
    verified = true;
  }

  /** Reads what is left, so that everything read before is known to be right. */
  public void finish() throws IOException {
    byte[] buffer = new byte[1 << 14];
    while (read(buffer, 0, buffer.length) >= 0) {
      // counted and measured
    }
  }

  @Override
  public long skip(long most) throws IOException {
    byte[] buffer = new byte[(int) Math.min(1 << 14, Math.max(1, most))];
    int n = most <= 0 ? 0 : read(buffer, 0, (int) Math.min(buffer.length, most));
    return Math.max(0, n);
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
