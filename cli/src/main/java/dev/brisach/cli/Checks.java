package dev.brisach.cli;

import dev.brisach.core.Check;
import dev.brisach.test.TestChecks;
import java.util.ArrayList;
import java.util.List;

/** Every check of every stage, in life-cycle order: the one place that lists them. */
final class Checks {
  /** Outside data that checks need. */
  record Data() {
    static Data none() {
      return new Data();
    }
  }

  private Checks() {}

  static List<Check<?>> all(Data data) {
    List<Check<?>> all = new ArrayList<>();
    all.addAll(TestChecks.all());
    return all;
  }
}
