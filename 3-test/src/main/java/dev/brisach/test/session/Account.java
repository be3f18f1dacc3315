package dev.brisach.test.session;

import dev.brisach.kit.live.LiveService;
import dev.brisach.kit.login.Cookie;
import dev.brisach.kit.login.LoggedIn;
import dev.brisach.kit.login.Recipe;
import dev.brisach.kit.wire.Exchange;
import dev.brisach.kit.wire.WireException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What these checks ask of the users of a service. */
final class Account {
  private Account() {}

  /** The users that log in by a recipe, in the order of the configuration. */
  static List<LoggedIn> of(LiveService service) {
    List<LoggedIn> users = new ArrayList<>();
    service
        .users()
        .forEach(user -> {
          if (user instanceof LoggedIn one) {
            users.add(one);
          }
        });
    return users;
  }

  /** The request of the probe of a user that has one. */
  static Exchange.Request probe(LoggedIn user) {
    Recipe.Probe probe = user.recipe().probe();
    if (probe == null) {
      throw new IllegalArgumentException(user.name() + " has no probe");
    }
    return Exchange.Request.of("GET", probe.path());
  }

  /** Cookies of a session that let the user in alone; empty where it takes several, or none. */
  static List<Cookie> alone(LiveService service, LoggedIn user) throws WireException {
    List<Cookie> good = new ArrayList<>();
    for (Cookie cookie : user.cookies()) {
      if (user.shows(service.wire().send(probe(user).with("Cookie", pair(cookie))))) {
        good.add(cookie);
      }
    }
    return good;
  }

  /** True where a session holds a cookie of this name. */
  static boolean sets(LoggedIn session, Cookie cookie) {
    try {
      return session.cookies().stream().anyMatch(one -> one.name().equals(cookie.name()));
    } catch (WireException e) {
      return true; // nobody can tell
    }
  }

  static String pair(Cookie cookie) {
    return cookie.name() + "=" + cookie.value();
  }

  /** Why an answer neither shows the user nor refuses, or null where it is one of both. */
  static @Nullable String unclear(Exchange answer) {
    int status = answer.response().status();
    if (status >= 500) {
      return "the service answers " + status;
    }
    return status == 429 ? "the service limits the rate of requests" : null;
  }
}
