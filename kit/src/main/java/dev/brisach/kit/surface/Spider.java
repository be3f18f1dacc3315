package dev.brisach.kit.surface;

import dev.brisach.core.Asset;
import dev.brisach.kit.live.Caller;
import dev.brisach.kit.live.LiveService;
import dev.brisach.kit.openapi.ApiModel;
import dev.brisach.kit.openapi.Samples;
import dev.brisach.kit.wire.Exchange;
import dev.brisach.kit.wire.WireException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Crawls a service with reading requests, wave by wave, within budgets. It never follows what looks
 * like an end of the session or a deletion, and never submits a form that posts.
 */
final class Spider {
  private static final int MAX_REQUESTS = 400;
  private static final int MAX_DEPTH = 8;
  private static final int MAX_SAMPLES = 6;
  private static final int MAX_SENT_SEEDS = 200;
  private static final int MAX_PAGES = 400;
  private static final long TIME = 20_000_000_000L;
  private static final Pattern HARMFUL =
      Pattern.compile(
          "(?i)(?:^|[^a-z])(?:log[-_ ]?(?:out|off)|sign[-_ ]?(?:out|off)|delete|remove|destroy|drop"
              + "|purge|erase|shutdown|deactivate|unsubscribe|revoke|cancel)(?:$|[^a-z])");
  private static final Set<String> STATIC =
      Set.of(
          "css", "png", "jpg", "jpeg", "gif", "svg", "ico", "woff", "woff2", "ttf", "eot", "otf",
          "map", "webp", "mp4", "webm", "mp3", "pdf", "zip", "gz", "js", "mjs");

  private record Visit(Exchange.Request request, Caller caller, int depth, Surface.Source source) {}

  /** An operation while it is being put together. */
  private static final class Draft {
    private final Surface.Source source;
    private final boolean open;
    private final Map<String, Surface.Sample> samples = new LinkedHashMap<>();

    Draft(Surface.Source source, boolean open) {
      this.source = source;
      this.open = open;
    }
  }

  private final LiveService service;
  private final String prefix;
  private final Templates templates;
  private final Map<String, Draft> drafts = new LinkedHashMap<>();
  private final Map<String, Integer> perTemplate = new HashMap<>();
  private final Set<String> known = new HashSet<>();
  private final List<Exchange> pages = new ArrayList<>();
  private final Set<String> leftOut = new TreeSet<>();
  private final long end = System.nanoTime() + TIME;
  private int sent;

  Spider(LiveService service) {
    this.service = service;
    ApiModel api = service.api();
    this.prefix = api == null ? "" : Templates.prefix(api, service.wire().base());
    this.templates = new Templates(api, prefix);
  }

  Surface crawl() {
    List<Visit> wave = new ArrayList<>();
    api(wave);
    seeds(wave);
    for (Caller caller : callers()) {
      for (String start : List.of("/", "/robots.txt", "/sitemap.xml")) {
        Surface.Source source = start.equals("/") ? Surface.Source.LINK : Surface.Source.WELL_KNOWN;
        if (start.equals("/") || caller.isStranger()) {
          enqueue(wave, new Visit(Exchange.Request.of("GET", start), caller, 0, source), "");
        }
      }
    }
    NotFound notFound = NotFound.of(service.stranger(), "bx" + Long.toHexString(seed()));
    while (!wave.isEmpty()) {
      wave = next(wave, notFound);
    }
    return new Surface(operations(), pages, notFound, List.copyOf(leftOut));
  }

  /** A word that no service knows, the same for the same address. */
  private long seed() {
    return 0x6272697361636800L ^ service.wire().base().toString().hashCode();
  }

  /** A stranger, and the first user of each role. */
  private List<Caller> callers() {
    List<Caller> callers = new ArrayList<>();
    callers.add(service.stranger());
    Set<String> roles = new HashSet<>();
    for (Caller user : service.users()) {
      if (roles.add(String.join(",", user.roles()))) {
        callers.add(user);
      }
    }
    return callers;
  }

