package dev.brisach.kit.wire;

import java.net.SocketTimeoutException;
import java.time.Duration;

/** The moment by which something must be over. */
record Deadline(long nanos) {
  static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  boolean passed() {
    return System.nanoTime() - nanos >= 0;
  }

  /** Milliseconds left, at least one; none left is a timeout. */
  int left() throws SocketTimeoutException {
    long left = nanos - System.nanoTime();
    if (left <= 0) {
      throw new SocketTimeoutException("the time is up");
    }
    return (int) Math.max(1, left / 1_000_000);
  }
}
