package dev.brisach.deploy.probe;

import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonWriter;
import dev.brisach.deploy.browser.Visit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where a page's own scripts get text from that somebody else chose. */
enum PageSource {
  FRAGMENT("the fragment of the address"),
  QUERY("the query of the address"),
  NAME("the name of the window"),
  REFERRER("the address of the referring page"),
  MESSAGE("a message from another window"),
  LOCAL_STORAGE("localStorage"),
  SESSION_STORAGE("sessionStorage");

  private final String words;

  PageSource(String words) {
    this.words = words;
  }

  /** In words for people. */
  String words() {
    return words;
  }

  /** Its name in the script that watches. */
  String key() {
    return switch (this) {
      case FRAGMENT -> "fragment";
      case QUERY -> "query";
      case NAME -> "name";
      case REFERRER -> "referrer";
      case MESSAGE -> "message";
      case LOCAL_STORAGE -> "localStorage";
      case SESSION_STORAGE -> "sessionStorage";
    };
  }

  /**
   * The visit with text in this source.
   *
   * @param keys names under which the page reads it; empty: all of it is read
   */
  Visit with(Visit visit, String text, List<String> keys) {
    return switch (this) {
      case FRAGMENT -> visit.at(visit.target() + "#" + named(keys, text.replace("%", "%25")));
      case QUERY -> visit.at(asked(visit.target(), keys, text));
      case NAME -> visit.prepared("window.name = " + quoted(text) + ";");
      case REFERRER -> visit.from("http://" + visit.word() + ".invalid/?" + text);
      case MESSAGE ->
          visit.then(
              Execution.MESSAGE
                      .replace("$WORD$", visit.word())
                      .replace("$DATA$", messages(keys, text))
                  + visit.after()
                  + "1");
      case LOCAL_STORAGE, SESSION_STORAGE -> visit.prepared(stored(keys, text));
    };
  }

  private static String named(List<String> keys, String text) {
    if (keys.isEmpty()) {
      return text;
    }
    List<String> pairs = new ArrayList<>();
    keys.forEach(key -> pairs.add(InsertionPoint.encoded(key) + "=" + text));
    return String.join("&", pairs);
  }

  private static String asked(String target, List<String> keys, String text) {
    String plain = text.replace("%", "%25").replace("#", "%23").replace("&", "%26");
    String sign = target.contains("?") ? "&" : "?";
    return target + sign + named(keys, plain);
  }

  private static String messages(List<String> keys, String text) {
    List<Json> data = new ArrayList<>();
    data.add(new Json.Text(text));
    if (!keys.isEmpty()) {
      Map<String, Json> members = new LinkedHashMap<>();
      keys.forEach(key -> put(members, key, text));
      Json.Obj object = new Json.Obj(members);
      data.add(object);
      data.add(new Json.Text(JsonWriter.line(object)));
    }
    return JsonWriter.line(new Json.Arr(data));
  }

  /** Puts text at a path of names joined by dots; of two that go on from each other the longer. */
  private static void put(Map<String, Json> members, String path, String text) {
    int dot = path.indexOf('.');
    if (dot < 0) {
      members.putIfAbsent(path, new Json.Text(text));
      return;
    }
    String head = path.substring(0, dot);
    Map<String, Json> inner = new LinkedHashMap<>();
    if (members.get(head) instanceof Json.Obj(Map<String, Json> known)) {
      inner.putAll(known);
    }
    put(inner, path.substring(dot + 1), text);
    members.put(head, new Json.Obj(inner));
  }

  private String stored(List<String> keys, String text) {
    StringBuilder script = new StringBuilder();
    for (String key : keys) {
      script.append(key()).append(".setItem(").append(quoted(key)).append(", ");
      script.append(quoted(text)).append(");\n");
    }
    return "try { " + script + " } catch (e) {}";
  }

  private static String quoted(String text) {
    return JsonWriter.line(new Json.Text(text));
  }
}
