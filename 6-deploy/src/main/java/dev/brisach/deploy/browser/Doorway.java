package dev.brisach.deploy.browser;

import dev.brisach.kit.wire.Exchange;
import dev.brisach.kit.wire.WireException;
import java.net.URI;
import java.util.concurrent.CancellationException;

/** The only way from a page to a service: a guarded client of the caller's. */
public interface Doorway {
  /** Address of the service; a page gets what stands below it and nothing else. */
  URI base();

  /**
   * Answers a page's own GET request for something below the base.
   *
   * @param target path and query below the base
   */
  Exchange.Response get(String target) throws WireException;

  /** Returns if the run goes on. */
  void check() throws CancellationException;
}
