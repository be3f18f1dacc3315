package dev.brisach.kit.listen;

import java.time.Duration;

/**
 * Somebody came for a token.
 *
 * @param after how long after the listener was opened
 * @param from the caller's address and port
 * @param what the request's first line, or the type and name that was asked for
 */
public record Hit(Kind kind, Duration after, String from, String what) {
  /** The way it came. */
  public enum Kind {
    HTTP,
    DNS
  }
}
