package dev.brisach.cli;

import dev.brisach.cli.report.HtmlReport;
import dev.brisach.cli.report.JsonReport;
import dev.brisach.cli.report.Report;
import dev.brisach.cli.report.SarifReport;
import dev.brisach.cli.report.Style;
import dev.brisach.cli.report.TerminalReport;
import dev.brisach.core.BrisachException;
import dev.brisach.core.Effect;
import dev.brisach.core.assurance.Verdict;
import dev.brisach.core.json.JsonWriter;
import dev.brisach.engine.Project;
import dev.brisach.engine.guard.Base;
import dev.brisach.pack.TreePackages;
import dev.brisach.pack.sbom.Sbom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The main job: every stage that the project and the effect ceiling allow, then the gate's word.
 */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Examine a project in every stage and show, threat by threat, what is held and what is not.",
      "Works on any repository; without a threat model a draft is made. Reads only, unless --effect",
      "allows more."
    })
final class RunCommand implements Callable<Integer> {
  @Mixin private Output output = new Output();

  @Mixin private BaseOption base = new BaseOption();

  @Parameters(arity = "0..1", paramLabel = "PATH", description = "The project (default: here).")
  private Path path = Path.of(".");

  @Option(
      names = "--effect",
      paramLabel = "EFFECT",
      description = "Most that checks may do: read (default), traffic, change, attack.")
  private Effect effect = Effect.READ;

  @Option(
      names = "--advisories",
      paramLabel = "DIR",
      description = "A folder of advisories in OSV layout, instead of those of `brisach update`.")
  private @Nullable Path advisories;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Write the result there instead of to standard output.")
  private @Nullable Path file;

  @Option(names = "--no-ledger", description = "Keep no evidence and write nothing.")
  private boolean noLedger;

  @Override
  public Integer call() {
    Output.Format format =
        output.oneOf(
            Output.Format.TEXT,
            Output.Format.JSON,
            Output.Format.SARIF,
            Output.Format.HTML,
            Output.Format.CYCLONEDX);
    Project project = Project.open(path);
    Style err = new Style(output.style().colour(), output.style().unicode());
    StageLines lines = new StageLines(output.err(), output.isTerminal() && !output.quiet(), err);
    Base protectedBase = base.open(project, Clock.systemUTC().instant());
    String hint = base.hint();
    if (hint != null) {
      output.note(hint);
    }
    ProjectRun.Ended ended =
        new ProjectRun(
                project,
                effect,
                advisories,
                noLedger,
                Clock.systemUTC(),
                lines,
                output::note,
                protectedBase)
            .run();
    if (!output.quiet()) {
      lines.finish(ended.missing());
    }
    Report report = ended.report();
    if (file == null && format == Output.Format.TEXT) {
      TerminalReport.print(report, output.out(), output.style());
    } else {
      write(text(format, report, ended));
    }
    if (!noLedger) {
      htmlBeside(project, report);
    }
    return exit(report.verdict(), ended);
  }

  private static String text(Output.Format format, Report report, ProjectRun.Ended ended) {
    return switch (format) {
      case JSON -> JsonWriter.pretty(JsonReport.of(report));
      case SARIF -> JsonWriter.pretty(SarifReport.of(report));
      case HTML -> HtmlReport.of(report);
      case CYCLONEDX -> bom(ended, report);
      case TEXT, MARKDOWN, YAML, SPDX -> TerminalReport.plain(report);
    };
  }

  private static String bom(ProjectRun.Ended ended, Report report) {
    TreePackages found = TreePackages.read(ended.tree(), null, Installation.mavenRepository());
    return new Sbom(report.project(), "0.1.0", report.now(), found.packages()).cycloneDx();
  }

  private void write(String text) {
    if (file == null) {
      output.out().print(text);
      output.out().flush();
      return;
    }
    try {
      Files.writeString(file, text);
      output.note("Wrote " + file);
    } catch (IOException e) {
      throw new BrisachException(
          dev.brisach.core.ErrorCode.ENVIRONMENT,
          file + ": cannot be written: " + e.getMessage(),
          e);
    }
  }

  private void htmlBeside(Project project, Report report) {
    Path folder = project.root().resolve(".brisach");
    Path page = folder.resolve("report.html");
    if (!Files.isDirectory(folder)) {
      return;
    }
    try {
      Files.writeString(page, HtmlReport.of(report));
      output.note("Page: " + page);
    } catch (IOException e) {
      output.note("brisach: " + page + ": cannot be written: " + e.getMessage());
    }
  }

  private int exit(Verdict verdict, ProjectRun.Ended ended) {
    ended.faults().forEach(fault -> output.note("brisach: could not finish: " + fault));
    if (verdict.word() == Verdict.Word.BLOCK) {
      return Exit.BLOCKED;
    }
    return ended.faults().isEmpty() && ended.kept() ? Exit.OK : Exit.MISSING;
  }
}
