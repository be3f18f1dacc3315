package dev.brisach.cli;

import dev.brisach.cli.report.Report;
import dev.brisach.core.BrisachException;
import dev.brisach.core.ErrorCode;
import dev.brisach.core.Run;
import dev.brisach.core.assurance.State;
import dev.brisach.core.ledger.Ledger;
import dev.brisach.engine.Project;
import dev.brisach.kit.policy.OwnPolicies;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** What the ledger of a project says now, without a new run. */
record PastRuns(Project project, OwnPolicies policies, List<Run> runs, Run newest, Instant now) {
  /** Reads the ledger; a project without a finished run is a usage error. */
  static PastRuns of(Path path, Instant now) {
    Project project = Project.open(path);
    List<Run> runs = Ledger.open(project.root().resolve(".brisach")).runs();
    Run newest = null;
    for (Run run : runs) {
      newest = run.head() == null ? newest : run;
    }
    if (newest == null) {
      throw new BrisachException(
          ErrorCode.USAGE, path + ": there is no evidence yet; start with: brisach run " + path);
    }
    return new PastRuns(project, Packs.policies(project, true), runs, newest, now);
  }

  /** The state that the newest finished run saw, at this moment. */
  State state() {
    return State.of(newest, ReportBuilder.policy(project.settings()), now);
  }

  /** The report of that state. */
  Report report() {
    return ReportBuilder.build(project, policies, newest, runs, List.of(), now);
  }

  /** Version of the default rules, with the digest of the project's own policies. */
  String policy() {
    String version = state().policy().version();
    return policies.isEmpty() ? version : version + "+sha256:" + policies.digest();
  }
}
