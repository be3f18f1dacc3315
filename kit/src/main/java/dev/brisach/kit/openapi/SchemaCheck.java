package dev.brisach.kit.openapi;

import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonWriter;
import dev.brisach.kit.openapi.Schema.Bounds;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells whether a value fits a schema. In doubt it fits: unknown formats and keywords, a pattern
 * that cannot be decided, and what is beyond the bound of steps are let pass. Of {@code oneOf}, one
 * or more have to fit, since files often mean {@code anyOf}.
 */
final class SchemaCheck {
  private static final int MAX_FAULTS = 20;
  private static final int MAX_STEPS = 200_000;
  private static final int MAX_DEPTH = 400;

  private final Direction direction;
  private final Patterns patterns = new Patterns();
  private final List<Trial> open = new ArrayList<>();
  private int steps;

  /** A value under trial by a schema; the same pair within itself adds nothing. */
  private record Trial(Schema schema, Json value) {
    boolean same(Schema other, Json its) {
      return schema == other && value.equals(its);
    }
  }

  private SchemaCheck(Direction direction) {
    this.direction = direction;
  }

  static List<String> faults(Schema schema, Json value, Direction direction) {
    List<String> faults = new ArrayList<>();
    new SchemaCheck(direction).check(schema, value, new StringBuilder(), faults);
    return List.copyOf(faults);
  }

  /** The type word of a value; a whole number is {@code integer}. */
  static String type(Json value) {
    return switch (value) {
      case Json.Obj _ -> "object";
      case Json.Arr _ -> "array";
      case Json.Text _ -> "string";
      case Json.Num(double number) -> number == Math.rint(number) ? "integer" : "number";
      case Json.Bool _ -> "boolean";
      case Json.Null() -> "null";
    };
  }

  private void check(Schema schema, Json value, StringBuilder at, List<String> faults) {
    if (++steps > MAX_STEPS
        || faults.size() >= MAX_FAULTS
        || open.size() > MAX_DEPTH
        || schema == Schema.ANY
        || schema.cut()) {
      return;
    }
    if (schema == Schema.NOTHING) {
      fault(at, "has no place here", faults);
      return;
    }
    for (Trial trial : open) {
      if (trial.same(schema, value)) {
        return;
      }
    }
    open.add(new Trial(schema, value));
    if (own(schema, value, at, faults)) {
      choices(schema, value, at, faults);
    }
    open.removeLast();
  }

  /** False where the value is of another type, so that there is no more to say. */
  private boolean own(Schema schema, Json value, StringBuilder at, List<String> faults) {
    if (value instanceof Json.Null) {
      boolean fits = schema.nullable() || (schema.types().isEmpty() && schema.values().isEmpty());
      if (!fits) {
        fault(at, "is null", faults);
      }
      return false;
    }
    String type = type(value);
    boolean whole = type.equals("integer") && schema.types().contains("number");
    if (!schema.types().isEmpty() && !schema.types().contains(type) && !whole) {
      fault(at, "is " + type + ", not " + String.join(" or ", schema.types()), faults);
      return false;
    }
    if (!schema.values().isEmpty() && !schema.values().contains(value)) {
      fault(at, "is none of the listed values", faults);
    }
    switch (value) {
      case Json.Obj object -> object(schema, object, at, faults);
      case Json.Arr array -> array(schema, array.items(), at, faults);
      case Json.Text(String text) -> text(schema, text, at, faults);
      case Json.Num(double number) -> number(schema, number, at, faults);
      case Json.Bool _, Json.Null _ -> {}
    }
    return true;
  }

  private void choices(Schema schema, Json value, StringBuilder at, List<String> faults) {
    for (Schema.Choice choice : schema.choices()) {
      boolean fits = false;
      for (Schema one : choice.schemas()) {
        List<String> its = new ArrayList<>();
        check(one, value, at, its);
        if (its.isEmpty()) {
          fits = true;
          break;
        }
      }
      if (!fits) {
        fault(at, "fits none of " + choice.schemas().size() + " alternatives", faults);
      }
    }
  }

