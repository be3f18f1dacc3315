package dev.brisach.deploy.probe;

import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonReader;
import dev.brisach.kit.surface.Surface;
import dev.brisach.kit.surface.Templates;
import dev.brisach.kit.wire.Exchange;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the insertion points of a request. */
final class PointFinder {
  static final Pattern XML_TEXT = Pattern.compile(">([^<>]{1,2000})</");
  private static final int MOST = 60;

  /** Headers that say how a message is carried, which a service hardly uses as input. */
  private static final Set<String> CARRIAGE =
      Set.of(
          "host",
          "content-type",
          "content-length",
          "connection",
          "accept",
          "accept-encoding",
          "accept-language",
          "cookie",
          "authorization",
          "cache-control",
          "pragma",
          "origin",
          "upgrade-insecure-requests",
          "te",
          "dnt",
          "if-none-match",
          "if-modified-since");

  private static final Map<String, String> USUAL =
      Map.of(
          "Referer", "https://example.com/",
          "User-Agent", "Mozilla/5.0",
          "X-Forwarded-For", "127.0.0.1");

  private final Surface.Operation endpoint;
  private final Surface.Sample sample;
  private final List<String> cookies;
  private final boolean headers;
  private final List<InsertionPoint> points = new ArrayList<>();

  PointFinder(
      Surface.Operation endpoint, Surface.Sample sample, List<String> cookies, boolean headers) {
    this.endpoint = endpoint;
    this.sample = sample;
    this.cookies = cookies;
    this.headers = headers;
  }

  List<InsertionPoint> find() {
    Exchange.Request request = sample.request();
    int query = request.target().indexOf('?');
    if (query >= 0) {
      pairs(request.target().substring(query + 1), Kind.QUERY, Kind.QUERY_NAME);
    }
    byte[] body = request.body();
    if (body != null && body.length > 0 && body.length < 200_000) {
      body(request, new String(body, StandardCharsets.UTF_8));
    }
    cookies(request);
    fields(request);
    path(Templates.path(request.target()));
    if (headers) {
      USUAL.forEach((name, value) -> {
        if (request.fields().stream().noneMatch(field -> field.name().equalsIgnoreCase(name))) {
          add(Kind.HEADER, name, value, value, -1);
        }
      });
    }
    return points;
  }

  private void add(Kind kind, String name, String value, String raw, int at) {
    if (points.size() < MOST) {
      points.add(new InsertionPoint(endpoint, sample, kind, name, value, raw, at));
    }
  }

  private void pairs(String text, Kind kind, Kind nameKind) {
    String[] pairs = text.split("&", -1);
    for (int i = 0; i < pairs.length; i++) {
      int equals = pairs[i].indexOf('=');
      String name = equals < 0 ? pairs[i] : pairs[i].substring(0, equals);
      String value = equals < 0 ? "" : pairs[i].substring(equals + 1);
      if (!name.isEmpty()) {
        add(kind, InsertionPoint.decoded(name), InsertionPoint.decoded(value), value, i);
      }
    }
    for (int i = 0; i < pairs.length; i++) {
      int equals = pairs[i].indexOf('=');
      String name = equals < 0 ? pairs[i] : pairs[i].substring(0, equals);
      if (!name.isEmpty()) {
        add(nameKind, InsertionPoint.decoded(name), InsertionPoint.decoded(name), name, i);
      }
    }
  }

  private void body(Exchange.Request request, String text) {
    String type =
        request.fields().stream()
            .filter(field -> field.name().equalsIgnoreCase("content-type"))
            .map(field -> field.value().toLowerCase(Locale.ROOT))
            .findFirst()
            .orElse("");
    if (type.contains("json")) {
      Json json = json(text);
      if (json != null) {
        leaves(json, "");
      }
    } else if (type.contains("xml")) {
      Matcher matcher = XML_TEXT.matcher(text);
      for (int i = 0; matcher.find(); i++) {
        if (!matcher.group(1).isBlank()) {
          add(Kind.XML, "text " + (i + 1), matcher.group(1), matcher.group(1), i);
        }
      }
    } else if (type.contains("x-www-form-urlencoded")) {
      pairs(text, Kind.FORM, Kind.FORM_NAME);
    } else {
      parts(Multipart.of(request));
    }
  }

