package dev.brisach.kit.login;

import dev.brisach.kit.wire.Exchange;
import dev.brisach.kit.wire.Wire;
import dev.brisach.kit.wire.WireException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** What is known of a user over all sessions: whether logging in may still be tried. */
final class Standing {
  private static final int MOST_REFUSALS = 2;
  private static final int MOST_FAILURES = 5;

  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable String over;
  private int refusals;
  private int failures;
  private boolean asked;
  private @Nullable String nothing;

  /** Logs in, unless that was refused too often. */
  Pass enter(String name, Entrance entrance, Jar jar) throws WireException {
    lock.lock();
    try {
      if (over != null) {
        throw new WireException(over);
      }
      try {
        Pass pass = entrance.enter(jar);
        refusals = 0;
        failures = 0;
        return pass;
      } catch (LoginRefused e) {
        String reason = name + " cannot log in: " + e.getMessage();
        if (e.forGood() || ++refusals >= MOST_REFUSALS) {
          over = reason + "; not tried again";
        }
        throw new WireException(over == null ? reason : over);
      } catch (WireException e) {
        String reason = name + " cannot log in: " + e.getMessage();
        if (++failures >= MOST_FAILURES) {
          over = reason + "; not tried again";
        }
        throw new WireException(over == null ? reason : over);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Why a probe shows nothing: a stranger is answered alike; null where it does show. */
  @Nullable String nothingTold(Recipe.Probe probe, Wire wire) throws WireException {
    lock.lock();
    try {
      if (!asked) {
        Exchange stranger = wire.send(Exchange.Request.of("GET", probe.path()));
        nothing =
            shows(probe, stranger)
                ? "the probe " + probe.path() + " answers a stranger as it should answer a user"
                : null;
        asked = true;
      }
      return nothing;
    } finally {
      lock.unlock();
    }
  }

  static boolean good(Exchange exchange) {
    int status = exchange.response().status();
    return status >= 200 && status < 300;
  }

  static boolean shows(Recipe.Probe probe, Exchange answer) {
    return good(answer)
        && (probe.shows() == null || answer.response().text().contains(probe.shows()));
  }
}
