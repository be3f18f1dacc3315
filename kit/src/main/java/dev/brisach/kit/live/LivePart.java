package dev.brisach.kit.live;

/**
 * Something learnt from a service once and used by many checks, such as what a crawl reached. An
 * instance is compared by identity: keep it in a constant.
 *
 * @param <T> what is learnt
 */
@FunctionalInterface
public interface LivePart<T> {
  /** Learns it; called once for each service. */
  T learn(LiveService service);
}
