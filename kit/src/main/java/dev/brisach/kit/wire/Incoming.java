package dev.brisach.kit.wire;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/**
 * The bytes that come in on a connection. Before every read of the socket its timeout is set to
 * what is left until the deadline, so a peer that drips gains no time.
 */
final class Incoming {
  private final InputStream in;
  private final @Nullable Socket socket;
  private final byte[] buffer = new byte[8192];
  private int from;
  private int to;
  private long received;
  private Deadline deadline = new Deadline(System.nanoTime());
  private int idle = Integer.MAX_VALUE;
  private boolean stalled;

  /**
   * Over a stream.
   *
   * @param socket whose timeout is to be set, or null where the stream cannot block
   */
  Incoming(InputStream in, @Nullable Socket socket) {
    this.in = in;
    this.socket = socket;
  }

  /** Begins to count and to run against a new deadline. */
  void begin(Deadline until) {
    begin(until, Integer.MAX_VALUE);
  }

  /**
   * The same.
   *
   * @param mostIdle milliseconds that one read may wait, however far the deadline is
   */
  void begin(Deadline until, int mostIdle) {
    deadline = until;
    idle = mostIdle;
    received = (long) to - from;
  }

  /**
   * True where a read that timed out had waited as long as it may, with time left until the
   * deadline.
   */
  boolean stalled() {
    return stalled;
  }

  /** Bytes since the beginning. */
  long received() {
    return received;
  }

  /** True where bytes are left that nobody has read. */
  boolean holdsMore() {
    return from < to;
  }

  /** The next byte, or -1 at the end. */
  int read() throws IOException {
    return from < to || fill() ? buffer[from++] & 0xff : -1;
  }

  /** Up to {@code most} bytes, or -1 at the end. */
  int read(byte[] into, int offset, int most) throws IOException {
    if (from == to && !fill()) {
      return -1;
    }
    int n = Math.min(most, to - from);
    System.arraycopy(buffer, from, into, offset, n);
    from += n;
    return n;
  }

  private boolean fill() throws IOException {
    if (socket != null) {
      int left = deadline.left();
      stalled = idle < left;
      socket.setSoTimeout(Math.min(idle, left));
    }
    int n = in.read(buffer);
    if (n <= 0) {
      return false;
    }
    from = 0;
    to = n;
    received += n;
    return true;
  }
}
