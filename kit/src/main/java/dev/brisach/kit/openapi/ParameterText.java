package dev.brisach.kit.openapi;

import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonWriter;
import dev.brisach.kit.openapi.ApiModel.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Writes the values of parameters by style and explode (OpenAPI 3.1.0 section 4.8.12.4). */
final class ParameterText {
  private ParameterText() {}

  /** As part of a path or a cookie, encoded. */
  static String simple(Parameter parameter, Json value) {
    String text = joined(parameter, value, ",", Uris::encoded);
    return switch (parameter.style()) {
      case "label" -> "." + text;
      case "matrix" -> ";" + parameter.name() + "=" + text;
      default -> text;
    };
  }

  /** As the value of a header; line ends have no place there. */
  static String plain(Parameter parameter, Json value) {
    return joined(parameter, value, ",", UnaryOperator.identity())
        .replace('\r', ' ')
        .replace('\n', ' ');
  }

  /** As {@code name=value} pairs of a query, encoded. */
  static List<String> query(Parameter parameter, Json value) {
    String name = Uris.encoded(parameter.name());
    List<String> pairs = new ArrayList<>();
    boolean deep = parameter.style().equals("deepObject");
    if (value instanceof Json.Arr(List<Json> items) && parameter.explode()) {
      items.forEach(item -> pairs.add(name + "=" + Uris.encoded(Samples.text(item))));
    } else if (value instanceof Json.Obj(Map<String, Json> members)
        && (deep || (parameter.explode() && parameter.style().equals("form")))) {
      members.forEach((key, member) -> {
        String inner = deep ? name + "%5B" + Uris.encoded(key) + "%5D" : Uris.encoded(key);
        pairs.add(inner + "=" + Uris.encoded(Samples.text(member)));
      });
    } else {
      String between =
          switch (parameter.style()) {
            case "spaceDelimited" -> "%20";
            case "pipeDelimited" -> "%7C";
            case "tabDelimited" -> "%09";
            default -> ",";
          };
      pairs.add(name + "=" + joined(parameter, value, between, Uris::encoded));
    }
    return pairs;
  }

  private static String joined(
      Parameter parameter, Json value, String between, UnaryOperator<String> encoding) {
    List<String> words = new ArrayList<>();
    switch (value) {
      case Json.Arr(List<Json> items) when !parameter.style().equals("json") ->
          items.forEach(item -> words.add(encoding.apply(Samples.text(item))));
      case Json.Obj(Map<String, Json> members) when !parameter.style().equals("json") ->
          members.forEach((key, member) -> {
            words.add(encoding.apply(key));
            words.add(encoding.apply(Samples.text(member)));
          });
      case Json.Text(String text) -> words.add(encoding.apply(text));
      case Json.Arr _, Json.Obj _, Json.Num _, Json.Bool _, Json.Null _ ->
          words.add(encoding.apply(JsonWriter.line(value)));
    }
    return String.join(between, words);
  }
}
