package dev.brisach.code.java.flow;

import com.sun.source.tree.Tree;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Computes with constants as the language does; null where the result is not known. */
final class Constants {
  private static final int MAX_TEXT = 10_000;

  private Constants() {}

  static @Nullable Object binary(Tree.Kind kind, @Nullable Object a, @Nullable Object b) {
    if (a == null || b == null) {
      return null;
    }
    if (a.equals(Value.NULL) || b.equals(Value.NULL)) {
      return switch (kind) {
        case EQUAL_TO -> a.equals(b);
        case NOT_EQUAL_TO -> !a.equals(b);
        default -> null;
      };
    }
    if (a instanceof Boolean x && b instanceof Boolean y) {
      return truth(kind, x, y);
    }
    if (a instanceof Double || b instanceof Double) {
      return null;
    }
    Long x = whole(a);
    Long y = whole(b);
    return x == null || y == null ? null : whole(kind, x, y);
  }

  private static @Nullable Object truth(Tree.Kind kind, boolean a, boolean b) {
    return switch (kind) {
      case AND, CONDITIONAL_AND -> a && b;
      case OR, CONDITIONAL_OR -> a || b;
      case XOR, NOT_EQUAL_TO -> a != b;
      case EQUAL_TO -> a == b;
      default -> null;
    };
  }

  private static @Nullable Object whole(Tree.Kind kind, long a, long b) {
    return switch (kind) {
      case PLUS -> a + b;
      case MINUS -> a - b;
      case MULTIPLY -> a * b;
      case DIVIDE -> b == 0 ? null : (Object) (a / b);
      case REMAINDER -> b == 0 ? null : (Object) (a % b);
      case AND -> a & b;
      case OR -> a | b;
      case XOR -> a ^ b;
      case LESS_THAN -> a < b;
      case LESS_THAN_EQUAL -> a <= b;
      case GREATER_THAN -> a > b;
      case GREATER_THAN_EQUAL -> a >= b;
      case EQUAL_TO -> a == b;
      case NOT_EQUAL_TO -> a != b;
      default -> null;
    };
  }

  static @Nullable Object unary(Tree.Kind kind, @Nullable Object a) {
    return switch (kind) {
      case LOGICAL_COMPLEMENT -> a instanceof Boolean truth ? !truth : null;
      case UNARY_MINUS -> a instanceof Long number ? (Object) (-number) : null;
      case UNARY_PLUS -> a instanceof Long ? a : null;
      default -> null;
    };
  }

  private static @Nullable Long whole(Object value) {
    return switch (value) {
      case Long number -> number;
      case Character c -> (long) c;
      default -> null;
    };
  }

  /** A constant of a literal: all whole numbers are Long. */
  static Object literal(@Nullable Object value) {
    return switch (value) {
      case null -> Value.NULL;
      case Integer number -> number.longValue();
      case Float number -> number.doubleValue();
      default -> value;
    };
  }

  /** What a method of String returns for constants. */
  static @Nullable Object ofText(String text, String method, List<@Nullable Object> args) {
    Object first = args.isEmpty() ? null : args.getFirst();
    if (args.isEmpty()) {
      return switch (method) {
        case "length" -> (long) text.length();
        case "isEmpty" -> text.isEmpty();
        case "isBlank" -> text.isBlank();
        case "trim", "strip" -> text.strip();
        case "toLowerCase" -> text.toLowerCase(Locale.ROOT);
        case "toUpperCase" -> text.toUpperCase(Locale.ROOT);
        case "toString", "intern" -> text;
        default -> null;
      };
    }
    if (first instanceof Long index) {
      return indexed(text, method, index, args);
    }
    if (!(first instanceof String other)) {
      return null;
    }
    return switch (method) {
      case "equals" -> text.equals(other);
      case "equalsIgnoreCase" -> text.equalsIgnoreCase(other);
      case "startsWith" -> text.startsWith(other);
      case "endsWith" -> text.endsWith(other);
      case "contains" -> text.contains(other);
      case "indexOf" -> (long) text.indexOf(other);
      case "concat" -> text.length() + other.length() > MAX_TEXT ? null : text + other;
      default -> null;
    };
  }

  private static @Nullable Object indexed(
      String text, String method, long index, List<@Nullable Object> args) {
    if (index < 0 || index > text.length()) {
      return null;
    }
    int at = (int) index;
    if (method.equals("charAt")) {
      return at < text.length() ? (Object) text.charAt(at) : null;
    }
    if (!method.equals("substring")) {
      return null;
    }
    if (args.size() == 1) {
      return text.substring(at);
    }
    return args.get(1) instanceof Long end && end >= index && end <= text.length()
        ? text.substring(at, end.intValue())
        : null;
  }
}
