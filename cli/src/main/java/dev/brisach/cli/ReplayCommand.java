package dev.brisach.cli;

import dev.brisach.core.AssetKind;
import dev.brisach.core.BrisachException;
import dev.brisach.core.Effect;
import dev.brisach.core.Environment;
import dev.brisach.core.ErrorCode;
import dev.brisach.core.Finding;
import dev.brisach.core.Model;
import dev.brisach.core.Proof;
import dev.brisach.core.json.Json;
import dev.brisach.engine.LiveRunner;
import dev.brisach.engine.Options;
import dev.brisach.engine.Project;
import dev.brisach.engine.live.BoxedLive;
import dev.brisach.engine.live.ReplayJson;
import dev.brisach.kit.replay.Replay;
import dev.brisach.kit.tree.SourceTree;
import dev.brisach.test.export.HurlExport;
import dev.brisach.test.export.JUnitExport;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends the requests behind a finding again, or writes them as a test of the team's own. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Send the requests that prove a finding again and say whether it still shows.",
      "Ends with 1 where it does, 0 where it is gone, 3 where nothing can be said."
    })
final class ReplayCommand implements Callable<Integer> {
  /** Forms of a test. */
  enum Export {
    JUNIT,
    HURL
  }

  @Mixin private Output output = new Output();

  @Parameters(paramLabel = "FINDING", description = "Id of a finding: F-\u2026")
  private String id = "";

  @Option(names = "--project", paramLabel = "PATH", description = "The project (default: here).")
  private Path path = Path.of(".");

  @Option(
      names = "--export",
      paramLabel = "FORM",
      description = "Send nothing; print it as a test: junit, hurl.")
  private @Nullable Export export;

  @Override
  public Integer call() {
    Project project = Project.open(path);
    KeptFindings.Kept kept = KeptFindings.find(project, id);
    Finding finding = kept.finding();
    Proof proof = finding.proof();
    if (proof == null) {
      throw new BrisachException(
          ErrorCode.USAGE,
          finding.asset().kind() == AssetKind.ENDPOINT
              ? id
                  + " has no requests to send: a login, a forged credential or a handshake is part"
                  + " of it, which a proof does not hold; run its check again: "
                  + finding.rule()
              : id + " was not seen at a running service: it has no requests to send");
    }
    if (export != null) {
      String url = String.valueOf(kept.environment().url());
      output
          .out()
          .print(
              switch (export) {
                case JUNIT -> JUnitExport.of(finding, proof, url);
                case HURL -> HurlExport.of(finding, proof, url);
              });
      output.out().flush();
      return Exit.OK;
    }
    return send(project, kept.environment(), proof);
  }

  private int send(Project project, Environment environment, Proof proof) {
    Output.Format format = output.oneOf(Output.Format.TEXT, Output.Format.JSON);
    Reach.require(project.settings());
    Clock clock = Clock.systemUTC();
    BoxedLive.Replayed replayed =
        new BoxedLive(
                Installation.classPath(),
                Installation.jdk(),
                BoxMain.class.getName(),
                System::getenv)
            .replay(
                new LiveRunner.Job(
                    project,
                    "replay",
                    environment,
                    new SourceTree(project.root(), List.of(), Map.of()),
                    Model.empty(),
                    List.of(),
                    List.of(),
                    Options.reading(clock).withCeiling(Effect.ATTACK)),
                proof);
    Replay.Result result = replayed.result();
    if (result == null) {
      throw new BrisachException(
          ErrorCode.ENVIRONMENT, id + " could not be sent again: " + replayed.problem());
    }
    if (format == Output.Format.JSON) {
      Json.Obj json = ReplayJson.of(result, proof);
      Json.Builder all = Json.object().put("schema", "replay/1").put("finding", id);
      json.members().forEach(all::put);
      output.json(all.build());
    } else {
      print(result);
    }
    return switch (result.verdict()) {
      case SHOWN -> Exit.BLOCKED;
      case GONE -> Exit.OK;
      case UNKNOWN -> Exit.MISSING;
    };
  }

  private void print(Replay.Result result) {
    for (Replay.StepResult step : result.steps()) {
      String who = step.step().identity().isEmpty() ? "a stranger" : step.step().identity();
      String call = step.step().call().method() + " " + step.step().call().target();
      output
          .out()
          .println(
              step.step().role().word()
                  + ", as "
                  + who
                  + ": "
                  + (call.length() > 120 ? call.substring(0, 120) + " \u2026" : call)
                  + " -> "
                  + (step.status() == 0 ? "no answer" : step.status()));
      step.failed().forEach(line -> output.out().println("  not so: " + line));
    }
    output
        .out()
        .println(
            switch (result.verdict()) {
              case SHOWN -> id + " still shows";
              case GONE -> id + " no longer shows";
              case UNKNOWN -> "nothing can be said of " + id + ": see above";
            });
    output.out().flush();
  }
}
