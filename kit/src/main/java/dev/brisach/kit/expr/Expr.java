package dev.brisach.kit.expr;

import java.util.List;

/**
 * A checked expression: the tree that CEL's own syntax tree has after parsing, macros and type
 * check (cel-spec, syntax.proto), with what a policy cannot use left out. Places are offsets in the
 * source.
 */
public sealed interface Expr {
  /** A constant: {@link Boolean}, {@link Long}, {@link Double}, {@link String}, time or period. */
  record Literal(Object value) implements Expr {}

  /** A variable, or the item or accumulator of a fold. */
  record Variable(String name) implements Expr {}

  /**
   * A field of a struct or key of a map.
   *
   * @param test true for {@code has(…)}
   */
  record Select(Expr operand, String field, boolean test, int place) implements Expr {}

  /** An operator or function; the receiver of a method is its first argument. */
  record Call(Operation operation, List<Expr> arguments, int place) implements Expr {
    public Call {
      arguments = List.copyOf(arguments);
    }
  }

  /** A list. */
  record Items(List<Expr> items) implements Expr {
    public Items {
      items = List.copyOf(items);
    }
  }

  /** A map; key and value at the same index belong together. */
  record Entries(List<Expr> keys, List<Expr> values, int place) implements Expr {
    public Entries {
      keys = List.copyOf(keys);
      values = List.copyOf(values);
    }
  }

  /**
   * What {@code all}, {@code exists}, {@code exists_one}, {@code filter} and {@code map} become.
   *
   * @param item name of the variable that takes each item (of a map: each key)
   * @param result name of the accumulator
   */
  record Fold(
      String item,
      Expr range,
      String result,
      Expr start,
      Expr condition,
      Expr step,
      Expr end,
      int place)
      implements Expr {}
}
