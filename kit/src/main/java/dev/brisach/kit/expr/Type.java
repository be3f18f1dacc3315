package dev.brisach.kit.expr;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The type of a value in an expression, and the Java class that carries it. */
public sealed interface Type {
  /** The spelling in messages and schemas: {@code list(Cell)}. */
  String word();

  /** What a field of this type reads as where its record does not have it. */
  Object absent();

  /** A type without parts. */
  enum Simple implements Type {
    /** {@link Boolean}. */
    BOOL,
    /** {@link Long}. */
    INT,
    /** {@link Double}. */
    DOUBLE,
    /** {@link String}. */
    STRING,
    /** {@link Instant}. */
    TIMESTAMP,
    /** {@link Duration}. */
    DURATION;

    @Override
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Object absent() {
      return switch (this) {
        case BOOL -> false;
        case INT -> 0L;
        case DOUBLE -> 0.0;
        case STRING -> "";
        case TIMESTAMP -> Instant.EPOCH;
        case DURATION -> Duration.ZERO;
      };
    }
  }

  /** A {@link List} of one type. */
  record ListOf(Type item) implements Type {
    @Override
    public String word() {
      return "list(" + item.word() + ")";
    }

    @Override
    public Object absent() {
      return List.of();
    }
  }

  /** A {@link Map} from strings to one type. */
  record MapOf(Type value) implements Type {
    @Override
    public String word() {
      return "map(string, " + value.word() + ")";
    }

    @Override
    public Object absent() {
      return Map.of();
    }
  }

  /** A {@link Struct} of a shape. */
  record StructOf(Shape<?> shape) implements Type {
    @Override
    public String word() {
      return shape.name();
    }

    @Override
    public Object absent() {
      return Unknown.of(shape.name());
    }
  }
}
