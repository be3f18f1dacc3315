package dev.brisach.cli;

import dev.brisach.cli.report.FindingList;
import dev.brisach.cli.report.JsonReport;
import dev.brisach.cli.report.Report;
import dev.brisach.core.BrisachException;
import dev.brisach.core.ErrorCode;
import dev.brisach.core.Finding;
import dev.brisach.core.Stage;
import dev.brisach.core.Threat;
import dev.brisach.core.assurance.CellState;
import dev.brisach.core.assurance.Explanation;
import dev.brisach.engine.Project;
import dev.brisach.engine.decisions.Decisions;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Why a cell has its colour, or what a finding means. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = {
      "Show one finding whole (F-…), or one threat stage by stage with the evidence behind it,",
      "from the evidence of past runs."
    })
final class ExplainCommand implements Callable<Integer> {
  @Mixin private Output output = new Output();

  @Parameters(paramLabel = "ID", description = "Id of a finding, or of a threat.")
  private String id = "";

  @Option(names = "--project", paramLabel = "PATH", description = "The project (default: here).")
  private Path path = Path.of(".");

  @Option(
      names = "--stage",
      paramLabel = "STAGE",
      description = "Of a threat, this stage only: plan, code, test …")
  private @Nullable Stage stage;

  @Option(
      names = "--why-not",
      paramLabel = "EVIDENCE",
      description = "Say why this sweep did not speak for the threat.")
  private @Nullable String whyNot;

  @Override
  public Integer call() {
    Output.Format format = output.oneOf(Output.Format.TEXT, Output.Format.JSON);
    KeptFindings.Kept scanned = KeptFindings.ofScans(Project.open(path), id);
    if (scanned != null) {
      if (format == Output.Format.JSON) {
        output.json(JsonReport.finding(scanned.finding(), null, List.of()));
      } else {
        FindingList.explain(scanned.finding(), output.out(), output.style());
      }
      return Exit.OK;
    }
    PastRuns past = PastRuns.of(path, Clock.systemUTC().instant());
    Report report = past.report();
    for (Finding finding : report.assurance().findings()) {
      if (finding.id().equals(id) || finding.fingerprint().equals(id)) {
        if (format == Output.Format.JSON) {
          output.json(JsonReport.finding(finding, report));
        } else {
          FindingList.explain(finding, output.out(), output.style());
          FindingList.said(
              report,
              report.decisionsOn(finding.id(), finding.fingerprint()),
              report.questionsOn(finding),
              output.out());
        }
        return Exit.OK;
      }
    }
    for (Threat threat : report.assurance().threats()) {
      if (threat.id().equals(id)) {
        explain(threat, past, report);
        FindingList.said(
            report,
            report.decisionsOn(threat.id()),
            Decisions.about(report.questions(), threat.id()),
            output.out());
        return Exit.OK;
      }
    }
    throw new BrisachException(
        ErrorCode.USAGE,
        id + ": neither a standing finding nor a threat of the model; brisach run shows both");
  }

  private void explain(Threat threat, PastRuns past, Report report) {
    if (whyNot != null) {
      Explanation.whyNot(past.state(), past.runs(), threat.id(), whyNot)
          .lines()
          .forEach(output.out()::println);
      output.out().flush();
      return;
    }
    for (Stage one : stage == null ? List.of(Stage.values()) : List.of(stage)) {
      boolean silent =
          report.assurance().cells(threat.id(), one).stream()
              .allMatch(cell -> cell.state() == CellState.NONE);
      if (stage == null && silent) {
        continue;
      }
      output.out().println(output.style().bold(one.word()));
      Explanation.of(past.state(), past.runs(), threat.id(), one)
          .lines()
          .forEach(line -> output.out().println("  " + line));
    }
    output.out().flush();
  }
}
