package dev.brisach.kit.policy;

import dev.brisach.core.BrisachException;
import dev.brisach.kit.expr.Periods;
import dev.brisach.kit.expr.Shape;
import dev.brisach.kit.expr.Type;
import dev.brisach.kit.expr.Unknown;
import dev.brisach.kit.yaml.Form;
import dev.brisach.kit.yaml.Suggestions;
import dev.brisach.kit.yaml.Yaml;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the made-up facts of a policy's test by their types. A plain {@code null} is a value that
 * nobody knows; a field of a record that is not named is one that it does not have.
 */
final class GivenReader {
  private final String file;

  GivenReader(String file) {
    this.file = file;
  }

  /** The value of a type; {@code where} names it in messages. */
  Object read(Yaml node, Type type, List<String> words, String where) {
    if (node instanceof Yaml.Scalar scalar && scalar.isNull()) {
      return Unknown.of(where);
    }
    return switch (type) {
      case Type.Simple simple -> simple(node, simple, words, where);
      case Type.ListOf(Type item) -> list(node, item, words, where);
      case Type.MapOf(Type value) -> map(node, value, where);
      case Type.StructOf(Shape<?> shape) -> struct(node, shape, where);
    };
  }

  private Object simple(Yaml node, Type.Simple type, List<String> words, String where) {
    if (!(node instanceof Yaml.Scalar scalar)) {
      throw fault(node, where, type.word());
    }
    String text = scalar.value();
    try {
      return switch (type) {
        case STRING -> {
          if (!words.isEmpty() && !words.contains(text)) {
            throw BrisachException.usage(
                file,
                node.line(),
                "'"
                    + where
                    + "' is one of "
                    + String.join(", ", words)
                    + Suggestions.hint(text, words));
          }
          yield text;
        }
        case BOOL -> {
          if (!scalar.isTrue() && !scalar.isFalse()) {
            throw fault(node, where, "true or false");
          }
          yield scalar.isTrue();
        }
        case INT -> Long.valueOf(Long.parseLong(text));
        case DOUBLE -> Double.valueOf(Double.parseDouble(text));
        case TIMESTAMP -> Periods.instant(text);
        case DURATION -> Periods.duration(text);
      };
    } catch (DateTimeException | IllegalArgumentException | ArithmeticException e) {
      throw fault(node, where, type.word());
    }
  }

  private List<Object> list(Yaml node, Type item, List<String> words, String where) {
    if (!(node instanceof Yaml.Sequence(int _, int _, List<Yaml> items))) {
      throw fault(node, where, "a list");
    }
    List<Object> values = new ArrayList<>();
    for (Yaml one : items) {
      values.add(read(one, item, words, where + "[]"));
    }
    return List.copyOf(values);
  }

  private Map<String, Object> map(Yaml node, Type value, String where) {
    if (!(node instanceof Yaml.Mapping mapping)) {
      throw fault(node, where, "a mapping");
    }
    Map<String, Object> values = new HashMap<>();
    for (Yaml.Entry entry : mapping.entries().values()) {
      values.put(entry.key(), read(entry.value(), value, List.of(), where + "." + entry.key()));
    }
    return Map.copyOf(values);
  }

  private Object struct(Yaml node, Shape<?> shape, String where) {
    String what = "'" + where + "' (" + shape.name() + ")";
    Form.of(file, node, what, shape.fields().keySet());
    Map<String, Object> values = new HashMap<>();
    if (node instanceof Yaml.Mapping mapping) {
      for (Shape.Field<?> field : shape.fields().values()) {
        Yaml value = mapping.get(field.name());
        if (value != null) {
          String place = where + "." + field.name();
          values.put(field.name(), read(value, field.type(), field.words(), place));
        }
      }
    }
    return shape.ofValues(Map.copyOf(values));
  }

  private BrisachException fault(Yaml node, String where, String right) {
    return BrisachException.usage(file, node.line(), "'" + where + "' of 'given' is " + right);
  }
}
