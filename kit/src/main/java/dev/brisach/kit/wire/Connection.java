package dev.brisach.kit.wire;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One open connection; used by one exchange at a time. */
final class Connection implements Closeable {
  /** A write of this size fits the system's buffer of an idle connection and cannot block. */
  private static final int SURE = 16 << 10;

  private static final Duration GRACE = Duration.ofMillis(100);

  private final SocketChannel channel;
  private final StopSignal stop;
  private final Incoming in;
  private final OutputStream out;
  private final @Nullable TlsDetails tls;
  private int answered;
  private long idleSince;

  /**
   * Over a connected channel.
   *
   * @param socket the channel's own or the encrypted one over it
   */
  Connection(SocketChannel channel, Socket socket, @Nullable TlsDetails tls, StopSignal stop)
      throws IOException {
    this.channel = channel;
    this.stop = stop;
    this.tls = tls;
    this.in = new Incoming(socket.getInputStream(), socket);
    this.out = socket.getOutputStream();
  }

  Incoming in() {
    return in;
  }

  @Nullable TlsDetails tls() {
    return tls;
  }

  /** True where it has already brought an answer. */
  boolean usedBefore() {
    return answered > 0;
  }

  void answered() {
    answered++;
    idleSince = System.nanoTime();
  }

  long idleNanos() {
    return System.nanoTime() - idleSince;
  }

  /**
   * Sends and then reads, all within the deadline. A socket's own timeout covers neither a write
   * nor the many reads of one TLS record, so where those may block a timer closes the connection.
   */
  <T> T exchange(byte[] bytes, Deadline deadline, Reading<T> reading)
      throws IOException, WireException {
    in.begin(deadline);
    if (tls == null && bytes.length <= SURE) {
      return sentAndRead(bytes, null, reading);
    }
    try (Expiry _ = Expiry.closing(this, deadline, GRACE)) {
      return sentAndRead(bytes, null, reading);
    }
  }

  /**
   * The same with more bytes to send than fit memory, or to read.
   *
   * @param idle how long an answer may stand still
   */
  <T> T exchange(
      byte[] head, Bulk.@Nullable Source body, Deadline deadline, Duration idle, Reading<T> reading)
      throws IOException, WireException {
    in.begin(deadline, (int) Math.max(1, idle.toMillis()));
    try (Expiry _ = Expiry.closing(this, deadline, GRACE)) {
      return sentAndRead(head, body, reading);
    }
  }

  /**
   * A peer may answer and close before it has read all; the answer is worth more than the error.
   */
  private <T> T sentAndRead(byte[] bytes, Bulk.@Nullable Source body, Reading<T> reading)
      throws IOException, WireException {
    try {
      out.write(bytes);
      if (body != null) {
        Bulk.copy(body, out);
      }
      out.flush();
    } catch (IOException e) {
      try {
        return reading.from(in);
      } catch (IOException | WireException again) {
        e.addSuppressed(again);
        throw e;
      }
    }
    return reading.from(in);
  }

  /** How an answer is read. */
  interface Reading<T> {
    T from(Incoming in) throws IOException, WireException;
  }

  /** True where the peer has neither closed the idle connection nor sent anything on it. */
  boolean quiet() {
    try {
      channel.configureBlocking(false);
      int n = channel.read(ByteBuffer.allocate(1));
      channel.configureBlocking(true);
      return n == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Closes without a farewell, so that it never waits for the peer. */
  @Override
  public void close() {
    stop.forget(this);
    try {
      channel.close();
    } catch (IOException e) {
      // it is gone either way
    }
  }
}
