package dev.brisach.kit.login;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.brisach.kit.wire.Scope;
import dev.brisach.kit.wire.Wire;
import dev.brisach.kit.yaml.Form;
import dev.brisach.kit.yaml.YamlReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A service that somebody can log in to in several ways; its secrets are {@code s3cret…}. */
final class House implements AutoCloseable {
  static final String TOTP = "JBSWY3DPEHPK3PXP";

  private final HttpServer server;
  private final Wire shared;
  private final AtomicInteger count = new AtomicInteger();
  final Set<String> sessions = new HashSet<>();
  final Set<String> csrf = new HashSet<>();
  final List<String> log = new ArrayList<>();
  int loginStatus = 200;
  int logins;
  boolean open;
  boolean redirects;

  House() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::serve);
    server.start();
    shared = wire();
  }

  String masked(String text) {
    return shared.options().secrets().mask(text);
  }

  Wire wire() {
    return new Wire(
        URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
        Scope.LOOPBACK,
        1 << 20,
        Duration.ofSeconds(5));
  }

  /** The user of this text in {@code brisach.yaml}. */
  LoggedIn user(String yaml) {
    Recipe recipe =
        RecipeReader.read(
            Form.of("brisach.yaml", YamlReader.read(yaml), "user 'anna'", RecipeReader.KEYS));
    Credentials credentials =
        Credentials.resolve(
            List.of(recipe),
            new Credentials.Sources(
                name ->
                    switch (name) {
                      case "GOOD" -> "s3cret-good";
                      case "BAD" -> "s3cret-bad";
                      case "TOTP" -> TOTP;
                      default -> null;
                    },
                java.nio.file.Path.of("."),
                Map.of()));
    return LoggedIn.of("anna", recipe, credentials, shared, Clock.systemUTC());
  }

  private synchronized void serve(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String call = exchange.getRequestMethod() + " " + path;
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    log.add(call);
    switch (call) {
      case "GET /login" -> page(exchange);
      case "POST /login" -> form(exchange, body);
      case "POST /code" -> code(exchange, body);
      case "POST /api/login" -> json(exchange, body);
      case "POST /oauth/token" -> token(exchange, body);
      case "POST /logout" -> {
        sessions.remove(String.valueOf(session(exchange)));
        answer(exchange, 204, "");
      }
      default -> {
        String who = who(exchange);
        if (who == null && redirects) {
          exchange.getResponseHeaders().add("Location", "/login?from=" + path);
        }
        answer(exchange, who != null || open ? 200 : redirects ? 302 : 401, "hello " + who);
      }
    }
  }

  private void page(HttpExchange exchange) throws IOException {
    String token = "csrf" + count.incrementAndGet();
    csrf.add(token);
    exchange.getResponseHeaders().add("Set-Cookie", "pre=1; Path=/");
    exchange.getResponseHeaders().add("Content-Type", "text/html");
    answer(
        exchange,
        200,
        "<form action=/search><input name=q></form><form method=post action=login>"
            + "<input type=hidden name=_csrf value=\""
            + token
            + "\"><input name=user><input type=password name=password></form>");
  }

  private void form(HttpExchange exchange, String body) throws IOException {
    Map<String, String> fields = fields(body);
    logins++;
    if (loginStatus != 200) {
      answer(exchange, loginStatus, "no");
    } else if (!csrf.remove(fields.get("_csrf"))) {
      answer(exchange, 403, "no token");
    } else if (!"s3cret-good".equals(fields.get("password"))) {
      exchange.getResponseHeaders().add("Location", "/login?error");
      answer(exchange, 302, "");
    } else {
      exchange.getResponseHeaders().add("Set-Cookie", "sid=" + open("anna") + "; Path=/; HttpOnly");
      exchange.getResponseHeaders().add("Location", "/home");
      answer(exchange, 302, "");
    }
  }

  private void code(HttpExchange exchange, String body) throws IOException {
    String right = Totp.code(TOTP, Totp.Kind.USUAL, Clock.systemUTC().instant());
    boolean good = right.equals(fields(body).get("otp"));
    if (good) {
      exchange.getResponseHeaders().add("Set-Cookie", "sid=" + open("anna") + "; Path=/");
    }
    answer(exchange, good ? 200 : 401, "");
  }

  private void json(HttpExchange exchange, String body) throws IOException {
    logins++;
    if (loginStatus != 200) {
      answer(exchange, loginStatus, "no");
    } else if (body.equals("{\"name\":\"anna\",\"password\":\"s3cret-good\"}")) {
      answer(exchange, 200, "{\"a\":[{\"to/ken\":\"" + open("anna") + "\"}]}");
    } else {
      answer(exchange, 401, "{}");
    }
  }

  private void token(HttpExchange exchange, String body) throws IOException {
    String basic = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
    Map<String, String> fields = fields(body);
    boolean good =
        basic.equals("Basic YXBwOnMzY3JldC1nb29k")
            || "s3cret-good".equals(fields.get("client_secret"));
    boolean whole = good && "client_credentials".equals(fields.get("grant_type"));
    answer(
        exchange,
        whole ? 200 : 401,
        "{\"access_token\":\"" + open("app") + "\",\"token_type\":\"Bearer\"}");
  }

  private String open(String who) {
    String session = who + "-session-" + count.incrementAndGet();
    sessions.add(session);
    return session;
  }

  private @Nullable String session(HttpExchange exchange) {
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    if (authorization != null && authorization.startsWith("Bearer ")) {
      return authorization.substring(7);
    }
    for (String pair : String.valueOf(exchange.getRequestHeaders().getFirst("Cookie")).split(";")) {
      if (pair.strip().startsWith("sid=")) {
        return pair.strip().substring(4);
      }
    }
    return null;
  }

  private @Nullable String who(HttpExchange exchange) {
    String session = session(exchange);
    if (session != null && sessions.contains(session)) {
      return session.substring(0, session.indexOf('-'));
    }
    String basic = exchange.getRequestHeaders().getFirst("Authorization");
    String key = exchange.getRequestHeaders().getFirst("X-Key");
    String query = exchange.getRequestURI().getQuery();
    boolean known =
        "Basic YW5uYTpzM2NyZXQtZ29vZA==".equals(basic)
            || "s3cret-good".equals(key)
            || "a=b&key=s3cret-good".equals(query)
            || "key=s3cret-good".equals(query)
            || "s3cret-good".equals(session);
    return known ? "anna" : null;
  }

  private static Map<String, String> fields(String body) {
    Map<String, String> fields = new HashMap<>();
    for (String pair : body.split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        fields.put(
            pair.substring(0, equals),
            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return fields;
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
    }
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
