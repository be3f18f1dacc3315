package dev.brisach.deploy.probe;

import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonWriter;
import dev.brisach.kit.surface.Templates;
import dev.brisach.kit.wire.Exchange;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** Puts text into one place of a request and leaves all else as it is. */
final class Rewriter {
  private Rewriter() {}

  /** The request of a point with text, ready written, in its place. */
  static Exchange.Request rewritten(InsertionPoint point, String text) {
    Exchange.Request seed = point.seed();
    return switch (point.kind()) {
      case QUERY, QUERY_NAME -> {
        String path = Templates.path(seed.target());
        String query = seed.target().substring(path.length() + 1);
        yield of(seed, path + "?" + pairs(point, query, text), seed.body());
      }
      case FORM, FORM_NAME -> of(seed, seed.target(), bytes(pairs(point, body(seed), text)));
      case JSON -> {
        Json json = PointFinder.json(body(seed));
        yield json == null
            ? seed
            : of(seed, seed.target(), json(json, point.name(), new Json.Text(text)));
      }
      case PART, PART_NAME, FILE_NAME -> {
        Multipart parts = Multipart.of(seed);
        yield parts == null
            ? seed
            : of(seed, seed.target(), parts.with(point.at(), point.kind(), text));
      }
      case XML -> of(seed, seed.target(), bytes(xml(body(seed), point.at(), text)));
      case HEADER -> field(seed, point, text);
      case COOKIE -> cookie(seed, point, text);
      case PATH -> {
        String path = Templates.path(seed.target());
        String[] segments = path.split("/", -1);
        segments[point.at()] = text;
        yield of(
            seed, String.join("/", segments) + seed.target().substring(path.length()), seed.body());
      }
    };
  }

  /** The request of a point of JSON with other JSON in its place. */
  static Exchange.Request replaced(InsertionPoint point, String text) {
    Exchange.Request seed = point.seed();
    Json json = PointFinder.json(body(seed));
    Json value = PointFinder.json(text);
    return json == null || value == null
        ? seed
        : of(seed, seed.target(), json(json, point.name(), value));
  }

  private static Exchange.Request of(Exchange.Request seed, String target, Json body) {
    return of(seed, target, bytes(JsonWriter.line(body)));
  }

  private static Exchange.Request of(Exchange.Request seed, String target, byte @Nullable [] body) {
    return Exchange.Request.of(seed.method(), target, seed.fields(), body);
  }

  private static String body(Exchange.Request seed) {
    byte[] body = seed.body();
    return body == null ? "" : new String(body, StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String pairs(InsertionPoint point, String text, String put) {
    String[] pairs = text.split("&", -1);
    int equals = pairs[point.at()].indexOf('=');
    boolean name = point.kind() == Kind.QUERY_NAME || point.kind() == Kind.FORM_NAME;
    if (name) {
      pairs[point.at()] = put + (equals < 0 ? "" : pairs[point.at()].substring(equals));
    } else {
      String before = equals < 0 ? pairs[point.at()] : pairs[point.at()].substring(0, equals);
      pairs[point.at()] = before + "=" + put;
    }
    return String.join("&", pairs);
  }

  private static Json json(Json json, String pointer, Json put) {
    if (pointer.isEmpty()) {
      return put;
    }
    int end = pointer.indexOf('/', 1);
    String head = end < 0 ? pointer.substring(1) : pointer.substring(1, end);
    String rest = end < 0 ? "" : pointer.substring(end);
    return switch (json) {
      case Json.Obj(Map<String, Json> members) -> {
        Map<String, Json> changed = new LinkedHashMap<>(members);
        changed.computeIfPresent(
            head.replace("~1", "/").replace("~0", "~"), (_, value) -> json(value, rest, put));
        yield new Json.Obj(changed);
      }
      case Json.Arr(List<Json> items) -> {
        List<Json> changed = new ArrayList<>(items);
        int at = Integer.parseInt(head);
        changed.set(at, json(items.get(at), rest, put));
        yield new Json.Arr(changed);
      }
      case Json.Text _, Json.Num _, Json.Bool _, Json.Null _ -> put;
    };
  }

  private static String xml(String body, int at, String text) {
    Matcher matcher = PointFinder.XML_TEXT.matcher(body);
    for (int i = 0; matcher.find(); i++) {
      if (i == at) {
        String escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        return body.substring(0, matcher.start(1)) + escaped + body.substring(matcher.end(1));
      }
    }
    return body;
  }

  private static Exchange.Request field(Exchange.Request seed, InsertionPoint point, String text) {
    List<Exchange.Field> fields = new ArrayList<>(seed.fields());
    Exchange.Field field = new Exchange.Field(point.name(), text);
    if (point.at() < 0) {
      fields.add(field);
    } else {
      fields.set(point.at(), field);
    }
    return Exchange.Request.of(seed.method(), seed.target(), fields, seed.body());
  }

  private static Exchange.Request cookie(Exchange.Request seed, InsertionPoint point, String text) {
    List<Exchange.Field> fields = new ArrayList<>();
    boolean done = false;
    for (Exchange.Field field : seed.fields()) {
      if (field.name().equalsIgnoreCase("cookie") && !done && point.at() >= 0) {
        String[] pairs = field.value().split(";", -1);
        pairs[point.at()] = (point.at() == 0 ? "" : " ") + point.name() + "=" + text;
        fields.add(new Exchange.Field(field.name(), String.join(";", pairs)));
        done = true;
      } else {
        fields.add(field);
      }
    }
    if (!done) {
      fields.add(new Exchange.Field("Cookie", point.name() + "=" + text));
    }
    return Exchange.Request.of(seed.method(), seed.target(), fields, seed.body());
  }
}
