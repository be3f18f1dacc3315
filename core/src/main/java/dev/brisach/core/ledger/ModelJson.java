package dev.brisach.core.ledger;

import dev.brisach.core.Asset;
import dev.brisach.core.AssetKind;
import dev.brisach.core.Binding;
import dev.brisach.core.Model;
import dev.brisach.core.Stage;
import dev.brisach.core.Story;
import dev.brisach.core.Threat;
import dev.brisach.core.Threat.Expected;
import dev.brisach.core.Weakness;
import dev.brisach.core.json.Json;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** The threat model in JSON: elements, bindings, threats and stories. */
public final class ModelJson {
  private ModelJson() {}

  /** The whole model. */
  public static Json.Obj of(Model model) {
    Json.Builder elements = Json.object();
    model.elements().forEach((asset, title) -> elements.put(asset.toString(), title));
    return Json.object()
        .put("draft", model.draft())
        .put("elements", elements.build())
        .put("bindings", array(model.bindings(), ModelJson::of))
        .put("threats", array(model.threats(), ModelJson::of))
        .put("stories", array(model.stories(), ModelJson::of))
        .put("notShipped", model.notShipped())
        .build();
  }

  /** A binding. */
  public static Json.Obj of(Binding binding) {
    return Json.object()
        .put("element", binding.element().toString())
        .put("kind", binding.kind().word())
        .put("selector", binding.selector())
        .put("source", binding.source().word())
        .build();
  }

  /** A threat; its severity is written for readers, and computed again when read. */
  public static Json.Obj of(Threat threat) {
    Json.Builder expected = Json.object();
    threat
        .expected()
        .forEach((stage, what) ->
            expected.put(
                stage.word(),
                Json.object()
                    .put("weaknesses", what.weaknesses())
                    .put("templates", what.templates())
                    .build()));
    return Json.object()
        .put("id", threat.id())
        .put("rule", threat.rule())
        .put("title", threat.title())
        .put("asset", threat.asset().toString())
        .put("subjects", threat.subjects())
        .put("weaknesses", threat.weaknesses())
        .put("references", threat.references())
        .put("stride", threat.stride())
        .put("severity", threat.severity().word())
        .put("likelihood", threat.likelihood())
        .put("impact", threat.impact())
        .put("expected", expected.build())
        .put("questions", threat.questions())
        .build();
  }

  /** A story. */
  public static Json.Obj of(Story story) {
    return Json.object()
        .put("id", story.id())
        .put("title", story.title())
        .put("threats", story.threats())
        .put("owner", story.owner())
        .put("criteria", story.criteria())
        .put("adopted", story.adopted())
        .build();
  }

  private static <T> Json.Arr array(List<T> values, Function<T, Json> writer) {
    return new Json.Arr(values.stream().map(writer).toList());
  }

  /** Reads what {@link #of(Model)} wrote. */
  public static Model read(Json json) {
    return Fields.read(json, "model", ModelJson::model);
  }

  private static Model model(Fields in) {
    TreeMap<Asset, String> elements = new TreeMap<>();
    in.textMap("elements").forEach((asset, title) -> elements.put(Asset.parse(asset), title));
    return new Model(
        in.flag("draft"),
        elements,
        in.list("bindings", ModelJson::readBinding),
        in.list("threats", ModelJson::readThreat),
        in.list("stories", ModelJson::readStory),
        in.texts("notShipped"));
  }

  /** Reads what {@link #of(Binding)} wrote. */
  public static Binding readBinding(Json json) {
    return Fields.read(
        json,
        "binding",
        in ->
            new Binding(
                Asset.parse(in.text("element")),
                AssetKind.of(in.text("kind")),
                in.text("selector"),
                Binding.Source.of(in.text("source"))));
  }

  /** Reads what {@link #of(Threat)} wrote. */
  public static Threat readThreat(Json json) {
    return Fields.read(
        json,
        "threat",
        in ->
            new Threat(
                in.text("id"),
                in.text("rule"),
                in.text("title"),
                Asset.parse(in.text("asset")),
                in.texts("subjects", Asset::parse),
                in.texts("weaknesses", Weakness::new),
                in.texts("references", Weakness::new),
                in.text("stride", ""),
                in.integer("likelihood"),
                in.integer("impact"),
                expected(in),
                in.texts("questions")));
  }

  private static SortedMap<Stage, Expected> expected(Fields in) {
    TreeMap<Stage, Expected> expected = new TreeMap<>();
    in.members("expected")
        .forEach((stage, what) ->
            expected.put(
                Stage.of(stage),
                Fields.read(
                    what,
                    "expected",
                    one ->
                        new Expected(
                            one.texts("weaknesses", Weakness::new), one.texts("templates")))));
    return expected;
  }

  /** Reads what {@link #of(Story)} wrote. */
  public static Story readStory(Json json) {
    return Fields.read(
        json,
        "story",
        in ->
            new Story(
                in.text("id"),
                in.text("title"),
                in.texts("threats"),
                in.maybe("owner"),
                in.texts("criteria"),
                in.flag("adopted")));
  }
}
