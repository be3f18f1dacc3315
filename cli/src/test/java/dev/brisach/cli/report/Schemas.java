package dev.brisach.cli.report;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonReader;
import dev.brisach.core.json.JsonWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The published schemas, as they are and, to find what they do not document, closed. */
final class Schemas {
  private static final String BASE = "https://brisach.example/";

  private Schemas() {}

  /** The folder of the schemas. */
  static Path folder() {
    String root = System.getProperty("brisach.root");
    return Path.of(root == null ? ".." : root).resolve("docs/schemas");
  }

  /** What a value breaks; with {@code closed}, fields that no schema documents too. */
  static List<String> faults(String name, Json value, boolean closed) {
    Map<String, String> all = new HashMap<>();
    for (Path file : files()) {
      Json schema = JsonReader.read(text(file));
      all.put(BASE + file.getFileName(), JsonWriter.line(closed ? closed(schema) : schema));
    }
    SchemaRegistry registry =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(all));
    Schema schema = registry.getSchema(SchemaLocation.of(BASE + name));
    return schema.validate(JsonWriter.line(value), InputFormat.JSON).stream()
        .map(Object::toString)
        .toList();
  }

  static List<Path> files() {
    try (Stream<Path> found = Files.list(folder())) {
      return found.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The schema with every object closed whose fields it names. */
  private static Json closed(Json schema) {
    return switch (schema) {
      case Json.Obj(Map<String, Json> members) -> {
        Map<String, Json> all = new LinkedHashMap<>();
        members.forEach((name, value) -> all.put(name, closed(value)));
        if (members.containsKey("properties") && members.containsKey("type")) {
          all.put("additionalProperties", new Json.Bool(false));
        }
        yield new Json.Obj(all);
      }
      case Json.Arr(List<Json> items) -> {
        List<Json> all = new ArrayList<>();
        items.forEach(item -> all.add(closed(item)));
        yield new Json.Arr(all);
      }
      case Json.Text text -> text;
      case Json.Num number -> number;
      case Json.Bool flag -> flag;
      case Json.Null none -> none;
    };
  }
}
