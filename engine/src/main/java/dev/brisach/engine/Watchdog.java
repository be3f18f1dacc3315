package dev.brisach.engine;

import java.util.concurrent.ConcurrentHashMap;

/** Interrupts workers that are past their deadline, so that no single check holds up a run. */
final class Watchdog implements AutoCloseable {
  private static final long PERIOD_MILLIS = 50;

  private final ConcurrentHashMap<Thread, Long> deadlines = new ConcurrentHashMap<>();
  private final Thread thread;
  private volatile boolean closed;

  Watchdog() {
    thread = Thread.ofVirtual().name("watchdog").start(this::watch);
  }

  /** Carries out work on this thread; past the deadline the thread is interrupted. */
  void guard(long deadlineNanos, Runnable work) {
    Thread worker = Thread.currentThread();
    deadlines.put(worker, deadlineNanos);
    try {
      work.run();
    } finally {
      deadlines.remove(worker);
      Thread.interrupted(); // a late interrupt must not hit the next piece of work
    }
  }

  private void watch() {
    while (!closed) {
      long now = System.nanoTime();
      deadlines.forEach((worker, deadline) -> {
        if (now - deadline > 0) {
          worker.interrupt();
        }
      });
      try {
        Thread.sleep(PERIOD_MILLIS);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
