package example.shop;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Allows a few failures per key and minute. */
final class Limiter {
  private static final int FAILURES = 5;
  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final int MAX_KEYS = 10_000;

  private record Window(Instant end, int failures) {}

  private final Clock clock;
  private final Map<String, Window> windows = new ConcurrentHashMap<>();

  Limiter(Clock clock) {
    this.clock = clock;
  }

  boolean mayTry(String key) {
    var window = windows.get(key);
    return window == null || window.end.isBefore(clock.instant()) || window.failures < FAILURES;
  }

  void count(String key) {
    var now = clock.instant();
    if (windows.size() >= MAX_KEYS) {
      windows.values().removeIf(window -> window.end.isBefore(now));
    }
    windows.compute(
        key,
        (same, window) ->
            window == null || window.end.isBefore(now)
                ? new Window(now.plus(WINDOW), 1)
                : new Window(window.end, window.failures + 1));
  }
}
