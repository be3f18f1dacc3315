package dev.brisach.kit.wire;

import java.io.Closeable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** What the wires of one scope have in common: connections, rates per host, numbers, services. */
final class Shared implements Closeable {
  private static final int SLICE_MILLIS = 50;
  private static final int EVERYBODY = 1 << 24;

  private final StopSignal stop;
  private final Semaphore permits;
  private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();
  private final Map<String, Service> services = new ConcurrentHashMap<>();
  private final AtomicBoolean woken = new AtomicBoolean();
  private final AtomicLong ids = new AtomicLong();

  Shared(WireOptions options) {
    stop = options.stop();
    permits = new Semaphore(options.limits().connections());
  }

  long nextId() {
    return ids.incrementAndGet();
  }

  long lastId() {
    return ids.get();
  }

  /** The one service of an origin. */
  Service service(String origin, Supplier<Service> made) {
    return services.computeIfAbsent(origin, _ -> made.get());
  }

  /** Waits for a free connection and a token of the host; to be followed by {@link #leave}. */
  void enter(String host, double perSecond) throws WireException {
    running();
    try {
      if (!permits.tryAcquire()) {
        stop.watch(this);
        permits.acquire();
      }
      boolean in = false;
      try {
        long wait = buckets.computeIfAbsent(host, _ -> new Bucket()).take(perSecond);
        long until = System.nanoTime() + wait;
        running();
        for (long left = wait; left > 0; left = until - System.nanoTime()) {
          Thread.sleep(java.time.Duration.ofNanos(Math.min(left, SLICE_MILLIS * 1_000_000L)));
          running();
        }
        in = true;
      } finally {
        if (!in) {
          permits.release();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WireException("interrupted");
    }
  }

  void leave() {
    permits.release();
  }

  /** Wakes all who wait, for the stop signal. */
  @Override
  public void close() {
    if (!woken.getAndSet(true)) {
      permits.release(EVERYBODY);
    }
  }

  private void running() throws WireException {
    if (stop.pulled()) {
      throw new WireException("stopped");
    }
  }
}
