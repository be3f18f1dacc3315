package dev.brisach.cli.report;

import dev.brisach.core.Asset;
import dev.brisach.core.Covered;
import dev.brisach.core.Decision;
import dev.brisach.core.Evidence;
import dev.brisach.core.Finding;
import dev.brisach.core.Lesson;
import dev.brisach.core.Outcome;
import dev.brisach.core.Reached;
import dev.brisach.core.Stage;
import dev.brisach.core.Step;
import dev.brisach.core.Threat;
import dev.brisach.core.assurance.Assurance;
import dev.brisach.core.assurance.Cell;
import dev.brisach.core.assurance.CellState;
import dev.brisach.core.assurance.Verdict;
import dev.brisach.core.json.Json;
import dev.brisach.core.ledger.ProofJson;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A report as the public JSON object {@code run/1}; its schema is {@code docs/schemas}. */
public final class JsonReport {
  /** Fields that a detail of the same name must not replace. */
  private static final Set<String> OWN =
      Set.of(
          "id",
          "rule",
          "stage",
          "severity",
          "confidence",
          "weaknesses",
          "asset",
          "file",
          "line",
          "title",
          "message",
          "fix",
          "fingerprint",
          "decision",
          "components",
          "path",
          "lesson",
          "proof");

  private JsonReport() {}

  /** The object {@code brisach run --format json} prints. */
  public static Json.Obj of(Report report) {
    Assurance assurance = report.assurance();
    return Json.object()
        .put("schema", "run/1")
        .put("project", report.project())
        .put("branch", report.branch())
        .put("revision", report.revision())
        .put("computed", report.now().toString())
        .put("ledgerHead", report.ledgerHead())
        .put("draft", report.model().draft())
        .put("stages", array(List.of(Stage.values()), stage -> stage(stage, assurance)))
        .put("threats", array(assurance.threats(), threat -> threat(threat, assurance)))
        .put("evidence", array(sortedEvidence(report), JsonReport::evidence))
        .put("findings", array(assurance.findings(), finding -> finding(finding, report)))
        .put(
            "decisions",
            array(sortedDecisions(report), d -> JsonDecisions.decision(d, report.ruling(d))))
        .put("notExamined", array(report.notExamined(), JsonReport::notExamined))
        .put("unbound", assurance.unbound())
        .put("notShipped", assurance.notShipped().stream().sorted().toList())
        .put("assurance", share(assurance.share()))
        .put("gate", gate(report))
        .put("warnings", report.warnings())
        .put("policyNotes", report.notes())
        .put("questions", array(report.questions(), JsonDecisions::question))
        .build();
  }

  private static <T> Json.Arr array(List<T> items, Function<T, Json> each) {
    List<Json> all = new ArrayList<>(items.size());
    for (T item : items) {
      all.add(each.apply(item));
    }
    return new Json.Arr(all);
  }

  private static Json stage(Stage stage, Assurance assurance) {
    Map<CellState, Integer> counts = new EnumMap<>(CellState.class);
    for (Threat threat : assurance.threats()) {
      for (Cell cell :
          assurance
              .cells()
              .getOrDefault(threat.id(), new TreeMap<>())
              .getOrDefault(stage, List.of())) {
        counts.merge(cell.state(), 1, Integer::sum);
      }
    }
    Json.Builder out = Json.object().put("stage", stage.word());
    for (CellState state : CellState.values()) {
      out.put(state.word(), (long) counts.getOrDefault(state, 0));
    }
    return out.build();
  }

  private static Json threat(Threat threat, Assurance assurance) {
    Json.Builder cells = Json.object();
    for (Stage stage : Stage.values()) {
      cells.put(
          stage.word(),
          array(
              assurance
                  .cells()
                  .getOrDefault(threat.id(), new TreeMap<>())
                  .getOrDefault(stage, List.of()),
              JsonReport::cell));
    }
    Double residual = assurance.residual().get(threat.id());
    Json.Builder out =
        Json.object()
            .put("id", threat.id())
            .put("rule", threat.rule())
            .put("title", threat.title())
            .put("asset", threat.asset().toString())
            .put("weaknesses", threat.weaknesses())
            .put("severity", threat.severity().word())
            .put("stride", filled(threat.stride()))
            .put("likelihood", threat.likelihood())
            .put("impact", threat.impact());
    if (residual != null) {
      out.put("residualRisk", Math.round(residual * 100) / 100.0);
    }
    return out.put("questions", threat.questions()).put("cells", cells.build()).build();
  }

