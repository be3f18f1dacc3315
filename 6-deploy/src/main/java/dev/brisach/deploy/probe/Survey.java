package dev.brisach.deploy.probe;

import dev.brisach.core.Context;
import dev.brisach.core.Reached;
import dev.brisach.core.Recorder;
import dev.brisach.deploy.browser.Browser;
import dev.brisach.kit.listen.Listener;
import dev.brisach.kit.live.Caller;
import dev.brisach.kit.live.LivePart;
import dev.brisach.kit.live.LiveService;
import dev.brisach.kit.surface.Harmful;
import dev.brisach.kit.surface.Surface;
import dev.brisach.kit.wire.Exchange;
import dev.brisach.kit.wire.WireException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Baselines and canaries of a service, each learnt when the first detector needs it and kept for
 * all others.
 */
final class Survey {
  /** The part to ask a service for. */
  static final LivePart<Survey> OF = service -> new Survey(service, service.learnt(Surface.OF));

  /** Headers that any request may have are tried at so many endpoints. */
  private static final int WITH_HEADERS = 100;

  /** So many cookies are sent with one request. */
  private static final int MOST_COOKIES = 5;

  private static final int MOST_KNOWN_COOKIES = 2_000;
  private static final Set<Integer> REFUSALS = Set.of(401, 403, 404);

  private final Surface surface;
  private final Map<String, Caller> callers = new HashMap<>();
  private final List<Target> targets;
  private final Map<String, Reached> reached = new ConcurrentHashMap<>();
  private final Map<String, String> lost = new ConcurrentHashMap<>();
  private final AtomicLong writes = new AtomicLong();
  private final boolean near;
  private volatile boolean heard;
  private final Execution execution;
  private boolean listening;
  private @Nullable Listener listener;
  private final Map<Surface.Sample, Kept<Baseline>> baselines = new ConcurrentHashMap<>();
  private final Map<InsertionPoint, Kept<Canary>> canaries = new ConcurrentHashMap<>();
  private final Map<Surface.Sample, Kept<Surface.Sample>> answered = new ConcurrentHashMap<>();

  private Survey(LiveService service, Surface surface) {
    this.surface = surface;
    this.near = near(String.valueOf(service.wire().base().getHost()));
    this.execution = new Execution(service, Browser.installed());
    callers.put("", service.stranger());
    service.users().forEach(user -> callers.put(user.name(), user));
    String prefix = String.valueOf(service.wire().base().getPath());
    List<Cookie> cookies = cookies(surface, prefix);
    List<Target> found = new ArrayList<>();
    for (Surface.Operation endpoint : surface.operations()) {
      List<InsertionPoint> points = new ArrayList<>();
      boolean first = found.size() < WITH_HEADERS;
      for (Surface.Sample sample : endpoint.samples()) {
        List<String> sent = sent(cookies, prefix, sample);
        for (InsertionPoint point : InsertionPoint.of(endpoint, sample, sent, first)) {
          boolean known =
              points.stream()
                  .anyMatch(other ->
                      other.kind() == point.kind()
                          && other.name().equals(point.name())
                          && (other.kind() == Kind.HEADER || other.sample().equals(sample)));
          if (!known) {
            points.add(point);
          }
        }
        first = false;
      }
      found.add(new Target(endpoint, points));
    }
    this.targets = List.copyOf(found);
  }

  /** An endpoint with all its points. */
  record Target(Surface.Operation endpoint, List<InsertionPoint> points) {
    Target {
      points = List.copyOf(points);
    }
  }

  /** Something learnt once, or why not. */
  private static final class Kept<T> {
    private long writes;
    private @org.jspecify.annotations.Nullable T value;
    private @org.jspecify.annotations.Nullable WireException problem;

    synchronized T get(Learning<T> learning) throws WireException {
      if (problem != null) {
        throw new WireException(problem.getMessage());
      }
      T known = value;
      if (known == null) {
        try {
          known = learning.learn();
          value = known;
        } catch (WireException e) {
          problem = e;
          throw e;
        }
      }
      return known;
    }
  }

  @FunctionalInterface
  private interface Learning<T> {
    T learn() throws WireException;
  }

  /** Shows answers in a browser; ended by the check that used it. */
  Execution execution() {
    return execution;
  }

  /** Somebody without a login. */
  Caller stranger() {
    return Objects.requireNonNull(callers.get(""));
  }

  Surface surface() {
    return surface;
  }

  /** All endpoints with their points. */
  List<Target> targets() {
    return targets;
  }

