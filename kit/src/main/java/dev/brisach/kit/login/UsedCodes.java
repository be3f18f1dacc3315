package dev.brisach.kit.login;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Which one-time codes of a user were sent: a service accepts none twice (RFC 6238, 5.2). */
final class UsedCodes {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private long last = -1;

  /** The time to make the next code for; waits until its period begins. */
  synchronized Instant next(Totp.Kind kind, Clock clock) throws LoginRefused {
    Instant now = clock.instant();
    long step = Math.floorDiv(now.getEpochSecond(), kind.period());
    if (step <= last) {
      step = last + 1;
      Instant begin = Instant.ofEpochSecond(step * kind.period());
      Duration wait = Duration.between(now, begin);
      if (wait.compareTo(PATIENCE) > 0) {
        throw new LoginRefused("the next one-time code comes in " + wait.toSeconds() + " s", false);
      }
      try {
        Thread.sleep(wait.plusMillis(20)); // clocks differ
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new LoginRefused("stopped while waiting for the next one-time code", true);
      }
      now = begin;
    }
    last = step;
    return now;
  }
}
