package dev.brisach.kit.wire;

import java.util.List;

/**
 * A request and where its redirects led.
 *
 * @param exchanges in order, at least one
 * @param services scheme, host and port of each exchange
 * @param stop why it went no further
 * @param why the same in words
 */
public record Followed(List<Exchange> exchanges, List<String> services, Stop stop, String why) {
  public Followed {
    exchanges = List.copyOf(exchanges);
    services = List.copyOf(services);
  }

  /** Why following ended. */
  public enum Stop {
    /** The last answer redirects nowhere. */
    ARRIVED,
    /** The next place is outside the scope, or no place of this kind of service. */
    REFUSED,
    /** So many redirects were not asked for. */
    TOO_MANY,
    /** It leads in a circle. */
    CIRCLE,
    /** The next place gave no answer. */
    NO_ANSWER
  }

  /** The last answer. */
  public Exchange last() {
    return exchanges.getLast();
  }
}
