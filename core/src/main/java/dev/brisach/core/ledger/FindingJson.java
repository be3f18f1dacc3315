package dev.brisach.core.ledger;

import dev.brisach.core.Asset;
import dev.brisach.core.Confidence;
import dev.brisach.core.Finding;
import dev.brisach.core.Lesson;
import dev.brisach.core.Location;
import dev.brisach.core.Severity;
import dev.brisach.core.Stage;
import dev.brisach.core.Step;
import dev.brisach.core.Weakness;
import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonFault;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A finding in JSON, in ledger and reports alike: the field names of the output contract, details
 * beside them ({@code endpoint}, {@code purl}, {@code preview} …), then {@code path}, {@code
 * lesson}, {@code digest}. A detail whose name is taken goes into {@code details}.
 */
public final class FindingJson {
  /** Shortest fingerprint that has an id. */
  private static final int MIN_FINGERPRINT = 15;

  private static final Set<String> TAKEN =
      Set.of(
          "schema",
          "id",
          "rule",
          "stage",
          "severity",
          "confidence",
          "weaknesses",
          "asset",
          "file",
          "line",
          "column",
          "title",
          "message",
          "fix",
          "fingerprint",
          "digest",
          "path",
          "lesson",
          "proof",
          "details");

  private FindingJson() {}

  /** The finding, with its stage where it is told. */
  public static Json.Obj of(Finding finding, @Nullable Stage stage) {
    Json.Builder out =
        Json.object()
            .put("id", finding.id())
            .put("rule", finding.rule())
            .put("stage", stage == null ? null : stage.word())
            .put("severity", finding.severity().word())
            .put("confidence", finding.confidence().word())
            .put("weaknesses", finding.weaknesses())
            .put("asset", finding.asset().toString());
    Location location = finding.location();
    if (location != null) {
      place(out, location);
    }
    details(out, finding.details());
    out.put("title", finding.title())
        .put("message", finding.message())
        .put("fix", finding.fix())
        .put("fingerprint", finding.fingerprint())
        .put("digest", finding.digest());
    if (!finding.path().isEmpty()) {
      out.put("path", new Json.Arr(finding.path().stream().<Json>map(FindingJson::step).toList()));
    }
    Lesson lesson = finding.lesson();
    if (lesson != null) {
      out.put("lesson", lesson(lesson));
    }
    if (finding.proof() != null) {
      out.put("proof", ProofJson.of(finding.proof()));
    }
    return out.build();
  }

  private static void place(Json.Builder out, Location location) {
    out.put("file", location.file());
    if (location.line() > 0) {
      out.put("line", location.line());
    }
    if (location.column() > 0) {
      out.put("column", location.column());
    }
  }

  private static void details(Json.Builder out, Map<String, String> details) {
    Json.Builder taken = Json.object();
    boolean any = false;
    for (Map.Entry<String, String> detail : details.entrySet()) {
      if (TAKEN.contains(detail.getKey())) {
        taken.put(detail.getKey(), detail.getValue());
        any = true;
      } else {
        out.put(detail.getKey(), detail.getValue());
      }
    }
    if (any) {
      out.put("details", taken.build());
    }
  }

  private static Json.Obj step(Step step) {
    Json.Builder out = Json.object();
    place(out, step.location());
    return out.put("role", step.role()).put("text", step.text()).build();
  }

  private static Json.Obj lesson(Lesson lesson) {
    return Json.object()
        .put("happens", lesson.happens())
        .put("payload", lesson.payload())
        .put("replacement", lesson.replacement())
        .put("question", lesson.question())
        .put("links", lesson.links())
        .build();
  }

  /** Reads what {@link #of} wrote; anything else is a {@link JsonFault}. */
  public static Finding read(Json json) {
    return Fields.read(json, "finding", FindingJson::finding);
  }

  private static Finding finding(Fields in) {
    String fingerprint = in.text("fingerprint");
    if (fingerprint.length() < MIN_FINGERPRINT) {
      throw new JsonFault("finding: \"fingerprint\" is too short");
    }
    return new Finding(
        in.text("rule"),
        Severity.of(in.text("severity")),
        Confidence.of(in.text("confidence")),
        in.texts("weaknesses", Weakness::new),
        Asset.parse(in.text("asset")),
        in.maybe("digest"),
        in.has("file") ? location(in) : null,
        in.text("title"),
        in.text("message", ""),
        in.maybe("fix"),
        in.has("lesson") ? Fields.read(in.value("lesson"), "lesson", FindingJson::lesson) : null,
        in.list("path", step -> Fields.read(step, "step", FindingJson::step)),
        details(in),
        in.has("proof") ? ProofJson.read(in.value("proof")) : null,
        fingerprint);
  }

  private static Location location(Fields in) {
    return new Location(in.text("file"), in.integer("line", 0), in.integer("column", 0));
  }

  private static SortedMap<String, String> details(Fields in) {
    SortedMap<String, String> details = in.textMap("details");
    in.raw()
        .members()
        .forEach((name, value) -> {
          if (value instanceof Json.Text(String text) && !TAKEN.contains(name)) {
            details.put(name, text);
          }
        });
    return details;
  }

  private static Step step(Fields in) {
    return new Step(location(in), in.text("role", ""), in.text("text", ""));
  }

  private static Lesson lesson(Fields in) {
    List<String> links = in.texts("links");
    return new Lesson(
        in.text("happens", ""),
        in.text("payload", ""),
        in.text("replacement", ""),
        in.text("question", ""),
        links);
  }
}
