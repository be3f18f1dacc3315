package dev.brisach.kit.yaml;

import dev.brisach.core.BrisachException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads a mapping of a user's own file strictly: every key must be known, every value of the right
 * kind. A fault is a usage error that names file, line, and what would be right.
 */
public final class Form {
  private final String file;
  private final Yaml.Mapping mapping;
  private final Set<String> known;
  private final String where;

  private Form(String file, Yaml.Mapping mapping, String where, Set<String> known) {
    this.file = file;
    this.mapping = mapping;
    this.where = where;
    this.known = known;
  }

  /**
   * A mapping with these known keys.
   *
   * @param where what the mapping is, for messages: {@code an environment}
   */
  public static Form of(String file, Yaml node, String where, Set<String> known) {
    if (!(node instanceof Yaml.Mapping mapping)) {
      throw BrisachException.usage(file, node.line(), where + " is a mapping of keys and values");
    }
    for (Yaml.Entry entry : mapping.entries().values()) {
      if (!known.contains(entry.key())) {
        String hint = Suggestions.hint(entry.key(), known);
        throw BrisachException.usage(
            file,
            entry.line(),
            "unknown key '"
                + entry.key()
                + "' in "
                + where
                + (hint.isEmpty() ? "; known are " + String.join(", ", sorted(known)) : hint));
      }
    }
    return new Form(file, mapping, where, known);
  }

  private static List<String> sorted(Set<String> words) {
    return words.stream().sorted().toList();
  }

  /** The line of a key, or of the mapping. */
  public int line(String key) {
    return mapping.lineOf(key);
  }

  /** True where the key is there with a value. */
  public boolean has(String key) {
    return mapping.get(key) != null
        && !(mapping.get(key) instanceof Yaml.Scalar scalar && scalar.isNull());
  }

  /** The raw node of a key, or null. */
  public @Nullable Yaml node(String key) {
    return has(key) ? mapping.get(key) : null;
  }

  /** A text value, or null where the key is missing. */
  public @Nullable String text(String key) {
    Yaml node = node(key);
    if (node == null) {
      return null;
    }
    if (node instanceof Yaml.Scalar scalar) {
      return scalar.value();
    }
    throw fault(key, "is a text");
  }

  /** A text that must be there. */
  public String need(String key) {
    String text = text(key);
    if (text == null) {
      throw BrisachException.usage(file, mapping.line(), where + " needs '" + key + "'");
    }
    return text;
  }

  /** A list of texts; one text counts as a list of one; empty where the key is missing. */
  public List<String> texts(String key) {
    Yaml node = node(key);
    if (node == null) {
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    if (node instanceof Yaml.Mapping) {
      throw fault(key, "is a text or a list of texts");
    }
    for (Yaml item : mapping.list(key)) {
      if (!(item instanceof Yaml.Scalar scalar)) {
        throw BrisachException.usage(file, item.line(), "'" + key + "' is a list of texts");
      }
      texts.add(scalar.value());
    }
    return texts;
  }

  /** A truth value, or {@code otherwise} where the key is missing. */
  public boolean flag(String key, boolean otherwise) {
    Yaml node = node(key);
    if (node == null) {
      return otherwise;
    }
    if (node instanceof Yaml.Scalar scalar && (scalar.isTrue() || scalar.isFalse())) {
      return scalar.isTrue();
    }
    throw fault(key, "is true or false");
  }

  /** A whole number from {@code least} to {@code most}, or {@code otherwise}. */
  public int number(String key, int otherwise, int least, int most) {
    String text = text(key);
    if (text == null) {
      return otherwise;
    }
    try {
      int value = Integer.parseInt(text);
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // falls through to the one message
    }
    throw fault(key, "is a whole number from " + least + " to " + most);
  }

  /** One of some words, or null where the key is missing. */
  public @Nullable String oneOf(String key, List<String> words) {
    String text = text(key);
    if (text != null && !words.contains(text)) {
      throw fault(key, "is one of " + String.join(", ", words) + Suggestions.hint(text, words));
    }
    return text;
  }

  /** A nested form, or null where the key is missing. */
  public @Nullable Form form(String key, String name, Set<String> keys) {
    Yaml node = node(key);
    return node == null ? null : of(file, node, name, keys);
  }

  /** Nested forms of a list value, in order; empty where the key is missing. */
  public List<Form> forms(String key, String name, Set<String> keys) {
    Yaml node = node(key);
    if (node == null) {
      return List.of();
    }
    if (!(node instanceof Yaml.Sequence sequence)) {
      throw fault(key, "is a list");
    }
    return sequence.items().stream().map(item -> of(file, item, name, keys)).toList();
  }

  /** Nested forms of a mapping value by their names; empty where the key is missing. */
  public Map<String, Form> named(String key, String name, Set<String> keys) {
    Yaml node = node(key);
    Map<String, Form> forms = new LinkedHashMap<>();
    if (node == null) {
      return forms;
    }
    if (!(node instanceof Yaml.Mapping all)) {
      throw fault(key, "is a mapping by name");
    }
    for (Yaml.Entry entry : all.entries().values()) {
      forms.put(entry.key(), of(file, entry.value(), name + " '" + entry.key() + "'", keys));
    }
    return forms;
  }

  /** A mapping of names to texts; empty where the key is missing. */
  public SortedMap<String, String> textsByName(String key) {
    SortedMap<String, String> texts = new TreeMap<>();
    Yaml node = node(key);
    if (node == null) {
      return texts;
    }
    if (!(node instanceof Yaml.Mapping all)) {
      throw fault(key, "is a mapping of names to texts");
    }
    for (Yaml.Entry entry : all.entries().values()) {
      if (!(entry.value() instanceof Yaml.Scalar scalar)) {
        throw BrisachException.usage(file, entry.line(), "'" + entry.key() + "' is a text");
      }
      texts.put(entry.key(), scalar.value());
    }
    return texts;
  }

  /** A usage error at a key: its name and what would be right. */
  public BrisachException fault(String key, String right) {
    return BrisachException.usage(file, line(key), "'" + key + "' of " + where + " " + right);
  }

  /** The keys that this form knows. */
  public Set<String> known() {
    return known;
  }
}
