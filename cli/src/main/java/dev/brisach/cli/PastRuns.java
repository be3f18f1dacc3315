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
import dev.brisach.engine.guard.Base;
import dev.brisach.kit.policy.OwnPolicies;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger of a project says now, without a new run, under the decisions of now.
 *
 * @param policies of the project, or of the base that it is judged by
 * @param newest the newest finished run, under the decisions of now
 */
record PastRuns(
    Project project,
    OwnPolicies policies,
    List<Run> runs,
    List<Release> releases,
    Run newest,
    Said said,
    Instant now) {
  /** Reads the ledger; a project without a finished run is a usage error. */
  static PastRuns of(Path path, Instant now) {
    return of(path, Project.open(path), null, now);
  }

  /** The same under policy, expectations and decisions of a base. */
  static PastRuns of(Path path, Project project, @Nullable Base base, Instant now) {
    Ledger.Reading reading = Ledger.open(project.root().resolve(".brisach")).read();
    List<Run> runs = reading.runs().stream().filter(PastRuns::examined).toList();
    List<Release> releases = reading.releases();
    Run newest = null;
    for (Run run : runs) {
      newest = run.head() == null ? newest : run;
    }
    if (newest == null) {
      throw new BrisachException(
          ErrorCode.USAGE, path + ": there is no evidence yet; start with: brisach run " + path);
    }
    OwnPolicies policies = Packs.policies(project, base, true);
    Said said = Said.of(project, base, now);
    if (base != null) {
      Project judged = project.with(base.settings(project.settings()));
      Run under = newest.under(base.model(newest.model()), said.decisions());
      return new PastRuns(judged, policies, runs, releases, under, said, now);
    }
    // evidence that was imported beside no checkout brings its decisions along
    boolean own = Files.isDirectory(project.root().resolve("security"));
    Run under = own ? newest.under(newest.model(), said.decisions()) : newest;
    return new PastRuns(project, policies, runs, releases, under, said, now);
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
    return ReportBuilder.build(
        project, policies, newest, runs, releases, said.warnings(), said, now);
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
