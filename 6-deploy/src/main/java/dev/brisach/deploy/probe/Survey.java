package dev.brisach.deploy.probe;

import dev.brisach.core.Context;
import dev.brisach.kit.live.LivePart;
import dev.brisach.kit.live.Surface;
import dev.brisach.kit.wire.Exchange;
import dev.brisach.kit.wire.WireException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Baselines and canaries of a service, each learnt when the first detector needs it and kept for
 * all others.
 */
final class Survey {
  /** The part to ask a service for. */
  static final LivePart<Survey> OF = service -> new Survey(service.learnt(Surface.OF));

  /** Headers that any request may have are tried at so many endpoints. */
  private static final int WITH_HEADERS = 100;

  private static final int MOST_COOKIES = 5;

  private final Surface surface;
  private final List<Target> targets;
  private final Map<Surface.Sample, Kept<Baseline>> baselines = new ConcurrentHashMap<>();
  private final Map<InsertionPoint, Kept<Canary>> canaries = new ConcurrentHashMap<>();

  private Survey(Surface surface) {
    this.surface = surface;
    List<String> cookies = cookies(surface);
    List<Target> found = new ArrayList<>();
    for (Surface.Endpoint endpoint : surface.endpoints()) {
      List<InsertionPoint> points = new ArrayList<>();
      boolean first = found.size() < WITH_HEADERS;
      for (Surface.Sample sample : endpoint.samples()) {
        for (InsertionPoint point : InsertionPoint.of(endpoint, sample, cookies, first)) {
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
  record Target(Surface.Endpoint endpoint, List<InsertionPoint> points) {
    Target {
      points = List.copyOf(points);
    }
  }

  /** Something learnt once, or why not. */
  private static final class Kept<T> {
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

  Surface surface() {
    return surface;
  }

  /** All endpoints with their points. */
  List<Target> targets() {
    return targets;
  }

  /** Everything that a detector needs to know of a point. */
  Examination examination(InsertionPoint point, Context context, Markers markers)
      throws WireException {
    Sender sender = new Sender(point.sample().caller(), context);
    Baseline baseline =
        baselines
            .computeIfAbsent(point.sample(), _ -> new Kept<>())
            .get(() -> baseline(point.seed(), sender));
    Canary canary =
        canaries
            .computeIfAbsent(point, _ -> new Kept<>())
            .get(() -> Canary.of(point, sender, markers));
    return new Examination(point, baseline, canary, sender, markers);
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

  /** Cookies that the service set and that are too short to be a session. */
  private static List<String> cookies(Surface surface) {
    Map<String, String> cookies = new LinkedHashMap<>();
    for (Exchange exchange : surface.exchanges()) {
      for (String set : exchange.response().all("set-cookie")) {
        int end = set.indexOf(';');
        String pair = end < 0 ? set : set.substring(0, end);
        int equals = pair.indexOf('=');
        if (equals > 0 && pair.length() - equals < 16 && cookies.size() < MOST_COOKIES) {
          cookies.putIfAbsent(pair.substring(0, equals).strip(), pair.strip());
        }
      }
    }
    return List.copyOf(cookies.values());
  }
}
