package dev.brisach.test.access;

import dev.brisach.core.Proof;
import dev.brisach.kit.live.Caller;
import dev.brisach.kit.live.LivePart;
import dev.brisach.kit.openapi.ApiModel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What had to be there before a user could create something, such as a filled cart before an order.
 * Kept for the whole run: what one check prepared may still be there when the next one creates, and
 * a proof sent to a fresh service needs it all the same.
 */
final class Preparations {
  /** Those of a service. */
  static final LivePart<Preparations> OF = _ -> new Preparations();

  private final Map<String, List<Proof.Step>> steps = new HashMap<>();

  private Preparations() {}

  private static String key(Caller caller, ApiModel.Operation creator) {
    return caller.name() + " " + creator.call();
  }

  /** The steps; empty where nothing is needed, or nothing helped. */
  synchronized List<Proof.Step> of(Caller caller, ApiModel.Operation creator) {
    return steps.getOrDefault(key(caller, creator), List.of());
  }

  /** True where preparing was tried and never helped. */
  synchronized boolean futile(Caller caller, ApiModel.Operation creator) {
    List<Proof.Step> known = steps.get(key(caller, creator));
    return known != null && known.isEmpty();
  }

  /** What preparing came to: the steps that helped, or none. */
  synchronized void tried(Caller caller, ApiModel.Operation creator, List<Proof.Step> helped) {
    steps.merge(
        key(caller, creator),
        List.copyOf(helped),
        (old, now) -> old.isEmpty() ? now : old); // the first ones that helped are enough
  }
}
