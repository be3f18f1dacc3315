package dev.brisach.kit.wire;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Idle connections to one service, the youngest first. One that the peer has closed is noticed
 * before use. The rest of the race (closed while the request was on its way) is left to the caller,
 * who may repeat what is idempotent; a request that is not takes a pooled connection only once the
 * peer has been seen to keep them, and never again after one ended by surprise.
 */
final class Pool {
  private static final Duration MOST_IDLE = Duration.ofSeconds(5);
  private static final long SETTLED = Duration.ofMillis(20).toNanos();

  private final Deque<Connection> idle = new ArrayDeque<>();
  private final int most;
  private boolean reaping;
  private boolean keeps;
  private boolean surprised;

  Pool(int most) {
    this.most = most;
  }

  /** A connection that seems to be open, or null. */
  @Nullable Connection take(boolean idempotent) {
    while (true) {
      Connection connection;
      synchronized (idle) {
        connection = idle.pollFirst();
      }
      if (connection == null) {
        return null;
      }
      long since = connection.idleNanos();
      boolean quiet = since < MOST_IDLE.toNanos() && connection.quiet();
      boolean trusted;
      synchronized (idle) {
        keeps |= quiet && since > SETTLED;
        surprised |= !quiet && since < SETTLED * 10;
        trusted = idempotent || (keeps && !surprised);
        if (quiet && !trusted) {
          idle.addLast(connection);
          return null;
        }
      }
      if (quiet) {
        return connection;
      }
      connection.close();
    }
  }

  /** A connection ended before its answer. */
  void surprised() {
    synchronized (idle) {
      surprised = true;
    }
  }

  /** Keeps a connection for the next request. */
  void give(Connection connection) {
    boolean full;
    boolean start = false;
    synchronized (idle) {
      keeps |= connection.usedBefore() && !surprised;
      full = idle.size() >= most;
      if (!full) {
        connection.answered();
        idle.addFirst(connection);
        start = !reaping;
        reaping = true;
      }
    }
    if (full) {
      connection.close();
    }
    if (start) {
      Thread.ofVirtual().start(this::reap);
    }
  }

  /** Closes what is idle. */
  void drain() {
    List<Connection> all;
    synchronized (idle) {
      all = new ArrayList<>(idle);
      idle.clear();
    }
    all.forEach(Connection::close);
  }

  /** Closes what has been idle for long; ends with the last one. */
  private void reap() {
    while (true) {
      try {
        Thread.sleep(MOST_IDLE.dividedBy(5));
      } catch (InterruptedException e) {
        return;
      }
      List<Connection> old = new ArrayList<>();
      synchronized (idle) {
        idle.removeIf(
            connection -> connection.idleNanos() > MOST_IDLE.toNanos() && old.add(connection));
        reaping = !idle.isEmpty();
        if (!reaping) {
          old.forEach(Connection::close);
          return;
        }
      }
      old.forEach(Connection::close);
    }
  }
}