  private static Json cell(Cell cell) {
    Json.Builder out =
        Json.object().put("state", cell.state().word()).put("environment", cell.environment());
    if (cell.confidence() != null) {
      out.put("confidence", cell.confidence().word());
    }
    if (cell.old()) {
      out.put("old", true);
    }
    if (cell.shared()) {
      out.put("shared", true);
    }
    out.put("evidence", cell.evidence());
    if (!cell.findings().isEmpty()) {
      out.put("findings", cell.findings());
    }
    if (!cell.reasons().isEmpty()) {
      out.put("reason", String.join("; ", cell.reasons()));
    }
    if (!cell.notes().isEmpty()) {
      out.put("notes", cell.notes());
    }
    return out.build();
  }

  private static List<Evidence> sortedEvidence(Report report) {
    return report.evidence().stream().sorted(Comparator.comparing(Evidence::id)).toList();
  }

  private static List<Decision> sortedDecisions(Report report) {
    return report.decisions().stream().sorted(Comparator.comparing(Decision::id)).toList();
  }

  /** Absent where there is nothing: CONTRACT has no empty strings. */
  private static @Nullable String filled(@Nullable String text) {
    return text == null || text.isBlank() ? null : text;
  }

  private static Json evidence(Evidence sweep) {
    Json.Builder out =
        Json.object()
            .put("id", sweep.id())
            .put("run", sweep.run())
            .put("branch", sweep.branch())
            .put("revision", sweep.revision())
            .put("check", sweep.check())
            .put("checkVersion", sweep.checkVersion());
    if (sweep.dataVersion() != null) {
      out.put("dataVersion", sweep.dataVersion().name() + " of " + sweep.dataVersion().date());
    }
    out.put("stage", sweep.stage().word())
        .put("environment", sweep.environment())
        .put("weaknesses", sweep.weaknesses());
    switch (sweep.outcome()) {
      case Outcome.Examined examined -> {
        out.put("outcome", "examined").put("covered", covered(examined.covered()));
        if (!examined.unexamined().isEmpty()) {
          out.put(
              "unexamined",
              array(
                  examined.unexamined(),
                  one ->
                      Json.object()
                          .put("asset", one.asset().toString())
                          .put("reason", one.reason())
                          .build()));
        }
        if (!examined.findings().isEmpty()) {
          out.put("findings", examined.findings().stream().map(Finding::id).toList());
        }
      }
      case Outcome.Skipped(String reason) -> out.put("outcome", "skipped").put("reason", reason);
      case Outcome.Failed(String error) -> out.put("outcome", "failed").put("reason", error);
    }
    if (!sweep.reached().isEmpty()) {
      out.put("reached", array(sweep.reached(), JsonReport::reached));
    }
    return out.put("started", sweep.started().toString()).build();
  }

  /** An operation and whether it was reached as somebody. */
  public static Json reached(Reached reached) {
    return reached(reached, null);
  }

  /** The same with the roles of who called. */
  public static Json reached(Reached reached, @Nullable String role) {
    return Json.object()
        .put("endpoint", reached.endpoint().toString())
        .put("identity", reached.identity())
        .put("role", role)
        .put("reached", reached.reached())
        .put("reason", reached.reason().isEmpty() ? null : reached.reason())
        .build();
  }

  private static Json covered(Covered covered) {
    String selector =
        switch (covered) {
          case Covered.Subtree subtree -> subtree.root().isEmpty() ? "." : subtree.root();
          case Covered.Listed listed ->
              listed.assets().stream()
                  .limit(100)
                  .map(Asset::toString)
                  .collect(java.util.stream.Collectors.joining(" "));
        };
    return Json.object()
        .put("kind", covered.subject().toString())
        .put("selector", selector)
        .put("count", covered.count())
        .build();
  }

