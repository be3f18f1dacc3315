package dev.brisach.kit.login;

import dev.brisach.kit.wire.Exchange;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A cookie as a service set it (RFC 6265).
 *
 * @param path path it is for
 * @param sameSite value of SameSite in lower case, or null where unsaid
 * @param gone true where it was set to take it away
 */
public record Cookie(
    String name,
    String value,
    String path,
    boolean secure,
    boolean httpOnly,
    @Nullable String sameSite,
    boolean gone) {
  /** Never the value, which is a credential more often than not. */
  @Override
  public String toString() {
    return "Cookie[" + name + "]";
  }

  /**
   * Reads the value of a {@code Set-Cookie} header, or null where it is none.
   *
   * @param target the path that was asked for, which tells the path where none is said
   */
  static @Nullable Cookie read(String header, String target, Instant now) {
    String[] parts = header.split(";", 40);
    int equals = parts[0].indexOf('=');
    if (equals <= 0) {
      return null;
    }
    String path = folder(target);
    boolean secure = false;
    boolean httpOnly = false;
    String sameSite = null;
    boolean gone = false;
    boolean aged = false;
    for (int i = 1; i < parts.length; i++) {
      int at = parts[i].indexOf('=');
      String key = (at < 0 ? parts[i] : parts[i].substring(0, at)).strip().toLowerCase(Locale.ROOT);
      String value = at < 0 ? "" : parts[i].substring(at + 1).strip();
      switch (key) {
        case "path" -> path = value.startsWith("/") ? value : path;
        case "secure" -> secure = true;
        case "httponly" -> httpOnly = true;
        case "samesite" -> sameSite = value.toLowerCase(Locale.ROOT);
        case "max-age" -> {
          aged = true;
          gone = value.startsWith("-") || value.equals("0");
        }
        case "expires" -> gone = aged ? gone : past(value, now);
        default -> {}
      }
    }
    String value = parts[0].substring(equals + 1).strip();
    return new Cookie(
        parts[0].substring(0, equals).strip(), value, path, secure, httpOnly, sameSite, gone);
  }

  /** The cookies that an answer sets. */
  public static List<Cookie> all(Exchange exchange) {
    List<Cookie> cookies = new ArrayList<>();
    for (String header : exchange.response().all("set-cookie")) {
      Cookie cookie = read(header, exchange.request().target(), Instant.EPOCH);
      if (cookie != null && !cookie.gone()) {
        cookies.add(cookie);
      }
    }
    return cookies;
  }

  private static String folder(String target) {
    int query = target.indexOf('?');
    String path = query < 0 ? target : target.substring(0, query);
    int slash = path.lastIndexOf('/');
    return slash <= 0 ? "/" : path.substring(0, slash);
  }

  private static boolean past(String date, Instant now) {
    try {
      return ZonedDateTime.parse(date.replace('-', ' '), DateTimeFormatter.RFC_1123_DATE_TIME)
          .toInstant()
          .isBefore(now);
    } catch (DateTimeException e) {
      return false;
    }
  }

  /** True where it is sent along with a request for this path. */
  boolean fits(String target) {
    int query = target.indexOf('?');
    String asked = query < 0 ? target : target.substring(0, query);
    return asked.equals(path) || asked.startsWith(path.endsWith("/") ? path : path + "/");
  }
}
