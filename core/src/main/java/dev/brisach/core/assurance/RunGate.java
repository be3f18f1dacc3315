package dev.brisach.core.assurance;

import dev.brisach.core.Model;
import dev.brisach.core.Stage;
import java.util.EnumSet;

/** The gate of a run: reads all cells and gives the exit code. */
public final class RunGate {
  private RunGate() {}

  /** Judges by the default policy. */
  public static Verdict judge(Assurance assurance, Model model) {
    return GateRules.judge(
        Verdict.Gate.RUN,
        assurance,
        model,
        EnumSet.allOf(Stage.class),
        assurance.seenBy().keySet());
  }
}
