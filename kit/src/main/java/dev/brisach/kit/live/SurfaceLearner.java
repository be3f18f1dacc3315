package dev.brisach.kit.live;

import dev.brisach.kit.crawl.Found;
import dev.brisach.kit.crawl.Spider;
import dev.brisach.kit.crawl.Targets;
import dev.brisach.kit.openapi.ApiModel;
import dev.brisach.kit.openapi.Samples;
import dev.brisach.kit.wire.Exchange;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Learns the {@link Surface} of a service. */
final class SurfaceLearner {
  private static final int MOST_EXCHANGES = 3000;
  private static final int MOST_BYTES = 24 << 20;
  private static final int MOST_SAMPLES = 4;
  private static final int MOST_LEFT = 50;
  private static final long SAMPLE_SEED = 7;

  private final LiveService service;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final List<Exchange> exchanges = new ArrayList<>();
  private final Set<String> statics = new HashSet<>();
  private final Set<String> left = new LinkedHashSet<>();
  private final List<Exchange.Request> start = new ArrayList<>();
  private long bytes;

  private record Entry(
      String method, String path, Surface.Source source, Map<String, Surface.Sample> samples) {}

  private SurfaceLearner(LiveService service) {
    this.service = service;
  }

  static Surface learn(LiveService service) {
    SurfaceLearner learner = new SurfaceLearner(service);
    learner.operations();
    learner.seeds();
    learner.walks();
    return learner.surface();
  }

  private void operations() {
    ApiModel api = service.api();
    if (api == null) {
      return;
    }
    String prefix = prefix(api, service.wire().base());
    Samples samples = new Samples(SAMPLE_SEED);
    for (ApiModel.Operation operation : api.operations()) {
      Map<String, String> given = new LinkedHashMap<>();
      for (ApiModel.Parameter parameter : operation.parameters()) {
        if (parameter.place().equals("query") && !parameter.required()) {
          String text = text(samples.value(operation, parameter).value());
          if (text != null) {
            given.put("query." + parameter.name(), text);
          }
        }
      }
      Samples.Call call = samples.call(operation, given);
      Exchange.Request request =
          new Exchange.Request(
              call.method(),
              prefix + call.target(),
              call.headers(),
              call.body() == null ? null : call.body().text().getBytes(StandardCharsets.UTF_8));
      add(
          operation.method(),
          prefix + operation.path(),
          Surface.Source.OPENAPI,
          new Surface.Sample(request, caller(operation)));
      if (call.method().equals("GET")) {
        start.add(request);
      }
    }
  }

  private static @org.jspecify.annotations.Nullable String text(dev.brisach.core.json.Json value) {
    return switch (value) {
      case dev.brisach.core.json.Json.Text(String text) -> text;
      case dev.brisach.core.json.Json.Num(double number) ->
          number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
      case dev.brisach.core.json.Json.Bool(boolean flag) -> Boolean.toString(flag);
      case dev.brisach.core.json.Json.Null _,
          dev.brisach.core.json.Json.Arr _,
          dev.brisach.core.json.Json.Obj _ ->
          null;
    };
  }

  /** Who may call it: a stranger where it is open, else the first user with a fitting role. */
  private Caller caller(ApiModel.Operation operation) {
    if (operation.login() == ApiModel.Login.OPEN || service.users().isEmpty()) {
      return service.stranger();
    }
    return service.users().stream()
        .filter(user -> user.roles().stream().anyMatch(operation.roles()::contains))
        .findFirst()
        .orElse(service.users().getFirst());
  }

