package dev.brisach.test.session;

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
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A service with cookies and tokens that has just the flaws that a test gives it. */
final class Inn implements AutoCloseable {
  enum Flaw {
    KEEPS_ID,
    TAKES_ANY_ID,
    NO_LOGOUT,
    TOKENS_UNREAD,
    NONE_ALGORITHM,
    SIGNATURE_UNREAD,
    KEY_CONFUSION,
    EMBEDDED_KEY,
    NO_LIMIT,
    FOREIGN_SITES,
    LENIENT_BODIES,
    CORS,
    BROKEN
  }

  private static final KeyPair KEYS = keys();

  private final HttpServer server;
  private final Set<Flaw> flaws;
  private final AtomicInteger count = new AtomicInteger();
  private final Map<String, String> sessions = new HashMap<>();
  private final Set<String> ended = new HashSet<>();
  private int wrong;
  String sameSite = "";
  boolean tokens;
  boolean slowing;
  final List<String> done = new ArrayList<>();
  final List<Integer> notes = new ArrayList<>();

  Inn(Flaw... flaws) {
    this.flaws = EnumSet.noneOf(Flaw.class);
    this.flaws.addAll(List.of(flaws));
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::serve);
    server.start();
  }

  private static KeyPair keys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private boolean has(Flaw flaw) {
    return flaws.contains(flaw);
  }

  private synchronized void serve(HttpExchange exchange) throws IOException {
    try {
      String path = exchange.getRequestURI().getPath();
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      if (has(Flaw.BROKEN) && !path.equals("/login")) {
        answer(exchange, 500, "");
        return;
      }
      switch (exchange.getRequestMethod() + " " + path) {
        case "POST /login" -> login(exchange, body);
        case "POST /logout" -> logout(exchange);
        case "GET /.well-known/jwks.json" -> answer(exchange, 200, jwks());
        case "POST /notes", "PUT /notes" -> note(exchange, body);
        case "OPTIONS /notes" -> {
          if (has(Flaw.CORS)) {
            String origin = exchange.getRequestHeaders().getFirst("Origin");
            exchange.getResponseHeaders().add("Access-Control-Allow-Origin", origin);
            exchange.getResponseHeaders().add("Access-Control-Allow-Credentials", "true");
            exchange.getResponseHeaders().add("Access-Control-Allow-Methods", "PUT");
          }
          answer(exchange, 200, "");
        }
        case "GET /" -> {
          if (cookie(exchange) == null) {
            exchange.getResponseHeaders().add("Set-Cookie", "sid=early" + count.incrementAndGet());
          }
          answer(exchange, 200, "welcome");
        }
        default -> {
          if (exchange.getRequestMethod().equals("DELETE") && who(exchange) != null) {
            notes.remove((Integer) Integer.parseInt(path.substring("/notes/".length())));
          }
          String who = who(exchange);
          boolean known = path.equals("/me") || path.startsWith("/notes");
          answer(exchange, who == null ? 401 : known ? 200 : 404, "you are " + who);
        }
      }
    } finally {
      exchange.close();
    }
  }

  private void login(HttpExchange exchange, String body) throws IOException {
    if (!body.contains("\"right-password\"")) {
      wrong++;
      if (slowing) {
        sleep(30L * wrong * wrong);
      }
      boolean limited = !has(Flaw.NO_LIMIT) && !slowing && wrong > 5;
      answer(exchange, limited ? 429 : 401, "");
      return;
    }
    String early = cookie(exchange);
    String id = "id" + count.incrementAndGet();
    if (early != null
        && (has(Flaw.TAKES_ANY_ID) || (has(Flaw.KEEPS_ID) && early.startsWith("early")))) {
      id = early;
    }
    sessions.put(id, "anna");
    exchange.getResponseHeaders().add("Set-Cookie", "sid=" + id + "; Path=/" + sameSite);
    answer(exchange, 200, tokens ? "{\"token\":\"" + token() + "\"}" : "{}");
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void logout(HttpExchange exchange) throws IOException {
    if (who(exchange) == null) {
      answer(exchange, 401, "");
      return;
    }
    if (!has(Flaw.NO_LOGOUT)) {
      sessions.remove(String.valueOf(cookie(exchange)));
      ended.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
    }
    exchange.getResponseHeaders().add("Set-Cookie", "sid=; Max-Age=0; Path=/");
    answer(exchange, 204, "");
  }

  private void note(HttpExchange exchange, String body) throws IOException {
    String origin = exchange.getRequestHeaders().getFirst("Origin");
    String type = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"));
    if (who(exchange) == null) {
      answer(exchange, 401, "");
    } else if (!has(Flaw.FOREIGN_SITES) && origin != null && !origin.equals(uri().toString())) {
      answer(exchange, 403, "");
    } else if (!has(Flaw.LENIENT_BODIES) && !type.startsWith("application/json")) {
      answer(exchange, 415, "");
    } else {
      done.add(exchange.getRequestMethod() + " " + body);
      answer(exchange, 201, "{\"id\":" + count.incrementAndGet() + "}");
      notes.add(count.get());
    }
  }

  private @Nullable String who(HttpExchange exchange) {
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    if (authorization != null && authorization.startsWith("Bearer ")) {
      return !ended.contains(authorization) && accepts(authorization.substring(7)) ? "anna" : null;
    }
    return sessions.get(String.valueOf(cookie(exchange)));
  }

  private static @Nullable String cookie(HttpExchange exchange) {
    String header = exchange.getRequestHeaders().getFirst("Cookie");
    return header != null && header.startsWith("sid=") ? header.substring(4).split(";")[0] : null;
  }

  private String token() {
    String signed =
        part("{\"alg\":\"RS256\"}") + "." + part("{\"sub\":\"anna\",\"n\":" + count + "}");
    return signed + "." + sign(signed);
  }

  private static String part(String json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }

  private String sign(String text) {
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(KEYS.getPrivate());
      signature.update(text.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean accepts(String token) {
    if (has(Flaw.TOKENS_UNREAD)) {
      return true;
    }
    String[] parts = token.split("\\.", -1);
    Json.Obj header;
    try {
      header = JsonReader.readObject(Base64.getUrlDecoder().decode(parts[0]));
      JsonReader.readObject(Base64.getUrlDecoder().decode(parts[1]));
    } catch (JsonFault | IllegalArgumentException e) {
      return false;
    }
    String signed = parts[0] + "." + parts[1];
    if (has(Flaw.SIGNATURE_UNREAD)) {
      return true;
    }
    String algorithm = String.valueOf(header.text("alg"));
    if (algorithm.equals("nOnE")) {
      return has(Flaw.NONE_ALGORITHM);
    }
    if (algorithm.equals("HS256")) {
      String pem =
          "-----BEGIN PUBLIC KEY-----\n"
              + Base64.getMimeEncoder(64, new byte[] {'\n'})
                  .encodeToString(KEYS.getPublic().getEncoded())
              + "\n-----END PUBLIC KEY-----\n";
      Jwt read = Jwt.read(token);
      return has(Flaw.KEY_CONFUSION)
          && read != null
          && read.hmac(pem.getBytes(StandardCharsets.US_ASCII)).equals(token);
    }
    if (header.get("jwk") != null) {
      return has(Flaw.EMBEDDED_KEY);
    }
    return sign(signed).equals(parts[2]);
  }

  private String jwks() {
    RSAPublicKey key = (RSAPublicKey) KEYS.getPublic();
    return "{\"keys\":[{\"kty\":\"RSA\",\"n\":\""
        + Jwt.encoded(key.getModulus().toByteArray())
        + "\",\"e\":\""
        + Jwt.encoded(key.getPublicExponent().toByteArray())
        + "\"}]}";
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