  /** Values that are no files, then names of files, then names of fields. */
  private void parts(@Nullable Multipart multipart) {
    if (multipart == null) {
      return;
    }
    List<Multipart.Part> parts = multipart.parts();
    for (int i = 0; i < parts.size(); i++) {
      Multipart.Part part = parts.get(i);
      String file = part.fileName();
      if (file != null) {
        add(Kind.FILE_NAME, part.name(), file, file, i);
      } else if (part.content().length() <= 2_000) {
        add(Kind.PART, part.name(), part.content(), part.content(), i);
      }
    }
    for (int i = 0; i < parts.size(); i++) {
      add(Kind.PART_NAME, parts.get(i).name(), parts.get(i).name(), parts.get(i).name(), i);
    }
  }

  static @Nullable Json json(String text) {
    try {
      return JsonReader.read(text);
    } catch (RuntimeException e) {
      return null;
    }
  }

  private void leaves(Json json, String pointer) {
    switch (json) {
      case Json.Obj(Map<String, Json> members) ->
          members.forEach((name, value) ->
              leaves(value, pointer + "/" + name.replace("~", "~0").replace("/", "~1")));
      case Json.Arr(List<Json> items) -> {
        for (int i = 0; i < Math.min(items.size(), 3); i++) {
          leaves(items.get(i), pointer + "/" + i);
        }
      }
      case Json.Text(String value) -> add(Kind.JSON, pointer, value, value, 0);
      case Json.Num(double number) -> {
        String text =
            number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
        add(Kind.JSON, pointer, text, text, 0);
      }
      case Json.Bool(boolean flag) ->
          add(Kind.JSON, pointer, Boolean.toString(flag), Boolean.toString(flag), 0);
      case Json.Null _ -> add(Kind.JSON, pointer, "", "", 0);
    }
  }

  private void cookies(Exchange.Request request) {
    for (Exchange.Field field : request.fields()) {
      if (field.name().equalsIgnoreCase("cookie")) {
        String[] pairs = field.value().split(";", -1);
        for (int i = 0; i < pairs.length; i++) {
          int equals = pairs[i].indexOf('=');
          if (equals > 0) {
            String raw = pairs[i].substring(equals + 1).strip();
            String name = pairs[i].substring(0, equals).strip();
            add(Kind.COOKIE, name, InsertionPoint.decoded(raw), raw, i);
          }
        }
        return;
      }
    }
    for (String pair : cookies) {
      int equals = pair.indexOf('=');
      String raw = pair.substring(equals + 1);
      add(Kind.COOKIE, pair.substring(0, equals), InsertionPoint.decoded(raw), raw, -1);
    }
  }

  private void fields(Exchange.Request request) {
    for (int i = 0; i < request.fields().size(); i++) {
      Exchange.Field field = request.fields().get(i);
      String lower = field.name().toLowerCase(Locale.ROOT);
      if (!CARRIAGE.contains(lower) && !lower.startsWith("sec-")) {
        add(Kind.HEADER, field.name(), InsertionPoint.decoded(field.value()), field.value(), i);
      }
    }
  }

  /** Segments that stand where the template has a placeholder. */
  private void path(String path) {
    String[] segments = path.split("/", -1);
    String[] template = endpoint.template().split("/", -1);
    for (int i = 0; i < segments.length; i++) {
      boolean hole = template.length == segments.length && template[i].contains("{");
      if (!segments[i].isEmpty() && (hole || Templates.isKey(segments[i]))) {
        String name = hole ? template[i].replace("{", "").replace("}", "") : Integer.toString(i);
        add(Kind.PATH, name, InsertionPoint.decoded(segments[i]), segments[i], i);
      }
    }
  }
}
