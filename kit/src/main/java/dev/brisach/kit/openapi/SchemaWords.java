package dev.brisach.kit.openapi;

import dev.brisach.core.json.Json;
import dev.brisach.kit.openapi.Schema.Bounds;
import dev.brisach.kit.openapi.Schema.Facts;
import dev.brisach.kit.yaml.Yaml;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The keywords of one schema object, in the dialects of Swagger 2.0, OpenAPI 3.0 (section 4.7.24)
 * and 3.1 (JSON Schema 2020-12), and how those of two are met together.
 */
final class SchemaWords {
  private static final Set<String> TYPES =
      Set.of("string", "number", "integer", "boolean", "array", "object");

  private SchemaWords() {}

  /** What the object itself says; {@code allOf} and references are the reader's. */
  static Facts facts(Place place, SchemaReader reader, References references) {
    Yaml.Mapping map = place.map();
    List<String> words = typeWords(place, references);
    List<String> types = words.stream().filter(TYPES::contains).toList();
    List<Json> values = values(map, types);
    boolean nullable =
        words.contains("null")
            || place.isTrue("nullable")
            || place.isTrue("x-nullable")
            || values.contains(new Json.Null())
            || place.items("oneOf").stream().anyMatch(SchemaReader::isNull)
            || place.items("anyOf").stream().anyMatch(SchemaReader::isNull);
    Yaml fallback = map.get("default");
    return new Facts(
        types,
        words.contains("file") ? "binary" : map.text("format"),
        nullable,
        place.isTrue("readOnly"),
        place.isTrue("writeOnly"),
        false,
        values,
        fallback == null ? null : Values.json(fallback, types),
        example(map, types),
        bounds(map),
        properties(place, reader),
        required(map),
        items(place, reader),
        additional(place, reader),
        reader.choices(place),
        discriminator(map),
        xml(map));
  }

  private static List<String> typeWords(Place place, References references) {
    Yaml type = place.map().get("type");
    if (type == null) {
      return List.of();
    }
    List<String> words = new ArrayList<>();
    for (String word : place.map().texts("type")) {
      if (word.equals("file")) { // Swagger 2.0
        words.add("string");
      } else if (!TYPES.contains(word) && !word.equals("null") && !word.equals("any")) {
        references.problem(place.file(), type.line(), "unknown type '" + shortened(word) + "'");
      }
      words.add(word);
    }
    if (type instanceof Yaml.Mapping) {
      references.problem(place.file(), type.line(), "'type' of a schema is a word");
    }
    return words;
  }

  static String shortened(String text) {
    return text.length() > 60 ? text.substring(0, 60) + "…" : text;
  }

  private static List<Json> values(Yaml.Mapping map, List<String> types) {
    Yaml only = map.get("const");
    if (only != null) {
      return List.of(Values.json(only, types));
    }
    return map.get("enum") instanceof Yaml.Sequence list
        ? list.items().stream().map(item -> Values.json(item, types)).toList()
        : List.of();
  }

  private static @Nullable Json example(Yaml.Mapping map, List<String> types) {
    for (String key : List.of("example", "x-example")) {
      Yaml example = map.get(key);
      if (example != null) {
        return Values.json(example, types);
      }
    }
    return map.get("examples") instanceof Yaml.Sequence list && !list.items().isEmpty()
        ? Values.json(list.items().getFirst(), types)
        : null;
  }

  private static Bounds bounds(Yaml.Mapping map) {
    Double minimum = Values.number(map.text("minimum"));
    Double above = Values.number(map.text("exclusiveMinimum"));
    Double maximum = Values.number(map.text("maximum"));
    Double below = Values.number(map.text("exclusiveMaximum"));
    boolean openLow = above != null || isTrue(map, "exclusiveMinimum");
    boolean openHigh = below != null || isTrue(map, "exclusiveMaximum");
    Bounds found =
        new Bounds(
            above == null ? minimum : above,
            openLow && (above != null || minimum != null),
            below == null ? maximum : below,
            openHigh && (below != null || maximum != null),
            Values.number(map.text("multipleOf")),
            Values.count(map, "minLength", -1),
            Values.count(map, "maxLength", -1),
            map.text("pattern"),
            Values.count(map, "minItems", -1),
            Values.count(map, "maxItems", -1),
            isTrue(map, "uniqueItems"),
            Values.count(map, "minProperties", -1),
            Values.count(map, "maxProperties", -1));
    return found.equals(Bounds.NONE) ? Bounds.NONE : found;
  }

  private static boolean isTrue(Yaml.Mapping map, String key) {
    return map.get(key) instanceof Yaml.Scalar flag && flag.isTrue();
  }

  private static Map<String, Schema> properties(Place place, SchemaReader reader) {
    Yaml.Mapping map = place.map().map("properties");
    if (map.entries().isEmpty()) {
      return Map.of();
    }
    Map<String, Schema> properties = new LinkedHashMap<>();
    map.entries()
        .forEach((name, entry) -> properties.put(name, reader.read(place.of(entry.value()))));
    return Collections.unmodifiableMap(properties);
  }