  /** Why an operation is better left alone, or null where it may be probed. */
  static @Nullable String spared(Surface.Operation operation, Context context) {
    if (Harmful.endsSession(operation.template(), "")) {
      return "it ends the session that the probe needs";
    }
    boolean object = operation.template().contains("{");
    return operation.writes()
            && (object || operation.method().equals("DELETE"))
            && !context.environment().isBox()
        ? "it could change an object that this run did not make"
        : null;
  }

  /** What the crawl reached, once for each operation and caller. */
  void tellCrawled(Recorder recorder) {
    for (Target target : targets) {
      for (Surface.Sample sample : target.endpoint().samples()) {
        if (sample.seen() != null) {
          tell(target.endpoint(), sample.caller(), sample.seen(), recorder);
        }
      }
    }
  }

  /** Tells what an operation answered to somebody, unless that was told before. */
  void tell(Surface.Operation endpoint, String caller, Exchange seen, Recorder recorder) {
    int status = seen.response().status();
    String problem = lost.computeIfAbsent(caller, this::problem);
    boolean there = status >= 200 && status < 300 && problem.isEmpty();
    tell(endpoint, caller, there, problem.isEmpty() ? "answers " + status : problem, recorder);
  }

  /** Tells why an operation was not tried. */
  void tellNot(Surface.Operation endpoint, String reason, Recorder recorder) {
    endpoint.samples().stream()
        .map(Surface.Sample::caller)
        .distinct()
        .forEach(caller -> tell(endpoint, caller, false, reason, recorder));
  }

  private void tell(
      Surface.Operation endpoint, String caller, boolean there, String reason, Recorder recorder) {
    Reached now = new Reached(endpoint.endpoint(), caller, there, reason);
    Reached known = reached.get(endpoint.endpoint() + " " + caller);
    if (known == null || (there && !known.reached())) {
      reached.put(endpoint.endpoint() + " " + caller, now);
      recorder.reached(now);
    }
  }

  /** Why it is not shown that the service knows a caller; empty where it is. */
  private String problem(String name) {
    Caller caller = callers.get(name);
    String unknown = caller == null || caller.isStranger() ? null : caller.unknown();
    return unknown == null ? "" : unknown;
  }

  /** Sends as the caller of a point's sample. */
  Sender sender(InsertionPoint point, Context context) {
    return new Sender(
        Objects.requireNonNull(callers.get(point.sample().caller())),
        context,
        listener(),
        execution);
  }

  /**
   * Opened when first needed; it lives as long as the program, on loopback only, so a service of
   * another machine has none.
   */
  private synchronized @Nullable Listener listener() {
    if (!listening && near) {
      listening = true;
      try {
        listener = Listener.open();
      } catch (IOException e) {
        listener = null;
      }
    }
    return listener;
  }

  private static boolean near(String host) {
    return host.equals("localhost") || host.startsWith("127.") || host.contains("::1");
  }

  /** Notes those that somebody came for, and says whether that is any of them. */
  boolean heard(List<String> tokens) {
    Listener open = listener();
    boolean any = open != null && tokens.stream().anyMatch(token -> !open.hits(token).isEmpty());
    heard |= any;
    return any;
  }

  /**
   * True where silence of our listener means something: target and probe share a box, or the
   * service has called it once. A service in a container of its own may be out of its reach.
   */
  boolean inReach(Context context) {
    return heard || context.environment().isBox();
  }

  /** Everything that a detector needs to know of a point, as somebody whom it answers. */
  Examination examination(InsertionPoint given, Context context, Markers markers)
      throws WireException {
    Surface.Sample sample =
        answered
            .computeIfAbsent(given.sample(), _ -> new Kept<>())
            .get(() -> answered(given.sample(), context));
    InsertionPoint point = given.of(sample);
    Sender sender = sender(point, context);
    Baseline baseline = baseline(point, sender);
    Canary canary =
        canaries
            .computeIfAbsent(point, _ -> new Kept<>())
            .get(() -> Canary.of(point, sender, markers));
    return new Examination(point, baseline, canary, sender, markers);
  }

