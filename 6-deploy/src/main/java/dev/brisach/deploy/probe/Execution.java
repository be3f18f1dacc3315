package dev.brisach.deploy.probe;

import dev.brisach.core.Context;
import dev.brisach.deploy.browser.Browser;
import dev.brisach.deploy.browser.Doorway;
import dev.brisach.deploy.browser.Script;
import dev.brisach.deploy.browser.Seen;
import dev.brisach.deploy.browser.Visit;
import dev.brisach.kit.live.Caller;
import dev.brisach.kit.live.LiveService;
import dev.brisach.kit.wire.Exchange;
import dev.brisach.kit.wire.WireException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Shows an answer of the service in the installed Chromium and sees whether a script of ours runs
 * there. The browser is started when first needed, and ended by {@link #rest} until the next need.
 */
final class Execution {
  private static final int MOST_STARTS = 10;
  static final String TOUCH = Script.beside(Execution.class, "touch.js");
  static final String WATCH = Script.beside(Execution.class, "watch.js");
  static final String HAND = Script.beside(Execution.class, "hand.js");
  static final String MESSAGE = Script.beside(Execution.class, "message.js");

  private final LiveService service;
  private final @Nullable Path program;
  private @Nullable Browser browser;
  private String missing;
  private String words = "";
  private int starts;

  Execution(LiveService service, @Nullable Path program) {
    this.service = service;
    this.program = program;
    this.missing = program == null ? "no Chromium is installed" : "";
  }

  /** Why nothing can be run; empty where it can, as far as is known. */
  synchronized String missing() {
    return missing;
  }

  /** Name and version of the browser that was last used. */
  synchronized String words() {
    return words;
  }

  /** Shows an answer as the page at its own address, uses it as a user would, and says what ran. */
  Seen show(Exchange exchange, String word, int number, Caller caller, Context context) {
    String target = exchange.request().target();
    return open(
        Visit.of(target, exchange.response(), word)
            .then(TOUCH.replace("$WORD$", word))
            .besides(word + "(" + number + ")"),
        caller,
        context);
  }

  /** Opens a page. */
  Seen open(Visit visit, Caller caller, Context context) {
    Browser running = running();
    if (running == null) {
      return new Seen(List.of(), List.of(), List.of(), false, List.of(), missing());
    }
    return running.open(visit, new Door(service, caller, context));
  }

  private synchronized @Nullable Browser running() {
    Browser known = browser;
    if (known != null && known.alive()) {
      return known;
    }
    rest();
    if (program == null || !missing.isEmpty()) {
      return null;
    }
    if (++starts > MOST_STARTS) {
      missing = "the browser ended too often";
      return null;
    }
    try {
      browser = Browser.start(program);
      words = browser.words();
    } catch (IOException e) {
      missing = String.valueOf(e.getMessage());
    }
    return browser;
  }

  /** Ends the browser. */
  synchronized void rest() {
    Browser known = browser;
    browser = null;
    if (known != null) {
      known.close();
    }
  }

  /** What a page asks for goes through the guarded client, as the one who looks at the page. */
  private record Door(LiveService service, Caller caller, Context context) implements Doorway {
    @Override
    public URI base() {
      return service.wire().base();
    }

    @Override
    public Exchange.Response get(String target) throws WireException {
      context.checkCancelled();
      return caller.send(Exchange.Request.of("GET", target)).response();
    }

    @Override
    public void check() throws CancellationException {
      context.checkCancelled();
      if (service.wire().options().stop().pulled()) {
        throw new CancellationException("stopped");
      }
    }
  }
}
