package dev.brisach.cli;

import dev.brisach.core.BrisachException;
import dev.brisach.core.ErrorCode;
import dev.brisach.core.json.Json;
import dev.brisach.kit.keys.AllowedSigners;
import dev.brisach.kit.keys.KeyFiles;
import dev.brisach.kit.keys.VerifyingKey;
import dev.brisach.release.Artifact;
import dev.brisach.release.statement.PredicateType;
import dev.brisach.release.verify.Beside;
import dev.brisach.release.verify.Expectation;
import dev.brisach.release.verify.Question;
import dev.brisach.release.verify.Step;
import dev.brisach.release.verify.Trust;
import dev.brisach.release.verify.Verification;
import dev.brisach.release.verify.Verifier;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Whether what goes out is signed as it has to be. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Verify signatures and statements of a file; exit 1 when one does not hold.")
final class VerifyCommand implements Callable<Integer> {
  @Mixin private Output output = new Output();

  @Parameters(paramLabel = "SUBJECT", description = "A file, or sha256:DIGEST.")
  private String subject = "";

  @Option(
      names = "--bundle",
      paramLabel = "FILE",
      description = "A bundle, may be repeated (default: SUBJECT.*sigstore.json).")
  private List<Path> bundles = List.of();

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "A public key that is trusted, PEM or OpenSSH; may be repeated.")
  private List<Path> keys = List.of();

  @Option(
      names = "--signers",
      paramLabel = "FILE",
      description =
          "Who may sign: OpenSSH's allowed signers, of namespace "
              + Trust.NAMESPACE
              + " or of all.")
  private @Nullable Path signers;

  @Option(
      names = "--threshold",
      paramLabel = "N",
      description = "How many different keys have to have signed (default: 1).")
  private int threshold = 1;

  @Option(
      names = "--revoked",
      paramLabel = "FILE",
      description = "Keys that no longer count: one fingerprint (SHA256:…) a line.")
  private @Nullable Path revoked;

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description = "The statement's type: a URI, or provenance, cyclonedx, spdx, openvex, …")
  private @Nullable String type;

  @Option(names = "--builder", paramLabel = "URI", description = "Who has to have built it.")
  private @Nullable String builder;

  @Option(names = "--revision", paramLabel = "COMMIT", description = "Built from which commit.")
  private @Nullable String revision;

  @Option(names = "--source", paramLabel = "URI", description = "How a source's URI begins.")
  private @Nullable String source;

  @Option(
      names = "--max-age",
      paramLabel = "TIME",
      description = "How old a statement may be: 90m, 24h or 30d.")
  private @Nullable String maxAge;

  @Option(
      names = "--any-result",
      description = "Verify a statement also when it says that the subject did not pass.")
  private boolean anyResult;

  @Override
  public Integer call() {
    boolean json = output.oneOf(Output.Format.TEXT, Output.Format.JSON) == Output.Format.JSON;
    Artifact artifact = Artifact.named(subject);
    Question question =
        new Question(
            artifact,
            trust(),
            atLeastOne(threshold),
            revoked == null ? null : ReleaseTrust.revocations(revoked),
            expectation(),
            Clock.systemUTC().instant());
    Verification verification = Verifier.verify(question, documents(artifact));
    if (json) {
      output.json(json(artifact, verification));
    } else {
      print(artifact, verification);
    }
    return verification.verified() ? Exit.OK : Exit.BLOCKED;
  }

  private static int atLeastOne(int threshold) {
    if (threshold < 1) {
      throw new BrisachException(ErrorCode.USAGE, "--threshold has to be 1 or more");
    }
    return threshold;
  }

  private Trust trust() {
    if (keys.isEmpty() && signers == null) {
      throw new BrisachException(
          ErrorCode.USAGE, "say with --key or --signers whose signatures count");
    }
    List<VerifyingKey> read = keys.stream().map(KeyFiles::verifying).toList();
    AllowedSigners list =
        signers == null ? null : KeyFiles.signers(signers, ZoneId.systemDefault());
    return new Trust(read, list);
  }

  private Expectation expectation() {
    return new Expectation(
        type == null ? null : PredicateType.uri(type),
        builder,
        revision,
        source,
        maxAge == null ? null : duration(maxAge),
        anyResult);
  }

  /** A number and a letter, or what ISO 8601 calls a duration. */
  static Duration duration(String text) {
    String upper = text.toUpperCase(Locale.ROOT);
    String iso = upper.startsWith("P") ? upper : (upper.endsWith("D") ? "P" : "PT") + upper;
    try {
      return Duration.parse(iso);
    } catch (DateTimeParseException e) {
      throw new BrisachException(ErrorCode.USAGE, text + ": a time such as 90m, 24h or 30d");
    }
  }

  private List<Path> documents(Artifact artifact) {
    if (!bundles.isEmpty()) {
      return bundles;
    }
    Path file = artifact.file();
    List<Path> found = file == null ? List.of() : Beside.of(file);
    if (found.isEmpty()) {
      throw new BrisachException(
          ErrorCode.USAGE, "no bundle beside " + artifact.name() + "; name it with --bundle");
    }
    return found;
  }

  private void print(Artifact artifact, Verification verification) {
    var out = output.out();
    out.println((verification.verified() ? "verified " : "NOT verified ") + artifact);
    String document = null;
    for (Step step : verification.steps()) {
      if (step.document() != null && !step.document().equals(document)) {
        document = step.document();
        out.println(document);
      }
      out.println(
          String.format(
              Locale.ROOT,
              "  %-11s %-12s %s",
              step.name().word(),
              step.result().word(),
              step.message()));
    }
    out.flush();
  }

  private static Json json(Artifact artifact, Verification verification) {
    List<Json> steps = new ArrayList<>();
    for (Step step : verification.steps()) {
      steps.add(
          Json.object()
              .put("step", step.name().word())
              .put("result", step.result().word())
              .put("message", step.message())
              .put("bundle", step.document())
              .build());
    }
    TreeSet<String> signers = new TreeSet<>();
    TreeSet<String> types = new TreeSet<>();
    Instant newest = null;
    for (Verification.Document document : verification.documents()) {
      document.signers().forEach(key -> signers.add(key.fingerprint()));
      if (document.statement() != null) {
        types.add(Objects.requireNonNull(document.statement()).predicateType());
      }
      Instant at = document.predicate() == null ? null : document.predicate().at();
      newest = at != null && (newest == null || at.isAfter(newest)) ? at : newest;
    }
    Json.Builder json =
        Json.object()
            .put("schema", "release-verify/1")
            .put("verified", verification.verified())
            .put("reasons", verification.reasons())
            .put(
                "subject",
                Json.object()
                    .put("name", artifact.name())
                    .put("digest", Json.object().put("sha256", artifact.sha256()).build())
                    .build())
            .put("predicateType", types.size() == 1 ? types.getFirst() : null);
    if (types.size() > 1) {
      json.put("predicateTypes", List.copyOf(types));
    }
    return json.put("signers", List.copyOf(signers))
        .put("made", newest == null ? null : newest.toString())
        .put("steps", new Json.Arr(steps))
        .build();
  }
}
