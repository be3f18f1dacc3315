package dev.brisach.kit.openapi;

import dev.brisach.kit.yaml.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A node and the file it stands in.
 *
 * @param name the last part of the reference that led here; empty where none did
 */
record Place(String file, Yaml node, String name) {
  private static final Yaml.Mapping NOTHING = new Yaml.Mapping(0, 0, Map.of());

  /** The node as a mapping; an empty one where it is of another kind. */
  Yaml.Mapping map() {
    return node instanceof Yaml.Mapping mapping ? mapping : NOTHING;
  }

  /** The place of a value, in the same file; null where the key is missing. */
  @Nullable Place at(String key) {
    Yaml value = map().get(key);
    return value == null ? null : new Place(file, value, "");
  }

  /** The items of a sequence value. */
  List<Place> items(String key) {
    List<Place> items = new ArrayList<>();
    if (map().get(key) instanceof Yaml.Sequence sequence) {
      sequence.items().forEach(item -> items.add(new Place(file, item, "")));
    }
    return items;
  }

  /** The entries of a mapping value, extensions ({@code x-…}) left out. */
  List<Yaml.Entry> entries(String key) {
    return map().map(key).entries().values().stream()
        .filter(entry -> !entry.key().startsWith("x-"))
        .toList();
  }

  Place of(Yaml value) {
    return new Place(file, value, "");
  }

  boolean isTrue(String key) {
    return map().get(key) instanceof Yaml.Scalar flag && flag.isTrue();
  }

  int line() {
    return node.line();
  }
}
