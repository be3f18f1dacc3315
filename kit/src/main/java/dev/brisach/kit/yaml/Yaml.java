package dev.brisach.kit.yaml;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A YAML node with its place. Lines and columns are 1-based. */
public sealed interface Yaml {
  /** Line on which the node begins. */
  int line();

  /** Column at which the node begins. */
  int column();

  /** One entry of a mapping, with the place of its key. */
  record Entry(String key, int line, int column, Yaml value) {}

  /** A mapping; keys keep their order. */
  record Mapping(int line, int column, Map<String, Entry> entries) implements Yaml {
    public Mapping {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    /** The value of a key, or null. */
    public @Nullable Yaml get(String key) {
      Entry entry = entries.get(key);
      return entry == null ? null : entry.value();
    }

    /** The value at a path of keys, or null as soon as one is missing or no mapping. */
    public @Nullable Yaml at(String... path) {
      Yaml node = this;
      for (String key : path) {
        node = node instanceof Mapping mapping ? mapping.get(key) : null;
        if (node == null) {
          return null;
        }
      }
      return node;
    }

    /** The text of a scalar value, or null where it is missing or no scalar. */
    public @Nullable String text(String key) {
      return get(key) instanceof Scalar scalar ? scalar.value() : null;
    }

    /** The items of a sequence value; a scalar counts as one item; else empty. */
    public List<Yaml> list(String key) {
      Yaml value = get(key);
      return switch (value) {
        case Sequence sequence -> sequence.items();
        case Scalar scalar -> scalar.isNull() ? List.of() : List.of(scalar);
        case Mapping _ -> List.of();
        case null -> List.of();
      };
    }

    /** The scalar texts of {@link #list}. */
    public List<String> texts(String key) {
      List<String> found = new ArrayList<>();
      for (Yaml item : list(key)) {
        if (item instanceof Scalar scalar) {
          found.add(scalar.value());
        }
      }
      return found;
    }

    /** A mapping value; an empty mapping at this place where it is missing or of another kind. */
    public Mapping map(String key) {
      return get(key) instanceof Mapping mapping ? mapping : new Mapping(line, column, Map.of());
    }

    /** The line of a key, or of the mapping where it has none such. */
    public int lineOf(String key) {
      Entry entry = entries.get(key);
      return entry == null ? line : entry.line();
    }
  }

  /** A sequence. */
  record Sequence(int line, int column, List<Yaml> items) implements Yaml {
    public Sequence {
      items = List.copyOf(items);
    }
  }

  /**
   * A scalar.
   *
   * @param value its text, quotes and folding resolved
   * @param plain true where it stood without quotes, so that {@code true} may be a truth value
   */
  record Scalar(int line, int column, String value, boolean plain) implements Yaml {
    /** True for an empty plain scalar, {@code null} or {@code ~}. */
    public boolean isNull() {
      return plain && (value.isEmpty() || value.equals("null") || value.equals("~"));
    }

    /** True for a plain {@code true}, {@code yes} or {@code on}, in any case. */
    public boolean isTrue() {
      return plain
          && (value.equalsIgnoreCase("true")
              || value.equalsIgnoreCase("yes")
              || value.equalsIgnoreCase("on"));
    }

    /** True for a plain {@code false}, {@code no} or {@code off}, in any case. */
    public boolean isFalse() {
      return plain
          && (value.equalsIgnoreCase("false")
              || value.equalsIgnoreCase("no")
              || value.equalsIgnoreCase("off"));
    }
  }
}
