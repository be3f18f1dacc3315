package dev.brisach.testkit;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** How {@link RegistryServer} reads what it is asked and puts its answers. */
final class RegistryAnswers {
  private RegistryAnswers() {}

  static Map<String, String> query(HttpExchange exchange) {
    Map<String, String> found = new TreeMap<>();
    String query = exchange.getRequestURI().getRawQuery();
    for (String pair : query == null ? new String[0] : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        found.put(
            pair.substring(0, equals),
            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return found;
  }

  /** The text of an object member, where no string of it holds a brace. */
  static String member(byte[] json, String name) {
    String text = new String(json, StandardCharsets.UTF_8);
    int from = text.indexOf("\"" + name + "\":{");
    int open = 0;
    for (int at = Math.max(0, from); from >= 0 && at < text.length(); at++) {
      open += text.charAt(at) == '{' ? 1 : text.charAt(at) == '}' ? -1 : 0;
      if (text.charAt(at) == '}' && open == 0) {
        return text.substring(from, at);
      }
    }
    return "";
  }

  static String field(String text, String name) {
    int at = text.indexOf("\"" + name + "\":\"");
    int from = at + name.length() + 4;
    return at < 0 ? "" : text.substring(from, text.indexOf('"', from));
  }

  static void json(HttpExchange exchange, String text) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    answer(exchange, 200, text.getBytes(StandardCharsets.UTF_8));
  }

  static void fault(HttpExchange exchange, int status, String code) throws IOException {
    byte[] body =
        ("{\"errors\":[{\"code\":\"" + code + "\",\"message\":\"as told\"}]}")
            .getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    answer(exchange, status, body);
  }

  static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    try (InputStream in = exchange.getRequestBody()) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    boolean bare = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
    if (body.length == 0 && status != 204) {
      exchange.getResponseHeaders().set("Content-Length", "0");
    }
    exchange.sendResponseHeaders(status, bare ? -1 : body.length);
    if (!bare) {
      exchange.getResponseBody().write(body);
    }
  }
}
