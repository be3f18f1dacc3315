package dev.brisach.kit.openapi;

import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes a value as a body of a media type. */
final class BodyWriter {
  private final long seed;

  BodyWriter(long seed) {
    this.seed = seed;
  }

  Samples.Sample write(String type, Schema schema, Json value, List<String> doubts) {
    String bare = MediaTypes.bare(type);
    if (MediaTypes.json(bare)) {
      return new Samples.Sample(bare, JsonWriter.line(value), value, doubts);
    }
    if (MediaTypes.form(bare)) {
      return new Samples.Sample(bare, form(value), value, doubts);
    }
    if (MediaTypes.multipart(bare)) {
      String boundary = "part-" + Long.toHexString(SampleText.mixed(seed, JsonWriter.line(value)));
      return new Samples.Sample(
          bare + "; boundary=" + boundary, multipart(schema, value, boundary), value, doubts);
    }
    if (MediaTypes.xml(bare)) {
      return new Samples.Sample(bare, XmlText.write(schema, value), value, doubts);
    }
    return new Samples.Sample(bare, Samples.text(value), value, doubts);
  }

  private static String form(Json value) {
    List<String> pairs = new ArrayList<>();
    if (value instanceof Json.Obj(Map<String, Json> members)) {
      members.forEach((name, member) -> {
        for (Json item : member instanceof Json.Arr(List<Json> items) ? items : List.of(member)) {
          pairs.add(Uris.encoded(name) + "=" + Uris.encoded(Samples.text(item)));
        }
      });
    }
    return String.join("&", pairs);
  }

  private static String multipart(Schema schema, Json value, String boundary) {
    StringBuilder out = new StringBuilder();
    if (value instanceof Json.Obj(Map<String, Json> members)) {
      members.forEach((name, member) -> {
        Schema property = schema.properties().getOrDefault(name, Schema.ANY);
        boolean list = member instanceof Json.Arr && file(property.items());
        for (Json item :
            list && member instanceof Json.Arr(List<Json> items) ? items : List.of(member)) {
          part(name, item, file(list ? property.items() : property), boundary, out);
        }
      });
    }
    return out.append("--").append(boundary).append("--\r\n").toString();
  }

  private static boolean file(Schema schema) {
    return "binary".equals(schema.format()) || "base64".equals(schema.format());
  }

  private static void part(
      String name, Json value, boolean file, String boundary, StringBuilder out) {
    String plain = name.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
    out.append("--").append(boundary).append("\r\n");
    out.append("Content-Disposition: form-data; name=\"").append(plain).append('"');
    if (file) {
      out.append("; filename=\"sample.txt\"\r\nContent-Type: application/octet-stream");
    } else if (value instanceof Json.Obj || value instanceof Json.Arr) {
      out.append("\r\nContent-Type: application/json");
    }
    out.append("\r\n\r\n").append(Samples.text(value)).append("\r\n");
  }
}
