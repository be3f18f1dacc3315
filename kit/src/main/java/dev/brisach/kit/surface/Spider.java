package dev.brisach.kit.surface;

import dev.brisach.kit.live.Caller;
import dev.brisach.kit.live.LiveService;
import dev.brisach.kit.openapi.ApiModel;
import dev.brisach.kit.openapi.Samples;
import dev.brisach.kit.wire.Exchange;
import dev.brisach.kit.wire.WireException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Crawls a service with reading requests, wave by wave, within budgets. It never follows what looks
 * like an end of the session or a deletion, and never submits a form that posts.
 */
final class Spider {
  private static final int MAX_DEPTH = 8;
  private static final int MAX_ALIKE = 6;
  private static final int MAX_SENT_SEEDS = 200;
  private static final int MAX_PAGES = 400;
  private static final int MAX_LEFT_OUT = 200;
  private static final int MAX_KNOWN = 200_000;
  private static final int AT_ONCE = 16;
  private static final int BODY = 256 << 10;
  private static final int SMALL_BODY = 16 << 10;
  private static final int ALL_BODIES = 48 << 20;
  private static final Set<String> STATIC =
      Set.of(
          "css", "png", "jpg", "jpeg", "gif", "svg", "ico", "woff", "woff2", "ttf", "eot", "otf",
          "map", "webp", "avif", "bmp", "mp4", "webm", "mp3", "ogg", "pdf", "zip", "gz", "tar",
          "js", "mjs");
  private static final Set<String> SCRIPT = Set.of("js", "mjs");

  /**
   * How far a crawl goes.
   *
   * @param requests most requests that it sends
   * @param millis after so long nothing more is begun
   */
  record Budget(int requests, long millis) {
    static final Budget USUAL = new Budget(400, 20_000);
  }

  private record Visit(Exchange.Request request, Caller caller, int depth, Surface.Source source) {
    boolean stated() {
      return source == Surface.Source.API || source == Surface.Source.SEED;
    }

    /** The start page is there even where every path is answered with it. */
    boolean start() {
      return request.target().equals("/");
    }
  }

  private final LiveService service;
  private final Budget budget;
  private final String prefix;
  private final Templates templates;
  private final Drafts drafts;
  private final Addresses addresses;
  private final Map<String, Integer> alike = new HashMap<>();
  private final Set<String> known = new HashSet<>();
  private final List<Exchange> pages = new ArrayList<>();
  private final Set<String> leftOut = new LinkedHashSet<>();
  private final Semaphore atOnce = new Semaphore(AT_ONCE);
  private final long start = System.nanoTime();
  private int sent;
  private long kept;

  Spider(LiveService service, Budget budget) {
    this.service = service;
    this.budget = budget;
    ApiModel api = service.api();
    this.prefix = api == null ? "" : Templates.prefix(api, service.wire().base());
    this.templates = new Templates(api, prefix);
    this.drafts = new Drafts(templates);
    this.addresses = new Addresses(service.wire().base());
  }

  Surface crawl() {
    List<Caller> callers = callers();
    List<Visit> wave = new ArrayList<>();
    for (Caller caller : callers) {
      enqueue(wave, new Visit(get("/"), caller, 0, Surface.Source.LINK), "");
    }
    for (String place : List.of("/robots.txt", "/sitemap.xml")) {
      Caller stranger = callers.getFirst();
      enqueue(wave, new Visit(get(place), stranger, 0, Surface.Source.WELL_KNOWN), "");
    }
    api(wave);
    seeds(wave);
    NotFound notFound = NotFound.of(callers, "bx" + Long.toHexString(seed()));
    while (!wave.isEmpty()) {
      wave = next(wave, notFound);
    }
    addresses.otherHosts().forEach(host -> leaveOut("another host: " + host));
    return new Surface(drafts.operations(service), pages, notFound, List.copyOf(leftOut));
  }

  private static Exchange.Request get(String target) {
    return Exchange.Request.of("GET", target);
  }