  private void object(Schema schema, Json.Obj object, StringBuilder at, List<String> faults) {
    for (String name : schema.required()) {
      Schema property = schema.properties().get(name);
      if (object.get(name) == null && (property == null || direction.carries(property))) {
        fault(at, "lacks '" + name + "'", faults);
      }
    }
    Bounds bounds = schema.bounds();
    count(
        "properties",
        object.members().size(),
        bounds.minProperties(),
        bounds.maxProperties(),
        at,
        faults);
    for (Map.Entry<String, Json> member : object.members().entrySet()) {
      Schema property = schema.properties().get(member.getKey());
      inside(
          member.getKey(),
          property == null ? schema.additional() : property,
          member.getValue(),
          at,
          faults);
    }
  }

  private void array(Schema schema, List<Json> items, StringBuilder at, List<String> faults) {
    Bounds bounds = schema.bounds();
    count("items", items.size(), bounds.minItems(), bounds.maxItems(), at, faults);
    Set<Json> seen = new HashSet<>();
    for (int i = 0; i < items.size(); i++) {
      inside(String.valueOf(i), schema.items(), items.get(i), at, faults);
      if (bounds.unique() && !seen.add(items.get(i))) {
        fault(at, "holds an item twice", faults);
      }
    }
  }

  private void inside(
      String key, Schema schema, Json value, StringBuilder at, List<String> faults) {
    int length = at.length();
    at.append('/').append(key.replace("~", "~0").replace("/", "~1"));
    check(schema, value, at, faults);
    at.setLength(length);
  }

  private void text(Schema schema, String text, StringBuilder at, List<String> faults) {
    Bounds bounds = schema.bounds();
    count(
        "characters",
        text.codePointCount(0, text.length()),
        bounds.minLength(),
        bounds.maxLength(),
        at,
        faults);
    if (bounds.pattern() != null && patterns.find(bounds.pattern(), text) == Patterns.Match.NO) {
      fault(at, "does not match the pattern", faults);
    }
    String format = schema.format();
    if (format != null && !Formats.fits(format, text)) {
      fault(at, "is no " + format, faults);
    }
  }

  private static void number(Schema schema, double number, StringBuilder at, List<String> faults) {
    Bounds bounds = schema.bounds();
    Double low = bounds.minimum();
    Double high = bounds.maximum();
    if (low != null && (number < low || (bounds.aboveMinimum() && number == low))) {
      fault(at, "is less than " + JsonWriter.line(new Json.Num(low)) + " allows", faults);
    }
    if (high != null && (number > high || (bounds.belowMaximum() && number == high))) {
      fault(at, "is more than " + JsonWriter.line(new Json.Num(high)) + " allows", faults);
    }
    Double step = bounds.multipleOf();
    if (step != null && step > 0 && !isMultiple(number, step)) {
      fault(at, "is no multiple of " + JsonWriter.line(new Json.Num(step)), faults);
    }
    if ("int32".equals(schema.format()) && Math.abs(number) > 1L << 31) {
      fault(at, "is no int32", faults);
    }
  }

  private static boolean isMultiple(double number, double step) {
    double ratio = number / step;
    return Math.abs(ratio - Math.rint(ratio)) < 1e-6;
  }

  private static void count(
      String what, int count, int least, int most, StringBuilder at, List<String> faults) {
    if (count < least) {
      fault(at, "has " + count + " " + what + ", fewer than " + least, faults);
    }
    if (most >= 0 && count > most) {
      fault(at, "has " + count + " " + what + ", more than " + most, faults);
    }
  }

  private static void fault(StringBuilder at, String what, List<String> faults) {
    if (faults.size() < MAX_FAULTS) {
      String place = at.isEmpty() ? "the value" : at.toString();
      faults.add(place + " " + what);
    }
  }
}
