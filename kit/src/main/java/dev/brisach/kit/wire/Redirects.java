package dev.brisach.kit.wire;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Follows redirects (RFC 9110, 15.4) as far as the scope goes. */
final class Redirects {
  private static final Set<String> CREDENTIALS =
      Set.of("authorization", "cookie", "proxy-authorization");

  private final List<Exchange> exchanges = new ArrayList<>();
  private final List<String> services = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();
  private @Nullable Bulk bulk;

  /**
   * With what bodies there are beyond memory.
   *
   * @param bulk null where there are none
   */
  Redirects(@Nullable Bulk bulk) {
    this.bulk = bulk;
  }

  Followed follow(Wire first, Exchange.Request request, int most) throws WireException {
    Wire wire = first;
    Exchange.Request next = request;
    URI place = first.place(request);
    while (true) {
      seen.add(next.method() + ' ' + place);
      try {
        exchanges.add(bulk == null ? wire.send(next) : wire.send(next, bulk));
        services.add(wire.origin());
      } catch (WireException e) {
        if (exchanges.isEmpty()) {
          throw e;
        }
        return ended(
            e.refused() ? Followed.Stop.REFUSED : Followed.Stop.NO_ANSWER,
            ResponseReader.shown(place.toString()) + ": " + e.getMessage());
      }
      Exchange.Response answer = exchanges.getLast().response();
      String location = location(answer);
      if (location == null) {
        return ended(Followed.Stop.ARRIVED, "answered " + answer.status());
      }
      if (exchanges.size() > most) {
        return ended(Followed.Stop.TOO_MANY, "more than " + most + " redirects");
      }
      URI to = resolved(place, location);
      if (to == null) {
        return ended(
            Followed.Stop.REFUSED, "redirects to no address: " + ResponseReader.shown(location));
      }
      Wire onward;
      try {
        onward = wire.redirected(to);
      } catch (WireException e) {
        return ended(Followed.Stop.REFUSED, e.getMessage());
      }
      next = changed(next, answer.status(), target(to), !onward.origin().equals(wire.origin()));
      if (bulk != null && next.method().equals("GET")) {
        bulk = new Bulk(null, bulk.sink(), bulk.within());
      }
      wire = onward;
      place = to;
      if (seen.contains(next.method() + ' ' + place)) {
        return ended(Followed.Stop.CIRCLE, "redirects in a circle");
      }
    }
  }

  private Followed ended(Followed.Stop stop, String why) {
    return new Followed(exchanges, services, stop, why);
  }

  private static @Nullable String location(Exchange.Response answer) {
    return switch (answer.status()) {
      case 301, 302, 303, 307, 308 -> answer.header("location");
      default -> null;
    };
  }

  private static String target(URI to) {
    String path = to.getRawPath() == null || to.getRawPath().isEmpty() ? "/" : to.getRawPath();
    return to.getRawQuery() == null ? path : path + "?" + to.getRawQuery();
  }

  /** The request for the next place; no credential goes to another service. */
  private static Exchange.Request changed(
      Exchange.Request request, int status, String target, boolean elsewhere) {
    boolean toGet =
        (status == 303 && !request.method().equals("HEAD"))
            || ((status == 301 || status == 302) && request.method().equals("POST"));
    List<Exchange.Field> fields =
        request.fields().stream()
            .filter(field -> {
              String name = field.name().toLowerCase(Locale.ROOT);
              return !(elsewhere && (CREDENTIALS.contains(name) || name.equals("host")))
                  && !(toGet && name.startsWith("content-"));
            })
            .toList();
    return Exchange.Request.of(
        toGet ? "GET" : request.method(), target, fields, toGet ? null : request.body());
  }

  /** The place a Location names, read as leniently as browsers do; null where it is none. */
  private static @Nullable URI resolved(URI from, String location) {
    try {
      URI to = from.resolve(new URI(escaped(location)));
      String scheme = String.valueOf(to.getScheme()).toLowerCase(Locale.ROOT);
      boolean web = scheme.equals("http") || scheme.equals("https");
      return web && to.getHost() != null ? to : null;
    } catch (URISyntaxException | IllegalArgumentException e) {
      return null;
    }
  }

  private static String escaped(String location) {
    StringBuilder out = new StringBuilder();
    for (byte b : location.getBytes(StandardCharsets.ISO_8859_1)) {
      int c = b & 0xff;
      if (c == '#') {
        break; // a fragment is never sent
      }
      if (c == '\\') {
        out.append('/');
      } else if (c <= ' ' || c > '~' || "\"<>^`{|}".indexOf(c) >= 0) {
        out.append('%').append(String.format(Locale.ROOT, "%02X", c));
      } else {
        out.append((char) c);
      }
    }
    return out.toString();
  }
}