  private static Set<String> required(Yaml.Mapping map) {
    return map.get("required") instanceof Yaml.Sequence
        ? Collections.unmodifiableSet(new LinkedHashSet<>(map.texts("required")))
        : Set.of();
  }

  private static @Nullable Schema items(Place place, SchemaReader reader) {
    Place items = place.at("items");
    if (items != null && items.node() instanceof Yaml.Sequence list) { // an old form of a tuple
      return list.items().isEmpty() ? null : reader.read(place.of(list.items().getFirst()));
    }
    return items == null ? null : reader.read(items);
  }

  private static @Nullable Schema additional(Place place, SchemaReader reader) {
    Place additional = place.at("additionalProperties");
    if (additional == null) {
      additional = place.at("unevaluatedProperties");
    }
    return additional == null ? null : reader.read(additional);
  }

  private static Schema.@Nullable Discriminator discriminator(Yaml.Mapping map) {
    Yaml node = map.get("discriminator");
    return switch (node) {
      case Yaml.Scalar name -> new Schema.Discriminator(name.value(), Map.of());
      case Yaml.Mapping object -> {
        Map<String, String> names = new LinkedHashMap<>();
        for (Yaml.Entry entry : object.map("mapping").entries().values()) {
          if (entry.value() instanceof Yaml.Scalar scalar) {
            names.put(entry.key(), scalar.value());
          }
        }
        String property = object.text("propertyName");
        yield property == null ? null : new Schema.Discriminator(property, names);
      }
      case Yaml.Sequence _ -> null;
      case null -> null;
    };
  }

  private static Schema.@Nullable Xml xml(Yaml.Mapping map) {
    if (!(map.get("xml") instanceof Yaml.Mapping xml)) {
      return null;
    }
    return new Schema.Xml(xml.text("name"), isTrue(xml, "attribute"), isTrue(xml, "wrapped"));
  }

  /** Types that both allow; the later ones where none is common. */
  static List<String> types(List<String> one, List<String> two) {
    if (one.isEmpty() || two.isEmpty()) {
      return one.isEmpty() ? two : one;
    }
    List<String> both = new ArrayList<>();
    for (String type : two) {
      if (one.contains(type) || (type.equals("integer") && one.contains("number"))) {
        both.add(type);
      } else if (type.equals("number") && one.contains("integer")) {
        both.add("integer");
      }
    }
    return both.isEmpty() ? two : both;
  }

  static List<Json> common(List<Json> one, List<Json> two) {
    if (one.isEmpty() || two.isEmpty()) {
      return one.isEmpty() ? two : one;
    }
    Set<Json> first = Set.copyOf(one);
    List<Json> both = two.stream().filter(first::contains).toList();
    return both.isEmpty() ? two : both;
  }

  static Set<String> union(Set<String> one, Set<String> two) {
    if (one.isEmpty() || two.isEmpty()) {
      return one.isEmpty() ? two : one;
    }
    Set<String> all = new LinkedHashSet<>(one);
    all.addAll(two);
    return Collections.unmodifiableSet(all);
  }

  static <T> List<T> joined(List<T> one, List<T> two) {
    if (one.isEmpty() || two.isEmpty()) {
      return one.isEmpty() ? two : one;
    }
    List<T> all = new ArrayList<>(one);
    two.stream().filter(item -> !one.contains(item)).forEach(all::add);
    return List.copyOf(all);
  }

  /** Limits that both keep. */
  static Bounds narrower(Bounds one, Bounds two) {
    if (one.equals(Bounds.NONE) || two.equals(Bounds.NONE)) {
      return one.equals(Bounds.NONE) ? two : one;
    }
    boolean lowFirst =
        two.minimum() == null || (one.minimum() != null && one.minimum() > two.minimum());
    boolean highFirst =
        two.maximum() == null || (one.maximum() != null && one.maximum() < two.maximum());
    Bounds low = lowFirst ? one : two;
    Bounds high = highFirst ? one : two;
    return new Bounds(
        low.minimum(),
        low.aboveMinimum(),
        high.maximum(),
        high.belowMaximum(),
        two.multipleOf() == null ? one.multipleOf() : two.multipleOf(),
        Math.max(one.minLength(), two.minLength()),
        least(one.maxLength(), two.maxLength()),
        two.pattern() == null ? one.pattern() : two.pattern(),
        Math.max(one.minItems(), two.minItems()),
        least(one.maxItems(), two.maxItems()),
        one.unique() || two.unique(),
        Math.max(one.minProperties(), two.minProperties()),
        least(one.maxProperties(), two.maxProperties()));
  }

  private static int least(int one, int two) {
    return one < 0 || two < 0 ? Math.max(one, two) : Math.min(one, two);
  }
}
