package dev.brisach.kit.expr;

import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonFault;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** A checked program in JSON, to be kept; what does not read back whole is a {@link JsonFault}. */
public final class ProgramJson {
  private static final int MAX_DEPTH = 400;

  private ProgramJson() {}

  /** The program. */
  public static Json.Obj of(Program program) {
    return Json.object()
        .put("root", of(program.root()))
        .put("variables", List.copyOf(program.variables()))
        .put("fields", List.copyOf(program.fields()))
        .build();
  }

  /** Reads what {@link #of(Program)} wrote. */
  public static Program read(Json.Obj json) {
    try {
      return new Program(
          expr(json.get("root"), 0),
          new TreeSet<>(json.texts("variables")),
          new TreeSet<>(json.texts("fields")));
    } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
      throw new JsonFault("no program: " + e.getMessage());
    }
  }

  private static Json of(Expr expr) {
    return switch (expr) {
      case Expr.Literal(Object value) -> literal(value);
      case Expr.Variable(String name) -> array(text("v"), text(name));
      case Expr.Select(Expr operand, String field, boolean test, int place) ->
          array(text(test ? "has" : "sel"), of(operand), text(field), number(place));
      case Expr.Call(Operation operation, List<Expr> arguments, int place) ->
          array(text("call"), text(operation.name()), all(arguments), number(place));
      case Expr.Items(List<Expr> items) -> array(text("list"), all(items));
      case Expr.Entries(List<Expr> keys, List<Expr> values, int place) ->
          array(text("map"), all(keys), all(values), number(place));
      case Expr.Fold fold ->
          array(
              text("fold"),
              text(fold.item()),
              of(fold.range()),
              text(fold.result()),
              of(fold.start()),
              of(fold.condition()),
              of(fold.step()),
              of(fold.end()),
              number(fold.place()));
    };
  }

  private static Json literal(Object value) {
    return switch (value) {
      case Boolean truth -> array(text("bool"), text(truth.toString()));
      case Long number -> array(text("int"), text(number.toString()));
      case Double number -> array(text("double"), text(number.toString()));
      case String words -> array(text("str"), text(words));
      case Instant time -> array(text("time"), text(time.toString()));
      case Duration period -> array(text("period"), text(period.toString()));
      default -> throw new IllegalArgumentException("No literal: " + value.getClass());
    };
  }

  private static Json all(List<Expr> exprs) {
    return new Json.Arr(exprs.stream().map(ProgramJson::of).toList());
  }

  private static Json text(String text) {
    return new Json.Text(text);
  }

  private static Json number(int number) {
    return new Json.Num(number);
  }

  private static Json array(Json... parts) {
    return new Json.Arr(List.of(parts));
  }

  private static Expr expr(@org.jspecify.annotations.Nullable Json json, int depth) {
    if (depth > MAX_DEPTH || !(json instanceof Json.Arr(List<Json> parts)) || parts.isEmpty()) {
      throw new JsonFault("no program");
    }
    int next = depth + 1;
    String kind = text(parts, 0);
    return switch (kind) {
      case "v" -> new Expr.Variable(text(parts, 1));
      case "sel", "has" ->
          new Expr.Select(
              expr(part(parts, 1), next), text(parts, 2), kind.equals("has"), place(parts, 3));
      case "call" -> call(Operation.valueOf(text(parts, 1)), all(parts, 2, next), place(parts, 3));
      case "list" -> new Expr.Items(all(parts, 1, next));
      case "map" -> entries(all(parts, 1, next), all(parts, 2, next), place(parts, 3));
      case "fold" ->
          new Expr.Fold(
              text(parts, 1),
              expr(part(parts, 2), next),
              text(parts, 3),
              expr(part(parts, 4), next),
              expr(part(parts, 5), next),
              expr(part(parts, 6), next),
              expr(part(parts, 7), next),
              place(parts, 8));
      default -> new Expr.Literal(constant(kind, text(parts, 1)));
    };
  }

  private static Expr call(Operation operation, List<Expr> arguments, int place) {
    int least = operation == Operation.CONDITIONAL ? 3 : 1;
    if (arguments.size() < least || arguments.size() > Math.max(2, least)) {
      throw new JsonFault("no program: arguments of " + operation);
    }
    return new Expr.Call(operation, arguments, place);
  }

  private static Expr entries(List<Expr> keys, List<Expr> values, int place) {
    if (keys.size() != values.size()) {
      throw new JsonFault("no program: keys without values");
    }
    return new Expr.Entries(keys, values, place);
  }

  private static Object constant(String kind, String text) {
    return switch (kind) {
      case "bool" -> Boolean.valueOf(text);
      case "int" -> Long.valueOf(text);
      case "double" -> Double.valueOf(text);
      case "str" -> text;
      case "time" -> Instant.parse(text);
      case "period" -> Duration.parse(text);
      default -> throw new JsonFault("no program: " + kind);
    };
  }

  private static Json part(List<Json> parts, int index) {
    if (index >= parts.size()) {
      throw new JsonFault("no program: cut short");
    }
    return parts.get(index);
  }

  private static String text(List<Json> parts, int index) {
    if (part(parts, index) instanceof Json.Text(String text)) {
      return text;
    }
    throw new JsonFault("no program: a text was expected");
  }

  private static int place(List<Json> parts, int index) {
    if (part(parts, index) instanceof Json.Num(double number)) {
      return (int) number;
    }
    throw new JsonFault("no program: a number was expected");
  }

  private static List<Expr> all(List<Json> parts, int index, int depth) {
    if (!(part(parts, index) instanceof Json.Arr(List<Json> items))) {
      throw new JsonFault("no program: a list was expected");
    }
    List<Expr> exprs = new ArrayList<>(items.size());
    for (Json item : items) {
      exprs.add(expr(item, depth));
    }
    return exprs;
  }
}
