package dev.brisach.test.access;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.brisach.kit.live.Caller;
import dev.brisach.kit.live.LiveService;
import dev.brisach.kit.login.Credentials;
import dev.brisach.kit.login.LoggedIn;
import dev.brisach.kit.login.Recipe;
import dev.brisach.kit.login.RecipeReader;
import dev.brisach.kit.openapi.OpenApiReader;
import dev.brisach.kit.tree.SourceFile;
import dev.brisach.kit.wire.Scope;
import dev.brisach.kit.wire.Wire;
import dev.brisach.kit.yaml.Form;
import dev.brisach.kit.yaml.YamlReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A service where a letter needs a pen, which lies in a cookie and is used up, and a page needs a
 * letter. Whose they are is asked or not.
 */
final class Desk implements AutoCloseable {
  private static final String API =
      """
      openapi: 3.0.3
      security: [{token: []}]
      components:
        securitySchemes: {token: {type: http, scheme: bearer}}
        schemas:
          Text: {type: object, required: [text], properties: {text: {type: string}}}
          Letter: {type: object, properties: {id: {type: integer}, text: {type: string}}}
      paths:
        /pens:
          post: {tags: [desk], responses: {'204': {}}}
        /letters:
          get:
            tags: [desk]
            responses:
              '200':
                content:
                  application/json:
                    schema: {type: array, items: {$ref: '#/components/schemas/Letter'}}
          post:
            tags: [desk]
            requestBody:
              content: {application/json: {schema: {$ref: '#/components/schemas/Text'}}}
            responses:
              '201': {content: {application/json: {schema: {$ref: '#/components/schemas/Letter'}}}}
        /letters/{id}:
          parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
          get:
            responses:
              '200': {content: {application/json: {schema: {$ref: '#/components/schemas/Letter'}}}}
          delete: {responses: {'204': {}}}
        /letters/{id}/send:
          parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
          post: {responses: {'200': {}}}
        /letters/{id}/pages:
          parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
          get:
            responses:
              '200':
                content:
                  application/json:
                    schema: {type: array, items: {$ref: '#/components/schemas/Letter'}}
          post:
            requestBody:
              content: {application/json: {schema: {$ref: '#/components/schemas/Text'}}}
            responses:
              '201': {content: {application/json: {schema: {$ref: '#/components/schemas/Letter'}}}}
        /letters/{id}/pages/{page}:
          parameters:
            - {name: id, in: path, required: true, schema: {type: integer}}
            - {name: page, in: path, required: true, schema: {type: integer}}
          get:
            responses:
              '200': {content: {application/json: {schema: {$ref: '#/components/schemas/Letter'}}}}
      """;
  private static final Pattern TEXT = Pattern.compile("\"text\": ?\"([^\"\\\\]{1,80})\"");

  private record Thing(String owner, int letter, String text) {}

  private final HttpServer server;
  private final boolean asks;
  private final Map<Integer, Thing> things = new TreeMap<>();
  private int last;

  /** Ids go on from {@code last}; {@code asks}: whose a thing is counts. */
  Desk(boolean asks, int last) {
    this.asks = asks;
    this.last = last;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::serve);
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The service with two users, whose tokens are their names. */
  LiveService service() {
    Wire wire = new Wire(uri(), Scope.LOOPBACK);
    return new LiveService(
        wire,
        SourceFile.of("openapi.yaml", API).parse(OpenApiReader.OPENAPI),
        List.of(user(wire, "kim"), user(wire, "lee")),
        List.of());
  }

  private static Caller user(Wire wire, String name) {
    String text = "{bearer: {env: " + name + "}, probe: {path: /me, shows: " + name + "}}";
    Recipe recipe =
        RecipeReader.read(
            Form.of("brisach.yaml", YamlReader.read(text), "user", RecipeReader.KEYS));
    Credentials credentials =
        Credentials.resolve(
            List.of(recipe),
            new Credentials.Sources(variable -> "token-of-" + variable, Path.of("."), Map.of()));
    return LoggedIn.of(name, recipe, credentials, wire, Clock.systemUTC());
  }

  private synchronized void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String bearer = exchange.getRequestHeaders().getFirst("Authorization");
      String said =
          bearer == null || !bearer.startsWith("Bearer token-of-")
              ? "401 {}"
              : answer(exchange, bearer.substring("Bearer token-of-".length()), body);
      byte[] text = said.substring(4).getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(
          Integer.parseInt(said.substring(0, 3)), text.length == 0 ? -1 : text.length);
      exchange.getResponseBody().write(text);
    }
  }

  /** Status, a space, body. */
  private String answer(HttpExchange exchange, String who, String body) {
    String[] path = exchange.getRequestURI().getPath().split("/", -1);
    String shape = exchange.getRequestMethod() + " " + path[1] + " " + path.length;
    Thing letter = path.length > 2 && path[1].equals("letters") ? thing(path[2]) : null;
    boolean may = letter != null && (!asks || letter.owner().equals(who));
    return switch (shape) {
      case "GET me 2" -> "200 {\"name\":\"" + who + "\"}";
      case "POST pens 2" -> {
        exchange.getResponseHeaders().add("Set-Cookie", "pen=sharp; Path=/");
        yield "204 ";
      }
      case "GET letters 2" -> list(who, 0);
      case "GET letters 4" -> letter == null ? "404 {}" : list(who, Integer.parseInt(path[2]));
      case "POST letters 2" -> {
        String cookies = String.valueOf(exchange.getRequestHeaders().getFirst("Cookie"));
        exchange.getResponseHeaders().add("Set-Cookie", "pen=; Path=/; Max-Age=0");
        yield cookies.contains("pen=sharp") ? made(who, 0, body) : "400 {\"error\":\"no pen\"}";
      }
      case "GET letters 3" -> may ? shown(path[2]) : "404 {}";
      case "DELETE letters 3" -> {
        if (may) {
          things.remove(Integer.parseInt(path[2]));
        }
        yield may ? "204 " : "404 {}";
      }
      case "POST letters 4" -> {
        boolean pages = path[3].equals("pages");
        yield !may
            ? "404 {}"
            : pages ? made(who, Integer.parseInt(path[2]), body) : "503 {\"error\":\"no post\"}";
      }
      case "GET letters 5" -> may && thing(path[4]) != null ? shown(path[4]) : "404 {}";
      default -> "404 {}";
    };
  }

  private @Nullable Thing thing(String id) {
    boolean number = !id.isEmpty() && id.length() < 9 && id.chars().allMatch(Character::isDigit);
    return number ? things.get(Integer.parseInt(id)) : null;
  }

  private String shown(String id) {
    Thing thing = thing(id);
    return thing == null ? "404 {}" : "200 " + json(Integer.parseInt(id), thing.text());
  }

  private static String json(int id, String text) {
    return "{\"id\":" + id + ",\"text\":\"" + text + "\"}";
  }

  private String list(String who, int letter) {
    StringBuilder all = new StringBuilder();
    things.forEach((id, thing) -> {
      if (thing.owner().equals(who) && thing.letter() == letter) {
        all.append(all.isEmpty() ? "" : ",").append(json(id, thing.text()));
      }
    });
    return "200 [" + all + "]";
  }

  private String made(String who, int letter, String body) {
    Matcher text = TEXT.matcher(body);
    if (!text.find()) {
      return "400 {}";
    }
    things.put(++last, new Thing(who, letter, text.group(1)));
    return "201 " + json(last, text.group(1));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
