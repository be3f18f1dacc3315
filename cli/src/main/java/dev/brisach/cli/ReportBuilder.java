package dev.brisach.cli;

import dev.brisach.cli.report.Report;
import dev.brisach.core.Asset;
import dev.brisach.core.Evidence;
import dev.brisach.core.Finding;
import dev.brisach.core.Outcome;
import dev.brisach.core.Run;
import dev.brisach.core.Stage;
import dev.brisach.core.assurance.Assurance;
import dev.brisach.core.assurance.Policy;
import dev.brisach.core.assurance.Release;
import dev.brisach.core.assurance.RunGate;
import dev.brisach.core.assurance.State;
import dev.brisach.core.assurance.Verdict;
import dev.brisach.engine.Project;
import dev.brisach.engine.config.Settings;
import dev.brisach.kit.policy.ArtifactFacts;
import dev.brisach.kit.policy.GateInputs;
import dev.brisach.kit.policy.OwnPolicies;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Computes assurance over the ledger and puts together what a report shows. */
final class ReportBuilder {
  private ReportBuilder() {}

  /**
   * The report of a run within its ledger.
   *
   * @param current the run whose inventory, model and decisions are the state asked for
   * @param said what people say besides, and whose word counts
   */
  static Report build(
      Project project,
      OwnPolicies policies,
      Run current,
      List<Run> runs,
      List<Release> releases,
      List<String> warnings,
      Said said,
      Instant now) {
    Policy policy = policy(project.settings());
    State state = State.of(current, policy, now).withReleases(releases);
    Assurance assurance = Assurance.compute(state, runs);
    Verdict verdict =
        policies.judge(
            RunGate.judge(assurance, current.model()),
            new GateInputs(Verdict.Gate.RUN, state, assurance, runs, artifact(state)));
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
        notes(project, said),
        said.questions());
  }

  private static List<String> notes(Project project, Said said) {
    List<String> notes = new ArrayList<>(said.notes());
    notes.addAll(ProjectRun.policyNotes(project));
    return notes;
  }

  /** The artifact of the state, where it has just one. */
  private static @Nullable ArtifactFacts artifact(State state) {
    TreeMap<Asset, Release> newest = new TreeMap<>();
    state.releases().stream()
        .filter(release -> Objects.equals(release.revision(), state.revision()))
        .forEach(release -> newest.put(release.artifact(), release)); // they are ordered by time
    if (newest.size() != 1) {
      return null;
    }
    Release release = newest.firstEntry().getValue();
    String digest = release.digest();
    return new ArtifactFacts(
        release.artifact().name(),
        digest == null ? release.artifact().name() : digest,
        release.revision(),
        release.signed(),
        release.attested(),
        release.signers(),
        null);
  }

  private static @Nullable String head(Run run) {
    return run.head();
  }

  /** The standard policy with the age limits of the project. */
  static Policy policy(Settings settings) {
    return settings.policy();
  }
}
