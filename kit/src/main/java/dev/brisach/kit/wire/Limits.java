package dev.brisach.kit.wire;

import java.time.Duration;

/**
 * The bounds of a wire.
 *
 * @param bodyCap most bytes of a body that are kept, received or unpacked
 * @param headCap most bytes of an answer's head
 * @param timeout for each exchange as a whole, from connecting to the last byte
 * @param connections most connections in use at once, over all wires that share
 * @param perSecond most requests per second to one host; 0: no bound, {@link #USUAL}: none on
 *     loopback, 50 elsewhere
 * @param failures so many failures in a row open the circuit breaker; 0: it never opens
 * @param pause how long the breaker first stays open; doubles while trials fail, up to 32 times
 * @param ratio a packed body that grows more than so many times is not unpacked further
 */
public record Limits(
    int bodyCap,
    int headCap,
    Duration timeout,
    int connections,
    double perSecond,
    int failures,
    Duration pause,
    int ratio) {
  /** The rate that depends on where the service is. */
  public static final double USUAL = -1;

  private static final double ELSEWHERE = 50;

  public Limits {
    if (bodyCap < 0 || headCap < 64 || connections < 1 || failures < 0 || ratio < 1) {
      throw new IllegalArgumentException("A limit of a wire is too low");
    }
    if (timeout.toMillis() < 1 || timeout.toMillis() > 3_600_000) {
      throw new IllegalArgumentException("A timeout lies between a millisecond and an hour");
    }
  }

  /** Bodies of 2 MiB, 10 seconds, 16 connections, 8 failures. */
  public static Limits usual() {
    return new Limits(
        2 << 20, 64 << 10, Duration.ofSeconds(10), 16, USUAL, 8, Duration.ofMillis(250), 200);
  }

  /** The same with another bound of bodies. */
  public Limits withBodyCap(int bytes) {
    return new Limits(bytes, headCap, timeout, connections, perSecond, failures, pause, ratio);
  }

  /** The same with another time per exchange. */
  public Limits withTimeout(Duration time) {
    return new Limits(bodyCap, headCap, time, connections, perSecond, failures, pause, ratio);
  }

  /** The same with another number of connections. */
  public Limits withConnections(int most) {
    return new Limits(bodyCap, headCap, timeout, most, perSecond, failures, pause, ratio);
  }

  /** The same with another rate per host. */
  public Limits withPerSecond(double rate) {
    return new Limits(bodyCap, headCap, timeout, connections, rate, failures, pause, ratio);
  }

  /** The same with another breaker; 0 failures: none. */
  public Limits withBreaker(int inARow, Duration firstPause) {
    return new Limits(bodyCap, headCap, timeout, connections, perSecond, inARow, firstPause, ratio);
  }

  /** Requests per second to a host, 0 for no bound. */
  double rate(boolean loopback) {
    return perSecond >= 0 ? perSecond : loopback ? 0 : ELSEWHERE;
  }
}
