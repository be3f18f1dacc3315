package dev.brisach.kit.crawl;

import dev.brisach.kit.wire.Exchange;
import dev.brisach.kit.wire.WireException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Walks a service breadth first over what its answers name. It asks by GET and HEAD only, and
 * follows nothing whose words sound like an end or a loss, so a crawl changes what a page view
 * changes.
 */
public final class Spider {
  private static final int ABREAST = 8;

  private final URI base;
  private final Door door;
  private final Budget budget;
  private final Set<String> seen = new HashSet<>();
  private final Map<String, Integer> perTemplate = new HashMap<>();
  private final Queue<Step> queue = new ArrayDeque<>();
  private final List<Found> found = new ArrayList<>();
  private final List<Exchange> exchanges = new ArrayList<>();
  private final List<String> left = new ArrayList<>();

  private Spider(URI base, Door door, Budget budget) {
    this.base = base;
    this.door = door;
    this.budget = budget;
  }

  /** Sends a request as somebody. */
  @FunctionalInterface
  public interface Door {
    /** Sends it. */
    Exchange send(Exchange.Request request) throws WireException;
  }

  /**
   * How far a crawl goes.
   *
   * @param perTemplate most pages whose path and parameter names are alike but for ids
   */
  public record Budget(int pages, int depth, int perTemplate, Duration time) {
    /** 1,500 pages, 8 links deep, 6 of a kind, 20 seconds. */
    public static Budget usual() {
      return new Budget(1500, 8, 6, Duration.ofSeconds(20));
    }

    /** The same with more pages and time. */
    public Budget of(int pages, Duration time) {
      return new Budget(pages, depth, perTemplate, time);
    }
  }

  /**
   * What a crawl came to.
   *
   * @param found requests named anywhere, also those not sent
   * @param left what was not followed, and why, in words
   */
  public record Walk(List<Found> found, List<Exchange> exchanges, List<String> left) {
    public Walk {
      found = List.copyOf(found);
      exchanges = List.copyOf(exchanges);
      left = List.copyOf(left);
    }
  }

  private record Step(Exchange.Request request, int depth) {}

  private record Came(Step step, Exchange exchange) {}

  /** Walks from these requests on; those that are not GET are left to others. */
  public static Walk walk(URI base, Door door, Budget budget, List<Exchange.Request> from) {
    Spider spider = new Spider(base, door, budget);
    from.stream()
        .filter(request -> request.method().equals("GET"))
        .forEach(request -> spider.add(request, 0, false));
    spider.run();
    return new Walk(spider.found, spider.exchanges, spider.left);
  }

  private void add(Exchange.Request request, int depth, boolean counted) {
    String target = request.target();
    if (!seen.add(target) || Targets.isStatic(target) && !script(target)) {
      return;
    }
    if (depth > budget.depth()) {
      left.add(target + " is more than " + budget.depth() + " links away");
    } else if (counted && perTemplate.merge(kind(target), 1, Integer::sum) > budget.perTemplate()) {
      return; // enough of its kind were seen
    } else {
      queue.add(new Step(request, depth));
    }
  }

  private static boolean script(String target) {
    return target.endsWith(".js") || target.endsWith(".mjs");
  }

  /** Path with placeholders and names of parameters. */
  private static String kind(String target) {
    int query = target.indexOf('?');
    Set<String> names = new TreeSet<>();
    if (query >= 0) {
      for (String pair : target.substring(query + 1).split("&", 100)) {
        int equals = pair.indexOf('=');
        names.add(equals < 0 ? pair : pair.substring(0, equals));
      }
    }
    return Targets.template(Targets.path(target)) + names;
  }

  private void run() {
    long end = System.nanoTime() + budget.time().toNanos();
    int pages = 0;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      while (!queue.isEmpty()) {
        if (pages >= budget.pages() || System.nanoTime() > end) {
          left.add(queue.size() + " addresses not followed: the budget of the crawl is used up");
          return;
        }
        List<Future<Came>> batch = new ArrayList<>();
        while (batch.size() < ABREAST && pages < budget.pages() && !queue.isEmpty()) {
          Step step = queue.remove();
          pages++;
          batch.add(threads.submit(() -> new Came(step, door.send(step.request()))));
        }
        batch.forEach(this::take);
      }
    }
  }

  private void take(Future<Came> future) {
    try {
      Came came = future.get();
      exchanges.add(came.exchange());
      for (Found one : Page.read(base, came.exchange())) {
        found.add(one);
        if (!one.harmful()) {
          add(one.request(), came.step().depth() + 1, true);
        }
      }
    } catch (ExecutionException e) {
      left.add(String.valueOf(e.getCause() == null ? e : e.getCause().getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
