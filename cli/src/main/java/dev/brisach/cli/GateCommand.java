package dev.brisach.cli;

import dev.brisach.cli.report.JsonReport;
import dev.brisach.cli.report.Report;
import dev.brisach.core.Digests;
import dev.brisach.core.Run;
import dev.brisach.core.assurance.Verdict;
import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonWriter;
import dev.brisach.core.ledger.ModelJson;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The run gate over past runs. */
@Command(
    name = "gate",
    mixinStandardHelpOptions = true,
    subcommands = GateTestCommand.class,
    description = "Ask the run gate over the evidence of past runs; exit 1 when it blocks.")
final class GateCommand implements Callable<Integer> {
  @Mixin private Output output = new Output();

  @Parameters(arity = "0..1", paramLabel = "PATH", description = "The project (default: here).")
  private Path path = Path.of(".");

  @Override
  public Integer call() {
    PastRuns past = PastRuns.of(path, Clock.systemUTC().instant());
    Report report = past.report();
    Verdict verdict = report.verdict();
    if (output.oneOf(Output.Format.TEXT, Output.Format.JSON) == Output.Format.JSON) {
      output.json(json(past, report));
    } else {
      output.out().println(verdict.word().word());
      verdict
          .reasons()
          .forEach(reason ->
              output
                  .out()
                  .println(
                      "  "
                          + reason.word().word()
                          + "  "
                          + (reason.threat() == null ? "" : reason.threat() + ": ")
                          + reason.message()));
      output.out().flush();
    }
    return verdict.word() == Verdict.Word.BLOCK ? Exit.BLOCKED : Exit.OK;
  }

  private static Json.Obj json(PastRuns past, Report report) {
    Json.Obj gate = JsonReport.gate(report);
    String model = Digests.sha256(JsonWriter.canonical(ModelJson.of(past.newest().model())));
    return Json.object()
        .put("schema", "gate/1")
        .put("gate", "run")
        .put("verdict", gate.text("verdict"))
        .put("reasons", new Json.Arr(gate.list("reasons")))
        .put(
            "inputs",
            Json.object()
                .put("policy", past.policy())
                .put("model", "sha256:" + model)
                .put(
                    "heads",
                    past.runs().stream().map(Run::head).filter(Objects::nonNull).sorted().toList())
                .build())
        .build();
  }
}
