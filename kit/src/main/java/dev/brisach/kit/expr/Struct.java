package dev.brisach.kit.expr;

import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** A record as an expression sees it: fields by name, each read when first asked for. */
public final class Struct {
  /** Stands for what was read and is not there. */
  private enum Nothing {
    READ
  }

  private final Shape<?> shape;
  private final IntFunction<@Nullable Object> source;
  private final @Nullable Object[] read;

  Struct(Shape<?> shape, IntFunction<@Nullable Object> source) {
    this.shape = shape;
    this.source = source;
    this.read = new @Nullable Object[shape.fields().size()];
  }

  /** Its shape. */
  public Shape<?> shape() {
    return shape;
  }

  /** The value of a field; null where the record has none or the shape does not know the field. */
  public @Nullable Object get(String field) {
    Shape.Field<?> known = shape.fields().get(field);
    if (known == null) {
      return null;
    }
    Object value = read[known.number()];
    if (value == null) {
      value = source.apply(known.number());
      read[known.number()] = value == null ? Nothing.READ : value;
    }
    return value instanceof Nothing ? null : value;
  }

  @Override
  public String toString() {
    return shape.name();
  }
}
