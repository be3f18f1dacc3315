package dev.brisach.kit.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Bodies too large for memory: where the one that is sent comes from, where the one that is
 * received goes to. They pass the wire's bounds in a way of their own: a length, a cap, a time.
 *
 * @param source what is sent as the body, or null: the request's own
 * @param sink what takes the answer's body, or null: it is kept in memory up to the usual cap
 * @param within for the exchange as a whole; an answer that stands still as long as the wire's own
 *     timeout is given up before
 */
public record Bulk(@Nullable Source source, @Nullable Sink sink, Duration within) {
  /** So slow may a connection be before it is no use: bytes in a second. */
  private static final long SLOWEST = 64 << 10;

  private static final Duration LONGEST = Duration.ofHours(1);

  /** A body that comes from somewhere, again for each trial. */
  public interface Source {
    /** Its exact length in bytes. */
    long length();

    /** Opens it at its beginning. */
    InputStream open() throws IOException;

    /** A stretch of a file. */
    static Source of(Path file, long from, long length) {
      return new Source() {
        @Override
        public long length() {
          return length;
        }

        @Override
        public InputStream open() throws IOException {
          SeekableByteChannel channel = Files.newByteChannel(file);
          channel.position(from);
          return Channels.newInputStream(channel);
        }
      };
    }
  }

  /** Takes the body of an answer. */
  public interface Sink {
    /** Takes at most so many bytes; a longer body is cut, as its answer then says. */
    long most();

    /**
     * Asked once the head of an answer is there.
     *
     * @param head the answer without its body
     * @return what takes the body and is closed behind it; null: this body is kept in memory
     */
    @Nullable OutputStream open(Exchange.Response head) throws IOException;
  }

  /** The time that so many bytes may take, beyond a wire's usual time for one exchange. */
  public static Duration time(Duration usual, long bytes) {
    Duration whole = usual.plusSeconds(bytes / SLOWEST);
    return whole.compareTo(LONGEST) > 0 ? LONGEST : whole;
  }

  /** Sends a body to which a length was promised; a fault of its own is no fault of the peer. */
  static void copy(Source source, OutputStream out) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long left = source.length();
    try (InputStream in = opened(source)) {
      while (left > 0) {
        int n = read(in, buffer, (int) Math.min(buffer.length, left));
        out.write(buffer, 0, n);
        left -= n;
      }
    }
  }

  private static InputStream opened(Source source) {
    try {
      return source.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int read(InputStream in, byte[] buffer, int most) {
    try {
      int n = in.read(buffer, 0, most);
      if (n < 0) {
        throw new IOException("what was to be sent is shorter than was said");
      }
      return n;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