  private void api(List<Visit> wave) {
    ApiModel api = service.api();
    if (api == null) {
      return;
    }
    Samples samples = new Samples(1);
    for (ApiModel.Operation operation : api.operations()) {
      Samples.Call call = samples.call(operation);
      Exchange.Request request = Exchange.Request.of(operation.method(), prefix + call.target());
      for (Map.Entry<String, String> header : call.headers().entrySet()) {
        request = request.with(header.getKey(), header.getValue());
      }
      Samples.Sample body = call.body();
      if (body != null) {
        request =
            request.withBody(body.contentType(), body.text().getBytes(StandardCharsets.UTF_8));
      }
      boolean open = operation.login() == ApiModel.Login.OPEN;
      Caller caller = open ? service.stranger() : userFor(operation);
      String template = prefix + operation.path();
      draft(operation.method(), template, Surface.Source.API, open);
      Visit visit = new Visit(request, caller, 0, Surface.Source.API);
      if (operation.method().equals("GET")) {
        wave.add(visit);
        known.add(key(request, caller));
      } else {
        sample(visit, null);
      }
    }
  }

  private Caller userFor(ApiModel.Operation operation) {
    for (Caller user : service.users()) {
      if (operation.roles().stream().anyMatch(user.roles()::contains)) {
        return user;
      }
    }
    return service.users().isEmpty() ? service.stranger() : service.users().getFirst();
  }

  private void seeds(List<Visit> wave) {
    boolean few = service.seeds().size() <= MAX_SENT_SEEDS;
    for (Exchange.Request seed : service.seeds()) {
      Visit visit = new Visit(seed, service.stranger(), 0, Surface.Source.SEED);
      if (few && seed.method().equals("GET") && known.add(key(seed, visit.caller()))) {
        wave.add(visit);
      } else {
        sample(visit, null);
      }
    }
  }

