package dev.brisach.bench.probe;

import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Writes requests as HAR 1.2, as a browser that recorded them would; answers are left empty. */
public final class Har {
  private static final String FORM = "application/x-www-form-urlencoded";

  private Har() {}

  /** A log with one entry for each request. */
  public static String of(Collection<Seed> seeds) {
    List<Json> entries = new ArrayList<>();
    seeds.forEach(seed -> entries.add(entry(seed)));
    Json creator = Json.object().put("name", "brisach-bench").put("version", "1").build();
    Json log =
        Json.object()
            .put("version", "1.2")
            .put("creator", creator)
            .put("entries", new Json.Arr(entries))
            .build();
    return JsonWriter.line(Json.object().put("log", log).build());
  }

  private static Json entry(Seed seed) {
    return Json.object()
        .put("startedDateTime", "2026-01-01T00:00:00.000Z")
        .put("time", 0)
        .put("request", request(seed))
        .put("response", response())
        .put("cache", Json.object().build())
        .put("timings", Json.object().put("send", 0).put("wait", 0).put("receive", 0).build())
        .build();
  }

  private static Json request(Seed seed) {
    String query = encoded(seed.query());
    List<Seed.Field> headers = new ArrayList<>(seed.headers());
    if (!seed.cookies().isEmpty()) {
      headers.add(
          new Seed.Field(
              "Cookie",
              seed.cookies().stream()
                  .map(field -> field.name() + "=" + encode(field.value()))
                  .collect(Collectors.joining("; "))));
    }
    boolean posts = seed.method().equals("POST");
    if (posts) {
      headers.add(new Seed.Field("Content-Type", FORM));
    }
    String body = encoded(seed.form());
    Json.Builder request =
        Json.object()
            .put("method", seed.method())
            .put("url", query.isEmpty() ? seed.url() : seed.url() + "?" + query)
            .put("httpVersion", "HTTP/1.1")
            .put("cookies", pairs(seed.cookies()))
            .put("headers", pairs(headers))
            .put("queryString", pairs(seed.query()))
            .put("headersSize", -1)
            .put("bodySize", body.length());
    if (posts) {
      request.put(
          "postData",
          Json.object()
              .put("mimeType", FORM)
              .put("params", pairs(seed.form()))
              .put("text", body)
              .build());
    }
    return request.build();
  }

  private static Json response() {
    return Json.object()
        .put("status", 0)
        .put("statusText", "")
        .put("httpVersion", "HTTP/1.1")
        .put("cookies", new Json.Arr(List.of()))
        .put("headers", new Json.Arr(List.of()))
        .put("content", Json.object().put("size", 0).put("mimeType", "").build())
        .put("redirectURL", "")
        .put("headersSize", -1)
        .put("bodySize", -1)
        .build();
  }

  private static Json pairs(List<Seed.Field> fields) {
    return new Json.Arr(
        fields.stream()
            .<Json>map(field ->
                Json.object().put("name", field.name()).put("value", field.value()).build())
            .toList());
  }

  private static String encoded(List<Seed.Field> fields) {
    return fields.stream()
        .map(field -> encode(field.name()) + "=" + encode(field.value()))
        .collect(Collectors.joining("&"));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
