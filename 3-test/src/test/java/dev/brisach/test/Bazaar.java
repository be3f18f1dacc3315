package dev.brisach.test;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonFault;
import dev.brisach.core.json.JsonReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A service in which nothing is right, and which may break on top of that: a request that the test
 * says so of is answered 500 before anything is done.
 */
final class Bazaar implements AutoCloseable {
  static final String API =
      """
      openapi: 3.0.3
      security: [{session: []}]
      components:
        securitySchemes: {session: {type: apiKey, in: cookie, name: sid}}
        schemas:
          Note:
            type: object
            properties: {id: {type: integer}, text: {type: string}, pinned: {type: boolean}}
          Text:
            type: object
            required: [text]
            properties: {text: {type: string, minLength: 1, maxLength: 40}}
      paths:
        /:
          get: {security: [], responses: {'200': {}}}
        /login:
          post: {security: [], responses: {'200': {}}}
        /logout:
          post: {responses: {'204': {}}}
        /me:
          get: {responses: {'200': {}}}
        /notes:
          get:
            responses:
              '200':
                content:
                  application/json:
                    schema: {type: array, items: {$ref: '#/components/schemas/Note'}}
          post:
            requestBody:
              content: {application/json: {schema: {$ref: '#/components/schemas/Text'}}}
            responses:
              '201': {content: {application/json: {schema: {$ref: '#/components/schemas/Note'}}}}
        /notes/{id}:
          parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
          get:
            responses:
              '200': {content: {application/json: {schema: {$ref: '#/components/schemas/Note'}}}}
          delete: {responses: {'204': {}}}
        /totals:
          get: {x-roles: [admin], responses: {'200': {}}}
        /prices:
          get: {x-roles: [admin], responses: {'200': {}}}
        /export:
          get: {responses: {'200': {}}}
        /reviews:
          post:
            requestBody:
              content: {application/json: {schema: {$ref: '#/components/schemas/Text'}}}
            responses: {'201': {}}
      """;
  private static final String TRACE =
      "java.lang.IllegalStateException: no text\n"
          + "\tat shop.Notes.add(Notes.java:31)\n\tat shop.Main.serve(Main.java:12)\n";
  private static final int DEEP = 5000;

  private record Note(String owner, String text, boolean pinned) {
    String json(int id) {
      return "{\"id\":" + id + ",\"text\":\"" + text + "\",\"pinned\":" + pinned + "}";
    }
  }

  private final HttpServer server;
  private final Predicate<String> breaks;
  private final Map<String, String> sessions = new HashMap<>();
  private final Map<Integer, Note> notes = new TreeMap<>();
  private int last = 100;

  /** Breaks on requests (method, space, path) of which this is true. */
  Bazaar(Predicate<String> breaks) {
    this.breaks = breaks;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::serve);
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private synchronized void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String origin = exchange.getRequestHeaders().getFirst("Origin");
      if (origin != null) {
        exchange.getResponseHeaders().add("Access-Control-Allow-Origin", origin);
        exchange.getResponseHeaders().add("Access-Control-Allow-Credentials", "true");
      }
      byte[] body = exchange.getRequestBody().readAllBytes();
      String call = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
      String said = breaks.test(call) ? "500 broken" : answer(exchange, call, body);
      byte[] text = said.substring(4).getBytes(StandardCharsets.UTF_8);
      if (!exchange.getResponseHeaders().containsKey("Content-Type")) {
        exchange.getResponseHeaders().add("Content-Type", "application/json");
      }
      exchange.sendResponseHeaders(
          Integer.parseInt(said.substring(0, 3)), text.length == 0 ? -1 : text.length);
      exchange.getResponseBody().write(text);
    }
  }

  /** Status, a space, body. */
  private String answer(HttpExchange exchange, String call, byte[] body) {
    String who = sessions.get(String.valueOf(cookie(exchange)));
    return switch (call) {
      case "GET /" -> {
        exchange.getResponseHeaders().add("Content-Type", "text/html");
        yield "200 <html><form method=post action=/notes><input name=text></form></html>";
      }
      case "POST /login" -> login(exchange, body);
      case "GET /export" -> "200 {\"rows\":[{\"number\":4711,\"total\":93}]}";
      case "POST /reviews" -> text(body) == null ? "400 {}" : "201 {\"thanks\":true}";
      default -> who == null ? "401 {}" : known(call, who, body);
    };
  }

  private String known(String call, String who, byte[] body) {
    return switch (call) {
      case "POST /logout" -> "204 ";
      case "GET /me" -> "200 {\"name\":\"" + who + "\"}";
      case "GET /totals" -> "200 {\"total\":731,\"currency\":\"EUR\",\"month\":11}";
      case "GET /prices" -> who.equals("ada") ? "200 {\"tea\":350}" : "403 {}";
      case "GET /notes" -> list(who);
      case "POST /notes" -> added(who, body);
      default -> one(call);
    };
  }

  private String login(HttpExchange exchange, byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8);
    if (!text.contains("\"right\"")) {
      return "401 {}";
    }
    String early = cookie(exchange);
    String id = early == null ? "Zk3v9QpX7rT2mB8wLs5dYh1c" + sessions.size() : early;
    for (String name : new String[] {"kim", "lee", "ada"}) {
      if (text.contains("\"" + name + "\"")) {
        sessions.put(id, name);
      }
    }
    exchange.getResponseHeaders().add("Set-Cookie", "sid=" + id + "; Path=/");
    return "200 {}";
  }

  private String list(String who) {
    StringBuilder all = new StringBuilder();
    notes.forEach((id, note) -> {
      if (note.owner().equals(who)) {
        all.append(all.isEmpty() ? "" : ",").append(note.json(id));
      }
    });
    return "200 [" + all + "]";
  }

  private String added(String who, byte[] body) {
    String json = new String(body, StandardCharsets.UTF_8);
    if (json.chars().filter(c -> c == '[' || c == '{').count() > DEEP) {
      return "500 {\"error\":\"too deep\"}";
    }
    String text = text(body);
    if (text == null) {
      return isJson(body) ? "400 {}" : "500 " + TRACE;
    }
    boolean pinned = json.contains("\"pinned\":true");
    notes.put(++last, new Note(who, text, pinned));
    return "201 " + notes.get(last).json(last);
  }

  private static @Nullable String text(byte[] body) {
    try {
      return JsonReader.read(body) instanceof Json.Obj object ? object.text("text") : null;
    } catch (JsonFault e) {
      return null;
    }
  }

  private static boolean isJson(byte[] body) {
    try {
      JsonReader.read(body);
      return true;
    } catch (JsonFault e) {
      return false;
    }
  }

  private String one(String call) {
    String id = call.substring(call.lastIndexOf('/') + 1);
    boolean number = !id.isEmpty() && id.length() < 9 && id.chars().allMatch(Character::isDigit);
    Note note = number ? notes.get(Integer.parseInt(id)) : null;
    if (note == null) {
      return "404 {}";
    }
    if (call.startsWith("DELETE")) {
      notes.remove(Integer.parseInt(id));
      return "204 ";
    }
    return "200 " + note.json(Integer.parseInt(id));
  }

  private static @Nullable String cookie(HttpExchange exchange) {
    String header = exchange.getRequestHeaders().getFirst("Cookie");
    return header != null && header.startsWith("sid=")
        ? header.substring(4).split(";", 2)[0]
        : null;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
