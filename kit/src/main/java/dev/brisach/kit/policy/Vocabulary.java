package dev.brisach.kit.policy;

import dev.brisach.core.Confidence;
import dev.brisach.core.Decision;
import dev.brisach.core.Severity;
import dev.brisach.core.Stage;
import dev.brisach.core.assurance.CellState;
import dev.brisach.core.assurance.State;
import dev.brisach.kit.expr.Shape;
import dev.brisach.kit.expr.Type;
import dev.brisach.kit.expr.Unknown;
import dev.brisach.kit.policy.Joined.CellView;
import dev.brisach.kit.policy.Joined.FindingView;
import dev.brisach.kit.policy.Joined.ThreatView;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a policy can name: the assurance graph, typed. This table is at once the
 * declaration for the type check, the reader of the values, and the source of the schema.
 */
public final class Vocabulary {
  /** A decision and the state it is looked up in. */
  record DecisionView(Decision decision, Joined in) {}

  private static final List<String> STAGES = words(Stage.values(), Stage::word);
  private static final List<String> SEVERITIES = words(Severity.values(), Severity::word);
  private static final List<String> CONFIDENCES = words(Confidence.values(), Confidence::word);

  static final Shape<CellView> CELL =
      Shape.<CellView>named("Cell")
          .text("threat", "id of its threat", view -> view.cell().threat())
          .words("severity", Type.Simple.STRING, SEVERITIES, view -> view.severity().word())
          .words("stage", Type.Simple.STRING, STAGES, view -> view.cell().stage().word())
          .text("environment", "source, or a name from brisach.yaml", v -> v.cell().environment())
          .words(
              "state",
              Type.Simple.STRING,
              words(CellState.values(), CellState::word),
              view -> view.cell().state().word())
          .words(
              "confidence",
              Type.Simple.STRING,
              CONFIDENCES,
              view -> {
                var confidence = view.cell().confidence();
                return confidence == null ? null : confidence.word();
              })
          .flag("old", "what colours it was not confirmed by fresh evidence", v -> v.cell().old())
          .flag("shared", "an asset behind it belongs to others too", v -> v.cell().shared())
          .texts("findings", "fingerprints of the findings in it", view -> view.cell().findings())
          .texts("evidence", "ids of the sweeps behind it", view -> view.cell().evidence())
          .texts("reasons", "what is missing, in words", view -> view.cell().reasons())
          .texts("notes", "details without colour", view -> view.cell().notes())
          .build();

  static final Shape<FindingView> FINDING =
      Shape.<FindingView>named("Finding")
          .text("id", "short id, F-…", view -> view.finding().id())
          .text("fingerprint", "stable identity", FindingView::fingerprint)
          .text("rule", "rule or check that saw it", view -> view.finding().rule())
          .words("severity", Type.Simple.STRING, SEVERITIES, v -> v.finding().severity().word())
          .words(
              "confidence", Type.Simple.STRING, CONFIDENCES, v -> v.finding().confidence().word())
          .texts("weaknesses", "CWE-… and others", view -> texts(view.finding().weaknesses()))
          .text(
              "asset", "kind and name, as in file:src/A.java", v -> v.finding().asset().toString())
          .text(
              "file",
              "file it stands in; empty without",
              view -> {
                var location = view.finding().location();
                return location == null ? null : location.file();
              })
          .number(
              "line",
              "line in it; 0 without",
              view -> {
                var location = view.finding().location();
                return location == null ? 0 : location.line();
              })
          .text("title", "kind of defect", view -> view.finding().title())
          .text("message", "what is wrong at this place", view -> view.finding().message())
          .text("fix", "what to do; empty where nobody knows", view -> view.finding().fix())
          .words(
              "stages",
              new Type.ListOf(Type.Simple.STRING),
              STAGES,
              v -> v.in().stages(v.fingerprint()).stream().map(stage -> stage.word()).toList())
          .texts(
              "components",
              "model elements it is bound to",
              v -> texts(v.in().inputs().assurance().components().get(v.fingerprint())))
          .texts(
              "threats",
              "ids of threats it breaches",
              v -> texts(v.in().threatsOf(v.fingerprint())))
          .flag(
              "decided",
              "a valid decision covers it",
              v -> v.in().inputs().assurance().decided().containsKey(v.fingerprint()))
          .flag("shipped", "it is part of the product", v -> v.in().isShipped(v.fingerprint()))
          .flag(
              "exploited",
              "its weakness is known to be exploited",
              view -> "true".equals(view.finding().details().get("kev")))
          .field(
              "details",
              new Type.MapOf(Type.Simple.STRING),
              "further words: purl, advisory, endpoint …",
              view -> view.finding().details())
          .build();

