package dev.brisach.core.ledger;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads lines of bounded length and knows where the last whole one ended. */
final class LineReader {
  private final InputStream in;
  private final Limits limits;
  private final byte[] buffer = new byte[1 << 16];
  private int at;
  private int end;
  private long whole;
  private long total;

  LineReader(InputStream in, Limits limits) {
    this.in = in;
    this.limits = limits;
  }

  /** A line that was cut, or is longer than allowed. */
  static final class BadLine extends Exception {
    private final boolean cut;

    BadLine(String message, boolean cut) {
      super(message);
      this.cut = cut;
    }

    /** True where the input ended before the line did. */
    boolean cut() {
      return cut;
    }

    String words() {
      return String.valueOf(getMessage());
    }
  }

  /** The next line without its newline; null at the end. */
  byte @Nullable [] next() throws IOException, BadLine {
    ByteArrayOutputStream line = new ByteArrayOutputStream(256);
    while (true) {
      if (at == end) {
        end = in.read(buffer);
        at = 0;
        if (end <= 0) {
          end = 0;
          if (line.size() == 0) {
            return null;
          }
          throw new BadLine("cut in mid-write", true);
        }
        total += end;
        if (total > limits.segmentBytes()) {
          throw new BadLine("longer than " + limits.segmentBytes() + " bytes", false);
        }
      }
      int stop = at;
      while (stop < end && buffer[stop] != '\n') {
        stop++;
      }
      line.write(buffer, at, stop - at);
      if (line.size() > limits.entryBytes()) {
        throw new BadLine("a line longer than " + limits.entryBytes() + " bytes", false);
      }
      at = stop;
      if (stop < end) {
        at++;
        whole += line.size() + 1L;
        return line.toByteArray();
      }
    }
  }

  /** Bytes of all whole lines so far. */
  long wholeBytes() {
    return whole;
  }
}
