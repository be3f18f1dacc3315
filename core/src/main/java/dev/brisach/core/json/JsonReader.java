package dev.brisach.core.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** Reads JSON of unknown origin: depth, string length and duplicate names are bounded. */
public final class JsonReader {
  /** Deepest nesting that is read. */
  public static final int MAX_DEPTH = 200;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(32 << 20)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private JsonReader() {}

  /** Reads one value that fills the whole text; anything else is a {@link JsonFault}. */
  public static Json read(String text) {
    return read(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Reads one value that fills all bytes (UTF-8); anything else is a {@link JsonFault}. */
  public static Json read(byte[] bytes) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), bytes)) {
      if (parser.nextToken() == null) {
        throw new JsonFault("empty, a JSON value was expected", 1);
      }
      Json value = value(parser);
      if (parser.nextToken() != null) {
        throw new JsonFault(
            "text after the end of the value", parser.currentTokenLocation().getLineNr());
      }
      return value;
    } catch (JacksonException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      throw new JsonFault(e.getOriginalMessage(), line);
    }
  }

  /** Reads an object; anything else is a {@link JsonFault}. */
  public static Json.Obj readObject(byte[] bytes) {
    if (read(bytes) instanceof Json.Obj object) {
      return object;
    }
    throw new JsonFault("an object was expected", 1);
  }

  private static Json value(JsonParser parser) {
    JsonToken token = parser.currentToken();
    return switch (token) {
      case START_OBJECT -> {
        Map<String, Json> members = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
          String name = parser.currentName();
          parser.nextToken();
          members.put(name, value(parser));
        }
        yield new Json.Obj(members);
      }
      case START_ARRAY -> {
        List<Json> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          items.add(value(parser));
        }
        yield new Json.Arr(items);
      }
      case VALUE_STRING -> new Json.Text(parser.getString());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Json.Num(parser.getDoubleValue());
      case VALUE_TRUE -> new Json.Bool(true);
      case VALUE_FALSE -> new Json.Bool(false);
      case VALUE_NULL -> new Json.Null();
      case NOT_AVAILABLE, END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT ->
          throw new JsonFault("unexpected " + token, parser.currentTokenLocation().getLineNr());
    };
  }
}
