package dev.brisach.kit.expr;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Functions of known values, as CEL's standard definitions have them (cel-spec, "Functions"). */
final class Operators {
  private final Evaluator evaluator;

  Operators(Evaluator evaluator) {
    this.evaluator = evaluator;
  }

  Object unary(Expr.Call call, Object value) {
    try {
      return switch (call.operation()) {
        case NOT -> value instanceof Boolean truth ? !truth : none(call, value);
        case NEGATE ->
            switch (value) {
              case Long number -> Math.negateExact(number);
              case Double number -> -number;
              default -> none(call, value);
            };
        case SIZE ->
            switch (value) {
              case String text -> (long) text.codePointCount(0, text.length());
              case List<?> list -> (long) list.size();
              case Map<?, ?> map -> (long) map.size();
              default -> none(call, value);
            };
        case INT -> integer(call, value);
        case DOUBLE -> real(call, value);
        case STRING -> text(call, value);
        case TIMESTAMP -> value instanceof String text ? Periods.instant(text) : value;
        case DURATION -> value instanceof String text ? Periods.duration(text) : value;
        case YEAR, MONTH, DAY, WEEKDAY, HOURS -> part(call, value, ZoneOffset.UTC);
        default -> none(call, value);
      };
    } catch (ArithmeticException | DateTimeException | IllegalArgumentException e) {
      return new Fault(call.place(), String.valueOf(e.getMessage()));
    }
  }

  private Object integer(Expr.Call call, Object value) {
    return switch (value) {
      case Long number -> number;
      case Double number ->
          number > -9.2e18 && number < 9.2e18
              ? (Object) number.longValue()
              : new Fault(call.place(), "is no whole number: " + number);
      case Instant time -> time.getEpochSecond();
      case String text -> Long.valueOf(Long.parseLong(text));
      default -> none(call, value);
    };
  }

  private Object real(Expr.Call call, Object value) {
    return switch (value) {
      case Long number -> (double) number;
      case Double number -> number;
      case String text -> Double.valueOf(Double.parseDouble(text));
      default -> none(call, value);
    };
  }

  private static Object text(Expr.Call call, Object value) {
    return switch (value) {
      case String text -> text;
      case Long _, Boolean _, Instant _ -> String.valueOf(value);
      case Double number ->
          number == Math.rint(number) && Math.abs(number) < 1e15
              ? String.valueOf(number.longValue())
              : String.valueOf(number);
      case Duration period -> Periods.text(period);
      default -> none(call, value);
    };
  }

  private static Object part(Expr.Call call, Object value, ZoneId zone) {
    if (value instanceof Duration period && call.operation() == Operation.HOURS) {
      return period.toHours();
    }
    if (!(value instanceof Instant time)) {
      return none(call, value);
    }
    ZonedDateTime at = time.atZone(zone);
    return switch (call.operation()) {
      case YEAR -> (long) at.getYear();
      case MONTH -> (long) at.getMonthValue() - 1;
      case DAY -> (long) at.getDayOfMonth();
      case WEEKDAY -> (long) at.getDayOfWeek().getValue() % 7;
      default -> (long) at.getHour();
    };
  }

  Object binary(Expr.Call call, Object one, Object other) {
    try {
      return switch (call.operation()) {
        case EQUALS -> same(one, other);
        case NOT_EQUALS -> !same(one, other);
        case LESS, LESS_EQUALS, GREATER, GREATER_EQUALS -> ordered(call, one, other);
        case ADD -> add(call, one, other);
        case SUBTRACT -> subtract(call, one, other);
        case MULTIPLY, DIVIDE, MODULO -> arithmetic(call, one, other);
        case INDEX -> index(call, one, other);
        case IN -> in(call, one, other);
        case CONTAINS, STARTS_WITH, ENDS_WITH -> within(call, one, other);
        case YEAR, MONTH, DAY, WEEKDAY, HOURS ->
            other instanceof String zone ? part(call, one, ZoneId.of(zone)) : none(call, other);
        default -> none(call, one);
      };
    } catch (ArithmeticException | DateTimeException e) {
      return new Fault(call.place(), String.valueOf(e.getMessage()));
    }
  }

  /** Deep equality; every compared item costs. */
  private boolean same(Object one, Object other) {
    evaluator.spend(1);
    return switch (one) {
      case Long a when other instanceof Double b -> a.doubleValue() == b;
      case Double a when other instanceof Long b -> a == b.doubleValue();
      case Double a when other instanceof Double b -> a.doubleValue() == b.doubleValue();
      case String a when other instanceof String b -> {
        evaluator.spend(a.length() / 16);
        yield a.equals(b);
      }
      case List<?> a when other instanceof List<?> b -> {
        boolean same = a.size() == b.size();
        for (int i = 0; same && i < a.size(); i++) {
          same = same(a.get(i), b.get(i));
        }
        yield same;
      }
      case Map<?, ?> a when other instanceof Map<?, ?> b -> {
        boolean same = a.size() == b.size();
        for (Map.Entry<?, ?> entry : a.entrySet()) {
          Object there = b.get(entry.getKey());
          same = same && there != null && same(entry.getValue(), there);
        }
        yield same;
      }
      default -> one.equals(other);
    };
  }

