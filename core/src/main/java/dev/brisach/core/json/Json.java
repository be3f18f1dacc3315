package dev.brisach.core.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON value. Objects keep the order in which their members came. */
public sealed interface Json {
  /** An object. */
  record Obj(Map<String, Json> members) implements Json {
    public Obj {
      members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    /** The member of this name, or null. */
    public @Nullable Json get(String name) {
      return members.get(name);
    }

    /** The text of a member, or null where it is missing or no string. */
    public @Nullable String text(String name) {
      return members.get(name) instanceof Text(String value) ? value : null;
    }

    /** The text of a member; a missing one is a {@link JsonFault}. */
    public String need(String name) {
      String value = text(name);
      if (value == null) {
        throw new JsonFault("\"" + name + "\" is missing or no string");
      }
      return value;
    }

    /** A whole number, or {@code otherwise} where it is missing or no number. */
    public long number(String name, long otherwise) {
      return members.get(name) instanceof Num(double value) ? (long) value : otherwise;
    }

    /** True where the member is the literal {@code true}. */
    public boolean flag(String name) {
      return members.get(name) instanceof Bool(boolean value) && value;
    }

    /** The items of an array member; empty where it is missing or no array. */
    public List<Json> list(String name) {
      return members.get(name) instanceof Arr(List<Json> items) ? items : List.of();
    }

    /** The strings of an array member, others passed over. */
    public List<String> texts(String name) {
      List<String> found = new ArrayList<>();
      for (Json item : list(name)) {
        if (item instanceof Text(String value)) {
          found.add(value);
        }
      }
      return found;
    }

    /** An object member; an empty object where it is missing or no object. */
    public Obj object(String name) {
      return members.get(name) instanceof Obj object ? object : EMPTY;
    }

    private static final Obj EMPTY = new Obj(Map.of());
  }

  /** An array. */
  record Arr(List<Json> items) implements Json {
    public Arr {
      items = List.copyOf(items);
    }
  }

  /** A string. */
  record Text(String value) implements Json {}

  /** A number; whole ones are exact up to 2^53. */
  record Num(double value) implements Json {}

  /** A truth value. */
  record Bool(boolean value) implements Json {}

  /** The literal null. */
  record Null() implements Json {}

  /** An array of strings. */
  static Arr texts(Iterable<?> values) {
    List<Json> items = new ArrayList<>();
    for (Object value : values) {
      items.add(new Text(value.toString()));
    }
    return new Arr(items);
  }

  /** Starts an object. */
  static Builder object() {
    return new Builder();
  }

  /** Collects members; absent values are left out, as CONTRACT asks. */
  final class Builder {
    private final Map<String, Json> members = new LinkedHashMap<>();

    private Builder() {}

    /** Adds a member. */
    public Builder put(String name, Json value) {
      members.put(name, value);
      return this;
    }

    /** Adds a string, unless it is null. */
    public Builder put(String name, @Nullable String value) {
      if (value != null) {
        members.put(name, new Text(value));
      }
      return this;
    }

    /** Adds a number. */
    public Builder put(String name, long value) {
      members.put(name, new Num(value));
      return this;
    }

    /** Adds a number. */
    public Builder put(String name, double value) {
      members.put(name, new Num(value));
      return this;
    }

    /** Adds a truth value. */
    public Builder put(String name, boolean value) {
      members.put(name, new Bool(value));
      return this;
    }

    /** Adds an array of strings. */
    public Builder put(String name, List<?> values) {
      members.put(name, texts(values));
      return this;
    }

    /** The finished object. */
    public Obj build() {
      return new Obj(members);
    }
  }
}
