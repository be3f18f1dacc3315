package example.shop;

import com.sun.net.httpserver.HttpExchange;
import java.util.List;

/** Reads and writes the two cookies of the shop. */
final class Cookies {
  private Cookies() {}

  static String read(HttpExchange exchange, String name) {
    for (String header : exchange.getRequestHeaders().getOrDefault("Cookie", List.of())) {
      for (String pair : header.split(";")) {
        int equals = pair.indexOf('=');
        if (equals > 0 && pair.substring(0, equals).strip().equals(name)) {
          return pair.substring(equals + 1).strip();
        }
      }
    }
    return null;
  }

  static void write(HttpExchange exchange, String name, String value, int maxAge) {
    exchange
        .getResponseHeaders()
        .add(
            "Set-Cookie",
            name
                + "="
                + value
                + "; Path=/; Max-Age="
                + maxAge
                + "; HttpOnly; Secure; SameSite=Strict");
  }
}
