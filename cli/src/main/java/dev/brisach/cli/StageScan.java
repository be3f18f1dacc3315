package dev.brisach.cli;

import dev.brisach.cli.report.FindingList;
import dev.brisach.cli.report.JsonReport;
import dev.brisach.cli.report.SarifReport;
import dev.brisach.core.Check;
import dev.brisach.core.CheckInfo;
import dev.brisach.core.Environment;
import dev.brisach.core.Evidence;
import dev.brisach.core.Finding;
import dev.brisach.core.Inventory;
import dev.brisach.core.Model;
import dev.brisach.core.Outcome;
import dev.brisach.core.Severity;
import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonWriter;
import dev.brisach.engine.Journal;
import dev.brisach.engine.Options;
import dev.brisach.engine.Planner;
import dev.brisach.engine.Progress;
import dev.brisach.engine.Project;
import dev.brisach.engine.RunEngine;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Runs some checks over a folder, without ledger and model, and prints what they found. */
final class StageScan {
  private StageScan() {}

  /** Scans and prints; the exit code is 1 where something of high severity was found. */
  static int run(Output output, Path path, List<Check<?>> checks, String schema) {
    Output.Format format =
        output.oneOf(Output.Format.TEXT, Output.Format.JSON, Output.Format.SARIF);
    RunEngine.Result result = examine(Project.open(path), checks);
    List<Finding> findings = findings(result.evidence());
    switch (format) {
      case JSON -> output.json(json(schema, result, findings));
      case SARIF -> {
        output.out().print(JsonWriter.pretty(SarifReport.of(findings)));
        output.out().flush();
      }
      default -> {
        FindingList.print(findings, output.out(), output.style());
        notExamined(output, result.evidence());
      }
    }
    result.faults().forEach(fault -> output.note("brisach: could not finish: " + fault));
    int exit = exit(findings);
    return exit == Exit.OK && !result.faults().isEmpty() ? Exit.MISSING : exit;
  }

  /** 1 where something of high severity was found, else 0. */
  static int exit(List<Finding> findings) {
    return findings.stream().anyMatch(f -> f.severity().compareTo(Severity.HIGH) <= 0)
        ? Exit.BLOCKED
        : Exit.OK;
  }

  /** Runs checks over a project; nothing is kept. */
  static RunEngine.Result examine(Project project, List<Check<?>> checks) {
    return new RunEngine(
            checks,
            tree -> new Planner.Plan(Model.empty(), List.of()),
            null,
            Options.reading(Clock.systemUTC()),
            Progress.silent())
        .run(project, "scan", FORGETFUL);
  }

  /** All findings of some sweeps, worst first. */
  static List<Finding> findings(List<Evidence> evidence) {
    List<Finding> all = new ArrayList<>();
    for (Evidence sweep : evidence) {
      if (sweep.outcome() instanceof Outcome.Examined examined) {
        all.addAll(examined.findings());
      }
    }
    all.sort(
        Comparator.comparing(Finding::severity)
            .thenComparing(Finding::confidence)
            .thenComparing(f -> f.location() == null ? "" : f.location().file())
            .thenComparingInt(f -> f.location() == null ? 0 : f.location().line())
            .thenComparing(Finding::fingerprint));
    return all;
  }

  private static Json.Obj json(String schema, RunEngine.Result result, List<Finding> findings) {
    List<Json> items = new ArrayList<>();
    findings.forEach(finding -> items.add(JsonReport.finding(finding, null, List.of())));
    List<Json> missed = new ArrayList<>();
    for (Evidence sweep : result.evidence()) {
      if (sweep.outcome() instanceof Outcome.Examined examined) {
        for (Outcome.Unexamined one : examined.unexamined()) {
          missed.add(
              Json.object()
                  .put("check", sweep.check())
                  .put("asset", one.asset().toString())
                  .put("reason", one.reason())
                  .build());
        }
      } else if (sweep.outcome() instanceof Outcome.Skipped(String reason)) {
        missed.add(Json.object().put("check", sweep.check()).put("reason", reason).build());
      }
    }
    return Json.object()
        .put("schema", schema)
        .put("findings", new Json.Arr(items))
        .put("notExamined", new Json.Arr(missed))
        .build();
  }

  private static void notExamined(Output output, List<Evidence> evidence) {
    int count = 0;
    for (Evidence sweep : evidence) {
      if (sweep.outcome() instanceof Outcome.Examined examined) {
        for (Outcome.Unexamined one : examined.unexamined()) {
          if (count++ < 20) {
            output.note("not examined: " + one.asset() + ": " + one.reason());
          }
        }
      }
    }
    if (count > 20) {
      output.note("not examined: " + (count - 20) + " more (--format json)");
    }
  }

  /** Keeps nothing. */
  static final Journal FORGETFUL =
      new Journal() {
        @Override
        public void catalogue(List<CheckInfo> checks) {}

        @Override
        public void environments(List<Environment> environments) {}

        @Override
        public void model(Model model) {}

        @Override
        public void inventory(Inventory inventory) {}

        @Override
        public void evidence(Evidence evidence) {}
      };
}
