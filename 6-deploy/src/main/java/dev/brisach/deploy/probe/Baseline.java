package dev.brisach.deploy.probe;

import dev.brisach.kit.wire.Exchange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What an endpoint answers to its sample, and which words of the answer change by themselves
 * (times, nonces, counters): the mask that comparisons leave out.
 *
 * @param exchange the first answer
 * @param unstable words behind which another word comes each time
 * @param stable words that every answer had; null where answers are as long as each other
 */
record Baseline(
    Exchange exchange,
    Look look,
    Set<String> unstable,
    @org.jspecify.annotations.Nullable Set<String> stable) {
  /** A part of the words that may change before nothing can be told from the rest. */
  private static final double MOST_UNSTABLE = 0.5;

  /** Learns the mask from the answers to one and the same request. */
  static Baseline of(List<Exchange> exchanges) {
    List<Look> looks = exchanges.stream().map(exchange -> Look.of(exchange, "")).toList();
    Look first = looks.getFirst();
    Set<String> unstable = new HashSet<>();
    boolean even = looks.stream().allMatch(look -> look.words().size() == first.words().size());
    if (!even) {
      Set<String> stable = new HashSet<>(first.words());
      looks.forEach(look -> stable.retainAll(new HashSet<>(look.words())));
      return new Baseline(exchanges.getFirst(), first, Set.of(), stable);
    }
    for (Look look : looks) {
      for (int i = 0; i < look.words().size(); i++) {
        if (!look.words().get(i).equals(first.words().get(i))) {
          unstable.add(i == 0 ? "" : first.words().get(i - 1));
        }
      }
    }
    return new Baseline(exchanges.getFirst(), first, unstable, null);
  }

  /** True where two answers to one request differ so much that comparing is of no use. */
  boolean useless() {
    return stable != null && stable.size() < MOST_UNSTABLE * new HashSet<>(look.words()).size();
  }

  /** True where the sample itself ends in a failure of the service. */
  boolean broken() {
    return look.status() >= 500;
  }

  /** True where two answers differ in nothing but what changes by itself. */
  boolean alike(Look one, Look other) {
    return one.status() == other.status()
        && one.place().equals(other.place())
        && shown(one).equals(shown(other));
  }

  /** True where an answer is that to the sample but for what changes by itself. */
  boolean alike(Look one) {
    return alike(look, one);
  }

  private List<String> shown(Look one) {
    List<String> words = one.words();
    if (stable != null) {
      return words.stream().filter(stable::contains).distinct().sorted().toList();
    }
    if (unstable.isEmpty()) {
      return words;
    }
    List<String> shown = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      if (!unstable.contains(i == 0 ? "" : words.get(i - 1))) {
        shown.add(words.get(i));
      }
    }
    return shown;
  }

  /**
   * A word that stands in every one of these and in none of those, long enough to tell; empty where
   * there is none.
   */
  static String telling(List<Look> these, List<Look> those) {
    Set<String> words = new java.util.LinkedHashSet<>(these.getFirst().words());
    these.forEach(look -> words.retainAll(new HashSet<>(look.words())));
    those.forEach(look -> look.words().forEach(words::remove));
    return words.stream().filter(word -> word.length() >= 4).findFirst().orElse("");
  }
}
