package dev.brisach.kit.expr;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Names and types the fields of a record for expressions, and reads them. Declaration and reading
 * are one table, so that no field can be named that is not there; a field is read when an
 * expression asks for it, and once only.
 *
 * @param <T> the record behind it
 */
public final class Shape<T> {
  /**
   * One field.
   *
   * @param about what it says, for documents
   * @param words all that a text, or the texts of a list, can be; empty where anything can stand
   * @param read its value, of the class that {@code type} names; null where the record has none, an
   *     {@link Unknown} where nobody knows
   */
  public record Field<T>(
      String name,
      int number,
      Type type,
      String about,
      List<String> words,
      Function<T, @Nullable Object> read) {
    public Field {
      words = List.copyOf(words);
    }
  }

  private final String name;
  private final Map<String, Field<T>> fields;

  private Shape(String name, Map<String, Field<T>> fields) {
    this.name = name;
    this.fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /** Starts a shape. */
  public static <T> Builder<T> named(String name) {
    return new Builder<>(name);
  }

  /** Its name, as in {@code Threat}. */
  public String name() {
    return name;
  }

  /** The fields by name, in order of declaration. */
  public Map<String, Field<T>> fields() {
    return fields;
  }

  /** A value of this shape. */
  public Struct of(T source) {
    return new Struct(this, number -> read(number, source));
  }

  /** Values of this shape. */
  public List<Struct> of(List<T> sources) {
    List<Struct> structs = new ArrayList<>(sources.size());
    sources.forEach(source -> structs.add(of(source)));
    return Collections.unmodifiableList(structs);
  }

  /** A value of this shape from values by field name; a field that is not named is absent. */
  public Struct ofValues(Map<String, Object> values) {
    return new Struct(
        this,
        number -> {
          for (Field<T> field : fields.values()) {
            if (field.number() == number) {
              return values.get(field.name());
            }
          }
          return null;
        });
  }

  private @Nullable Object read(int number, T source) {
    for (Field<T> field : fields.values()) {
      if (field.number() == number) {
        return field.read().apply(source);
      }
    }
    return null;
  }

  /** Collects the fields of a shape. */
  public static final class Builder<T> {
    private final String name;
    private final Map<String, Field<T>> fields = new LinkedHashMap<>();

    private Builder(String name) {
      this.name = name;
    }

    /** A field of any type. */
    public Builder<T> field(
        String field, Type type, String about, Function<T, @Nullable Object> read) {
      return field(field, type, about, List.of(), read);
    }

    private Builder<T> field(
        String field,
        Type type,
        String about,
        List<String> words,
        Function<T, @Nullable Object> read) {
      if (fields.put(field, new Field<>(field, fields.size(), type, about, words, read)) != null) {
        throw new IllegalArgumentException("Twice in " + name + ": " + field);
      }
      return this;
    }

    /** One of some words, or a list of such. */
    public Builder<T> words(
        String field, Type type, List<String> words, Function<T, @Nullable Object> read) {
      return field(field, type, "one of " + String.join(", ", words), words, read);
    }

    /** A text; null where the record has none. */
    public Builder<T> text(String field, String about, Function<T, @Nullable Object> read) {
      return field(field, Type.Simple.STRING, about, read);
    }

    /** A list of texts. */
    public Builder<T> texts(String field, String about, Function<T, @Nullable Object> read) {
      return field(field, new Type.ListOf(Type.Simple.STRING), about, read);
    }

    /** A whole number. */
    public Builder<T> number(String field, String about, Function<T, Integer> read) {
      return field(
          field, Type.Simple.INT, about, source -> Long.valueOf(read.apply(source).longValue()));
    }

    /** A truth value that is always known. */
    public Builder<T> flag(String field, String about, Predicate<T> read) {
      return field(field, Type.Simple.BOOL, about, read::test);
    }

    /** The finished shape. */
    public Shape<T> build() {
      return new Shape<>(name, fields);
    }
  }
}
