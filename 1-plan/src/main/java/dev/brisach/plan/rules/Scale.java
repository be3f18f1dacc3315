package dev.brisach.plan.rules;

import java.util.List;
import java.util.SortedSet;

/**
 * Likelihood or impact from 1 to 4: the first case that holds. What is unknown counts as holding
 * (unknown exposure counts as exposed), and its question stays open.
 */
public record Scale(List<Case> cases) {
  /** A number and when it holds. */
  record Case(int number, Condition when) {}

  public Scale {
    cases = List.copyOf(cases);
  }

  int judge(Condition.Bindings bindings, SortedSet<String> questions) {
    for (Case each : cases) {
      Truth truth = each.when.judge(bindings);
      if (truth.value() != Truth.Value.FALSE) {
        questions.addAll(truth.questions());
        return each.number;
      }
    }
    return cases.getLast().number;
  }
}
