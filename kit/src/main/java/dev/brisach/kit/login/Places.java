package dev.brisach.kit.login;

import dev.brisach.kit.wire.Wire;
import dev.brisach.kit.wire.WireException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Addresses within a service. */
final class Places {
  private Places() {}

  /** A wire and what to ask it for. */
  record There(Wire wire, String target) {}

  /** Scheme, host and port. */
  static String origin(URI base) {
    return base.getScheme() + "://" + base.getRawAuthority();
  }

  /** The path that every path of the service stands below, without a slash at its end. */
  static String prefix(URI base) {
    String path = base.getRawPath() == null ? "" : base.getRawPath();
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  /**
   * The target that a link on a page leads to, or null where it leads away from the service.
   *
   * @param page target of the page
   * @param link as written; null or empty: the page itself
   */
  static @Nullable String below(URI base, String page, @Nullable String link) {
    if (link == null || link.isBlank()) {
      return page;
    }
    URI to;
    try {
      to = URI.create(origin(base) + prefix(base) + page).resolve(link.strip()).normalize();
    } catch (IllegalArgumentException e) {
      return null;
    }
    if (to.getScheme() == null
        || to.getRawAuthority() == null
        || port(to) != port(base)
        || !to.getScheme().equals(base.getScheme())
        || !String.valueOf(to.getHost()).equalsIgnoreCase(base.getHost())) {
      return null;
    }
    String path = to.getRawPath() == null || to.getRawPath().isEmpty() ? "/" : to.getRawPath();
    String prefix = prefix(base);
    if (!path.startsWith(prefix + "/")) {
      return null;
    }
    path = path.substring(prefix.length());
    return to.getRawQuery() == null ? path : path + "?" + to.getRawQuery();
  }

  private static int port(URI uri) {
    if (uri.getPort() >= 0) {
      return uri.getPort();
    }
    return uri.getScheme().toLowerCase(Locale.ROOT).equals("https") ? 443 : 80;
  }

  /** A path of the service, or a whole address; one outside the scope is refused when sent to. */
  static There of(Wire wire, String place) throws WireException {
    if (place.startsWith("/")) {
      return new There(wire, place);
    }
    String target = below(wire.base(), "/", place);
    if (target != null) {
      return new There(wire, target);
    }
    try {
      URI uri = new URI(place);
      String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
      return new There(
          wire.at(new URI(origin(uri))),
          uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery());
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw new WireException(place + " is no address of a service");
    }
  }
}