  /**
   * The sample as the first user whom the service does not refuse it: an object that belongs to one
   * user is not there for another, whatever role that one has.
   */
  private Surface.Sample answered(Surface.Sample sample, Context context) throws WireException {
    if (callers.size() < 3 || sample.caller().isEmpty()) {
      return sample;
    }
    Exchange seen = sample.seen();
    Exchange first = seen == null ? send(sample.caller(), sample, context) : seen;
    if (!REFUSALS.contains(first.response().status())) {
      return sample;
    }
    Surface.@Nullable Sample second = null;
    for (Map.Entry<String, Caller> other : new TreeMap<>(callers).entrySet()) {
      if (!other.getKey().isEmpty() && !other.getKey().equals(sample.caller())) {
        Exchange exchange = send(other.getKey(), sample, context);
        int status = exchange.response().status();
        if (status / 100 == 2) {
          return new Surface.Sample(sample.request(), other.getKey(), exchange);
        }
        if (second == null && !REFUSALS.contains(status)) {
          second = new Surface.Sample(sample.request(), other.getKey(), exchange);
        }
      }
    }
    return second == null ? sample : second;
  }

  private Exchange send(String caller, Surface.Sample sample, Context context)
      throws WireException {
    Caller one = Objects.requireNonNull(callers.get(caller));
    return new Sender(one, context, listener(), execution).send(sample.request());
  }

  /**
   * The baseline of a point's sample. Where something was written since it was learnt, one request
   * shows whether it still holds; if not, all of the sample is learnt anew.
   */
  private Baseline baseline(InsertionPoint point, Sender sender) throws WireException {
    long now = writes.get();
    Kept<Baseline> kept = baselines.computeIfAbsent(point.sample(), _ -> new Kept<>());
    Baseline known = kept.get(() -> baseline(point.seed(), sender));
    synchronized (kept) {
      if (kept.writes == now || point.endpoint().writes()) {
        return known;
      }
      kept.writes = now;
      if (known.alike(Look.of(sender.send(point.seed()), ""))) {
        return known;
      }
      Kept<Baseline> anew = new Kept<>();
      anew.writes = now;
      baselines.put(point.sample(), anew);
      canaries.keySet().removeIf(other -> other.sample().equals(point.sample()));
      return anew.get(() -> baseline(point.seed(), sender));
    }
  }

  /** Something was written: what was learnt before may no longer hold. */
  void written() {
    writes.incrementAndGet();
  }

  private static Baseline baseline(Exchange.Request request, Sender sender) throws WireException {
    List<Exchange> exchanges = new ArrayList<>();
    exchanges.add(sender.send(request));
    exchanges.add(sender.send(request));
    if (!Look.of(exchanges.getFirst(), "").equals(Look.of(exchanges.getLast(), ""))) {
      exchanges.add(sender.send(request));
    }
    return Baseline.of(exchanges);
  }

  /** A cookie that the service set, and the path that it is sent to. */
  private record Cookie(String pair, String path) {
    boolean goesTo(String target) {
      return target.startsWith(path)
          && (path.endsWith("/")
              || target.length() == path.length()
              || "/?".indexOf(target.charAt(path.length())) >= 0);
    }
  }

  /** The cookies that a browser would send with a sample. */
  private static List<String> sent(List<Cookie> cookies, String prefix, Surface.Sample sample) {
    String target = joined(prefix, sample.request().target());
    return cookies.stream()
        .filter(cookie -> cookie.goesTo(target))
        .map(Cookie::pair)
        .limit(MOST_COOKIES)
        .toList();
  }

  private static String joined(String prefix, String target) {
    return prefix.endsWith("/")
        ? prefix.substring(0, prefix.length() - 1) + target
        : prefix + target;
  }

  /** Cookies that the service set and that are too short to be a session. */
  private static List<Cookie> cookies(Surface surface, String prefix) {
    Map<String, Cookie> cookies = new LinkedHashMap<>();
    for (Exchange exchange : surface.pages()) {
      String target = joined(prefix, exchange.request().target());
      for (String set : exchange.response().all("set-cookie")) {
        int end = set.indexOf(';');
        String pair = end < 0 ? set : set.substring(0, end);
        int equals = pair.indexOf('=');
        if (equals > 0 && pair.length() - equals < 16 && cookies.size() < MOST_KNOWN_COOKIES) {
          Cookie cookie = new Cookie(pair.strip(), path(set, target));
          cookies.putIfAbsent(pair.substring(0, equals).strip() + " " + cookie.path(), cookie);
        }
      }
    }
    return List.copyOf(cookies.values());
  }

  /** Its Path, or the folder of the page that set it (RFC 6265, 5.1.4). */
  private static String path(String set, String target) {
    for (String part : set.split(";", -1)) {
      String attribute = part.strip();
      if (attribute.regionMatches(true, 0, "path=/", 0, 6)) {
        return attribute.substring(5);
      }
    }
    int query = target.indexOf('?');
    String path = query < 0 ? target : target.substring(0, query);
    return path.substring(0, path.lastIndexOf('/') + 1);
  }
}