  /** A finding with the field names of CONTRACT, its components and stage added. */
  public static Json.Obj finding(Finding finding, Report report) {
    return finding(
        finding,
        report.stagesOfFindings().get(finding.fingerprint()),
        report.assurance().components().getOrDefault(finding.fingerprint(), List.of()),
        report.assurance().decided().get(finding.fingerprint()));
  }

  /** A finding with the field names of CONTRACT; without a stage the rule's name says it. */
  public static Json.Obj finding(Finding finding, @Nullable Stage stage, List<Asset> components) {
    return finding(finding, stage == null ? stageOf(finding.rule()) : stage, components, null);
  }

  private static @Nullable Stage stageOf(String rule) {
    for (Stage stage : Stage.values()) {
      if (rule.startsWith(stage.word() + ".")) {
        return stage;
      }
    }
    return null;
  }

  private static Json.Obj finding(
      Finding finding, @Nullable Stage stage, List<Asset> components, @Nullable String decision) {
    Json.Builder out =
        Json.object()
            .put("id", finding.id())
            .put("rule", finding.rule())
            .put("stage", stage == null ? null : stage.word())
            .put("severity", finding.severity().word())
            .put("confidence", finding.confidence().word())
            .put("weaknesses", finding.weaknesses())
            .put("asset", finding.asset().toString());
    if (finding.location() != null) {
      out.put("file", finding.location().file());
      if (finding.location().line() > 0) {
        out.put("line", finding.location().line());
      }
    }
    finding
        .details()
        .forEach((name, value) -> {
          if (!value.isBlank() && !OWN.contains(name)) {
            out.put(name, detail(name, value));
          }
        });
    out.put("title", finding.title())
        .put("message", finding.message())
        .put("fix", filled(finding.fix()))
        .put("fingerprint", finding.fingerprint())
        .put("decision", decision);
    if (!components.isEmpty()) {
      out.put("components", components);
    }
    if (!finding.path().isEmpty()) {
      out.put("path", array(finding.path(), JsonReport::step));
    }
    if (finding.lesson() != null) {
      out.put("lesson", lesson(finding));
    }
    if (finding.proof() != null) {
      out.put("proof", ProofJson.of(finding.proof()));
    }
    return out.build();
  }

  private static Json step(Step step) {
    Json.Builder out = Json.object().put("file", step.location().file());
    if (step.location().line() > 0) {
      out.put("line", step.location().line());
    }
    return out.put("role", filled(step.role())).put("text", filled(step.text())).build();
  }

  private static Json detail(String name, String value) {
    return switch (name) {
      case "aliases", "fixedIn" -> Json.texts(List.of(value.strip().split("[ ,]+")));
      case "kev" -> new Json.Bool(Boolean.parseBoolean(value));
      default -> new Json.Text(value);
    };
  }

  private static Json lesson(Finding finding) {
    Lesson card = Objects.requireNonNull(finding.lesson());
    return Json.object()
        .put("happens", filled(card.happens()))
        .put("payload", filled(card.payload()))
        .put("replacement", filled(card.replacement()))
        .put("question", filled(card.question()))
        .put("links", card.links())
        .build();
  }

  private static Json notExamined(Report.NotExamined one) {
    return Json.object()
        .put("check", one.check())
        .put("stage", one.stage() == null ? null : one.stage().word())
        .put("asset", one.asset().isEmpty() ? null : one.asset())
        .put("reason", one.reason())
        .build();
  }

  private static Json share(Assurance.Share share) {
    return Json.object()
        .put("share", Math.round(share.share() * 10_000) / 10_000.0)
        .put("held", share.held())
        .put("breached", share.breached())
        .put("decided", share.decided())
        .put("partly", share.partly())
        .put("stale", share.stale())
        .put("skipped", share.skipped())
        .put("gap", share.gap())
        .build();
  }

  /** The gate's word and reasons. */
  public static Json.Obj gate(Report report) {
    Verdict verdict = report.verdict();
    return Json.object()
        .put("verdict", verdict.word().word())
        .put(
            "reasons",
            array(
                verdict.reasons(),
                reason ->
                    Json.object()
                        .put("rule", reason.rule())
                        .put("verdict", reason.word().word())
                        .put("threat", reason.threat())
                        .put("message", GateReason.sentence(reason, report))
                        .build()))
        .build();
  }
}