  private List<Visit> next(List<Visit> wave, NotFound notFound) {
    List<Visit> now = wave;
    if (sent + wave.size() > MAX_REQUESTS) {
      now = wave.subList(0, Math.max(0, MAX_REQUESTS - sent));
      leftOut.add("more than " + MAX_REQUESTS + " places to visit");
    }
    if (System.nanoTime() - end > 0) {
      leftOut.add("not all was visited within " + TIME / 1_000_000_000L + " s");
      now = List.of();
    }
    sent += now.size();
    List<Visit> following = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<@Nullable Exchange>> answers = new ArrayList<>();
      for (Visit visit : now) {
        answers.add(threads.submit(() -> send(visit)));
      }
      for (int i = 0; i < now.size(); i++) {
        arrived(now.get(i), await(answers.get(i)), notFound, following);
      }
    }
    return following;
  }

  private static @Nullable Exchange await(Future<@Nullable Exchange> answer) {
    try {
      return answer.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("the run was stopped");
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private @Nullable Exchange send(Visit visit) {
    try {
      return visit.caller().send(visit.request());
    } catch (WireException e) {
      return null;
    }
  }

  private void arrived(
      Visit visit, @Nullable Exchange exchange, NotFound notFound, List<Visit> following) {
    boolean stated = visit.source() == Surface.Source.API || visit.source() == Surface.Source.SEED;
    boolean there = exchange != null && !notFound.is(exchange);
    if (stated || (there && !isStatic(visit.request().target()))) {
      sample(visit, exchange);
    }
    if (exchange == null || !there) {
      return;
    }
    if (pages.size() < MAX_PAGES) {
      pages.add(exchange);
    }
    if (visit.depth() >= MAX_DEPTH) {
      leftOut.add("links deeper than " + MAX_DEPTH);
      return;
    }
    PageLinks links = new PageLinks(service.wire().base(), visit.request().target());
    for (PageLinks.Found found : links.read(exchange)) {
      Visit next = new Visit(found.request(), visit.caller(), visit.depth() + 1, found.source());
      if (!found.request().method().equals("GET")) {
        sample(next, null);
      } else {
        enqueue(following, next, found.label());
      }
    }
  }

  private void enqueue(List<Visit> wave, Visit visit, String label) {
    String target = visit.request().target();
    if (HARMFUL.matcher(target).find() || HARMFUL.matcher(short100(label)).find()) {
      leftOut.add("looks as if it ended or deleted something: " + path(target));
      return;
    }
    String shape = visit.caller().name() + " " + templates.of(path(target)) + " " + names(target);
    if (!known.add(key(visit.request(), visit.caller()))) {
      return;
    }
    if (perTemplate.merge(shape, 1, Integer::sum) > MAX_SAMPLES) {
      leftOut.add("more of the same: " + templates.of(path(target)));
      return;
    }
    wave.add(visit);
  }

  private static String short100(String label) {
    return label.length() > 60 ? "" : label;
  }

  private static boolean isStatic(String target) {
    String path = path(target);
    int dot = path.lastIndexOf('.');
    return dot > path.lastIndexOf('/')
        && STATIC.contains(path.substring(dot + 1).toLowerCase(Locale.ROOT));
  }

  private static String key(Exchange.Request request, Caller caller) {
    return caller.name() + " " + request.method() + " " + request.target();
  }

  private static String path(String target) {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  /** The names of query parameters, sorted: requests that differ by values only are alike. */
  private static String names(String target) {
    int query = target.indexOf('?');
    if (query < 0) {
      return "";
    }
    Set<String> names = new TreeSet<>();
    for (String pair : target.substring(query + 1).split("&", -1)) {
      int equals = pair.indexOf('=');
      names.add(equals < 0 ? pair : pair.substring(0, equals));
    }
    return String.join("&", names);
  }

  private Draft draft(String method, String template, Surface.Source source, boolean open) {
    return drafts.computeIfAbsent(method + " " + template, _ -> new Draft(source, open));
  }

  private void sample(Visit visit, @Nullable Exchange seen) {
    Exchange.Request request = visit.request();
    String template = templates.of(path(request.target()));
    Draft draft = draft(request.method(), template, visit.source(), visit.caller().isStranger());
    byte[] body = request.body();
    String shape =
        names(request.target())
            + " "
            + (body == null ? "" : bodyShape(new String(body, StandardCharsets.UTF_8)));
    if (visit.source() == Surface.Source.SEED) {
      shape = request.target() + " " + draft.samples.size();
    }
    if (draft.samples.size() < MAX_SAMPLES) {
      Surface.Sample sample = new Surface.Sample(request, visit.caller().name(), seen);
      draft.samples.merge(shape, sample, (old, now) -> better(old, now));
    }
  }

  /** An answer of success is the better sample; a stranger's is simpler to repeat. */
  private static Surface.Sample better(Surface.Sample old, Surface.Sample now) {
    return succeeded(old) || !succeeded(now) ? old : now;
  }

  private static boolean succeeded(Surface.Sample sample) {
    Exchange seen = sample.seen();
    return seen != null && seen.response().status() < 400;
  }

  private static String bodyShape(String body) {
    Set<String> names = new LinkedHashSet<>();
    for (String pair : body.split("[&,{]", -1)) {
      int end = Math.max(pair.indexOf('='), pair.indexOf(':'));
      names.add(end < 0 ? "" : pair.substring(0, end));
    }
    return String.join(",", names);
  }

  private List<Surface.Operation> operations() {
    List<Surface.Operation> operations = new ArrayList<>();
    drafts.forEach((name, draft) -> {
      int space = name.indexOf(' ');
      String method = name.substring(0, space);
      String template = name.substring(space + 1);
      Asset endpoint = service.endpoint(method, template);
      operations.add(
          new Surface.Operation(
              endpoint,
              method,
              template,
              List.copyOf(draft.samples.values()),
              draft.source,
              draft.open));
    });
    return operations;
  }
}
