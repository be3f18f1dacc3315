package dev.brisach.engine;

import dev.brisach.core.Effect;
import java.time.Clock;
import java.time.Duration;

/**
 * How to run.
 *
 * @param ceiling the highest effect allowed
 * @param threads workers for the static phase
 * @param perFile most time one check may take on one file
 * @param perSubject most time one check may take on a whole subject
 */
public record Options(
    Effect ceiling, int threads, Duration perFile, Duration perSubject, Clock clock) {
  /** Reading only, on all cores. */
  public static Options reading(Clock clock) {
    return new Options(
        Effect.READ,
        Runtime.getRuntime().availableProcessors(),
        Duration.ofSeconds(10),
        Duration.ofMinutes(5),
        clock);
  }

  /** The same with another ceiling. */
  public Options withCeiling(Effect effect) {
    return new Options(effect, threads, perFile, perSubject, clock);
  }
}
