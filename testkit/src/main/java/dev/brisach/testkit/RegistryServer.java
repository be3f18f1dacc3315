package dev.brisach.testkit;

import static dev.brisach.testkit.RegistryAnswers.answer;
import static dev.brisach.testkit.RegistryAnswers.fault;
import static dev.brisach.testkit.RegistryAnswers.field;
import static dev.brisach.testkit.RegistryAnswers.json;
import static dev.brisach.testkit.RegistryAnswers.member;
import static dev.brisach.testkit.RegistryAnswers.query;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A small registry on loopback (OCI distribution specification 1.1, with referrers), all in memory,
 * that lies and breaks on demand. Each test has one of its own.
 */
public final class RegistryServer implements AutoCloseable {
  /** What it can do wrong, or be strict about. */
  public enum Mode {
    /** Sends other bytes than were asked for. */
    WRONG_BYTES,
    /** Sends more bytes of a blob than it has. */
    LONGER,
    /** Sends fewer bytes of a blob, and says so in Content-Length. */
    SHORTER,
    /** Ends the connection in the middle of a blob, the first time. */
    CUT_DOWNLOAD,
    /** Does so every time. */
    ALWAYS_CUT_DOWNLOAD,
    /** Knows no ranges. */
    NO_RANGES,
    /** Ends the connection in the middle of a piece, the first two times, and keeps what came. */
    CUT_UPLOAD,
    /** The same, and forgets the upload. */
    LOSE_UPLOAD,
    /** Tells another digest beside a tag than that of the bytes. */
    WRONG_DIGEST_HEADER,
    /** Says that it took something else than it was sent. */
    CLAIMS_OTHER,
    /** Redirects blobs to {@link #elsewhere}. */
    REDIRECT_BLOBS,
    /** Names {@link #elsewhere} as the place to go on with an upload. */
    UPLOAD_ELSEWHERE,
    /** Redirects blobs in a circle. */
    CIRCLE,
    /** Redirects blobs without end. */
    ENDLESS,
    /** Is busy, the first two times. */
    BUSY,
    /** Wants a token from its own token service. */
    TOKEN,
    /** Wants a token, and names {@link #elsewhere} as its token service. */
    TOKEN_ELSEWHERE,
    /** Wants name and password. */
    BASIC,
    /** Has no referrers API. */
    OLD,
    /** Gives two tags, or two referrers, a page. */
    PAGES,
    /** Each page names itself as the next. */
    CIRCLE_OF_PAGES,
    /** Sends a manifest larger than any. */
    HUGE_MANIFEST,
    /** Tells the wrong size on being asked for it. */
    WRONG_SIZE
  }

  /** A request that came. */
  public record Asked(String method, String target, Map<String, String> headers) {}

  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  private record Stored(String mediaType, byte[] bytes) {}

  private static final String USER = "ann";
  private static final String PASSWORD = "correct horse";
  private static final String TOKEN = "token-for-ann";

  private final HttpServer server;
  private final Set<Mode> modes;
  private final Map<String, byte[]> blobs = new ConcurrentHashMap<>();
  private final Map<String, Stored> manifests = new ConcurrentHashMap<>();
  private final Map<String, String> tags = new ConcurrentSkipListMap<>();
  private final RegistryUploads uploads = new RegistryUploads(this);
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final AtomicInteger count = new AtomicInteger();
  private final AtomicInteger troubles = new AtomicInteger();
  private volatile String elsewhere = "";

  private RegistryServer(HttpServer server, Set<Mode> modes) {
    this.server = server;
    this.modes = modes;
  }

  /** Starts one. */
  public static RegistryServer start(Mode... modes) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      RegistryServer made = new RegistryServer(server, Set.copyOf(Arrays.asList(modes)));
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.createContext("/", made::handle);
      server.start();
      return made;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Host and port. */
  public String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** Where it sends those whom it redirects: scheme, host and port. */
  public void elsewhere(String address) {
    elsewhere = address;
  }

