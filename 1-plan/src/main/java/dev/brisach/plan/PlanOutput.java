package dev.brisach.plan;

import dev.brisach.core.Asset;
import dev.brisach.core.Location;
import dev.brisach.core.Threat;
import dev.brisach.core.json.Json;
import dev.brisach.plan.model.Component;
import dev.brisach.plan.model.Fact;
import dev.brisach.plan.model.Flow;
import dev.brisach.plan.model.ThreatModel;
import dev.brisach.plan.rules.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Machine output of {@code plan threats} and {@code plan bootstrap}; its shape is public API. */
public final class PlanOutput {
  private static final Set<String> OUTSIDE =
      Set.of("external", "datastore", "cache", "queue", "file-storage", "client");

  private PlanOutput() {}

  /** {@code plan threats MODEL --format json}. */
  public static Json.Obj threats(PlannedModel plan) {
    List<Json> threats = new ArrayList<>();
    for (Threat threat : plan.threats()) {
      Json.Builder object =
          Json.object()
              .put("id", threat.id())
              .put("rule", threat.rule())
              .put("title", threat.title())
              .put("asset", threat.asset().toString())
              .put("subjects", threat.subjects().stream().map(Asset::name).toList())
              .put("severity", threat.severity().word())
              .put("likelihood", threat.likelihood())
              .put("impact", threat.impact())
              .put("stride", threat.stride())
              .put("weaknesses", threat.weaknesses());
      if (!threat.questions().isEmpty()) {
        object.put("questions", threat.questions());
      }
      threats.add(object.build());
    }
    List<Json> questions = new ArrayList<>();
    for (Question question : plan.questions()) {
      questions.add(
          Json.object()
              .put("rule", question.rule())
              .put("asset", question.asset().toString())
              .put("texts", question.texts())
              .build());
    }
    return Json.object()
        .put("schema", "plan-threats/1")
        .put("draft", plan.model().draft())
        .put("threats", new Json.Arr(threats))
        .put("questions", new Json.Arr(questions))
        .build();
  }

  /** {@code plan bootstrap PATH --format json}. */
  public static Json.Obj bootstrap(ThreatModel model) {
    List<Json> services = new ArrayList<>();
    List<Json> externals = new ArrayList<>();
    for (Component component : model.components()) {
      boolean ours = !component.bound().code().isEmpty();
      boolean outside = OUTSIDE.contains(component.kind());
      (outside && !ours ? externals : services)
          .add(
              place(
                      Json.object()
                          .put("name", component.name())
                          .put("annotations", annotations(component.facts())),
                      component.place())
                  .build());
    }
    List<Json> flows = new ArrayList<>();
    for (Flow flow : model.flows()) {
      flows.add(
          place(
                  Json.object()
                      .put("from", flow.from())
                      .put("to", flow.to())
                      .put("annotations", annotations(flow.facts())),
                  flow.place())
              .build());
    }
    return Json.object()
        .put("schema", "plan-bootstrap/1")
        .put("services", new Json.Arr(services))
        .put("externals", new Json.Arr(externals))
        .put("flows", new Json.Arr(flows))
        .build();
  }

  private static Json.Builder place(Json.Builder object, Location place) {
    object.put("file", place.file());
    if (place.line() > 0) {
      object.put("line", place.line());
    }
    return object;
  }

  /** Facts as words: the trait where it is a flag that holds, else {@code trait:word}. */
  private static List<String> annotations(Map<String, Fact> facts) {
    Set<String> words = new TreeSet<>();
    facts.forEach((trait, fact) -> {
      for (String word : fact.words()) {
        if (word.equals("true")) {
          words.add(trait);
        } else if (!word.equals("false")) {
          words.add(trait + ":" + word);
        }
      }
    });
    return List.copyOf(words);
  }
}
