package dev.brisach.kit.wire;

import org.jspecify.annotations.Nullable;

/**
 * Spares a service that has gone away, and the time of whoever waits for it: after so many failures
 * in a row nothing is sent for a pause, then one trial decides. Each failed trial doubles the
 * pause.
 */
final class Breaker {
  private static final int MOST_DOUBLINGS = 5;

  private final int limit;
  private final long pause;
  private int failures;
  private int trials;
  private boolean trial;
  private long closedUntil;
  private String last = "";

  Breaker(Limits limits) {
    this.limit = limits.failures();
    this.pause = limits.pause().toNanos();
  }

  /** Null where a request may go; else why not. Whoever may go must report how it ended. */
  synchronized @Nullable String enter() {
    String refusal = refusal();
    trial |= refusal == null && limit > 0 && failures >= limit;
    return refusal;
  }

  /** What {@link #enter} would say. */
  synchronized @Nullable String refusal() {
    if (limit == 0 || failures < limit) {
      return null;
    }
    if (!trial && System.nanoTime() - closedUntil >= 0) {
      return null;
    }
    return "the service stopped answering: " + failures + " failures in a row, last " + last;
  }

  synchronized void answered() {
    failures = 0;
    trials = 0;
    trial = false;
  }

  synchronized void failed(String reason) {
    failures++;
    last = reason;
    if (limit > 0 && failures >= limit) {
      closedUntil = System.nanoTime() + (pause << trials);
      trials = trial ? Math.min(trials + 1, MOST_DOUBLINGS) : trials;
    }
    trial = false;
  }

  /** It ended without a word about the service. */
  synchronized void undecided() {
    trial = false;
  }
}