  /** Paths of an API file stand below its first server, unless the service's URL has a path. */
  private static String prefix(ApiModel api, URI base) {
    String own = base.getRawPath();
    if (api.servers().isEmpty() || !(own == null || own.isEmpty() || own.equals("/"))) {
      return "";
    }
    try {
      String path = URI.create(api.servers().getFirst()).getRawPath();
      String prefix = path == null ? "" : path;
      prefix = prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
      return prefix.startsWith("/") ? prefix : "";
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private void seeds() {
    for (Exchange.Request request : service.seeds()) {
      add(request, Surface.Source.SEED, service.stranger());
      start.add(request);
    }
  }

  private void walks() {
    start.add(Exchange.Request.of("GET", "/"));
    start.add(Exchange.Request.of("GET", "/robots.txt"));
    start.add(Exchange.Request.of("GET", "/sitemap.xml"));
    List<Caller> callers = new ArrayList<>();
    callers.add(service.stranger());
    Set<String> roles = new HashSet<>();
    for (Caller user : service.users()) {
      if (roles.add(String.join(",", user.roles()))) {
        callers.add(user);
      }
    }
    Spider.Budget budget =
        Spider.Budget.usual().of(1500 + start.size(), Duration.ofSeconds(20 + start.size() / 100));
    for (Caller caller : callers) {
      String unknown = caller.unknown();
      if (unknown != null) {
        left.add("not crawled as " + caller.name() + ": " + unknown);
        continue;
      }
      Spider.Walk walk = Spider.walk(service.wire().base(), caller::send, budget, start);
      walk.exchanges().forEach(this::keep);
      walk.left().forEach(left::add);
      Set<String> absent = new HashSet<>();
      for (Exchange exchange : walk.exchanges()) {
        if (exchange.response().status() == 404) {
          absent.add(exchange.request().target());
        }
      }
      for (Found one : walk.found()) {
        if (one.way() == Found.Way.FORM || !absent.contains(one.request().target())) {
          add(one.request(), source(one.way()), caller);
        }
      }
      for (Exchange exchange : walk.exchanges()) {
        if (exchange.response().status() < 400) {
          add(exchange.request(), Surface.Source.LINK, caller);
        }
      }
    }
  }

  private static Surface.Source source(Found.Way way) {
    return switch (way) {
      case LINK -> Surface.Source.LINK;
      case FORM -> Surface.Source.FORM;
      case SCRIPT -> Surface.Source.SCRIPT;
    };
  }

  private void keep(Exchange exchange) {
    if (exchanges.size() < MOST_EXCHANGES && bytes < MOST_BYTES) {
      exchanges.add(exchange);
      bytes += exchange.response().body().length;
    }
  }

  private void add(Exchange.Request request, Surface.Source source, Caller caller) {
    if (Targets.isStatic(request.target())) {
      statics.add(request.target());
      return;
    }
    String path = Targets.path(request.target());
    add(
        request.method(),
        template(request.method(), path),
        source,
        new Surface.Sample(request, caller));
  }

  /** The template of the API file where one fits, the one with the fewest placeholders first. */
  private String template(String method, String path) {
    Entry exact = entries.get(method + ' ' + path);
    if (exact != null) {
      return path;
    }
    String best = null;
    for (Entry entry : entries.values()) {
      if (entry.source() == Surface.Source.OPENAPI
          && entry.method().equals(method)
          && Targets.fits(entry.path(), path)
          && (best == null || holes(entry.path()) < holes(best))) {
        best = entry.path();
      }
    }
    return best == null ? Targets.template(path) : best;
  }

  private static long holes(String template) {
    return template.chars().filter(c -> c == '{').count();
  }

  private void add(String method, String path, Surface.Source source, Surface.Sample sample) {
    Entry entry =
        entries.computeIfAbsent(
            method + ' ' + path, _ -> new Entry(method, path, source, new LinkedHashMap<>()));
    if (entry.samples().size() < MOST_SAMPLES) {
      entry.samples().putIfAbsent(shape(sample.request()), sample);
    }
  }

  /** The names of all parameters: another value alone is no other sample. */
  private static String shape(Exchange.Request request) {
    Set<String> names = new TreeSet<>();
    int query = request.target().indexOf('?');
    if (query >= 0) {
      names(request.target().substring(query + 1), names);
    }
    byte[] body = request.body();
    if (body != null) {
      String text = new String(body, StandardCharsets.ISO_8859_1);
      names.add("body");
      if (!text.startsWith("{") && !text.startsWith("<") && !text.startsWith("[")) {
        names(text, names);
      }
    }
    return names.toString();
  }

  private static void names(String pairs, Set<String> names) {
    for (String pair : pairs.split("&", 200)) {
      int equals = pair.indexOf('=');
      names.add(equals < 0 ? pair : pair.substring(0, equals));
    }
  }

  private Surface surface() {
    List<Surface.Endpoint> endpoints =
        entries.values().stream()
            .map(entry ->
                new Surface.Endpoint(
                    service.endpoint(entry.method(), entry.path()),
                    entry.method(),
                    entry.path(),
                    List.copyOf(entry.samples().values()),
                    entry.source()))
            .toList();
    return new Surface(
        endpoints, exchanges, statics.size(), left.stream().limit(MOST_LEFT).toList());
  }
}
