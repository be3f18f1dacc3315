package dev.brisach.kit.openapi;

import dev.brisach.kit.yaml.Yaml;
import dev.brisach.kit.yaml.YamlFault;
import dev.brisach.kit.yaml.YamlReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/** JSON as the same tree with places that YAML gives; depth and number of nodes are bounded. */
final class JsonTree {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(YamlReader.MAX_DEPTH + 1)
                  .maxStringLength(Documents.MAX_CHARS)
                  .build())
          .build();
  private static final String TOO_MANY = "more nodes than ";

  private final JsonParser parser;
  private final int maxNodes;
  private int nodes;

  private JsonTree(JsonParser parser, int maxNodes) {
    this.parser = parser;
    this.maxNodes = maxNodes;
  }

  /** Reads one value that fills the text; anything else is a {@link YamlFault}. */
  static Yaml read(String text, int maxNodes) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      parser.nextToken();
      Yaml value = new JsonTree(parser, maxNodes).value(0);
      if (parser.nextToken() != null) {
        throw new YamlFault(
            parser.currentTokenLocation().getLineNr(), "text after the end of the JSON value");
      }
      return value;
    } catch (JacksonException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      String message = e.getOriginalMessage();
      throw new YamlFault(line, message.lines().findFirst().orElse("not JSON"));
    }
  }

  /** True where the text may well be JSON, but is beyond our limits. */
  static boolean isLimit(YamlFault fault) {
    return fault.getMessage().startsWith(TOO_MANY) || fault.getMessage().startsWith("nested");
  }

  private Yaml value(int depth) {
    TokenStreamLocation place = parser.currentTokenLocation();
    int line = place.getLineNr();
    int column = place.getColumnNr();
    if (depth > YamlReader.MAX_DEPTH) {
      throw new YamlFault(line, "nested deeper than " + YamlReader.MAX_DEPTH);
    }
    if (++nodes > maxNodes) {
      throw new YamlFault(line, TOO_MANY + maxNodes);
    }
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(line, column, depth);
      case START_ARRAY -> {
        List<Yaml> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          items.add(value(depth + 1));
        }
        yield new Yaml.Sequence(line, column, items);
      }
      case VALUE_STRING -> new Yaml.Scalar(line, column, parser.getString(), false);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE, VALUE_NULL ->
          new Yaml.Scalar(line, column, parser.getString(), true);
      case NOT_AVAILABLE, END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT ->
          throw new YamlFault(line, "a JSON value was expected");
      case null -> throw new YamlFault(line, "the JSON text ends too early");
    };
  }

  private Yaml object(int line, int column, int depth) {
    Map<String, Yaml.Entry> entries = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      TokenStreamLocation key = parser.currentTokenLocation();
      String name = parser.currentName();
      parser.nextToken();
      entries.put(name, new Yaml.Entry(name, key.getLineNr(), key.getColumnNr(), value(depth + 1)));
    }
    return new Yaml.Mapping(line, column, entries);
  }
}
