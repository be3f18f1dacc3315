package dev.brisach.core.ledger;

import dev.brisach.core.Asset;
import dev.brisach.core.Covered;
import dev.brisach.core.DataVersion;
import dev.brisach.core.Evidence;
import dev.brisach.core.Finding;
import dev.brisach.core.Outcome;
import dev.brisach.core.Outcome.Examined;
import dev.brisach.core.Outcome.Failed;
import dev.brisach.core.Outcome.Skipped;
import dev.brisach.core.Outcome.Unexamined;
import dev.brisach.core.Reached;
import dev.brisach.core.Stage;
import dev.brisach.core.SubjectKind;
import dev.brisach.core.Weakness;
import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonFault;
import java.util.List;

/**
 * A sweep in JSON. {@code covered.selector} is a path for a subtree ({@code .} the whole tree) and
 * a list of assets where just these were covered.
 */
public final class EvidenceJson {
  private static final String WHOLE_TREE = ".";

  private EvidenceJson() {}

  /** The whole sweep, findings included, as the ledger keeps it. */
  public static Json.Obj of(Evidence evidence) {
    return write(evidence, true);
  }

  /** The sweep as reports print it: findings by their ids, which stand in a list of their own. */
  public static Json.Obj summary(Evidence evidence) {
    return write(evidence, false);
  }

  private static Json.Obj write(Evidence evidence, boolean whole) {
    Json.Builder out =
        Json.object()
            .put("id", evidence.id())
            .put("run", evidence.run())
            .put("branch", evidence.branch())
            .put("revision", evidence.revision())
            .put("check", evidence.check())
            .put("checkVersion", evidence.checkVersion());
    DataVersion data = evidence.dataVersion();
    if (data != null) {
      out.put(
          "dataVersion",
          Json.object().put("name", data.name()).put("date", data.date().toString()).build());
    }
    out.put("stage", evidence.stage().word())
        .put("environment", evidence.environment())
        .put("subject", evidence.subject().toString())
        .put("weaknesses", evidence.weaknesses());
    putSome(out, "templates", evidence.templates());
    outcome(out, evidence.outcome(), whole);
    out.put("started", evidence.started().toString());
    if (!evidence.reached().isEmpty()) {
      out.put(
          "reached",
          new Json.Arr(evidence.reached().stream().<Json>map(EvidenceJson::reached).toList()));
    }
    putSome(out, "notes", evidence.notes());
    return out.build();
  }

  private static void putSome(Json.Builder out, String name, List<?> values) {
    if (!values.isEmpty()) {
      out.put(name, values);
    }
  }

  private static void outcome(Json.Builder out, Outcome outcome, boolean whole) {
    switch (outcome) {
      case Examined(Covered covered, List<Unexamined> unexamined, List<Finding> findings) -> {
        out.put("outcome", "examined").put("covered", covered(covered));
        if (!unexamined.isEmpty()) {
          out.put(
              "unexamined",
              new Json.Arr(unexamined.stream().<Json>map(EvidenceJson::unexamined).toList()));
        }
        if (!findings.isEmpty()) {
          out.put(
              "findings",
              whole
                  ? new Json.Arr(findings.stream().<Json>map(f -> FindingJson.of(f, null)).toList())
                  : Json.texts(findings.stream().map(Finding::id).toList()));
        }
      }
      case Skipped(String reason) -> out.put("outcome", "skipped").put("reason", reason);
      case Failed(String error) -> out.put("outcome", "failed").put("reason", error);
    }
  }

  private static Json.Obj covered(Covered covered) {
    Json.Builder out = Json.object().put("kind", covered.subject().toString());
    switch (covered) {
      case Covered.Subtree(SubjectKind subject, String root, int count) ->
          out.put("selector", root.isEmpty() ? WHOLE_TREE : root);
      case Covered.Listed(SubjectKind subject, List<Asset> assets) -> out.put("selector", assets);
    }
    return out.put("count", covered.count()).build();
  }

  private static Json.Obj reached(Reached reached) {
    return Json.object()
        .put("endpoint", reached.endpoint().toString())
        .put("identity", reached.identity())
        .put("reached", reached.reached())
        .put("reason", reached.reason())
        .build();
  }

  private static Reached reached(Fields in) {
    return new Reached(
        Asset.parse(in.text("endpoint")),
        in.text("identity"),
        in.flag("reached"),
        in.text("reason", ""));
  }

  private static Json.Obj unexamined(Unexamined unexamined) {
    return Json.object()
        .put("asset", unexamined.asset().toString())
        .put("reason", unexamined.reason())
        .build();
  }

  /** Reads what {@link #of} wrote; anything else is a {@link JsonFault}. */
  public static Evidence read(Json json) {
    return Fields.read(json, "evidence", EvidenceJson::evidence);
  }

  private static Evidence evidence(Fields in) {
    return new Evidence(
        in.text("id"),
        in.text("run"),
        in.maybe("branch"),
        in.maybe("revision"),
        in.text("check"),
        in.integer("checkVersion"),
        in.has("dataVersion")
            ? Fields.read(
                in.value("dataVersion"),
                "dataVersion",
                data -> new DataVersion(data.text("name"), data.time("date")))
            : null,
        Stage.of(in.text("stage")),
        in.text("environment"),
        SubjectKind.parse(in.text("subject")),
        in.texts("weaknesses", Weakness::new),
        in.texts("templates"),
        outcome(in),
        in.time("started"),
        in.list("reached", item -> Fields.read(item, "reached", EvidenceJson::reached)),
        in.texts("notes"));
  }

  private static Outcome outcome(Fields in) {
    String word = in.text("outcome");
    return switch (word) {
      case "examined" ->
          new Examined(
              Fields.read(in.value("covered"), "covered", EvidenceJson::covered),
              in.list(
                  "unexamined",
                  item ->
                      Fields.read(
                          item,
                          "unexamined",
                          one ->
                              new Unexamined(Asset.parse(one.text("asset")), one.text("reason")))),
              in.list("findings", FindingJson::read));
      case "skipped" -> new Skipped(in.text("reason"));
      case "failed" -> new Failed(in.text("reason"));
      default ->
          throw new JsonFault(
              "evidence: \"outcome\" is examined, skipped or failed, not "
                  + Fields.shortened(word));
    };
  }

  private static Covered covered(Fields in) {
    SubjectKind subject = SubjectKind.parse(in.text("kind"));
    if (in.value("selector") instanceof Json.Arr) {
      return new Covered.Listed(subject, in.texts("selector", Asset::parse));
    }
    String root = in.text("selector");
    return new Covered.Subtree(subject, root.equals(WHOLE_TREE) ? "" : root, in.integer("count"));
  }
}
