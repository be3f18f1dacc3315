package dev.brisach.kit.login;

import dev.brisach.kit.wire.Exchange;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The cookies of one session; safe for several threads. */
final class Jar {
  private static final int MOST = 100;

  private final String prefix;
  private final Map<String, Cookie> cookies = new LinkedHashMap<>();

  /**
   * An empty jar for a service below this path, which cookies' paths begin with and targets not.
   */
  Jar(String prefix) {
    this.prefix = prefix;
  }

  /** Keeps what an answer set, and forgets what it took away. */
  void keep(Exchange exchange, Instant now) {
    keep(exchange, now, true);
  }

  /** Keeps what an answer set; cookies that it takes away stay where nothing is to be forgotten. */
  synchronized void keep(Exchange exchange, Instant now, boolean forgetting) {
    for (String header : exchange.response().headers().getOrDefault("set-cookie", List.of())) {
      Cookie cookie = Cookie.read(header, prefix + exchange.request().target(), now);
      if (cookie == null) {
        continue;
      }
      String key = cookie.name() + ' ' + cookie.path();
      if (cookie.gone()) {
        if (forgetting) {
          cookies.remove(key);
        }
      } else if (cookies.size() < MOST || cookies.containsKey(key)) {
        cookies.put(key, cookie);
      }
    }
  }

  synchronized void put(Cookie cookie) {
    cookies.put(cookie.name() + ' ' + cookie.path(), cookie);
  }

  synchronized List<Cookie> all() {
    return List.copyOf(cookies.values());
  }

  synchronized @Nullable String value(String name) {
    return cookies.values().stream()
        .filter(cookie -> cookie.name().equals(name))
        .map(Cookie::value)
        .findFirst()
        .orElse(null);
  }

  /** The header's value for a request, or null where no cookie is for it. */
  synchronized @Nullable String header(String target) {
    StringBuilder header = new StringBuilder();
    for (Cookie cookie : cookies.values()) {
      if (cookie.fits(prefix + target)) {
        header.append(header.isEmpty() ? "" : "; ");
        header.append(cookie.name()).append('=').append(cookie.value());
      }
    }
    return header.isEmpty() ? null : header.toString();
  }
}
