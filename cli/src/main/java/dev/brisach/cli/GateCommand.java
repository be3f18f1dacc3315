package dev.brisach.cli;

import dev.brisach.cli.report.JsonReport;
import dev.brisach.cli.report.Report;
import dev.brisach.core.BrisachException;
import dev.brisach.core.ErrorCode;
import dev.brisach.core.assurance.Verdict;
import dev.brisach.core.json.Json;
import dev.brisach.engine.Project;
import dev.brisach.kit.keys.KeyFiles;
import dev.brisach.kit.keys.SigningKey;
import dev.brisach.release.Artifact;
import dev.brisach.release.sign.Signer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The gates over the evidence of past runs. */
@Command(
    name = "gate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    subcommands = GateTestCommand.class,
    description = {
      "Ask the run gate, or with --release the release gate of one artifact, over the evidence of",
      "past runs; exit 1 when it blocks."
    })
final class GateCommand implements Callable<Integer> {
  @Mixin private Output output = new Output();
  @Mixin private KeyOptions options = new KeyOptions();

  @Mixin private BaseOption base = new BaseOption();

  @Parameters(arity = "0..1", paramLabel = "PATH", description = "The project (default: here).")
  private Path path = Path.of(".");

  @Option(
      names = "--release",
      paramLabel = "SUBJECT",
      description = "The artifact that is to go out: a file, or sha256:DIGEST.")
  private @Nullable String subject;

  @Option(
      names = "--document",
      paramLabel = "FILE",
      description = "A bundle about it, besides SUBJECT.*sigstore.json; may be repeated.")
  private List<Path> documents = List.of();

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "The private key that signs the verdict, also one that blocks.")
  private @Nullable Path key;

  @Option(
      names = "--bundle",
      paramLabel = "FILE",
      description = "Where to write it (default: SUBJECT.gate-verdict.sigstore.json).")
  private @Nullable Path bundle;

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description = "The moment of the question (default: now), to ask the same again.")
  private @Nullable String at;

  @Override
  public Integer call() {
    boolean json = output.oneOf(Output.Format.TEXT, Output.Format.JSON) == Output.Format.JSON;
    if (subject == null && (key != null || bundle != null || !documents.isEmpty())) {
      throw new BrisachException(
          ErrorCode.USAGE, "--key, --bundle and --document belong to --release SUBJECT");
    }
    if (bundle != null && key == null) {
      throw new BrisachException(ErrorCode.USAGE, "--bundle needs --key: a verdict is signed");
    }
    Instant now = now();
    Project project = Project.open(path);
    PastRuns past = PastRuns.of(path, project, base.open(project, now), now);
    Verdict verdict = subject == null ? run(past, json) : release(past, subject, json);
    return verdict.word() == Verdict.Word.BLOCK ? Exit.BLOCKED : Exit.OK;
  }

  private Instant now() {
    try {
      return at == null ? Clock.systemUTC().instant() : Instant.parse(at);
    } catch (DateTimeException e) {
      throw new BrisachException(
          ErrorCode.USAGE, "--at: no time: " + at + "; write it as in 2026-01-31T00:00:00Z");
    }
  }

  private Verdict run(PastRuns past, boolean json) {
    Report report = past.report();
    if (json) {
      Json.Obj gate = JsonReport.gate(report);
      output.json(json(past, "run", gate.need("verdict"), gate.list("reasons"), null));
    } else {
      print(report.verdict());
    }
    return report.verdict();
  }

  private Verdict release(PastRuns past, String word, boolean json) {
    Artifact artifact = Artifact.named(word);
    SigningKey signing = key == null ? null : KeyFiles.signing(key, options::passphrase);
    GateOfRelease gate = GateOfRelease.ask(past, artifact, documents);
    if (signing != null) {
      Path file = bundle == null ? BundleFiles.beside(artifact, "gate-verdict") : bundle;
      BundleFiles.write(file, Signer.attest(gate.payload(), signing));
      output.note("Verdict, signed: " + file);
    }
    gate.keep();
    Verdict verdict = gate.verdict();
    if (json) {
      List<Json> reasons = new ArrayList<>();
      for (Verdict.Reason reason : verdict.reasons()) {
        reasons.add(
            Json.object()
                .put("rule", reason.rule())
                .put("verdict", reason.word().word())
                .put("threat", reason.threat())
                .put("message", reason.message())
                .build());
      }
      output.json(json(past, "release", verdict.word().word(), reasons, gate.truth().digest()));
    } else {
      print(verdict);
    }
    return verdict;
  }

  private void print(Verdict verdict) {
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

  private static Json.Obj json(
      PastRuns past, String gate, String verdict, List<Json> reasons, @Nullable String artifact) {
    return Json.object()
        .put("schema", "gate/1")
        .put("gate", gate)
        .put("verdict", verdict)
        .put("reasons", new Json.Arr(reasons))
        .put("at", past.now().toString())
        .put(
            "inputs",
            Json.object()
                .put("policy", past.policy())
                .put("model", past.model())
                .put("decisions", past.decisions())
                .put("heads", past.heads())
                .put("artifact", artifact)
                .build())
        .build();
  }
}
