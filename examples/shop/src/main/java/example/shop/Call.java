package example.shop;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** One request and the way to answer it. */
final class Call {
  static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_BODY = 1 << 20;

  private final HttpExchange exchange;
  private final Map<String, String> pathValues;
  private final Session session;
  private int status;

  /** The session is null for a visitor who has not logged in. */
  Call(HttpExchange exchange, Map<String, String> pathValues, Session session) {
    this.exchange = exchange;
    this.pathValues = pathValues;
    this.session = session;
  }

  /** A value of the query string, or the fallback. */
  String param(String name, String fallback) {
    String query = exchange.getRequestURI().getRawQuery();
    if (query != null) {
      for (String pair : query.split("&")) {
        int equals = pair.indexOf('=');
        if (equals > 0 && pair.substring(0, equals).equals(name)) {
          return URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8);
        }
      }
    }
    return fallback;
  }

  /** A number in the path, such as the id in {@code /api/orders/{id}}. */
  int id() {
    try {
      return Integer.parseInt(pathValues.get("id"));
    } catch (NumberFormatException e) {
      throw new HttpError(404, "Not found");
    }
  }

  String cookie(String name) {
    return Cookies.read(exchange, name);
  }

  void setCookie(String name, String value, int maxAge) {
    Cookies.write(exchange, name, value, maxAge);
  }

  byte[] body() throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
    if (body.length > MAX_BODY) {
      throw new HttpError(413, "The body is too large");
    }
    return body;
  }

  <T> T json(Class<T> type) throws IOException {
    T value = JSON.readValue(body(), type);
    if (value == null) {
      throw new HttpError(400, "A body is needed");
    }
    return value;
  }

  Session session() {
    return session;
  }

  Session requireUser() {
    if (session == null) {
      throw new HttpError(401, "Please log in");
    }
    return session;
  }

  String token() {
    return Router.token(exchange);
  }

  String method() {
    return exchange.getRequestMethod();
  }

  String path() {
    return exchange.getRequestURI().getPath();
  }

  String header(String name) {
    return exchange.getRequestHeaders().getFirst(name);
  }

  String ip() {
    return exchange.getRemoteAddress().getAddress().getHostAddress();
  }

  int status() {
    return status;
  }

  void reply(int status, Object value) throws IOException {
    send(status, "application/json", JSON.writeValueAsBytes(value));
  }

  void html(String page) throws IOException {
    send(200, "text/html; charset=utf-8", page.getBytes(StandardCharsets.UTF_8));
  }

  void text(int status, String text) throws IOException {
    send(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
  }

  void send(int status, String type, byte[] body) throws IOException {
    this.status = status;
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }
}
