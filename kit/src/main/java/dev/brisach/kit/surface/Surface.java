package dev.brisach.kit.surface;

import dev.brisach.core.Asset;
import dev.brisach.kit.live.LivePart;
import dev.brisach.kit.wire.Exchange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What there is to ask of a service: the operations of its API file, requests known beforehand, and
 * what a crawl found.
 *
 * @param operations each method and path template once, those of the API file first
 * @param pages answers seen on the way, bounded, for checks that only look
 * @param leftOut what was not followed, in words: budgets, places out of scope, links that look as
 *     if they would destroy something
 */
public record Surface(
    List<Operation> operations, List<Exchange> pages, NotFound notFound, List<String> leftOut) {
  /** Learnt once for each service. */
  public static final LivePart<Surface> OF =
      service -> new Spider(service, Spider.Budget.USUAL).crawl();

  /** What a note of a sweep begins with that tells what the crawl did not follow. */
  public static final String NOTE = "the crawl left out: ";

  /** Most notes of one crawl. */
  public static final int MOST_NOTES = 202;

  /** Where an operation is known from; the surest first. */
  public enum Source {
    API,
    SEED,
    FORM,
    LINK,
    SCRIPT,
    WELL_KNOWN
  }

  /**
   * One operation.
   *
   * @param endpoint method and full URL with path template
   * @param template path with placeholders, below the service's address
   * @param open no login is needed as far as is known
   */
  public record Operation(
      Asset endpoint,
      String method,
      String template,
      List<Sample> samples,
      Source source,
      boolean open) {
    public Operation {
      samples = List.copyOf(samples);
    }

    /** Method and template, as people name it. */
    public String call() {
      return method + " " + template;
    }

    /** True for a method that may change something. */
    public boolean writes() {
      return !(method.equals("GET") || method.equals("HEAD") || method.equals("OPTIONS"));
    }
  }

  /**
   * A request that the service is known to understand.
   *
   * @param caller name of the user who sends it, empty for a stranger
   * @param seen what came back, or null where it was not sent
   */
  public record Sample(Exchange.Request request, String caller, @Nullable Exchange seen) {}

  /** What was left out, as notes of a sweep. */
  public List<String> notes() {
    return leftOut.stream().map(reason -> NOTE + reason).limit(MOST_NOTES).toList();
  }

  public Surface {
    operations = List.copyOf(operations);
    pages = List.copyOf(pages);
    leftOut = List.copyOf(leftOut);
  }
}
