package dev.brisach.core.assurance;

import dev.brisach.core.Evidence;
import dev.brisach.core.Model;
import dev.brisach.core.Run;
import dev.brisach.core.Stage;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The gate of an artifact: the same rules as {@link RunGate}, over the cells of PLAN, CODE, PACKAGE
 * and TEST of its revision only, so that it never reads a RELEASE cell that itself colours. A
 * warning passes.
 */
public final class ReleaseGate {
  /** The stages it reads. */
  public static final Set<Stage> STAGES =
      java.util.Collections.unmodifiableSet(
          EnumSet.of(Stage.PLAN, Stage.CODE, Stage.PACKAGE, Stage.TEST));

  private ReleaseGate() {}

  /**
   * Judges by the default policy.
   *
   * @param assurance computed for the revision that the artifact was built from
   * @param runs the runs it was computed from; they say in which stage a finding was seen
   */
  public static Verdict judge(Assurance assurance, Model model, List<Run> runs) {
    Map<String, Stage> stages = new HashMap<>();
    for (Run run : runs) {
      for (Evidence evidence : run.evidence()) {
        stages.put(evidence.id(), evidence.stage());
      }
    }
    Set<String> seen = new HashSet<>();
    assurance
        .seenBy()
        .forEach((fingerprint, ids) -> {
          for (String id : ids) {
            Stage stage = stages.get(id);
            if (stage != null && STAGES.contains(stage)) {
              seen.add(fingerprint);
            }
          }
        });
    return GateRules.judge(Verdict.Gate.RELEASE, assurance, model, STAGES, seen);
  }
}
