package dev.brisach.kit.wire;

import java.io.Closeable;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The kill switch. Once pulled, no wire that holds it sends a new request, and the connections of
 * running exchanges are closed. It cannot be taken back.
 */
public final class StopSignal {
  private final Set<Closeable> open = ConcurrentHashMap.newKeySet();
  private volatile boolean pulled;

  /** Stops everything that holds this signal; safe from any thread, also more than once. */
  public void pull() {
    pulled = true;
    open.forEach(StopSignal::end);
    open.clear();
  }

  /** True once pulled. */
  public boolean pulled() {
    return pulled;
  }

  /** Closes a connection when the signal is pulled, or at once where it was already. */
  void watch(Closeable connection) {
    open.add(connection);
    if (pulled) {
      end(connection);
    }
  }

  void forget(Closeable connection) {
    open.remove(connection);
  }

  private static void end(Closeable connection) {
    try {
      connection.close();
    } catch (IOException e) {
      // it is gone either way
    }
  }
}
