package dev.brisach.cli;

import dev.brisach.cli.report.Report;
import dev.brisach.core.BrisachException;
import dev.brisach.core.Digests;
import dev.brisach.core.ErrorCode;
import dev.brisach.core.Run;
import dev.brisach.core.assurance.Release;
import dev.brisach.core.assurance.State;
import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonWriter;
import dev.brisach.core.ledger.DecisionJson;
import dev.brisach.core.ledger.Ledger;
import dev.brisach.core.ledger.ModelJson;
import dev.brisach.engine.Project;
import dev.brisach.kit.policy.OwnPolicies;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** What the ledger of a project says now, without a new run. */
record PastRuns(
    Project project,
    OwnPolicies policies,
    List<Run> runs,
    List<Release> releases,
    Run newest,
    Instant now) {
  /** Reads the ledger; a project without a finished run is a usage error. */
  static PastRuns of(Path path, Instant now) {
    Project project = Project.open(path);
    Ledger.Reading reading = Ledger.open(project.root().resolve(".brisach")).read();
    List<Run> runs = reading.runs().stream().filter(PastRuns::examined).toList();
    Run newest = null;
    for (Run run : runs) {
      newest = run.head() == null ? newest : run;
    }
    if (newest == null) {
      throw new BrisachException(
          ErrorCode.USAGE, path + ": there is no evidence yet; start with: brisach run " + path);
    }
    return new PastRuns(
        project, Packs.policies(project, true), runs, reading.releases(), newest, now);
  }

  /** A gate leaves a segment too, that knows no check: it is no run that saw a state. */
  static boolean examined(Run run) {
    return !run.catalogue().isEmpty();
  }

  /** The state that the newest finished run saw, at this moment. */
  State state() {
    return State.of(newest, ReportBuilder.policy(project.settings()), now).withReleases(releases);
  }

  /** The report of that state. */
  Report report() {
    return ReportBuilder.build(project, policies, newest, runs, releases, List.of(), now);
  }

  /** Version of the default rules, with the digest of the project's own policies. */
  String policy() {
    String version = state().policy().version();
    return policies.isEmpty() ? version : version + "+sha256:" + policies.digest();
  }

  /** Digest of the threat model. */
  String model() {
    return "sha256:" + Digests.sha256(JsonWriter.canonical(ModelJson.of(newest.model())));
  }

  /** Digest of all decisions that the state knows. */
  String decisions() {
    List<Json> all = state().decisions().stream().<Json>map(DecisionJson::of).toList();
    return "sha256:" + Digests.sha256(JsonWriter.canonical(new Json.Arr(all)));
  }

  /** Heads of the segments that were read, sorted. */
  List<String> heads() {
    return runs.stream().map(Run::head).filter(Objects::nonNull).sorted().toList();
  }
}
