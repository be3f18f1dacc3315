package dev.brisach.release.statement;

import dev.brisach.core.json.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The content of a claim, read as far as it is judged. */
public sealed interface Predicate {
  /** The URI of its kind. */
  String type();

  /** All of it. */
  Json.Obj content();

  /** When it says that it was made; null where it does not say. */
  @Nullable Instant at();

  /** Good news, bad news, or none of both. */
  default Word word() {
    return Word.NEUTRAL;
  }

  /** What a claim says of its subject. */
  enum Word {
    /** It passed. */
    GOOD,
    /** It did not pass. */
    BAD,
    /** Facts only. */
    NEUTRAL
  }

  /**
   * How it was built.
   *
   * @param builder who built it, a URI
   * @param buildType by which recipe, a URI
   * @param revisions the commits of all sources that it names
   * @param sources the URIs of what went in
   */
  record Provenance(
      String type,
      Json.Obj content,
      @Nullable Instant at,
      String builder,
      String buildType,
      List<String> revisions,
      List<String> sources)
      implements Predicate {
    public Provenance {
      revisions = List.copyOf(revisions);
      sources = List.copyOf(sources);
    }
  }

  /**
   * What is in it.
   *
   * @param components how many
   */
  record Sbom(String type, Json.Obj content, @Nullable Instant at, int components)
      implements Predicate {}

  /**
   * Which vulnerabilities concern it.
   *
   * @param statements how many it speaks of
   */
  record Vex(String type, Json.Obj content, @Nullable Instant at, int statements)
      implements Predicate {}

  /**
   * A result.
   *
   * @param result the word in the claim, for example PASSED
   * @param word what it means
   */
  record Result(String type, Json.Obj content, @Nullable Instant at, String result, Word word)
      implements Predicate {}

  /** One whose kind is not known. */
  record Unknown(String type, Json.Obj content) implements Predicate {
    @Override
    public @Nullable Instant at() {
      return null;
    }
  }

  /** SLSA provenance v0.2, which older builders write; it is read, and never written. */
  String OLD_PROVENANCE = "https://slsa.dev/provenance/v0.2";

  /** Reads the claim of a statement; a {@link StatementFault} says where it is not as specified. */
  static Predicate read(String type, Json.Obj content) {
    if (type.equals(OLD_PROVENANCE)) {
      return oldProvenance(type, content);
    }
    PredicateType kind = PredicateType.of(type);
    if (kind == null) {
      return new Unknown(type, content);
    }
    return switch (kind) {
      case PROVENANCE -> provenance(type, content);
      case CYCLONEDX -> cyclonedx(type, content);
      case SPDX -> spdx(type, content);
      case OPENVEX -> openvex(type, content);
      case TEST_RESULT -> testResult(type, content);
      case GATE_VERDICT -> GateVerdict.read(content).predicate();
      case VSA -> vsa(type, content);
    };
  }

  private static Provenance provenance(String type, Json.Obj content) {
    Json.Obj build = object(content, "buildDefinition");
    Json.Obj details = object(content, "runDetails");
    object(build, "externalParameters");
    Sources inputs = Sources.of(build, "resolvedDependencies");
    Json.Obj metadata = details.object("metadata");
    String name = metadata.text("finishedOn") != null ? "finishedOn" : "startedOn";
    return new Provenance(
        type,
        content,
        time(metadata, name),
        need(object(details, "builder"), "id"),
        need(build, "buildType"),
        inputs.revisions(),
        inputs.sources());
  }

  private static Provenance oldProvenance(String type, Json.Obj content) {
    Json.Obj metadata = content.object("metadata");
    String name = metadata.text("buildFinishedOn") != null ? "buildFinishedOn" : "buildStartedOn";
    Sources inputs = Sources.of(content, "materials");
    return new Provenance(
        type,
        content,
        time(metadata, name),
        need(object(content, "builder"), "id"),
        need(content, "buildType"),
        inputs.revisions(),
        inputs.sources());
  }

  private static Sbom cyclonedx(String type, Json.Obj content) {
    if (!need(content, "bomFormat").equals("CycloneDX")) {
      throw new StatementFault("bomFormat has to be CycloneDX");
    }
    need(content, "specVersion");
    return new Sbom(
        type,
        content,
        time(content.object("metadata"), "timestamp"),
        content.list("components").size());
  }

  private static Sbom spdx(String type, Json.Obj content) {
    if (!need(content, "spdxVersion").startsWith("SPDX-2.")) {
      throw new StatementFault("spdxVersion has to begin with SPDX-2.");
    }
    return new Sbom(
        type,
        content,
        time(content.object("creationInfo"), "created"),
        content.list("packages").size());
  }

  private static Vex openvex(String type, Json.Obj content) {
    if (!need(content, "@context").startsWith("https://openvex.dev/ns")) {
      throw new StatementFault("@context has to be https://openvex.dev/ns");
    }
    Set<String> known = Set.of("not_affected", "affected", "fixed", "under_investigation");
    List<Json> statements = content.list("statements");
    for (Json item : statements) {
      if (!(item instanceof Json.Obj one) || !known.contains(need(one, "status"))) {
        throw new StatementFault("a statement of the VEX document has no known status");
      }
    }
    return new Vex(type, content, time(content, "timestamp"), statements.size());
  }

  private static Result testResult(String type, Json.Obj content) {
    String result = need(content, "result");
    Word word =
        switch (result) {
          case "PASSED", "WARNED" -> Word.GOOD;
          case "FAILED" -> Word.BAD;
          default -> throw new StatementFault("result has to be PASSED, WARNED or FAILED");
        };
    return new Result(type, content, null, result, word);
  }

  private static Result vsa(String type, Json.Obj content) {
    need(object(content, "verifier"), "id");
    need(content, "resourceUri");
    object(content, "policy");
    String result = need(content, "verificationResult");
    Word word =
        switch (result) {
          case "PASSED" -> Word.GOOD;
          case "FAILED" -> Word.BAD;
          default -> throw new StatementFault("verificationResult has to be PASSED or FAILED");
        };
    return new Result(type, content, time(content, "timeVerified"), result, word);
  }

  private static Json.Obj object(Json.Obj in, String name) {
    if (in.get(name) instanceof Json.Obj object) {
      return object;
    }
    throw new StatementFault("the predicate's " + name + " is missing");
  }

  private static String need(Json.Obj in, String name) {
    String text = in.text(name);
    if (text == null || text.isEmpty()) {
      throw new StatementFault("the predicate's " + name + " is missing");
    }
    return text;
  }

  /** A time of RFC 3339; null where the member is missing. */
  static @Nullable Instant time(Json.Obj in, String name) {
    String text = in.text(name);
    if (text == null) {
      return null;
    }
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new StatementFault("the predicate's " + name + " is no time of RFC 3339");
    }
  }
}
