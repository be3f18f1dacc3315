package dev.brisach.kit.live;

import dev.brisach.core.Asset;
import dev.brisach.kit.wire.Exchange;
import java.util.List;

/**
 * What there is to ask of a service: operations of its API file, requests known beforehand, and
 * what a crawl came to as a stranger and as a user of each role.
 *
 * @param exchanges what was sent and came back while it was learnt, bounded; for passive checks
 * @param statics how many addresses of pictures, styles, fonts and scripts were named
 * @param left what was not followed and why, in words
 */
public record Surface(
    List<Endpoint> endpoints, List<Exchange> exchanges, int statics, List<String> left) {
  /** The part to ask a {@link LiveService} for. */
  public static final LivePart<Surface> OF = SurfaceLearner::learn;

  /** How an endpoint became known; the surest first. */
  public enum Source {
    OPENAPI,
    SEED,
    FORM,
    LINK,
    SCRIPT;

    /** The spelling in messages. */
    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** A request that makes sense, and who sends it. */
  public record Sample(Exchange.Request request, Caller caller) {}

  /**
   * One operation.
   *
   * @param path with placeholders for ids
   * @param samples at least one; another for other parameters
   */
  public record Endpoint(
      Asset asset, String method, String path, List<Sample> samples, Source source) {
    public Endpoint {
      samples = List.copyOf(samples);
    }

    /** True where asking may change what the service holds. */
    public boolean mayWrite() {
      return !(method.equals("GET") || method.equals("HEAD") || method.equals("OPTIONS"));
    }

    /** Method and path, as people name it. */
    public String call() {
      return method + " " + path;
    }
  }

  public Surface {
    endpoints = List.copyOf(endpoints);
    exchanges = List.copyOf(exchanges);
    left = List.copyOf(left);
  }
}
