package dev.brisach.kit.crawl;

import dev.brisach.kit.wire.Exchange;

/**
 * A request that an answer named.
 *
 * @param way where it stood
 * @param label what a person reads there, for example on the button; may be empty
 */
public record Found(Exchange.Request request, Way way, String label) {
  /** Where a request stood. */
  public enum Way {
    LINK,
    FORM,
    SCRIPT
  }

  /** True where sending it may change what the service holds, or end the session. */
  public boolean harmful() {
    return !request.method().equals("GET") || Danger.named(request.target() + ' ' + label);
  }
}
