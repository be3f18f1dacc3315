package dev.brisach.deploy.browser;

import dev.brisach.core.json.Json;
import dev.brisach.kit.surface.Harmful;
import dev.brisach.kit.wire.Exchange;
import dev.brisach.kit.wire.WireException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers what a page asks for: from the visit, through the doorway, or not at all. */
final class Supply implements AutoCloseable {
  /** Requests of one page that are answered. */
  private static final int MOST = 60;

  private static final int MOST_REFUSED = 20;

  /** Headers about how a message was carried, not about what it is. */
  private static final Set<String> CARRIAGE =
      Set.of(
          "content-encoding",
          "transfer-encoding",
          "content-length",
          "connection",
          "keep-alive",
          "alt-svc",
          "strict-transport-security");

  private final Pipe pipe;
  private final String session;
  private final Visit visit;
  private final Doorway doorway;
  private final List<String> answered = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger pending = new AtomicInteger();
  private final AtomicInteger finished = new AtomicInteger();
  private final AtomicBoolean shown = new AtomicBoolean();
  private final List<String> refused = Collections.synchronizedList(new ArrayList<>());
  private volatile boolean closed;

  Supply(Pipe pipe, String session, Visit visit, Doorway doorway) {
    this.pipe = pipe;
    this.session = session;
    this.visit = visit;
    this.doorway = doorway;
  }

  String session() {
    return session;
  }

  List<String> answered() {
    synchronized (answered) {
      return List.copyOf(answered);
    }
  }

  List<String> refused() {
    synchronized (refused) {
      return List.copyOf(refused);
    }
  }

  /** The full address of the visit. */
  String address() {
    return prefix() + visit.target();
  }

  private String prefix() {
    String base = doorway.base().toString();
    return base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
  }

  /** Scheme, host and port as scripts see them. */
  static String origin(URI base) {
    String scheme = base.getScheme().toLowerCase(Locale.ROOT);
    int usual = scheme.equals("https") ? 443 : 80;
    String host = scheme + "://" + base.getHost().toLowerCase(Locale.ROOT);
    return base.getPort() < 0 || base.getPort() == usual ? host : host + ":" + base.getPort();
  }

  /** A request of the page, which waits; never holds up the thread that reads. */
  void asked(Json.Obj event) {
    pending.incrementAndGet();
    Thread.ofVirtual()
        .start(() -> {
          try {
            answer(event);
          } finally {
            pending.decrementAndGet();
            finished.incrementAndGet();
          }
        });
  }

  /** Requests that still wait. */
  int pending() {
    return pending.get();
  }

  /** Requests that do not wait any more. */
  int finished() {
    return finished.get();
  }

  private void answer(Json.Obj event) {
    String id = String.valueOf(event.text("requestId"));
    Json.Obj request = event.object("request");
    String url = String.valueOf(request.text("url"));
    boolean document = "Document".equals(event.text("resourceType"));
    Exchange.Response given = visit.document();
    if (document && given != null && shown.compareAndSet(false, true)) {
      fulfil(id, given);
      return;
    }
    if (url.startsWith("https://" + visit.word() + ".invalid/")
        || url.startsWith("http://" + visit.word() + ".invalid/")) {
      fulfil(id, foreign());
      return;
    }
    String target = target(url);
    boolean allowed =
        !closed
            && target != null
            && "GET".equals(request.text("method"))
            && !target.equals("/favicon.ico")
            && !Harmful.endsSession(target, "")
            && answered.size() < MOST;
    if (!allowed || target == null) {
      fail(id, url);
      return;
    }
    answered.add(target);
    try {
      fulfil(id, doorway.get(target));
    } catch (WireException | CancellationException e) {
      fail(id, url);
    }
  }

  /** What somebody else's host would hold, were the page to load a script from there. */
  private Exchange.Response foreign() {
    return new Exchange.Response(
        200,
        Map.of(
            "content-type",
            List.of("text/javascript"),
            "access-control-allow-origin",
            List.of("*")),
        visit.foreign().getBytes(StandardCharsets.UTF_8),
        false);
  }

  /** Path and query below the base, or null for what is no part of the service. */
  private @org.jspecify.annotations.Nullable String target(String url) {
    String origin = origin(doorway.base());
    String prefix = prefix();
    String path = prefix.substring(Math.min(prefix.length(), raw(doorway.base())));
    String rest = url.startsWith(origin + "/") ? url.substring(origin.length()) : "";
    int fragment = rest.indexOf('#');
    rest = fragment < 0 ? rest : rest.substring(0, fragment);
    return !rest.isEmpty() && rest.startsWith(path + "/") ? rest.substring(path.length()) : null;
  }

  private static int raw(URI base) {
    return base.getScheme().length() + 3 + base.getRawAuthority().length();
  }

  private void fail(String id, String url) {
    if (refused.size() < MOST_REFUSED && !url.startsWith("data:")) {
      refused.add(url.length() > 200 ? url.substring(0, 200) : url);
    }
    pipe.tell(
        session,
        "Fetch.failRequest",
        Json.object().put("requestId", id).put("errorReason", "BlockedByClient"));
  }

  private void fulfil(String id, Exchange.Response response) {
    List<Json> headers = new ArrayList<>();
    response
        .headers()
        .forEach((name, values) -> {
          if (!CARRIAGE.contains(name)) {
            values.forEach(
                value -> headers.add(Json.object().put("name", name).put("value", value).build()));
          }
        });
    pipe.tell(
        session,
        "Fetch.fulfillRequest",
        Json.object()
            .put("requestId", id)
            .put("responseCode", response.status())
            .put("responseHeaders", new Json.Arr(headers))
            .put("body", Base64.getEncoder().encodeToString(response.body())));
  }

  @Override
  public void close() {
    closed = true;
  }
}
