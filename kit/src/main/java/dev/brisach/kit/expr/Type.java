package dev.brisach.kit.expr;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
    BOOL("bool", false),
    /** {@link Long}. */
    INT("int", 0L),
    /** {@link Double}. */
    DOUBLE("double", 0.0),
    /** {@link String}. */
    STRING("string", ""),
    /** {@link Instant}. */
    TIMESTAMP("timestamp", Instant.EPOCH),
    /** {@link Duration}. */
    DURATION("duration", Duration.ZERO);

    private final String word;
    private final Object absent;

    Simple(String word, Object absent) {
      this.word = word;
      this.absent = absent;
    }

    @Override
    public String word() {
      return word;
    }

    @Override
    public Object absent() {
      return absent;
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
