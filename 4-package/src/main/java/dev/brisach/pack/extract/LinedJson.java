package dev.brisach.pack.extract;

import dev.brisach.kit.tree.SourceFile;
import dev.brisach.kit.tree.Unreadable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/** JSON of a lock file with the line of each member's name; depth and length are bounded. */
sealed interface LinedJson {
  /** Line on which the value's name (in an object) or the value itself begins. */
  int line();

  /** An object. */
  record Obj(int line, Map<String, LinedJson> members) implements LinedJson {
    public Obj {
      members = Collections.unmodifiableMap(members);
    }

    @Nullable LinedJson get(String name) {
      return members.get(name);
    }

    /** The text of a member, or null where it is missing or no string. */
    @Nullable String text(String name) {
      return members.get(name) instanceof Scalar(_, String text, boolean string) && string
          ? text
          : null;
    }

    boolean flag(String name) {
      return members.get(name) instanceof Scalar(_, String text, boolean string)
          && !string
          && text.equals("true");
    }

    /** An object member; an empty one where it is missing or no object. */
    Obj object(String name) {
      return members.get(name) instanceof Obj object ? object : new Obj(line, Map.of());
    }
  }

  /** An array. */
  record Arr(int line, List<LinedJson> items) implements LinedJson {
    public Arr {
      items = List.copyOf(items);
    }
  }

  /** A string, or the text of any other simple value. */
  record Scalar(int line, String text, boolean string) implements LinedJson {}

  /** Reads a file that holds one object; anything else is an {@link Unreadable}. */
  static Obj read(SourceFile file, boolean comments) {
    try (JsonParser parser =
        factory(comments).createParser(ObjectReadContext.empty(), file.text())) {
      if (parser.nextToken() == null) {
        throw new Unreadable(1, "empty, a JSON object was expected");
      }
      LinedJson value = value(parser, 1);
      if (parser.nextToken() != null) {
        throw new Unreadable(line(parser), "text after the end of the object");
      }
      if (value instanceof Obj object) {
        return object;
      }
      throw new Unreadable(1, "a JSON object was expected");
    } catch (JacksonException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      throw new Unreadable(line, "not JSON: " + firstLine(e.getOriginalMessage()));
    }
  }

  private static String firstLine(@Nullable String message) {
    return message == null ? "broken" : message.lines().findFirst().orElse("broken");
  }

  private static JsonFactory factory(boolean comments) {
    return JsonFactory.builder()
        .streamReadConstraints(
            StreamReadConstraints.builder().maxNestingDepth(200).maxStringLength(1 << 20).build())
        .configure(JsonReadFeature.ALLOW_JAVA_COMMENTS, comments)
        .configure(JsonReadFeature.ALLOW_TRAILING_COMMA, comments)
        .build();
  }

  private static int line(JsonParser parser) {
    return parser.currentTokenLocation().getLineNr();
  }

  private static LinedJson value(JsonParser parser, int line) {
    JsonToken token = parser.currentToken();
    return switch (token) {
      case START_OBJECT -> {
        Map<String, LinedJson> members = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
          String name = parser.currentName();
          int at = line(parser);
          parser.nextToken();
          members.put(name, value(parser, at));
        }
        yield new Obj(line, members);
      }
      case START_ARRAY -> {
        List<LinedJson> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          items.add(value(parser, line(parser)));
        }
        yield new Arr(line, items);
      }
      case VALUE_STRING -> new Scalar(line, parser.getString(), true);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE, VALUE_NULL ->
          new Scalar(line, parser.getString(), false);
      case NOT_AVAILABLE, END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT ->
          throw new Unreadable(line(parser), "unexpected " + token);
    };
  }
}
