package dev.brisach.kit.openapi;

import dev.brisach.core.json.Json;
import dev.brisach.kit.yaml.Yaml;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values that the file itself offers. */
final class Examples {
  private Examples() {}

  /** The first example that stands beside a schema, or null. */
  static @Nullable Json first(Place owner, References references) {
    for (String key : List.of("example", "x-example")) {
      Yaml example = owner.map().get(key);
      if (example != null) {
        return Values.json(example);
      }
    }
    for (Yaml.Entry named : owner.map().map("examples").entries().values()) {
      Place one = references.resolve(owner.of(named.value()));
      Yaml value = one == null ? null : one.map().get("value");
      if (value != null) {
        return Values.json(value);
      }
    }
    return null;
  }

  /** Swagger 2.0: the example of a media type, or null. */
  static @Nullable Json named(Place response, String mediaType) {
    Yaml value = response.map().map("examples").get(mediaType);
    return value == null ? null : Values.json(value);
  }

  /** A text that fits a parameter: its examples and defaults, then those of its schema. */
  static @Nullable String text(Place owner, @Nullable Place schema, References references) {
    for (Place place : schema == null ? List.of(owner) : List.of(owner, schema)) {
      for (String key : List.of("example", "x-example", "default")) {
        String value = place.map().text(key);
        if (value != null) {
          return value;
        }
      }
      String value = Values.text(first(place, references));
      if (value != null) {
        return value;
      }
      List<String> choices =
          place.map().get("examples") instanceof Yaml.Sequence
              ? place.map().texts("examples")
              : place.map().texts("enum");
      if (!choices.isEmpty()) {
        return choices.getFirst();
      }
    }
    return null;
  }
}
