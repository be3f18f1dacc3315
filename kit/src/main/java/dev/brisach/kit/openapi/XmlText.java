package dev.brisach.kit.openapi;

import dev.brisach.core.json.Json;
import java.util.List;
import java.util.Map;

/** Writes a value as XML (OpenAPI 3.1.0 section 4.8.26, without namespaces). */
final class XmlText {
  private XmlText() {}

  static String write(Schema schema, Json value) {
    if (value instanceof Json.Text(String text) && text.stripLeading().startsWith("<")) {
      return text; // an example that is a document already
    }
    StringBuilder out = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    String fallback = schema.name().isEmpty() ? "root" : schema.name();
    element(schema, named(schema, fallback), value, out);
    return out.toString();
  }

  private static String named(Schema schema, String fallback) {
    Schema.Xml xml = schema.xml();
    return name(xml == null || xml.name() == null ? fallback : xml.name());
  }

  /** Only letters, digits and a few marks make a name of an element. */
  private static String name(String text) {
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      name.append(Character.isLetterOrDigit(c) || c == '-' || c == '.' ? c : '_');
    }
    boolean start =
        !name.isEmpty() && (Character.isLetter(name.charAt(0)) || name.charAt(0) == '_');
    return start ? name.toString() : "_" + name;
  }

  private static void element(Schema schema, String name, Json value, StringBuilder out) {
    if (value instanceof Json.Arr(List<Json> items)) {
      boolean wrapped = schema.xml() != null && schema.xml().wrapped();
      if (wrapped) {
        out.append('<').append(name).append('>');
      }
      String inner = named(schema.items(), name);
      items.forEach(item -> element(schema.items(), inner, item, out));
      if (wrapped) {
        out.append("</").append(name).append('>');
      }
      return;
    }
    out.append('<').append(name);
    if (!(value instanceof Json.Obj(Map<String, Json> members))) {
      out.append('>').append(escaped(Samples.text(value))).append("</").append(name).append('>');
      return;
    }
    members.forEach((key, member) -> {
      Schema property = schema.properties().getOrDefault(key, Schema.ANY);
      if (attribute(property)) {
        out.append(' ').append(named(property, key)).append("=\"");
        out.append(escaped(Samples.text(member))).append('"');
      }
    });
    out.append('>');
    members.forEach((key, member) -> {
      Schema property = schema.properties().getOrDefault(key, Schema.ANY);
      if (!attribute(property)) {
        element(property, named(property, key), member, out);
      }
    });
    out.append("</").append(name).append('>');
  }

  private static boolean attribute(Schema schema) {
    return schema.xml() != null && schema.xml().attribute();
  }

  private static String escaped(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '&' -> out.append("&amp;");
        case '"' -> out.append("&quot;");
        default -> out.append(c);
      }
    }
    return out.toString();
  }
}
