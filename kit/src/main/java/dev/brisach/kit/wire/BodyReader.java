package dev.brisach.kit.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;

/**
 * Reads the body of a response up to its cap. What ends it early (cap, deadline, a broken
 * connection) is a reason to keep what came, not a failure: status and head are known by then.
 */
final class BodyReader {
  private static final int MAX_CHUNK_LINE = 1024;

  private final Incoming in;
  private final Limits limits;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream(512);
  private final OutputStream out;
  private final long cap;
  private final byte[] buffer = new byte[8192];
  private long kept;
  private String cut = "";
  private boolean whole;
  private long overhead;

  BodyReader(Incoming in, Limits limits) {
    this.in = in;
    this.limits = limits;
    this.out = body;
    this.cap = limits.bodyCap();
    this.overhead = cap + (64L << 10);
  }

  /**
   * A body that is not kept in memory.
   *
   * @param most so many bytes are given to {@code out}
   */
  BodyReader(Incoming in, Limits limits, OutputStream out, long most) {
    this.in = in;
    this.limits = limits;
    this.out = out;
    this.cap = most;
    this.overhead = most + (64L << 10);
  }

  byte[] bytes() {
    return body.toByteArray();
  }

  /** Why this is not the whole body, or empty. */
  String cut() {
    return cut;
  }

  /** True where the body ended where it said it would. */
  boolean whole() {
    return whole;
  }

  void exactly(long length) {
    try {
      whole = copy(length);
    } catch (IOException e) {
      broken(e);
    }
  }

  /** The body ends with the connection. */
  void untilTheEnd() {
    try {
      while (true) {
        int n = in.read(buffer, 0, buffer.length);
        if (n < 0 || !keep(n)) {
          return;
        }
      }
    } catch (IOException e) {
      broken(e);
    }
  }

  /**
   * Reads chunks (RFC 9112, 7.1).
   *
   * @throws WireException where a chunk has no size, so nobody can say what is body
   */
  void chunks() throws WireException {
    try {
      while (true) {
        long length = size();
        if (length == 0) {
          trailers();
          return;
        }
        if (length < 0 || !copy(length)) {
          return;
        }
        int c = in.read();
        c = c == '\r' ? in.read() : c;
        if (c < 0) {
          cut = "the connection ended in mid-body";
          return;
        }
        if (c != '\n') {
          throw new WireException("not HTTP: a chunk is longer than its size");
        }
      }
    } catch (IOException e) {
      broken(e);
    }
  }

  /** The size of the next chunk; -1 where the connection ended or too much was wasted. */
  private long size() throws IOException, WireException {
    long size = 0;
    int digits = 0;
    boolean number = true;
    for (int read = 0; ; read++) {
      int c = in.read();
      if (c < 0) {
        cut = "the connection ended in mid-body";
        return -1;
      }
      if (--overhead < 0) {
        cut = "its chunks hold little but overhead";
        return -1;
      }
      int digit = number ? Character.digit(c, 16) : -1;
      if (digit >= 0) {
        size = size * 16 + digit;
        digits++;
      } else if (c == '\n' && digits > 0) {
        return size;
      } else if (digits > 0 && (c == ';' || c == ' ' || c == '\t' || c == '\r' || !number)) {
        number = false;
      } else {
        throw new WireException("not HTTP: a chunk without its size");
      }
      if (digits > 15 || read > MAX_CHUNK_LINE) {
        throw new WireException("not HTTP: a chunk without its size");
      }
    }
  }

  /** Passes over what follows the last chunk; the body is known whatever comes. */
  private void trailers() {
    int left = MAX_CHUNK_LINE * 8;
    int line = 0;
    try {
      while (left-- > 0) {
        int c = in.read();
        if (c < 0) {
          return;
        }
        if (c == '\n' && line == 0) {
          whole = true;
          return;
        }
        line = c == '\n' ? 0 : c == '\r' ? line : line + 1;
      }
    } catch (IOException e) {
      // the body was whole before
    }
  }

  /** Copies so many bytes; false where the body was cut. */
  private boolean copy(long length) throws IOException {
    long left = length;
    while (left > 0) {
      int n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (n < 0) {
        cut = "the connection ended in mid-body";
        return false;
      }
      if (!keep(n)) {
        return false;
      }
      left -= n;
    }
    return true;
  }

  /** Whoever takes the bytes may fail as well, and that is no fault of the connection. */
  private boolean keep(int n) {
    int take = (int) Math.min(n, cap - kept);
    try {
      out.write(buffer, 0, take);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    kept += take;
    if (take < n) {
      cut = "longer than " + cap + " bytes";
    }
    return take == n;
  }

  private void broken(IOException e) {
    cut =
        e instanceof SocketTimeoutException
            ? in.stalled()
                ? "stood still in mid-body"
                : "did not end within " + limits.timeout().toMillis() / 1000.0 + " s"
            : "the connection ended in mid-body";
  }
}
