package dev.brisach.kit.wire;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;

/** Closes something when its time is over, unless this is closed before. */
final class Expiry implements AutoCloseable {
  private final Thread timer;

  private Expiry(Thread timer) {
    this.timer = timer;
  }

  /**
   * Starts the timer.
   *
   * @param grace so much later than the deadline, for a socket's own timeout to come first
   */
  static Expiry closing(Closeable what, Deadline deadline, Duration grace) {
    long left = Math.max(0, deadline.nanos() - System.nanoTime()) + grace.toNanos();
    return new Expiry(
        Thread.ofVirtual()
            .start(() -> {
              try {
                Thread.sleep(Duration.ofNanos(left));
                what.close();
              } catch (InterruptedException | IOException e) {
                // in time, or gone either way
              }
            }));
  }

  @Override
  public void close() {
    timer.interrupt();
  }
}
