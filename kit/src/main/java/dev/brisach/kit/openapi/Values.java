package dev.brisach.kit.openapi;

import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonWriter;
import dev.brisach.kit.yaml.Yaml;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values of an API file as JSON, by the core schema of YAML 1.2 (section 10.3). */
final class Values {
  private static final int MAX_NUMBER = 40;

  private Values() {}

  /** A value as its own text says. */
  static Json json(Yaml node) {
    return json(node, List.of());
  }

  /** A value of these types: {@code 007} is a text where only a text fits. */
  static Json json(Yaml node, List<String> types) {
    return switch (node) {
      case Yaml.Mapping mapping -> {
        Map<String, Json> members = new LinkedHashMap<>();
        mapping.entries().forEach((name, entry) -> members.put(name, json(entry.value())));
        yield new Json.Obj(members);
      }
      case Yaml.Sequence sequence -> {
        List<Json> items = new ArrayList<>(sequence.items().size());
        sequence.items().forEach(item -> items.add(json(item)));
        yield new Json.Arr(items);
      }
      case Yaml.Scalar scalar -> scalar(scalar, types);
    };
  }

  private static Json scalar(Yaml.Scalar scalar, List<String> types) {
    boolean textual = types.contains("string");
    if (textual && types.size() == 1 && !scalar.isNull()) {
      return new Json.Text(scalar.value());
    }
    boolean quoted = !scalar.plain();
    if (quoted && (types.isEmpty() || textual)) {
      return new Json.Text(scalar.value());
    }
    // A quoted number where only a number fits is meant as one.
    Json plain = plain(scalar.value());
    boolean fits = types.isEmpty() || !quoted || types.contains(SchemaCheck.type(plain));
    boolean whole = types.contains("number") && plain instanceof Json.Num;
    return fits || whole ? plain : new Json.Text(scalar.value());
  }

  private static Json plain(String text) {
    return switch (text) {
      case "", "~", "null", "Null", "NULL" -> new Json.Null();
      case "true", "True", "TRUE" -> new Json.Bool(true);
      case "false", "False", "FALSE" -> new Json.Bool(false);
      default -> {
        Double number = number(text);
        yield number == null ? new Json.Text(text) : new Json.Num(number);
      }
    };
  }

  /** A finite decimal number, or null. */
  static @Nullable Double number(@Nullable String text) {
    if (text == null || text.isEmpty() || text.length() > MAX_NUMBER) {
      return null;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean inside = c == 'e' || c == 'E' || (i > 0 && (c == '-' || c == '+'));
      if (!(c >= '0' && c <= '9') && c != '.' && !(i == 0 && (c == '-' || c == '+')) && !inside) {
        return null;
      }
    }
    if (text.charAt(0) == 'e' || text.charAt(0) == 'E') {
      return null;
    }
    try {
      double value = Double.parseDouble(text);
      return Double.isInfinite(value) ? null : value;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** A whole number of a key, or {@code otherwise}. */
  static int count(Yaml.Mapping map, String key, int otherwise) {
    Double value = number(map.text(key));
    return value == null || value < 0 ? otherwise : (int) Math.min(value, Integer.MAX_VALUE);
  }

  /** The scalar text of a value, or null where it is none. */
  static @Nullable String text(@Nullable Json value) {
    return switch (value) {
      case Json.Text(String text) -> text;
      case Json.Num number -> JsonWriter.line(number);
      case Json.Bool flag -> JsonWriter.line(flag);
      case Json.Obj _, Json.Arr _, Json.Null() -> null;
      case null -> null;
    };
  }
}
