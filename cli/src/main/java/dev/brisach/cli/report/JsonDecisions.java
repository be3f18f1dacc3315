package dev.brisach.cli.report;

import dev.brisach.core.Decision;
import dev.brisach.core.assurance.Ruling;
import dev.brisach.core.json.Json;
import dev.brisach.core.ledger.DecisionJson;
import dev.brisach.engine.decisions.Question;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decisions, questions and answers in machine output. */
public final class JsonDecisions {
  private JsonDecisions() {}

  /** A decision with what has become of it; {@code ruling} is null where nobody looked. */
  public static Json.Obj decision(Decision decision, @Nullable Ruling ruling) {
    Json.Builder out = Json.object();
    DecisionJson.of(decision).members().forEach(out::put);
    if (ruling != null) {
      out.put("state", ruling.state().word()).put("status", ruling.toString());
    }
    return out.build();
  }

  /** A question with its answers. */
  public static Json.Obj question(Question question) {
    List<Json> answers = new ArrayList<>();
    question.answers().forEach(answer -> answers.add(said(answer).build()));
    return Json.object()
        .put("id", question.name())
        .put("target", question.target())
        .put("asked", said(question.asked()).build())
        .put("answers", new Json.Arr(answers))
        .build();
  }

  private static Json.Builder said(Question.Said said) {
    return Json.object()
        .put("by", said.by())
        .put("on", said.on().toString())
        .put("text", said.text());
  }
}
