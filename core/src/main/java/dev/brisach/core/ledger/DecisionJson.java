package dev.brisach.core.ledger;

import dev.brisach.core.Decision;
import dev.brisach.core.json.Json;

/** A decision in JSON. */
public final class DecisionJson {
  private DecisionJson() {}

  /** The decision. */
  public static Json.Obj of(Decision decision) {
    return Json.object()
        .put("id", decision.id())
        .put("act", decision.act().word())
        .put("target", decision.target())
        .put("reason", decision.reason())
        .put("author", decision.author())
        .put("approvers", decision.approvers())
        .put("until", decision.until().toString())
        .build();
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
                in.time("until")));
  }
}
