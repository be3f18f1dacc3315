package dev.brisach.kit.live;

import dev.brisach.kit.har.Har;
import dev.brisach.kit.wire.Exchange;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Requests to begin with, out of a recording. */
public final class Seeds {
  /** What a recording holds beside content: credentials, and what the wire says by itself. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "host",
          "connection",
          "content-length",
          "authorization",
          "proxy-authorization",
          "user-agent",
          "accept-encoding",
          "transfer-encoding",
          "origin");

  /** A cookie this long may be somebody's session. */
  private static final int LONG = 16;

  private Seeds() {}

  /**
   * The requests of a recording that went to this service, without any credential, each once.
   *
   * @param base address of the service, whose path is taken away from the targets
   */
  public static List<Exchange.Request> of(Har har, URI base) {
    List<Exchange.Request> seeds = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Har.Entry entry : har.entries()) {
      String target = target(entry.url(), base);
      Har.Body body = entry.body();
      String text = body == null ? "" : body.text();
      if (target != null && seen.add(entry.method() + ' ' + target + ' ' + text)) {
        seeds.add(
            Exchange.Request.of(
                entry.method(),
                target,
                fields(entry),
                body == null ? null : text.getBytes(StandardCharsets.UTF_8)));
      }
    }
    return seeds;
  }

  private static List<Exchange.Field> fields(Har.Entry entry) {
    return entry.headers().stream()
        .filter(header -> !LEFT_OUT.contains(header.name().toLowerCase(Locale.ROOT)))
        .filter(header -> !header.name().startsWith(":") && !header.name().startsWith("sec-"))
        .map(header -> new Exchange.Field(header.name(), value(header)))
        .filter(field -> !field.value().isEmpty())
        .toList();
  }

  /** Of cookies only those that cannot be a session; they are input like any other. */
  private static String value(Har.Pair header) {
    if (!header.name().equalsIgnoreCase("cookie")) {
      return header.value();
    }
    StringJoiner kept = new StringJoiner("; ");
    for (String pair : header.value().split(";", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0 && !maySession(pair.substring(equals + 1).strip())) {
        kept.add(pair.strip());
      }
    }
    return kept.toString();
  }

  /** Long, and either with digits or in one piece: a sentence is no session. */
  private static boolean maySession(String value) {
    if (value.length() < LONG) {
      return false;
    }
    int run = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '%' && i + 2 < value.length()) {
        run = 0;
        i += 2;
      } else if (Character.isDigit(c)) {
        return true;
      } else {
        run = Character.isLetter(c) ? run + 1 : 0;
        if (run >= LONG) {
          return true;
        }
      }
    }
    return false;
  }

  private static @Nullable String target(URI url, URI base) {
    String host = String.valueOf(url.getHost());
    String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    String prefix = base.getRawPath() == null ? "" : base.getRawPath();
    prefix = prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
    if (!host.equalsIgnoreCase(base.getHost())
        || port(url) != port(base)
        || !path.startsWith(prefix + "/")) {
      return null;
    }
    String target = path.substring(prefix.length());
    return url.getRawQuery() == null ? target : target + "?" + url.getRawQuery();
  }

  private static int port(URI uri) {
    return uri.getPort() >= 0 ? uri.getPort() : "https".equals(uri.getScheme()) ? 443 : 80;
  }
}
