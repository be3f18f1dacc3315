package dev.brisach.core.ledger;

import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonFault;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the members of an object of unknown origin. Unknown members are passed over; a wrong type,
 * a size out of bounds or a value that its record refuses is a {@link JsonFault} naming the member.
 */
final class Fields {
  /** Longest string, in characters, of any member. */
  static final int MAX_TEXT = 4 << 20;

  /** Most items of any list, and members of any object. */
  static final int MAX_LIST = 1_000_000;

  private final Json.Obj object;
  private final String what;

  private Fields(Json.Obj object, String what) {
    this.object = object;
    this.what = what;
  }

  /** Reads a value from its fields, turning what its records refuse into a {@link JsonFault}. */
  static <T> T read(Json json, String what, Function<Fields, T> reader) {
    if (!(json instanceof Json.Obj object)) {
      throw new JsonFault(what + ": an object was expected");
    }
    return guarded(what, new Fields(object, what), reader);
  }

  static <A, T> T guarded(String what, A input, Function<A, T> reader) {
    try {
      return reader.apply(input);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new JsonFault(what + ": " + shortened(String.valueOf(e.getMessage())));
    }
  }

  /** Throws a {@link JsonFault} where a string or list is out of bounds, however deep. */
  static void checkBounds(Json json) {
    switch (json) {
      case Json.Obj(Map<String, Json> members) -> {
        checkSize(members.size());
        members.forEach((name, value) -> {
          checkText(name);
          checkBounds(value);
        });
      }
      case Json.Arr(List<Json> items) -> {
        checkSize(items.size());
        items.forEach(Fields::checkBounds);
      }
      case Json.Text(String text) -> checkText(text);
      case Json.Num number -> {}
      case Json.Bool bool -> {}
      case Json.Null nothing -> {}
    }
  }

  private static void checkSize(int size) {
    if (size > MAX_LIST) {
      throw new JsonFault("a list of " + size + " items, at most " + MAX_LIST + " are allowed");
    }
  }

  private static void checkText(String text) {
    if (text.length() > MAX_TEXT) {
      throw new JsonFault(
          "a string of " + text.length() + " characters, at most " + MAX_TEXT + " are allowed");
    }
  }

  static String shortened(String text) {
    return text.length() <= 200 ? text : text.substring(0, 200) + "…";
  }

  Json.Obj raw() {
    return object;
  }

  boolean has(String name) {
    return object.get(name) != null && !(object.get(name) instanceof Json.Null);
  }

  /** A string that must be there. */
  String text(String name) {
    String value = maybe(name);
    if (value == null) {
      throw fault(name, "is missing");
    }
    return value;
  }

  /** A string, or null where it is missing. */
  @Nullable String maybe(String name) {
    Json value = object.get(name);
    if (value == null || value instanceof Json.Null) {
      return null;
    }
    return textOf(name, value);
  }

  /** A string, or {@code otherwise} where it is missing. */
  String text(String name, String otherwise) {
    String value = maybe(name);
    return value == null ? otherwise : value;
  }

  private String textOf(String name, Json value) {
    if (!(value instanceof Json.Text(String text))) {
      throw fault(name, "is no string");
    }
    if (text.length() > MAX_TEXT) {
      throw fault(name, "is longer than " + MAX_TEXT + " characters");
    }
    return text;
  }

  /** A whole number that must be there. */
  int integer(String name) {
    if (!has(name)) {
      throw fault(name, "is missing");
    }
    return integer(name, 0);
  }

  /** A whole number, or {@code otherwise} where it is missing. */
  int integer(String name, int otherwise) {
    if (!has(name)) {
      return otherwise;
    }
    if (object.get(name) instanceof Json.Num(double value)
        && value == Math.rint(value)
        && Math.abs(value) <= Integer.MAX_VALUE) {
      return (int) value;
    }
    throw fault(name, "is no whole number");
  }

  boolean flag(String name) {
    if (!has(name)) {
      return false;
    }
    if (object.get(name) instanceof Json.Bool(boolean value)) {
      return value;
    }
    throw fault(name, "is neither true nor false");
  }

  Instant time(String name) {
    return Instant.parse(text(name));
  }

  /** The items of an array; none where it is missing. */
  List<Json> list(String name) {
    if (!has(name)) {
      return List.of();
    }
    if (!(object.get(name) instanceof Json.Arr(List<Json> items))) {
      throw fault(name, "is no list");
    }
    if (items.size() > MAX_LIST) {
      throw fault(name, "has more than " + MAX_LIST + " items");
    }
    return items;
  }

  <T> List<T> list(String name, Function<Json, T> reader) {
    List<Json> items = list(name);
    List<T> values = new ArrayList<>(items.size());
    for (Json item : items) {
      values.add(reader.apply(item));
    }
    return values;
  }

  /** The strings of an array, each read by {@code reader}. */
  <T> List<T> texts(String name, Function<String, T> reader) {
    return list(name, item -> reader.apply(textOf(name, item)));
  }

  List<String> texts(String name) {
    return list(name, item -> textOf(name, item));
  }

  /** An object whose values are strings; empty where it is missing. */
  SortedMap<String, String> textMap(String name) {
    TreeMap<String, String> values = new TreeMap<>();
    members(name).forEach((key, value) -> values.put(key, textOf(name, value)));
    return values;
  }

  /** The members of an object; empty where it is missing. */
  Map<String, Json> members(String name) {
    if (!has(name)) {
      return Map.of();
    }
    if (object.get(name) instanceof Json.Obj(Map<String, Json> members)) {
      if (members.size() > MAX_LIST) {
        throw fault(name, "has more than " + MAX_LIST + " members");
      }
      return members;
    }
    throw fault(name, "is no object");
  }

  /** The value of a member that must be there. */
  Json value(String name) {
    Json value = object.get(name);
    if (value == null) {
      throw fault(name, "is missing");
    }
    return value;
  }

  private JsonFault fault(String name, String wrong) {
    return new JsonFault(what + ": \"" + name + "\" " + wrong);
  }
}
