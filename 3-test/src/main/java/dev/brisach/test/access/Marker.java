package dev.brisach.test.access;

import dev.brisach.core.json.Json;
import dev.brisach.kit.openapi.ApiModel;
import dev.brisach.kit.openapi.Samples;
import dev.brisach.kit.openapi.Schema;
import dev.brisach.kit.wire.Exchange;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts a word into a sample body, by which its object is known again in any answer. */
final class Marker {
  private Marker() {}

  /** True where the word is in the request's body. */
  static boolean holds(Exchange.Request request, String marker) {
    byte[] body = request.body();
    return body != null && new String(body, StandardCharsets.UTF_8).contains(marker);
  }

  /** A sample request whose first free text holds the marker. */
  static Exchange.Request request(
      Ground ground, ApiModel.Operation operation, Map<String, String> given, String marker) {
    Samples.Sample sample = ground.body(operation);
    if (sample == null || !(sample.value() instanceof Json.Obj object)) {
      return ground.request(operation, given);
    }
    return ground.request(operation, given, marked(operation, sample, object, marker));
  }

  private static Json marked(
      ApiModel.Operation operation, Samples.Sample sample, Json.Obj object, String marker) {
    Schema schema = schema(operation, sample);
    String field = schema == null ? null : free(schema, object);
    if (field != null) {
      return Bodies.with(object, field, new Json.Text(marker));
    }
    for (Map.Entry<String, Json> member : object.members().entrySet()) {
      if (member.getValue() instanceof Json.Obj inner) {
        Schema of = schema == null ? null : schema.properties().get(member.getKey());
        String nested = of == null ? null : free(of, inner);
        if (nested != null) {
          return Bodies.with(
              object, member.getKey(), Bodies.with(inner, nested, new Json.Text(marker)));
        }
      }
    }
    return object;
  }

  /** The schema of a sample body, or null. */
  static @Nullable Schema schema(ApiModel.Operation operation, Samples.Sample sample) {
    ApiModel.Body body = operation.body();
    if (body == null) {
      return null;
    }
    return body.contents().stream()
        .filter(content -> sample.contentType().startsWith(content.mediaType()))
        .map(ApiModel.Content::schema)
        .findFirst()
        .orElse(null);
  }

  /** A property that takes any text of some length, described ones before keys. */
  private static @Nullable String free(Schema schema, Json.Obj object) {
    String second = null;
    for (Map.Entry<String, Json> member : object.members().entrySet()) {
      Schema of = schema.properties().get(member.getKey());
      boolean text = member.getValue() instanceof Json.Text;
      if (!text || (of != null && !takesText(of))) {
        continue;
      }
      String name = member.getKey().toLowerCase(Locale.ROOT);
      if (List.of("note", "text", "title", "description", "comment", "body", "message", "content")
          .contains(name)) {
        return member.getKey();
      }
      second = second == null && !name.contains("mail") ? member.getKey() : second;
    }
    return second;
  }

  private static boolean takesText(Schema schema) {
    int most = schema.bounds().maxLength();
    return schema.values().isEmpty()
        && schema.format() == null
        && schema.bounds().pattern() == null
        && (most < 0 || most >= 24);
  }
}
