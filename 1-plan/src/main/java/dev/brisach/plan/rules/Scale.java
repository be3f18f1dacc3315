package dev.brisach.plan.rules;

import java.util.List;
import java.util.SortedSet;

/**
 * Likelihood or impact from 1 to 4: the first case that holds. Where cases before it are unknown
 * the mildest of them counts (unknown exposure counts as exposed), and its question stays open.
 */
public record Scale(List<Case> cases) {
  /** A number and when it holds. */
  record Case(int number, Condition when) {}

  public Scale {
    cases = List.copyOf(cases);
  }

  int judge(Condition.Bindings bindings, SortedSet<String> questions) {
    Case unknown = null;
    Truth open = Truth.TRUE;
    for (Case each : cases) {
      Truth truth = each.when.judge(bindings);
      switch (truth.value()) {
        case TRUE -> {
          questions.addAll(open.questions());
          return unknown == null ? each.number : unknown.number;
        }
        case UNKNOWN -> {
          unknown = each;
          open = truth;
        }
        case FALSE -> {}
      }
    }
    return cases.getLast().number;
  }
}
