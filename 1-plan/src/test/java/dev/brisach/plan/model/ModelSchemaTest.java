package dev.brisach.plan.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonReader;
import dev.brisach.core.json.JsonWriter;
import dev.brisach.kit.yaml.Yaml;
import dev.brisach.kit.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The published schema says the same as the reader. */
final class ModelSchemaTest {
  private static final Path ROOT = Path.of(System.getProperty("brisach.root", ".."));
  private static final String FILE = "docs/schemas/threat-model-1.json";

  @Test
  void theSchemaKnowsEveryTraitAndItsWords() throws IOException {
    Json.Obj definitions = JsonReader.readObject(bytes()).object("$defs");

    for (Map.Entry<String, Map<String, Trait>> each :
        Map.of("component", Traits.COMPONENT, "flow", Traits.FLOW, "data", Traits.DATA)
            .entrySet()) {
      Json.Obj properties = definitions.object(each.getKey()).object("properties");
      assertThat(properties.members().keySet()).containsAll(each.getValue().keySet());
      for (Trait trait : each.getValue().values()) {
        if (!trait.words().isEmpty() && trait.form() != Trait.Form.FLAG) {
          String text = JsonWriter.line(properties.object(trait.key()));
          assertThat(text).contains(JsonWriter.line(Json.texts(trait.words())).replace("]", ""));
        }
      }
    }
  }

  @Test
  void theModelOfTheGuideAndThoseOfTheExamplesAreValidAndReadable() throws IOException {
    List<String> models = new ArrayList<>();
    models.add(block(Files.readString(ROOT.resolve("docs/guides/threat-model.md"))));
    Path examples = ROOT.resolve("examples");
    if (Files.isDirectory(examples)) {
      try (Stream<Path> folders = Files.list(examples)) {
        for (Path folder : folders.sorted().toList()) {
          Path model = folder.resolve(ThreatModelReader.PATH);
          if (Files.exists(model)) {
            models.add(Files.readString(model));
          }
        }
      }
    }

    for (String model : models) {
      assertThat(schema().validate(json(model), InputFormat.JSON)).as(model).isEmpty();
      assertThat(ThreatModelReader.read("model.yaml", model).components()).isNotEmpty();
    }
  }

  @Test
  void theSchemaRefusesWhatTheReaderRefuses() throws IOException {
    for (String bad :
        List.of(
            "components: {a: {kin: api}}",
            "components: {a: {kind: apii}}",
            "components: {a: {kind: api, technology: [sqll]}}",
            "components: [{kind: api}]",
            "flows: [{from: a}]",
            "extra: 1")) {
      assertThat(schema().validate(json(bad), InputFormat.JSON)).as(bad).isNotEmpty();
    }
  }

  private static String block(String markdown) {
    int start = markdown.indexOf("```yaml\nschema:") + "```yaml\n".length();
    return markdown.substring(start, markdown.indexOf("```", start));
  }

  private static byte[] bytes() throws IOException {
    return Files.readAllBytes(ROOT.resolve(FILE));
  }

  private static Schema schema() throws IOException {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(Files.readString(ROOT.resolve(FILE)), InputFormat.JSON);
  }

  private static String json(String yaml) {
    return JsonWriter.line(json(YamlReader.read(yaml)));
  }

  private static Json json(Yaml node) {
    return switch (node) {
      case Yaml.Scalar scalar when scalar.isNull() -> new Json.Null();
      case Yaml.Scalar scalar when scalar.isTrue() || scalar.isFalse() ->
          new Json.Bool(scalar.isTrue());
      case Yaml.Scalar scalar -> new Json.Text(scalar.value());
      case Yaml.Sequence sequence ->
          new Json.Arr(sequence.items().stream().map(ModelSchemaTest::json).toList());
      case Yaml.Mapping mapping -> {
        Json.Builder object = Json.object();
        new TreeSet<>(mapping.entries().keySet())
            .forEach(
                key -> object.put(key, json(java.util.Objects.requireNonNull(mapping.get(key)))));
        yield object.build();
      }
    };
  }
}
