package dev.brisach.cli;

import dev.brisach.core.Asset;
import dev.brisach.core.assurance.Assurance;
import dev.brisach.core.assurance.ReleaseGate;
import dev.brisach.core.assurance.State;
import dev.brisach.core.assurance.Verdict;
import dev.brisach.core.assurance.Verdict.Reason;
import dev.brisach.core.assurance.Verdict.Word;
import dev.brisach.core.ledger.Ledger;
import dev.brisach.core.ledger.LedgerWriter;
import dev.brisach.kit.policy.GateInputs;
import dev.brisach.release.Artifact;
import dev.brisach.release.statement.GateVerdict;
import dev.brisach.release.statement.Statement;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The release gate over one artifact: the default rules over PLAN, CODE, PACKAGE and TEST of the
 * state, what verification says of the artifact itself, and the project's own policies.
 */
record GateOfRelease(PastRuns past, ReleaseTruth truth, Verdict verdict) {
  /**
   * Asks the gate.
   *
   * @param more documents besides those that lie beside the artifact
   */
  static GateOfRelease ask(PastRuns past, Artifact artifact, List<Path> more) {
    State state = past.state();
    Assurance assurance = Assurance.compute(state, past.runs());
    ReleaseTruth truth = ReleaseTruth.of(past.project(), artifact, more, past.now());
    Verdict verdict =
        ReleaseGate.judge(assurance, state.model(), past.runs())
            .plus(ofArtifact(truth, state.revision()));
    GateInputs inputs =
        new GateInputs(Verdict.Gate.RELEASE, state, assurance, past.runs(), truth.policyFacts());
    return new GateOfRelease(past, truth, past.policies().judge(verdict, inputs));
  }

  /** What is wrong with the artifact itself, whatever the threats. */
  private static List<Reason> ofArtifact(ReleaseTruth truth, @Nullable String state) {
    List<Reason> reasons = new ArrayList<>();
    String built = truth.facts() == null ? null : truth.facts().revision();
    if (built != null && state != null && !built.equals(state)) {
      reasons.add(
          new Reason(
              "other-revision",
              Word.BLOCK,
              null,
              truth.artifact().name()
                  + " was built from "
                  + shortened(built)
                  + ", the evidence is of "
                  + shortened(state)));
    }
    for (String failure : truth.failures()) {
      reasons.add(new Reason("document-proves-nothing", Word.WARN, null, failure));
    }
    return reasons;
  }

  private static String shortened(String revision) {
    return revision.length() > 12 ? revision.substring(0, 12) : revision;
  }

  /** The statement to be signed: the same inputs give the same bytes. */
  byte[] payload() {
    List<GateVerdict.Reason> reasons = new ArrayList<>();
    for (Reason reason : verdict.reasons()) {
      reasons.add(
          new GateVerdict.Reason(
              reason.rule(), reason.word().word(), reason.threat(), reason.message()));
    }
    GateVerdict said =
        new GateVerdict(
            "release",
            verdict.word().word(),
            reasons,
            new GateVerdict.Inputs(past.policy(), past.model(), past.decisions(), past.heads()),
            past.newest().revision(),
            past.now());
    return Statement.of(truth.artifact().name(), truth.artifact().sha256(), said.predicate())
        .payload();
  }

  /** Keeps it in the ledger, in a segment of its own. */
  void keep() {
    Path root = past.project().root();
    Ledger ledger = Ledger.open(root.resolve(".brisach"));
    Instant now = past.now();
    String revision = past.newest().revision();
    try (LedgerWriter writer =
        ledger.begin(
            past.newest().project(), past.newest().branch(), revision, ProjectRun.TOOL, now)) {
      writer.release(truth.release(asset(root), revision, verdict, now, now));
    }
  }

  private Asset asset(Path root) {
    Path file = truth.artifact().file();
    if (file == null) {
      return Asset.parse("image:" + truth.digest());
    }
    Path place = file.toAbsolutePath().normalize();
    Path base = root.toAbsolutePath().normalize();
    return Asset.file(
        (place.startsWith(base) ? base.relativize(place) : place.getFileName())
            .toString()
            .replace('\\', '/'));
  }
}
