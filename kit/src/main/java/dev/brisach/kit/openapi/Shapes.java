package dev.brisach.kit.openapi;

import dev.brisach.kit.openapi.ApiModel.Operation;
import dev.brisach.kit.openapi.ApiModel.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The shapes of answers: the object within its wrapping, and where its id stands. */
final class Shapes {
  private static final Set<String> WRAPPERS =
      Set.of(
          "data", "result", "item", "object", "payload", "response", "content", "entity", "body");
  private static final int MAX_WRAPPING = 3;

  private Shapes() {}

  static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }

  /** The schema of what an operation answers, unwrapped, or null. */
  static @Nullable Schema core(Operation operation, String kind) {
    for (Response response : operation.successes()) {
      Schema schema = response.jsonSchema();
      if (schema != null) {
        return core(schema, kind);
      }
    }
    return null;
  }

  private static Schema core(Schema schema, String kind) {
    Schema at = schema;
    for (int i = 0; i < MAX_WRAPPING; i++) {
      Map.Entry<String, Schema> inner = wrapped(at, kind);
      if (inner == null) {
        return at;
      }
      at = inner.getValue();
    }
    return at;
  }

  /** The property that holds the object, or null where the schema is the object. */
  private static Map.@Nullable Entry<String, Schema> wrapped(Schema schema, String kind) {
    String name = Nouns.plain(kind);
    for (Map.Entry<String, Schema> entry : schema.properties().entrySet()) {
      String key = Nouns.plain(entry.getKey());
      boolean object = !entry.getValue().properties().isEmpty();
      if (object
          && (key.equals(name) || WRAPPERS.contains(key) || schema.properties().size() == 1)) {
        return entry;
      }
    }
    return null;
  }

  /** JSON pointer to the id in an operation's answer, or null. */
  static @Nullable String idPointer(Operation operation, String parameter, String kind) {
    List<String> names = Nouns.idNames(parameter, kind);
    for (Response response : operation.successes()) {
      Schema schema = response.jsonSchema();
      String pointer = schema == null ? null : idPointer(schema, names, kind, 0);
      if (pointer != null) {
        return pointer;
      }
    }
    return null;
  }

  private static @Nullable String idPointer(
      Schema schema, List<String> names, String kind, int depth) {
    for (String name : names) {
      for (Map.Entry<String, Schema> property : schema.properties().entrySet()) {
        boolean scalar = property.getValue().properties().isEmpty();
        if (scalar
            && !"array".equals(property.getValue().kind())
            && Nouns.plain(property.getKey()).equals(name)) {
          return "/" + escaped(property.getKey());
        }
      }
    }
    Map.Entry<String, Schema> inner = depth < MAX_WRAPPING ? wrapped(schema, kind) : null;
    if (inner == null) {
      return alternative(schema, names, kind, depth);
    }
    String rest = idPointer(inner.getValue(), names, kind, depth + 1);
    return rest == null ? null : "/" + escaped(inner.getKey()) + rest;
  }

  private static @Nullable String alternative(
      Schema schema, List<String> names, String kind, int depth) {
    for (Schema.Choice choice : schema.choices()) {
      for (Schema one : choice.schemas()) {
        String pointer = depth < MAX_WRAPPING ? idPointer(one, names, kind, depth + 1) : null;
        if (pointer != null) {
          return pointer;
        }
      }
    }
    return null;
  }

  /** The schemas of which an answer is a list, or holds one. */
  static List<Schema> listed(Operation operation) {
    List<Schema> listed = new ArrayList<>();
    for (Response response : operation.successes()) {
      Schema its = response.jsonSchema();
      if (its != null) {
        listed.add(its.items());
        its.properties().values().forEach(property -> listed.add(property.items()));
      }
    }
    listed.removeIf(schema -> schema == Schema.ANY);
    return listed;
  }
}
