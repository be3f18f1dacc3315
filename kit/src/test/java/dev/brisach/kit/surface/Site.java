package dev.brisach.kit.surface;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.brisach.kit.live.Caller;
import dev.brisach.kit.live.LiveService;
import dev.brisach.kit.openapi.ApiModel;
import dev.brisach.kit.openapi.OpenApiReader;
import dev.brisach.kit.surface.Surface.Operation;
import dev.brisach.kit.tree.SourceFile;
import dev.brisach.kit.wire.Exchange;
import dev.brisach.kit.wire.Scope;
import dev.brisach.kit.wire.Wire;
import dev.brisach.kit.wire.WireException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A web site of a few lines that remembers what it was asked. */
final class Site implements AutoCloseable {
  /** What a page answers. */
  record Answer(int status, String type, String body, String location) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Function<String, Answer>> pages = new HashMap<>();
  private final List<Exchange.Request> seeds = new ArrayList<>();
  private final List<String> users = new ArrayList<>();
  private @Nullable ApiModel api;
  private Function<String, Answer> otherwise = _ -> new Answer(404, "text/plain", "no", "");

  /** Method, target and user of each request, as they came. */
  final List<String> asked = new CopyOnWriteArrayList<>();

  Site() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  Site page(String path, String html) {
    return answering(path, _ -> new Answer(200, "text/html; charset=utf-8", html, ""));
  }

  Site text(String path, String type, String body) {
    return answering(path, _ -> new Answer(200, type, body, ""));
  }

  Site redirect(String path, String location) {
    return answering(path, _ -> new Answer(302, "text/html", "", location));
  }

  /** The function gets the user's name, empty for a stranger. */
  Site answering(String path, Function<String, Answer> answer) {
    pages.put(path, answer);
    return this;
  }

  /** The function gets the target. */
  Site otherwise(Function<String, Answer> answer) {
    otherwise = answer;
    return this;
  }

  Site otherwise(Function<String, String> html, int status) {
    return otherwise(target -> new Answer(status, "text/html", html.apply(target), ""));
  }

  Site api(String yaml) {
    api = OpenApiReader.OPENAPI.parse(SourceFile.of("api.yaml", yaml));
    return this;
  }

  Site seed(Exchange.Request request) {
    seeds.add(request);
    return this;
  }

  Site user(String name) {
    users.add(name);
    return this;
  }

  Surface surface() {
    return surface(Spider.Budget.USUAL);
  }

  Surface surface(Spider.Budget budget) {
    URI base = URI.create("http://127.0.0.1:" + port());
    Wire wire = new Wire(base, Scope.LOOPBACK, 2 << 20, Duration.ofSeconds(5));
    List<Caller> callers = new ArrayList<>();
    users.forEach(name -> callers.add(new Known(name, wire)));
    return new Spider(new LiveService(wire, api, callers, seeds), budget).crawl();
  }

  static List<String> names(Surface surface) {
    return surface.operations().stream().map(o -> o.method() + " " + o.template()).toList();
  }

  static Operation operation(Surface surface, String name) {
    return surface.operations().stream()
        .filter(o -> (o.method() + " " + o.template()).equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " is not in " + names(surface)));
  }

  int port() {
    return server.getAddress().getPort();
  }

  private void serve(HttpExchange exchange) throws IOException {
    String target = exchange.getRequestURI().toString();
    String user = exchange.getRequestHeaders().getFirst("X-User");
    String name = user == null ? "" : user;
    asked.add((exchange.getRequestMethod() + " " + target + " " + name).strip());
    Function<String, Answer> page = pages.get(target);
    Answer answer = page == null ? otherwise.apply(target) : page.apply(name);
    if (!answer.type().isEmpty()) {
      exchange.getResponseHeaders().add("Content-Type", answer.type());
    }
    if (!answer.location().isEmpty()) {
      exchange.getResponseHeaders().add("Location", answer.location());
    }
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }

  /** A user who is known by a header. */
  private record Known(String name, Wire wire) implements Caller {
    @Override
    public List<String> roles() {
      return List.of(name.substring(0, name.indexOf('-') < 0 ? name.length() : name.indexOf('-')));
    }

    @Override
    public Exchange.Request dressed(Exchange.Request request) {
      return request.with("X-User", name);
    }

    @Override
    public Exchange send(Exchange.Request request) throws WireException {
      return wire.send(dressed(request));
    }

    @Override
    public @Nullable String unknown() {
      return null;
    }

    @Override
    public Caller fresh() {
      return this;
    }
  }
}
