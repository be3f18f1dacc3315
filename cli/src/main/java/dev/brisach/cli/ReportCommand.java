package dev.brisach.cli;

import dev.brisach.cli.report.HtmlReport;
import dev.brisach.cli.report.JsonReport;
import dev.brisach.cli.report.Report;
import dev.brisach.cli.report.SarifReport;
import dev.brisach.cli.report.TerminalReport;
import dev.brisach.core.json.JsonWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The report of past runs, computed for now. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = "Show what the evidence of past runs says now, without a new run.")
final class ReportCommand implements Callable<Integer> {
  @Mixin private Output output = new Output();

  @Parameters(arity = "0..1", paramLabel = "PATH", description = "The project (default: here).")
  private Path path = Path.of(".");

  @Override
  public Integer call() {
    Output.Format format =
        output.oneOf(
            Output.Format.TEXT, Output.Format.JSON, Output.Format.SARIF, Output.Format.HTML);
    Report report = PastRuns.of(path, Clock.systemUTC().instant()).report();
    switch (format) {
      case JSON -> output.json(JsonReport.of(report));
      case SARIF -> output.out().print(JsonWriter.pretty(SarifReport.of(report)));
      case HTML -> output.out().print(HtmlReport.of(report));
      case TEXT, MARKDOWN, YAML, CYCLONEDX, SPDX ->
          TerminalReport.print(report, output.out(), output.style());
    }
    output.out().flush();
    return Exit.OK;
  }
}
