package dev.brisach.cel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonReader;
import dev.brisach.core.json.JsonWriter;
import dev.brisach.kit.expr.Shape;
import dev.brisach.kit.expr.Type;
import dev.brisach.kit.policy.Vocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The published schema of policy files knows every name that the vocabulary has, and no other. */
class PolicySchemaTest {
  private static final Path SCHEMA =
      Path.of(System.getProperty("brisach.root", "..")).resolve("docs/schemas/policy-1.json");

  @Test
  void theSchemaIsMadeOfTheVocabulary() throws IOException {
    Json.Obj schema = JsonReader.readObject(Files.readAllBytes(SCHEMA));

    assertThat(JsonWriter.pretty(schema.object("$defs")))
        .as("replace $defs of the schema by this:\n%s", JsonWriter.pretty(definitions()))
        .isEqualTo(JsonWriter.pretty(definitions()));
  }

  static Json.Obj definitions() {
    TreeMap<String, Shape<?>> shapes = new TreeMap<>();
    Json.Builder given = Json.object();
    Vocabulary.variables()
        .forEach((name, variable) -> {
          collect(variable.type(), shapes);
          given.put(name, described(schema(variable.type(), List.of()), variable.about()));
        });
    Json.Builder all = Json.object().put("given", object(given.build()));
    shapes.forEach((name, shape) -> {
      Json.Builder fields = Json.object();
      for (Shape.Field<?> field : shape.fields().values()) {
        fields.put(field.name(), described(schema(field.type(), field.words()), field.about()));
      }
      all.put(name, object(fields.build()));
    });
    return all.build();
  }

  private static Json.Obj object(Json.Obj properties) {
    return Json.object()
        .put("type", "object")
        .put("additionalProperties", false)
        .put("properties", properties)
        .build();
  }

  private static void collect(Type type, SortedMap<String, Shape<?>> into) {
    switch (type) {
      case Type.Simple _ -> {}
      case Type.ListOf(Type item) -> collect(item, into);
      case Type.MapOf(Type value) -> collect(value, into);
      case Type.StructOf(Shape<?> shape) -> {
        if (into.put(shape.name(), shape) == null) {
          shape.fields().values().forEach(field -> collect(field.type(), into));
        }
      }
    }
  }

  private static Json.Obj described(Json.Obj schema, String about) {
    TreeMap<String, Json> members = new TreeMap<>(schema.members());
    members.put("description", new Json.Text(about));
    return new Json.Obj(members);
  }

  /** Null is the third value, so it may stand everywhere. */
  private static Json.Obj schema(Type type, List<String> words) {
    return switch (type) {
      case Type.Simple simple ->
          words.isEmpty()
              ? Json.object().put("type", Json.texts(List.of(word(simple), "null"))).build()
              : Json.object().put("enum", orNull(words)).build();
      case Type.ListOf(Type item) ->
          Json.object()
              .put("type", Json.texts(List.of("array", "null")))
              .put("items", schema(item, words))
              .build();
      case Type.MapOf(Type value) ->
          Json.object()
              .put("type", Json.texts(List.of("object", "null")))
              .put("additionalProperties", schema(value, List.of()))
              .build();
      case Type.StructOf(Shape<?> shape) ->
          Json.object()
              .put(
                  "anyOf",
                  new Json.Arr(
                      List.of(
                          Json.object().put("$ref", "#/$defs/" + shape.name()).build(),
                          Json.object().put("type", "null").build())))
              .build();
    };
  }

  private static Json orNull(List<String> words) {
    List<Json> all = new java.util.ArrayList<>();
    words.forEach(word -> all.add(new Json.Text(word)));
    all.add(new Json.Null());
    return new Json.Arr(all);
  }

  private static String word(Type.Simple simple) {
    return switch (simple) {
      case BOOL -> "boolean";
      case INT -> "integer";
      case DOUBLE -> "number";
      case STRING, TIMESTAMP, DURATION -> "string";
    };
  }
}
