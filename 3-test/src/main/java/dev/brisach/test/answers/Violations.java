package dev.brisach.test.answers;

import dev.brisach.core.json.Json;
import dev.brisach.kit.openapi.Schema;
import java.util.ArrayList;
import java.util.List;

/** Values that a schema forbids, one for each bound that it declares. */
final class Violations {
  /** Longer texts are no test of a bound but of a size. */
  private static final int MOST_LENGTH = 5000;

  private static final double MOST_NUMBER = 1e9;

  private Violations() {}

  /**
   * A forbidden value.
   *
   * @param cwe 1284 where a quantity is out of bounds, 1287 where it is of no allowed kind
   * @param bound what the schema says, in words
   */
  record Violation(Json value, int cwe, String bound) {
    /** The value as text of a parameter. */
    String text() {
      return switch (value) {
        case Json.Text(String text) -> text;
        case Json.Num(double number) ->
            number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
        case Json.Bool(boolean bool) -> Boolean.toString(bool);
        case Json.Obj _, Json.Arr _, Json.Null _ -> "";
      };
    }
  }

  static List<Violation> of(Schema schema) {
    List<Violation> all = new ArrayList<>();
    Schema.Bounds bounds = schema.bounds();
    String kind = String.valueOf(schema.kind());
    boolean number = kind.equals("integer") || kind.equals("number");
    Double minimum = bounds.minimum();
    if (number && minimum != null && Math.abs(minimum) < MOST_NUMBER) {
      all.add(new Violation(new Json.Num(minimum - 1), 1284, "a minimum of " + minimum));
    }
    Double maximum = bounds.maximum();
    if (number && maximum != null && Math.abs(maximum) < MOST_NUMBER) {
      all.add(new Violation(new Json.Num(maximum + 1), 1284, "a maximum of " + maximum));
    }
    if (kind.equals("string") && bounds.maxLength() >= 0 && bounds.maxLength() < MOST_LENGTH) {
      all.add(
          new Violation(
              new Json.Text("z".repeat(bounds.maxLength() + 1)),
              1284,
              "at most " + bounds.maxLength() + " characters"));
    }
    if (kind.equals("string") && !schema.values().isEmpty()) {
      all.add(new Violation(new Json.Text("zqbrisach"), 1287, "a list of values"));
    } else if (number) {
      all.add(new Violation(new Json.Text("zqbrisach"), 1287, "the type " + kind));
    }
    return all;
  }
}