  private void leaveOut(String reason) {
    if (leftOut.size() < MAX_LEFT_OUT) {
      leftOut.add(reason.length() > 300 ? reason.substring(0, 300) + "…" : reason);
    } else {
      leftOut.add("and more");
    }
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
      drafts.state(operation.method(), prefix + operation.path(), open);
      Visit visit = new Visit(request, caller, 0, Surface.Source.API);
      beginWith(visit, wave, true);
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
      beginWith(visit, wave, few);
    }
  }

  /** Sends what only reads; keeps the rest as it is. */
  private void beginWith(Visit visit, List<Visit> wave, boolean send) {
    Exchange.Request request = visit.request();
    boolean harmful = Harmful.is(request.target(), "");
    if (harmful && request.method().equals("GET")) {
      leaveOut("looks as if it ended or deleted something: " + Addresses.path(request.target()));
    }
    if (send && !harmful && request.method().equals("GET") && known.add(key(visit))) {
      wave.add(visit);
    } else {
      sample(visit, null);
    }
  }

  private List<Visit> next(List<Visit> wave, NotFound notFound) {
    int left = budget.requests() - sent;
    List<Visit> now = wave;
    if (wave.size() > left) {
      List<Visit> fair = fair(wave);
      now = fair.subList(0, left);
      leaveOut("more than " + budget.requests() + " places to visit");
      fair.subList(left, fair.size()).stream()
          .filter(Visit::stated)
          .forEach(visit -> sample(visit, null));
    }
    sent += now.size();
    List<Visit> following = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<@Nullable Exchange>> answers = new ArrayList<>();
      for (Visit visit : now) {
        answers.add(threads.submit(() -> send(visit)));
      }
      for (int i = 0; i < now.size(); i++) {
        arrived(now.get(i), await(now.get(i), answers.get(i)), notFound, following);
      }
    }
    return following;
  }

  /**
   * The visits in an order that gives each folder and each caller its turn: one with ten thousand
   * links does not use up what others need.
   */
  private static List<Visit> fair(List<Visit> wave) {
    Map<String, Integer> turns = new HashMap<>();
    IdentityHashMap<Visit, Integer> turn = new IdentityHashMap<>();
    for (Visit visit : wave) {
      String path = Addresses.path(visit.request().target());
      String folder = visit.caller().name() + " " + path.substring(0, path.lastIndexOf('/') + 1);
      turn.put(visit, turns.merge(folder, 1, Integer::sum));
    }
    List<Visit> fair = new ArrayList<>(wave);
    fair.sort(Comparator.comparingInt(visit -> turn.getOrDefault(visit, 0)));
    return fair;
  }

  private boolean late() {
    return System.nanoTime() - start > budget.millis() * 1_000_000;
  }

  private @Nullable Exchange await(Visit visit, Future<@Nullable Exchange> answer) {
    try {
      return answer.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("the run was stopped");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof WireException problem) {
        leaveOut(Addresses.path(visit.request().target()) + ": " + problem.getMessage());
        return null;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private @Nullable Exchange send(Visit visit) throws WireException, InterruptedException {
    atOnce.acquire();
    try {
      return late() ? null : visit.caller().send(visit.request());
    } finally {
      atOnce.release();
    }
  }

  private void arrived(
      Visit visit, @Nullable Exchange whole, NotFound notFound, List<Visit> following) {
    boolean there =
        whole != null
            && ((visit.start() && whole.response().status() < 400) || !notFound.is(whole));
    Exchange exchange = whole == null || !there ? whole : kept(whole);
    if (visit.stated() || (there && !isOf(STATIC, visit.request().target()))) {
      sample(visit, exchange);
    }
    if (late()) {
      leaveOut("not all was visited within " + budget.millis() / 1000 + " s");
      return;
    }
    if (whole == null || exchange == null || !there) {
      return;
    }
    if (pages.size() < MAX_PAGES) {
      pages.add(exchange);
    }
    PageLinks links = new PageLinks(addresses, visit.request().target());
    for (PageLinks.Found found : links.read(whole)) {
      Visit next = new Visit(found.request(), visit.caller(), visit.depth() + 1, found.source());
      if (found.request().method().equals("GET")) {
        enqueue(following, next, found.label());
      } else if (Harmful.endsSession(found.request().target(), found.label())) {
        leaveOut("looks as if it ended the session: " + Addresses.path(found.request().target()));
      } else {
        sample(next, null);
      }
    }
    if (links.cut()) {
      leaveOut("read only in part: " + Addresses.path(visit.request().target()));
    }
  }

  /** The answer as it is remembered; big bodies are cut, since hundreds are held at once. */
  private Exchange kept(Exchange exchange) {
    Exchange.Response response = exchange.response();
    int most = kept > ALL_BODIES ? SMALL_BODY : BODY;
    byte[] body = response.body();
    kept += Math.min(most, body.length);
    if (body.length <= most) {
      return exchange;
    }
    Exchange.Response less =
        new Exchange.Response(
            response.status(),
            response.headers(),
            Arrays.copyOf(body, most),
            true,
            "only the first " + most + " bytes are kept");
    return new Exchange(exchange.request(), less, exchange.id(), exchange.took(), exchange.tls());
  }

  private void enqueue(List<Visit> wave, Visit visit, String label) {
    String target = visit.request().target();
    boolean skipped = isOf(STATIC, target) && !isOf(SCRIPT, target);
    if (skipped || known.size() >= MAX_KNOWN || !known.add(key(visit))) {
      return;
    }
    if (Harmful.is(target, label)) {
      leaveOut("looks as if it ended or deleted something: " + Addresses.path(target));
      return;
    }
    if (visit.depth() > MAX_DEPTH) {
      leaveOut("links deeper than " + MAX_DEPTH);
      return;
    }
    String template = templates.of(Addresses.path(target));
    String shape =
        visit.caller().name() + " " + template + " " + Drafts.names(Addresses.query(target));
    if (alike.merge(shape, 1, Integer::sum) > MAX_ALIKE) {
      leaveOut("more of the same: " + template);
      return;
    }
    wave.add(visit);
  }

  private static boolean isOf(Set<String> endings, String target) {
    String path = Addresses.path(target);
    int dot = path.lastIndexOf('.');
    return dot > path.lastIndexOf('/')
        && endings.contains(path.substring(dot + 1).toLowerCase(Locale.ROOT));
  }

  private static String key(Visit visit) {
    return visit.caller().name() + " " + visit.request().method() + " " + visit.request().target();
  }

  private void sample(Visit visit, @Nullable Exchange seen) {
    drafts.add(visit.request(), visit.caller(), visit.source(), seen);
  }
}
