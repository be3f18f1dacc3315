package dev.brisach.cli;

import dev.brisach.cli.report.Report;
import dev.brisach.core.Evidence;
import dev.brisach.core.Finding;
import dev.brisach.core.Outcome;
import dev.brisach.core.Run;
import dev.brisach.core.Stage;
import dev.brisach.core.assurance.Assurance;
import dev.brisach.core.assurance.Policy;
import dev.brisach.core.assurance.RunGate;
import dev.brisach.core.assurance.State;
import dev.brisach.core.assurance.Verdict;
import dev.brisach.engine.Project;
import dev.brisach.engine.config.Settings;
import dev.brisach.kit.policy.GateInputs;
import dev.brisach.kit.policy.OwnPolicies;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Computes assurance over the ledger and puts together what a report shows. */
final class ReportBuilder {
  private ReportBuilder() {}

  /**
   * The report of a run within its ledger.
   *
   * @param current the run whose inventory and model are the state asked for
   */
  static Report build(
      Project project,
      OwnPolicies policies,
      Run current,
      List<Run> runs,
      List<String> warnings,
      Instant now) {
    Policy policy = policy(project.settings());
    State state = State.of(current, policy, now);
    Assurance assurance = Assurance.compute(state, runs);
    Verdict verdict =
        policies.judge(
            RunGate.judge(assurance, current.model()),
            new GateInputs(Verdict.Gate.RUN, state, assurance, runs, null));
    Map<String, Stage> stages = new HashMap<>();
    for (Run run : runs) {
      for (Evidence sweep : run.evidence()) {
        if (sweep.outcome() instanceof Outcome.Examined examined) {
          for (Finding finding : examined.findings()) {
            stages.putIfAbsent(finding.fingerprint(), sweep.stage());
          }
        }
      }
    }
    return new Report(
        current.project(),
        current.branch(),
        current.revision(),
        now,
        head(current),
        current.model(),
        current.inventory(),
        current.catalogue(),
        current.evidence(),
        stages,
        current.decisions(),
        assurance,
        verdict,
        warnings,
        ProjectRun.policyNotes(project));
  }

  private static @Nullable String head(Run run) {
    return run.head();
  }

  /** The standard policy with the age limits of the project. */
  static Policy policy(Settings settings) {
    Policy policy = Policy.standard();
    for (Map.Entry<Stage, Settings.AgeLimit> limit : settings.ageLimits().entrySet()) {
      policy =
          limit.getValue().limit() == null
              ? policy.withoutAge(limit.getKey())
              : policy.withAge(limit.getKey(), limit.getValue().limit());
    }
    return policy;
  }
}
