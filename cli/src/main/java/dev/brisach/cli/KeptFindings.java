package dev.brisach.cli;

import dev.brisach.core.BrisachException;
import dev.brisach.core.Environment;
import dev.brisach.core.ErrorCode;
import dev.brisach.core.Evidence;
import dev.brisach.core.Finding;
import dev.brisach.core.Outcome;
import dev.brisach.core.Run;
import dev.brisach.core.ledger.Ledger;
import dev.brisach.engine.Project;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Findings that past runs and scans of running services have kept. */
final class KeptFindings {
  /** A finding and the environment where it was seen. */
  record Kept(Finding finding, Environment environment) {}

  private KeptFindings() {}

  /** The newest finding with this id or fingerprint; a usage error where there is none. */
  static Kept find(Project project, String id) {
    Path folder = project.root().resolve(".brisach");
    Kept kept = newest(project, id, List.of(folder, folder.resolve(LiveScan.KEPT)));
    if (kept == null) {
      throw new BrisachException(
          ErrorCode.USAGE, id + ": no run of " + project.root() + " has kept such a finding");
    }
    return kept;
  }

  /** The newest one that a scan of a running service has kept, or null. */
  static @Nullable Kept ofScans(Project project, String id) {
    return newest(project, id, List.of(project.root().resolve(".brisach").resolve(LiveScan.KEPT)));
  }

  /** The newest run or scan that reached operations of this environment as somebody, or null. */
  static @Nullable Run lastLive(Project project, String environment) {
    Path folder = project.root().resolve(".brisach");
    Run last = null;
    for (Path place : List.of(folder, folder.resolve(LiveScan.KEPT))) {
      for (Run run : Files.isDirectory(place) ? Ledger.open(place).runs() : List.<Run>of()) {
        boolean live =
            run.evidence().stream()
                .anyMatch(one -> one.environment().equals(environment) && !one.reached().isEmpty());
        if (live && (last == null || run.started().isAfter(last.started()))) {
          last = run;
        }
      }
    }
    return last;
  }

  private static @Nullable Kept newest(Project project, String id, List<Path> places) {
    List<Run> runs = new ArrayList<>();
    for (Path place : places) {
      if (Files.isDirectory(place)) {
        runs.addAll(Ledger.open(place).runs());
      }
    }
    runs.sort(Comparator.comparing(Run::started).reversed());
    for (Run run : runs) {
      for (Evidence evidence : run.evidence()) {
        if (evidence.outcome() instanceof Outcome.Examined examined) {
          for (Finding finding : examined.findings()) {
            if (finding.id().equals(id) || finding.fingerprint().equals(id)) {
              return new Kept(finding, environment(project, run, evidence.environment()));
            }
          }
        }
      }
    }
    return null;
  }

  /** As it is configured now; else as it was then. */
  private static Environment environment(Project project, Run run, String name) {
    Environment now = project.settings().environments().get(name);
    if (now != null) {
      return now;
    }
    return run.environments().stream()
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElse(Environment.SOURCE);
  }
}
