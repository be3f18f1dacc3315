package dev.brisach.kit.openapi;

import dev.brisach.kit.openapi.ApiModel.Operation;
import dev.brisach.kit.openapi.ApiModel.Parameter;
import dev.brisach.kit.openapi.ObjectType.Mention;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds which operations make, use, list and remove which objects. Each path parameter that is a
 * whole segment behind a word ({@code /orders/{id}}) stands for a kind of object.
 */
public final class ObjectTypes {
  private static final int MAX_TYPES = 2000;

  private final ApiModel api;
  private final Map<String, List<Operation>> byShape = new LinkedHashMap<>();
  private final IdentityHashMap<Schema, List<Operation>> listing = new IdentityHashMap<>();

  private ObjectTypes(ApiModel api) {
    this.api = api;
    for (Operation operation : api.operations()) {
      byShape.computeIfAbsent(shape(operation.path()), key -> new ArrayList<>()).add(operation);
      if (operation.method().equals("GET")) {
        for (Schema schema : Shapes.listed(operation)) {
          listing.computeIfAbsent(schema, key -> new ArrayList<>()).add(operation);
        }
      }
    }
  }

  /** The kinds of objects of a service, in the order of their paths in the file. */
  public static List<ObjectType> of(ApiModel api) {
    return new ObjectTypes(api).all();
  }

  /** One kind while it is collected: its own operations and those below it. */
  private record Kind(
      String path, String parameter, String word, List<Operation> own, List<Operation> below) {}

  private List<ObjectType> all() {
    Map<String, Kind> kinds = new LinkedHashMap<>();
    for (Operation operation : api.operations()) {
      collect(operation, kinds);
    }
    Creators creators = new Creators(api, byShape);
    Map<String, List<Mention>> mentions = new Mentions(api).byName();
    List<ObjectType> types = new ArrayList<>();
    for (Map.Entry<String, Kind> entry : kinds.entrySet()) {
      Kind kind = entry.getValue();
      boolean known = !kind.word().isEmpty() || !posts("/").isEmpty();
      if (known && types.size() < MAX_TYPES) {
        types.add(type(entry.getKey(), kind, creators, mentions));
      }
    }
    return types;
  }

  private static void collect(Operation operation, Map<String, Kind> kinds) {
    List<String> segments = PathTemplate.segments(operation.path());
    int last = -1;
    for (int i = 0; i < segments.size(); i++) {
      last = PathTemplate.parameter(segments.get(i)).isEmpty() ? last : i;
    }
    for (int i = 0; i <= last; i++) {
      String parameter = PathTemplate.parameter(segments.get(i));
      if (parameter.isEmpty()) {
        continue;
      }
      String path = "/" + String.join("/", segments.subList(0, i + 1));
      String word = i == 0 ? "" : segments.get(i - 1);
      word = word.startsWith("{") ? parameter : word;
      Kind kind = new Kind(path, parameter, word, new ArrayList<>(), new ArrayList<>());
      Kind known = kinds.putIfAbsent(shape(path), kind);
      kind = known == null ? kind : known;
      if (i == segments.size() - 1) {
        kind.own().add(operation);
      } else if (i == last) {
        kind.below().add(operation);
      }
    }
  }

  private ObjectType type(
      String shape, Kind kind, Creators creators, Map<String, List<Mention>> mentions) {
    String name =
        kind.word().isEmpty() ? Nouns.stem(kind.parameter()) : Nouns.singular(kind.word());
    List<Operation> readers = reading(kind.own());
    readers.addAll(reading(kind.below()));
    List<Operation> writers = writing(kind.own());
    writers.addAll(writing(kind.below()));
    Schema schema =
        readers.isEmpty() || kind.own().isEmpty() ? null : Shapes.core(readers.getFirst(), name);
    Creators.Found found = creators.find(shape, name, kind.parameter(), schema);
    return new ObjectType(
        name,
        kind.path(),
        kind.parameter(),
        found == null ? null : found.operation(),
        found == null ? null : found.pointer(),
        found == null ? null : found.basis(),
        readers,
        writers,
        deleter(kind.own()),
        lists(shape, schema),
        mentions.getOrDefault(Nouns.plain(name), List.of()));
  }

  private static List<Operation> reading(List<Operation> operations) {
    return new ArrayList<>(operations.stream().filter(one -> one.method().equals("GET")).toList());
  }

  private static List<Operation> writing(List<Operation> operations) {
    return new ArrayList<>(
        operations.stream()
            .filter(one ->
                one.method().equals("PUT")
                    || one.method().equals("PATCH")
                    || one.method().equals("POST"))
            .toList());
  }

  private static @Nullable Operation deleter(List<Operation> own) {
    return own.stream().filter(one -> one.method().equals("DELETE")).findFirst().orElse(null);
  }

  private List<Operation> posts(String shape) {
    return byShape.getOrDefault(shape, List.of()).stream()
        .filter(one -> one.method().equals("POST"))
        .toList();
  }

  /** Reads of the collection, then reads whose answer holds a list of the same schema. */
  private List<Operation> lists(String shape, @Nullable Schema schema) {
    List<Operation> lists = reading(byShape.getOrDefault(above(shape), List.of()));
    if (schema != null && schema != Schema.ANY) {
      for (Operation operation : listing.getOrDefault(schema, List.of())) {
        if (!lists.contains(operation)) {
          lists.add(operation);
        }
      }
    }
    return lists;
  }

  /** A path with its parameters' names left out, so that {@code {id}} and {@code {uid}} agree. */
  static String shape(String path) {
    StringBuilder shape = new StringBuilder();
    for (String segment : PathTemplate.segments(path)) {
      shape.append('/').append(PathTemplate.parameter(segment).isEmpty() ? segment : "{}");
    }
    return shape.isEmpty() ? "/" : shape.toString();
  }

  /** The path of the collection. */
  static String above(String shape) {
    int slash = shape.lastIndexOf('/');
    return slash <= 0 ? "/" : shape.substring(0, slash);
  }

  /** Which operations take ids in query or body, by the kind's plain name. */
  private record Mentions(ApiModel api) {
    Map<String, List<Mention>> byName() {
      Map<String, List<Mention>> found = new LinkedHashMap<>();
      for (Operation operation : api.operations()) {
        for (Parameter parameter : operation.parameters()) {
          if (!parameter.place().equals("path")) {
            add(operation, parameter.place(), parameter.name(), parameter.name(), found);
          }
        }
        if (operation.body() != null && !operation.body().contents().isEmpty()) {
          Schema schema = operation.body().contents().getFirst().schema();
          schema
              .properties()
              .forEach((name, property) -> {
                add(operation, "body", name, "/" + Shapes.escaped(name), found);
                property
                    .properties()
                    .keySet()
                    .forEach(inner ->
                        add(
                            operation,
                            "body",
                            inner,
                            "/" + Shapes.escaped(name) + "/" + Shapes.escaped(inner),
                            found));
              });
        }
      }
      return found;
    }

    private static void add(
        Operation operation,
        String place,
        String name,
        String where,
        Map<String, List<Mention>> found) {
      String stem = Nouns.stem(name);
      if (!stem.isEmpty() && !stem.equals(Nouns.plain(name))) {
        found
            .computeIfAbsent(stem, key -> new ArrayList<>())
            .add(new Mention(operation, place, where));
      }
    }
  }
}
