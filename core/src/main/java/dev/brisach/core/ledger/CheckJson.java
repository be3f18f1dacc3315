package dev.brisach.core.ledger;

import dev.brisach.core.CheckInfo;
import dev.brisach.core.Effect;
import dev.brisach.core.Environment;
import dev.brisach.core.Phase;
import dev.brisach.core.Stage;
import dev.brisach.core.SubjectKind;
import dev.brisach.core.Weakness;
import dev.brisach.core.json.Json;

/** What a run was set up with, in JSON: the checks of its catalogue and its environments. */
public final class CheckJson {
  private CheckJson() {}

  /** What a check declares. */
  public static Json.Obj of(CheckInfo check) {
    return Json.object()
        .put("id", check.id())
        .put("version", check.version())
        .put("title", check.title())
        .put("stages", check.stages().stream().map(Stage::word).toList())
        .put("phase", check.phase().word())
        .put("subject", check.subject().toString())
        .put("weaknesses", check.weaknesses())
        .put("templates", check.templates())
        .put("needs", check.needs())
        .put("effect", check.effect().word())
        .build();
  }

  /** Reads what {@link #of(CheckInfo)} wrote. */
  public static CheckInfo read(Json json) {
    return Fields.read(
        json,
        "check",
        in ->
            new CheckInfo(
                in.text("id"),
                in.integer("version"),
                in.text("title"),
                in.texts("stages", Stage::of),
                Phase.of(in.text("phase")),
                SubjectKind.parse(in.text("subject")),
                in.texts("weaknesses", Weakness::new),
                in.texts("templates"),
                in.texts("needs"),
                Effect.of(in.text("effect"))));
  }

  /** An environment, as it was configured. */
  public static Json.Obj of(Environment environment) {
    return Json.object()
        .put("name", environment.name())
        .put("url", environment.url())
        .put("start", environment.start())
        .put("openapi", environment.openapi())
        .put("logSources", environment.logSources())
        .put("ceiling", environment.ceiling().word())
        .build();
  }

  /** Reads what {@link #of(Environment)} wrote. */
  public static Environment readEnvironment(Json json) {
    return Fields.read(
        json,
        "environment",
        in ->
            new Environment(
                in.text("name"),
                in.maybe("url"),
                in.texts("start"),
                in.maybe("openapi"),
                in.texts("logSources"),
                Effect.of(in.text("ceiling"))));
  }
}
