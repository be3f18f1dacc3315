package dev.brisach.cli;

import dev.brisach.cli.report.FindingList;
import dev.brisach.cli.report.JsonReport;
import dev.brisach.cli.report.Report;
import dev.brisach.core.BrisachException;
import dev.brisach.core.ErrorCode;
import dev.brisach.core.Finding;
import dev.brisach.core.Run;
import dev.brisach.core.Threat;
import dev.brisach.core.assurance.Explanation;
import dev.brisach.core.ledger.Ledger;
import dev.brisach.engine.Project;
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
      names = "--why-not",
      paramLabel = "EVIDENCE",
      description = "Say why this sweep did not speak for the threat.")
  private @Nullable String whyNot;

  @Override
  public Integer call() {
    Project project = Project.open(path);
    List<Run> runs = Ledger.open(project.root().resolve(".brisach")).runs();
    if (runs.isEmpty()) {
      throw new BrisachException(
          ErrorCode.USAGE, path + ": there is no evidence yet; start with: brisach run " + path);
    }
    Report report =
        ReportBuilder.build(project, runs.getLast(), runs, List.of(), Clock.systemUTC().instant());
    Output.Format format = output.oneOf(Output.Format.TEXT, Output.Format.JSON);
    for (Finding finding : report.assurance().findings()) {
      if (finding.id().equals(id) || finding.fingerprint().equals(id)) {
        if (format == Output.Format.JSON) {
          output.json(JsonReport.finding(finding, report));
        } else {
          FindingList.explain(finding, output.out(), output.style());
        }
        return Exit.OK;
      }
    }
    for (Threat threat : report.assurance().threats()) {
      if (threat.id().equals(id)) {
        explain(threat, project, runs);
        return Exit.OK;
      }
    }
    throw new BrisachException(
        ErrorCode.USAGE,
        id + ": neither a standing finding nor a threat of the model; brisach run shows both");
  }

  private void explain(Threat threat, Project project, List<Run> runs) {
    output.out().println(output.style().bold(threat.title()) + "  " + threat.asset());
    lines(threat, project, runs).forEach(output.out()::println);
    output.out().flush();
  }

  private List<String> lines(Threat threat, Project project, List<Run> runs) {
    var state =
        dev.brisach.core.assurance.State.of(
            runs.getLast(), ReportBuilder.policy(project.settings()), Clock.systemUTC().instant());
    return whyNot == null
        ? Explanation.of(state, runs, threat.id())
        : Explanation.whyNot(state, runs, threat.id(), whyNot);
  }
}
