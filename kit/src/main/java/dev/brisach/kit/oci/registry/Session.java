package dev.brisach.kit.oci.registry;

import dev.brisach.kit.oci.OciException;
import dev.brisach.kit.wire.Bulk;
import dev.brisach.kit.wire.Exchange;
import dev.brisach.kit.wire.Followed;
import dev.brisach.kit.wire.Scope;
import dev.brisach.kit.wire.Wire;
import dev.brisach.kit.wire.WireException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Speaks to one registry: shows credentials where they belong, waits where it is busy. */
final class Session implements AutoCloseable {
  private static final int MOST_REDIRECTS = 5;
  private static final int MOST_WAITS = 8;

  private final String host;
  private final Wire wire;
  private final RegistryOptions options;
  private final Tokens tokens;

  Session(String host, RegistryOptions options) throws OciException {
    this.host = host;
    this.options = options;
    URI base = base(host, options.transport());
    List<String> hosts = new ArrayList<>(List.of(base.getHost().replace("[", "").replace("]", "")));
    hosts.addAll(options.tokenHosts());
    hosts.addAll(options.blobHosts());
    this.wire = new Wire(base, new Scope(hosts, List.of()), options.wire());
    this.tokens = new Tokens(host, wire, options);
  }

  private static URI base(String host, RegistryOptions.Transport transport) throws OciException {
    boolean clear =
        switch (transport) {
          case HTTP -> true;
          case HTTPS -> false;
          case USUAL -> loopback(host.toLowerCase(Locale.ROOT));
        };
    try {
      URI base = new URI((clear ? "http" : "https") + "://" + host);
      if (base.getHost() != null) {
        return base;
      }
    } catch (URISyntaxException e) {
      // said below
    }
    throw new OciException("not the address of a registry: " + host);
  }

  private static boolean loopback(String host) {
    int colon = host.startsWith("[") ? host.indexOf(']') + 1 : host.indexOf(':');
    String name = colon > 0 ? host.substring(0, colon) : host;
    return name.equals("localhost")
        || name.endsWith(".localhost")
        || name.startsWith("127.")
        || name.equals("[::1]");
  }

  String host() {
    return host;
  }

  RegistryOptions options() {
    return options;
  }

  /** A place at the registry itself. */
  Place own(String target) {
    return new Place(wire, target);
  }

  /** Where a request goes. */
  record Place(Wire wire, String target) {}

  /** A place that the registry named in a Location, seen from the one that was asked. */
  Place led(Place from, @Nullable String location) throws OciException {
    if (location == null) {
      throw fault("it names no place to go on (Location)");
    }
    try {
      URI asked = from.wire().base().resolve(new URI(from.target()));
      URI to = asked.resolve(new URI(location));
      String path = to.getRawPath() == null || to.getRawPath().isEmpty() ? "/" : to.getRawPath();
      String target = to.getRawQuery() == null ? path : path + "?" + to.getRawQuery();
      Wire next = from.wire().redirected(to);
      return new Place(next.sameService(wire) ? wire : next, target);
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw fault("it leads to no address: " + location);
    } catch (WireException e) {
      throw fault(e.getMessage());
    }
  }

  OciException fault(String why) {
    return new OciException("registry " + host + ": " + why);
  }

  /** Asks and expects an answer; no answer is a fault. */
  Exchange.Response ask(Place place, Exchange.Request request, Access access) throws IOException {
    try {
      return send(place, request, null, access);
    } catch (WireException e) {
      throw fault(e.getMessage());
    }
  }

  /**
   * Sends a request, with a credential where the place is the registry's own and it asks for one.
   *
   * @throws WireException where there is no answer, so that trying again might help
   */
  Exchange.Response send(Place place, Exchange.Request request, @Nullable Bulk bulk, Access access)
      throws IOException, WireException {
    boolean own = place.wire().sameService(wire);
    String shown = own ? tokens.known(access) : null;
    boolean renewed = false;
    long patience = options.patience().toMillis();
    for (int waits = 0; ; ) {
      Exchange.Request asked = shown == null ? request : request.with("Authorization", shown);
      Followed followed = follow(place.wire(), asked, bulk);
      Exchange.Response response = arrived(followed);
      boolean here = own && followed.services().getLast().equals(followed.services().getFirst());
      if (response.status() == 401 && here && !renewed) {
        renewed = true;
        shown = tokens.answer(response.all("www-authenticate"), access);
        if (shown != null) {
          continue;
        }
      }
      long wait = wait(response);
      if (wait >= 0 && wait <= patience && waits < MOST_WAITS) {
        pause(Duration.ofMillis(wait));
        patience -= wait;
        waits++;
        continue;
      }
      return response;
    }
  }

  private static Followed follow(Wire wire, Exchange.Request request, @Nullable Bulk bulk)
      throws IOException, WireException {
    try {
      return bulk == null
          ? wire.follow(request, MOST_REDIRECTS)
          : wire.follow(request, bulk, MOST_REDIRECTS);
    } catch (UncheckedIOException e) {
      throw e.getCause() == null ? new IOException(e) : e.getCause();
    }
  }

  private Exchange.Response arrived(Followed followed) throws OciException, WireException {
    return switch (followed.stop()) {
      case ARRIVED -> followed.last().response();
      case NO_ANSWER -> throw new WireException(followed.why());
      case REFUSED, TOO_MANY, CIRCLE ->
          throw fault("a redirect is not followed: " + followed.why());
    };
  }

  /** Milliseconds to wait where the registry is busy, -1 where it is not. */
  private static long wait(Exchange.Response response) {
    if (response.status() != 429 && response.status() != 503) {
      return -1;
    }
    String after = response.header("retry-after");
    try {
      return after == null ? 1_000 : Math.max(0, Math.multiplyExact(Long.parseLong(after), 1_000L));
    } catch (NumberFormatException | ArithmeticException e) {
      return 1_000; // a date, which says nothing without its clock
    }
  }

  static void pause(Duration time) throws OciException {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OciException("interrupted");
    }
  }

  /** A refusal in words, with what might help. */
  OciException refusal(String doing, Exchange.Response response) {
    boolean closed = response.status() == 401 || response.status() == 403;
    String hint = closed ? options.logins().hint(host) : "";
    String shown =
        closed && options.logins().of(host) == null && hint.isEmpty()
            ? "no credential is known for it"
            : hint;
    return fault(
        doing + ": answered " + Faults.words(response) + (shown.isEmpty() ? "" : "; " + shown));
  }

  @Override
  public void close() {
    wire.close();
  }
}