  private Object ordered(Expr.Call call, Object one, Object other) {
    int order;
    switch (one) {
      case Long a when other instanceof Long b -> order = a.compareTo(b);
      case Number a when other instanceof Number b -> {
        if (Double.isNaN(a.doubleValue()) || Double.isNaN(b.doubleValue())) {
          return false;
        }
        order = Double.compare(a.doubleValue() + 0.0, b.doubleValue() + 0.0);
      }
      case String a when other instanceof String b -> {
        evaluator.spend(Math.min(a.length(), b.length()) / 16);
        order = a.compareTo(b);
      }
      case Boolean a when other instanceof Boolean b -> order = a.compareTo(b);
      case Instant a when other instanceof Instant b -> order = a.compareTo(b);
      case Duration a when other instanceof Duration b -> order = a.compareTo(b);
      default -> {
        return none(call, one);
      }
    }
    return switch (call.operation()) {
      case LESS -> order < 0;
      case LESS_EQUALS -> order <= 0;
      case GREATER -> order > 0;
      default -> order >= 0;
    };
  }

  private Object add(Expr.Call call, Object one, Object other) {
    return switch (one) {
      case Long a when other instanceof Long b -> Math.addExact(a, b);
      case Double a when other instanceof Double b -> a + b;
      case String a when other instanceof String b -> {
        room(a.length() + (long) b.length(), 16);
        yield a.concat(b);
      }
      case List<?> a when other instanceof List<?> b -> {
        room(a.size() + (long) b.size(), 1);
        List<Object> all = new ArrayList<>(a.size() + b.size());
        all.addAll(a);
        all.addAll(b);
        yield Collections.unmodifiableList(all);
      }
      case Instant a when other instanceof Duration b -> a.plus(b);
      case Duration a when other instanceof Instant b -> b.plus(a);
      case Duration a when other instanceof Duration b -> a.plus(b);
      default -> none(call, one);
    };
  }

  private void room(long size, int perStep) {
    evaluator.spend(size / perStep);
    if (size > Evaluator.MAX_SIZE) {
      throw new Evaluator.Exhausted("room for one value");
    }
  }

  private static Object subtract(Expr.Call call, Object one, Object other) {
    return switch (one) {
      case Long a when other instanceof Long b -> Math.subtractExact(a, b);
      case Double a when other instanceof Double b -> a - b;
      case Instant a when other instanceof Instant b -> Duration.between(b, a);
      case Instant a when other instanceof Duration b -> a.minus(b);
      case Duration a when other instanceof Duration b -> a.minus(b);
      default -> none(call, one);
    };
  }

  private static Object arithmetic(Expr.Call call, Object one, Object other) {
    if (one instanceof Double a && other instanceof Double b) {
      return switch (call.operation()) {
        case MULTIPLY -> a * b;
        case DIVIDE -> a / b;
        default -> none(call, one);
      };
    }
    if (!(one instanceof Long a) || !(other instanceof Long b)) {
      return none(call, one);
    }
    if (call.operation() == Operation.MULTIPLY) {
      return Math.multiplyExact(a, b);
    }
    if (b == 0) {
      return new Fault(call.place(), "divides by zero");
    }
    return call.operation() == Operation.DIVIDE ? Math.divideExact(a, b) : a % b;
  }

  private static Object index(Expr.Call call, Object one, Object other) {
    if (one instanceof List<?> list && other instanceof Long at) {
      return at >= 0 && at < list.size()
          ? list.get(at.intValue())
          : new Fault(call.place(), "there is no item " + at + " of " + list.size());
    }
    if (one instanceof Map<?, ?> map) {
      Object value = map.get(other);
      return value == null ? new Fault(call.place(), "there is no key '" + other + "'") : value;
    }
    return none(call, one);
  }

  private Object in(Expr.Call call, Object one, Object other) {
    if (other instanceof Map<?, ?> map) {
      return map.containsKey(one);
    }
    if (!(other instanceof List<?> list)) {
      return none(call, other);
    }
    for (Object item : list) {
      if (same(one, item)) {
        return true;
      }
    }
    return false;
  }

  private Object within(Expr.Call call, Object one, Object other) {
    if (!(one instanceof String text) || !(other instanceof String part)) {
      return none(call, one);
    }
    evaluator.spend(1 + text.length() / 16 * (1L + part.length() / 64));
    return switch (call.operation()) {
      case CONTAINS -> text.contains(part);
      case STARTS_WITH -> text.startsWith(part);
      default -> text.endsWith(part);
    };
  }

  private static Fault none(Expr.Call call, Object value) {
    return new Fault(
        call.place(),
        "'" + call.operation().cel() + "' does not take " + value.getClass().getSimpleName());
  }
}