  /** Name and password that it takes. */
  public static List<String> login() {
    return List.of(USER, PASSWORD);
  }

  /** What it was asked, in order. */
  public List<Asked> asked() {
    return List.copyOf(asked);
  }

  /** Stores a blob and returns its digest. */
  public String blob(byte[] bytes) {
    String digest = digest(bytes);
    blobs.put(digest, bytes.clone());
    return digest;
  }

  /** The bytes of a blob, or null. */
  public byte @Nullable [] blob(String digest) {
    byte[] bytes = blobs.get(digest);
    return bytes == null ? null : bytes.clone();
  }

  /** The digest that a tag has, or null. */
  public @Nullable String tag(String repository, String tag) {
    return tags.get(repository + ":" + tag);
  }

  /** Where an upload goes on. */
  String begun(String path) {
    return is(Mode.UPLOAD_ELSEWHERE) ? elsewhere + path : path;
  }

  boolean is(Mode mode) {
    return modes.contains(mode);
  }

  int number() {
    return count.incrementAndGet();
  }

  int trouble() {
    return troubles.getAndIncrement();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
      asked.add(
          new Asked(exchange.getRequestMethod(), exchange.getRequestURI().toString(), headers));
      if (path.equals("/token")) {
        token(exchange);
      } else if (busy(exchange) || closed(exchange)) {
        return;
      } else if (path.contains("/blobs/uploads/")) {
        uploads.handle(exchange, path);
      } else if (path.contains("/blobs/")) {
        blob(exchange, path.substring(path.lastIndexOf('/') + 1));
      } else if (path.contains("/manifests/")) {
        manifest(exchange, path);
      } else if (path.contains("/referrers/") && !is(Mode.OLD)) {
        referrers(exchange, path);
      } else if (path.endsWith("/tags/list")) {
        tags(exchange, path);
      } else {
        answer(exchange, path.equals("/v2/") ? 200 : 404, new byte[0]);
      }
    }
  }

  private boolean busy(HttpExchange exchange) throws IOException {
    if (is(Mode.BUSY) && troubles.getAndIncrement() < 2) {
      exchange.getResponseHeaders().set("Retry-After", "0");
      fault(exchange, 429, "TOOMANYREQUESTS");
      return true;
    }
    return false;
  }

  private boolean closed(HttpExchange exchange) throws IOException {
    String shown = exchange.getRequestHeaders().getFirst("Authorization");
    if (is(Mode.BASIC) && !basic().equals(shown)) {
      exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"here\"");
      fault(exchange, 401, "UNAUTHORIZED");
      return true;
    }
    boolean wants = is(Mode.TOKEN) || is(Mode.TOKEN_ELSEWHERE);
    if (wants && !("Bearer " + TOKEN).equals(shown)) {
      String realm = is(Mode.TOKEN) ? "http://" + host() : elsewhere;
      exchange
          .getResponseHeaders()
          .set("WWW-Authenticate", "Bearer realm=\"" + realm + "/token\",service=\"our, own\"");
      fault(exchange, 401, "UNAUTHORIZED");
      return true;
    }
    return false;
  }

  private static String basic() {
    byte[] pair = (USER + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  private void token(HttpExchange exchange) throws IOException {
    boolean known = basic().equals(exchange.getRequestHeaders().getFirst("Authorization"));
    byte[] body = exchange.getRequestBody().readAllBytes();
    boolean refreshed =
        new String(body, StandardCharsets.UTF_8).contains("refresh_token=refresh-for-ann");
    if (known || refreshed) {
      json(exchange, "{\"token\":\"" + TOKEN + "\",\"expires_in\":60}");
    } else {
      fault(exchange, 401, "UNAUTHORIZED");
    }
  }

  private void blob(HttpExchange exchange, String digest) throws IOException {
    byte[] bytes = blobs.get(digest);
    if (bytes == null) {
      fault(exchange, 404, "BLOB_UNKNOWN");
      return;
    }
    if (is(Mode.REDIRECT_BLOBS) || is(Mode.CIRCLE) || is(Mode.ENDLESS)) {
      String target = exchange.getRequestURI().getPath();
      String to =
          is(Mode.REDIRECT_BLOBS)
              ? elsewhere + target
              : is(Mode.CIRCLE) ? target : target + "?" + count.incrementAndGet();
      exchange.getResponseHeaders().set("Location", to);
      answer(exchange, 307, new byte[0]);
      return;
    }
    if (exchange.getRequestMethod().equals("HEAD")) {
      int size = bytes.length + (is(Mode.WRONG_SIZE) ? 1 : 0);
      exchange.getResponseHeaders().set("Content-Length", Integer.toString(size));
      exchange.sendResponseHeaders(200, -1);
      return;
    }
    String range = exchange.getRequestHeaders().getFirst("Range");
    if (range != null && !is(Mode.NO_RANGES)) {
      int from = Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
      exchange
          .getResponseHeaders()
          .set("Content-Range", "bytes " + from + "-" + (bytes.length - 1) + "/" + bytes.length);
      send(exchange, 206, Arrays.copyOfRange(bytes, from, bytes.length));
    } else {
      send(exchange, 200, bytes);
    }
  }

  private void send(HttpExchange exchange, int status, byte[] bytes) throws IOException {
    byte[] sent = bytes.clone();
    if (is(Mode.WRONG_BYTES) && sent.length > 0) {
      sent[sent.length / 2] ^= 1;
    }
    sent = is(Mode.SHORTER) ? Arrays.copyOf(sent, sent.length - 1) : sent;
    boolean cut =
        is(Mode.ALWAYS_CUT_DOWNLOAD) || (is(Mode.CUT_DOWNLOAD) && troubles.getAndIncrement() == 0);
    if (cut) {
      exchange.sendResponseHeaders(status, sent.length);
      exchange.getResponseBody().write(sent, 0, sent.length / 2);
      exchange.getResponseBody().flush();
    } else if (is(Mode.LONGER)) {
      exchange.sendResponseHeaders(status, 0); // in chunks
      exchange.getResponseBody().write(sent);
      exchange.getResponseBody().write("more".getBytes(StandardCharsets.UTF_8));
    } else {
      answer(exchange, status, sent);
    }
  }

  String claimed(String digest) {
    return is(Mode.CLAIMS_OTHER) ? digest("other".getBytes(StandardCharsets.UTF_8)) : digest;
  }

  private void manifest(HttpExchange exchange, String path) throws IOException {
    int at = path.indexOf("/manifests/");
    String repository = path.substring("/v2/".length(), at);
    String name = path.substring(at + "/manifests/".length());
    if (exchange.getRequestMethod().equals("PUT")) {
      store(exchange, repository, name);
      return;
    }
    String digest = name.contains(":") ? name : tags.get(repository + ":" + name);
    Stored stored = digest == null ? null : manifests.get(repository + "@" + digest);
    if (stored == null) {
      fault(exchange, 404, "MANIFEST_UNKNOWN");
      return;
    }
    byte[] bytes = stored.bytes.clone();
    if (is(Mode.HUGE_MANIFEST)) {
      bytes = Arrays.copyOf(bytes, 5 << 20);
    }
    if (is(Mode.WRONG_BYTES)) {
      bytes[bytes.length - 1] = ' ';
    }
    exchange.getResponseHeaders().set("Content-Type", stored.mediaType);
    exchange
        .getResponseHeaders()
        .set(
            "Docker-Content-Digest",
            is(Mode.WRONG_DIGEST_HEADER) ? digest(new byte[] {1}) : digest);
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().set("Content-Length", Long.toString(bytes.length));
      exchange.sendResponseHeaders(200, -1);
    } else {
      answer(exchange, 200, bytes);
    }
  }

  private void store(HttpExchange exchange, String repository, String name) throws IOException {
    byte[] bytes = exchange.getRequestBody().readAllBytes();
    String digest = digest(bytes);
    if (name.contains(":") && !name.equals(digest)) {
      fault(exchange, 400, "DIGEST_INVALID");
      return;
    }
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    manifests.put(repository + "@" + digest, new Stored(type, bytes));
    if (!name.contains(":")) {
      tags.put(repository + ":" + name, digest);
    }
    String subject = field(member(bytes, "subject"), "digest");
    if (!subject.isEmpty() && !is(Mode.OLD)) {
      exchange.getResponseHeaders().set("OCI-Subject", subject);
    }
    exchange.getResponseHeaders().set("Docker-Content-Digest", claimed(digest));
    answer(exchange, 201, new byte[0]);
  }

  private void referrers(HttpExchange exchange, String path) throws IOException {
    int at = path.indexOf("/referrers/");
    String repository = path.substring("/v2/".length(), at);
    String subject = path.substring(at + "/referrers/".length());
    List<String> found = new ArrayList<>();
    new TreeMap<>(manifests)
        .forEach((key, stored) -> {
          boolean here = key.startsWith(repository + "@");
          if (here && field(member(stored.bytes, "subject"), "digest").equals(subject)) {
            found.add(referrer(key.substring(key.indexOf('@') + 1), stored));
          }
        });
    List<String> page = page(exchange, found);
    exchange.getResponseHeaders().set("Content-Type", "application/vnd.oci.image.index.v1+json");
    answer(
        exchange,
        200,
        ("{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.index.v1+json\","
                + "\"manifests\":["
                + String.join(",", page)
                + "]}")
            .getBytes(StandardCharsets.UTF_8));
  }

  private static String referrer(String digest, Stored stored) {
    String kind = field(new String(stored.bytes, StandardCharsets.UTF_8), "artifactType");
    return "{\"mediaType\":\""
        + stored.mediaType
        + "\",\"digest\":\""
        + digest
        + "\",\"size\":"
        + stored.bytes.length
        + (kind.isEmpty() ? "" : ",\"artifactType\":\"" + kind + "\"")
        + "}";
  }

  private void tags(HttpExchange exchange, String path) throws IOException {
    String repository = path.substring("/v2/".length(), path.length() - "/tags/list".length());
    List<String> names = new ArrayList<>();
    for (String key : tags.keySet()) {
      if (key.startsWith(repository + ":")) {
        names.add("\"" + key.substring(repository.length() + 1) + "\"");
      }
    }
    List<String> page = page(exchange, names);
    json(exchange, "{\"name\":\"" + repository + "\",\"tags\":[" + String.join(",", page) + "]}");
  }

  /** Two a page where pages are asked for; the next one is named by a relative link. */
  private List<String> page(HttpExchange exchange, List<String> all) {
    if (!is(Mode.PAGES) && !is(Mode.CIRCLE_OF_PAGES)) {
      return all;
    }
    int from = Integer.parseInt(query(exchange).getOrDefault("from", "0"));
    int to = Math.min(all.size(), from + 2);
    String path = exchange.getRequestURI().getPath();
    if (to < all.size() || is(Mode.CIRCLE_OF_PAGES)) {
      exchange
          .getResponseHeaders()
          .set(
              "Link",
              "<"
                  + path
                  + "?from="
                  + (is(Mode.CIRCLE_OF_PAGES) ? 0 : to)
                  + ">; title=\"a, b\"; rel=\"next\"");
    }
    return all.subList(Math.min(from, to), to);
  }

  /** The digest of bytes. */
  public static String digest(byte[] bytes) {
    try {
      byte[] sum = MessageDigest.getInstance("SHA-256").digest(bytes);
      return "sha256:" + HexFormat.of().formatHex(sum);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
