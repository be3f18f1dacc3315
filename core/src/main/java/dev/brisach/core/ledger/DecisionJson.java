package dev.brisach.core.ledger;

import dev.brisach.core.Decision;
import dev.brisach.core.Severity;
import dev.brisach.core.json.Json;
import org.jspecify.annotations.Nullable;

/** A decision in JSON. */
public final class DecisionJson {
  private DecisionJson() {}

  /** The decision. */
  public static Json.Obj of(Decision decision) {
    Json.Builder out =
        Json.object()
            .put("id", decision.id())
            .put("act", decision.act().word())
            .put("target", decision.target())
            .put("reason", decision.reason())
            .put("author", decision.author())
            .put("approvers", decision.approvers())
            .put("until", decision.until().toString());
    Decision.Terms terms = decision.terms();
    if (terms != null) {
      Json.Builder evidence = Json.object();
      terms.evidence().forEach(evidence::put);
      out.put("decided", terms.decided().toString())
          .put("severity", terms.severity().word())
          .put("control", terms.control())
          .put("evidence", evidence.build());
    }
    if (!decision.refused().isEmpty()) {
      out.put("refused", decision.refused());
    }
    return out.build();
  }

  /** Reads what {@link #of} wrote. */
  public static Decision read(Json json) {
    return Fields.read(
        json,
        "decision",
        in ->
            new Decision(
                in.text("id"),
                Decision.Act.of(in.text("act")),
                in.text("target"),
                in.text("reason"),
                in.text("author"),
                in.texts("approvers"),
                in.time("until"),
                terms(in),
                in.texts("refused")));
  }

  private static Decision.@Nullable Terms terms(Fields in) {
    if (!in.has("decided")) {
      return null;
    }
    return new Decision.Terms(
        in.time("decided"),
        Severity.of(in.text("severity")),
        in.maybe("control"),
        in.textMap("evidence"));
  }
}
