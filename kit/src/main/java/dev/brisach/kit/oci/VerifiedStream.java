package dev.brisach.kit.oci;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/**
 * Gives bytes on, and at their end an {@link OciException} instead of the end where they are not
 * what the descriptor says. Whoever reads to the end without a fault has the right bytes; whoever
 * stops before knows nothing, see {@link #finish}.
 */
public final class VerifiedStream extends FilterInputStream {
  private final Descriptor expected;
  private final MessageDigest meter;
  private final String place;
  private long read;
  private boolean verified;

  /**
   * Over a stream.
   *
   * @param place where the bytes come from, for a message
   */
  public VerifiedStream(InputStream in, Descriptor expected, String place) {
    super(in);
    this.expected = expected;
    this.meter = expected.digest().algorithm().start();
    this.place = place;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    int n = read(one, 0, 1);
    return n < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int most) throws IOException {
    if (most == 0) {
      return 0;
    }
    int n = in.read(into, offset, most);
    if (n < 0) {
      verify();
      return -1;
    }
    read += n;
    if (read > expected.size()) {
      throw new OciException(
          place + ": " + expected.digest() + " is longer than its " + expected.size() + " bytes");
    }
    meter.update(into, offset, n);
    return n;
  }

  private void verify() throws OciException {
    if (verified) {
      return;
    }
    if (read != expected.size()) {
      throw new OciException(
          place
              + ": "
              + expected.digest()
              + " ends after "
              + read
              + " of "
              + expected.size()
              + " bytes");
    }
    Digest found = Digest.finished(expected.digest().algorithm(), meter.digest());
    if (!found.equals(expected.digest())) {
      throw new OciException(
          place + ": the bytes are not those of " + expected.digest() + " but of " + found);
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