  static final Shape<ThreatView> THREAT =
      Shape.<ThreatView>named("Threat")
          .text("id", "rule and subjects", view -> view.threat().id())
          .text("rule", "threat rule", view -> view.threat().rule())
          .text("title", "in words", view -> view.threat().title())
          .text("asset", "element it stands at", view -> view.threat().asset().toString())
          .texts("subjects", "all elements it is about", view -> texts(view.threat().subjects()))
          .texts("weaknesses", "CWE-…", view -> texts(view.threat().weaknesses()))
          .texts("references", "ASVS, ATT&CK, CAPEC", view -> texts(view.threat().references()))
          .text("stride", "tampering, spoofing …", view -> view.threat().stride())
          .words("severity", Type.Simple.STRING, SEVERITIES, v -> v.threat().severity().word())
          .number("likelihood", "1 to 4", view -> view.threat().likelihood())
          .number("impact", "1 to 4", view -> view.threat().impact())
          .number("risk", "1 to 16", view -> view.threat().likelihood() * view.threat().impact())
          .field(
              "residual",
              Type.Simple.DOUBLE,
              "what is left of the risk, 0 to 16",
              view -> view.in().inputs().assurance().residual().get(view.threat().id()))
          .texts("questions", "open questions", view -> view.threat().questions())
          .field(
              "cells",
              new Type.ListOf(new Type.StructOf(CELL)),
              "one for each stage and environment",
              view -> CELL.of(view.cells()))
          .field(
              "findings",
              new Type.ListOf(new Type.StructOf(FINDING)),
              "those that stand in its cells",
              view -> FINDING.of(view.findings()))
          .build();

  static final Shape<DecisionView> DECISION =
      Shape.<DecisionView>named("Decision")
          .text("id", "its id", view -> view.decision().id())
          .words(
              "act",
              Type.Simple.STRING,
              words(Decision.Act.values(), Decision.Act::word),
              view -> view.decision().act().word())
          .text("target", "fingerprint or threat", view -> view.decision().target())
          .text("reason", "why", view -> view.decision().reason())
          .text("author", "who decided", view -> view.decision().author())
          .texts("approvers", "who approved besides", view -> view.decision().approvers())
          .field("until", Type.Simple.TIMESTAMP, "when it ends", view -> view.decision().until())
          .text(
              "standing",
              "what became of it, in words",
              view -> {
                Object word = view.in().inputs().assurance().decisions().get(view.decision().id());
                return word == null ? null : word.toString();
              })
          .build();

  static final Shape<ArtifactFacts> ARTIFACT =
      Shape.<ArtifactFacts>named("Artifact")
          .text("name", "path or reference", ArtifactFacts::name)
          .text("digest", "sha256:…", ArtifactFacts::digest)
          .text("revision", "built from", a -> known("artifact.revision", a.revision()))
          .field(
              "signed",
              Type.Simple.BOOL,
              "a trusted signature was verified",
              a -> known("artifact.signed", a.signed()))
          .field(
              "attested",
              Type.Simple.BOOL,
              "a trusted attestation of its build was verified",
              a -> known("artifact.attested", a.attested()))
          .texts("signers", "names of the keys", a -> known("artifact.signers", a.signers()))
          .text("builder", "what built it", a -> known("artifact.builder", a.builder()))
          .build();

  static final Shape<State> ENVIRONMENT =
      Shape.<State>named("Environment")
          .text("project", "project.id", State::project)
          .text("branch", "branch of the state", s -> known("environment.branch", s.branch()))
          .text(
              "revision", "revision of the state", s -> known("environment.revision", s.revision()))
          .texts(
              "names",
              "environments of brisach.yaml",
              state -> state.environments().stream().map(one -> one.name()).sorted().toList())
          .field(
              "deployed",
              new Type.MapOf(Type.Simple.STRING),
              "digest by environment, where known",
              State::deployed)
          .build();

  /** What one variable is. */
  public record Variable(Type type, String about) {}

  private Vocabulary() {}

  /** All variables; those of {@link Each} are bound only where a policy asks for each of them. */
  public static SortedMap<String, Variable> variables() {
    SortedMap<String, Variable> all = new TreeMap<>();
    all.put("threats", list(THREAT, "the threat model"));
    all.put("cells", list(CELL, "every cell that the gate reads"));
    all.put("findings", list(FINDING, "standing findings that the gate reads"));
    all.put("decisions", list(DECISION, "human acts on findings and threats"));
    all.put("artifact", one(ARTIFACT, "what the gate is asked about; unknown in a run"));
    all.put("environment", one(ENVIRONMENT, "the project and state that is judged"));
    all.put("now", new Variable(Type.Simple.TIMESTAMP, "the moment of the question"));
    for (Each each : Each.values()) {
      if (each != Each.NOTHING) {
        all.put(each.word(), one(each.shape(), "the one at hand, with each: " + each.word()));
      }
    }
    return all;
  }

  /** The types of {@link #variables()}. */
  public static SortedMap<String, Type> types() {
    SortedMap<String, Type> types = new TreeMap<>();
    variables().forEach((name, variable) -> types.put(name, variable.type()));
    return types;
  }

  private static <E> List<String> words(E[] values, Function<E, String> word) {
    return Arrays.stream(values).map(word).toList();
  }

  private static Variable list(Shape<?> shape, String about) {
    return new Variable(new Type.ListOf(new Type.StructOf(shape)), about);
  }

  private static Variable one(Shape<?> shape, String about) {
    return new Variable(new Type.StructOf(shape), about);
  }

  private static @Nullable Object texts(@Nullable Collection<?> values) {
    return values == null ? null : values.stream().map(Object::toString).toList();
  }

  private static Object known(String input, @Nullable Object value) {
    return value == null ? Unknown.of(input) : value;
  }
}
