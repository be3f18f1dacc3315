package dev.brisach.kit.wire;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Tokens for one host, refilled at a rate. It hands out moments instead of tokens (the generic cell
 * rate algorithm, ITU-T I.371), so waiting callers need neither a lock nor a queue.
 */
final class Bucket {
  /** So much of a second's share may be used at once. */
  private static final double BURST = 0.2;

  private final long start = System.nanoTime();
  private final AtomicLong next = new AtomicLong();

  /** Takes a token; nanoseconds to wait before it may be used. */
  long take(double perSecond) {
    if (perSecond <= 0) {
      return 0;
    }
    long step = (long) (1e9 / perSecond);
    long burst = (long) (1e9 * BURST);
    long now = System.nanoTime() - start;
    long taken = next.getAndUpdate(before -> Math.max(before, now - burst) + step);
    return Math.max(0, Math.max(taken, now - burst) - now);
  }
}
