package dev.brisach.test.access;

import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonFault;
import dev.brisach.core.json.JsonReader;
import dev.brisach.core.json.JsonWriter;
import dev.brisach.kit.wire.Exchange;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares and changes bodies. */
final class Bodies {
  private static final int ALIKE_PERCENT = 90;

  private Bodies() {}

  /** The JSON of an answer, or null. */
  static @Nullable Json json(Exchange exchange) {
    try {
      return JsonReader.read(exchange.response().body());
    } catch (JsonFault e) {
      return null;
    }
  }

  /**
   * True where an answer says what the control says, apart from what differs between two answers to
   * the control itself.
   */
  static boolean alike(Exchange control, Exchange again, Exchange other) {
    String text = control.response().text();
    if (other.response().text().equals(text)) {
      return !text.isEmpty();
    }
    Set<String> stable = words(text);
    stable.retainAll(words(again.response().text()));
    Set<String> seen = words(other.response().text());
    long shared = stable.stream().filter(seen::contains).count();
    return stable.size() >= 3
        && shared * 100 >= (long) ALIKE_PERCENT * stable.size()
        && seen.size() <= stable.size() * 2;
  }

  /** False for an answer without any value: no body, an empty list, an object of empty ones. */
  static boolean says(Exchange exchange) {
    Json json = json(exchange);
    return json == null ? !exchange.response().text().isBlank() : says(json);
  }

  private static boolean says(Json json) {
    return switch (json) {
      case Json.Obj object -> object.members().values().stream().anyMatch(Bodies::says);
      case Json.Arr array -> array.items().stream().anyMatch(Bodies::says);
      case Json.Null _ -> false;
      case Json.Text(String text) -> !text.isBlank();
      case Json.Num _, Json.Bool _ -> true;
    };
  }

  private static Set<String> words(String text) {
    Set<String> words = new HashSet<>();
    int from = 0;
    for (int i = 0; i <= text.length(); i++) {
      boolean end = i == text.length() || ",{}[]<>\n".indexOf(text.charAt(i)) >= 0;
      if (end) {
        String word = text.substring(from, i).strip();
        if (!word.isEmpty()) {
          words.add(word);
        }
        from = i + 1;
      }
    }
    return words;
  }

  /** The object with one more member, or another value of it. */
  static Json.Obj with(Json.Obj object, String name, Json value) {
    Map<String, Json> members = new LinkedHashMap<>(object.members());
    members.put(name, value);
    return new Json.Obj(members);
  }

  /** A name that has a value in an object or in an object right inside it, or null. */
  static @Nullable Json member(@Nullable Json json, String name) {
    if (json instanceof Json.Obj object) {
      Json own = object.get(name);
      if (own != null) {
        return own;
      }
      for (Json child : object.members().values()) {
        if (child instanceof Json.Obj inner && inner.get(name) != null) {
          return inner.get(name);
        }
      }
    }
    return null;
  }

  /** The objects of a list, which may stand in a member of an object. */
  static List<Json.Obj> items(@Nullable Json json) {
    if (json instanceof Json.Arr(List<Json> items)) {
      return items.stream()
          .filter(item -> item instanceof Json.Obj)
          .map(item -> (Json.Obj) item)
          .toList();
    }
    if (json instanceof Json.Obj object) {
      for (Json child : object.members().values()) {
        if (child instanceof Json.Arr) {
          return items(child);
        }
      }
    }
    return List.of();
  }

  /** Text, number or truth value as text, or null. */
  static @Nullable String text(@Nullable Json json) {
    return switch (json) {
      case Json.Text(String text) -> text;
      case Json.Num number -> JsonWriter.line(number).strip();
      case Json.Bool bool -> JsonWriter.line(bool).strip();
      case null, default -> null;
    };
  }
}
