package dev.brisach.deploy.probe;

import dev.brisach.kit.wire.Exchange;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Comment;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/** Where an answer repeats a marker. */
final class Reflection {
  private static final Set<String> ADDRESSES =
      Set.of("href", "src", "action", "formaction", "data", "xlink:href", "content");

  /** A place in an answer. */
  enum Place {
    TEXT,
    ATTRIBUTE_DOUBLE,
    ATTRIBUTE_SINGLE,
    ATTRIBUTE_BARE,
    TAG,
    ADDRESS,
    HANDLER,
    SCRIPT,
    STYLE,
    COMMENT,
    RAW_TEXT,
    JSON,
    OTHER_BODY,
    HEADER,
    LOCATION
  }

  private Reflection() {}

  /** The places where an answer repeats a marker. */
  static Set<Place> of(Exchange exchange, String marker) {
    Set<Place> places = EnumSet.noneOf(Place.class);
    Exchange.Response response = exchange.response();
    for (Map.Entry<String, List<String>> header : response.headers().entrySet()) {
      if (header.getValue().stream().anyMatch(value -> value.contains(marker))) {
        places.add(header.getKey().equals("location") ? Place.LOCATION : Place.HEADER);
      }
    }
    String text = response.text();
    if (text.toLowerCase(Locale.ROOT).contains(marker)) {
      String type = String.valueOf(response.header("content-type")).toLowerCase(Locale.ROOT);
      if (html(type, text)) {
        html(Jsoup.parse(text), text, marker, places);
      } else {
        places.add(type.contains("json") ? Place.JSON : Place.OTHER_BODY);
      }
    }
    return places;
  }

  /** True where a browser takes the body as HTML. */
  static boolean html(String type, String text) {
    return type.contains("html")
        || type.contains("xhtml")
        || (type.equals("null") && text.stripLeading().startsWith("<"));
  }

  private static void html(Document document, String text, String marker, Set<Place> places) {
    document.traverse((node, _) -> node(node, text, marker, places));
  }

  private static void node(Node node, String text, String marker, Set<Place> places) {
    switch (node) {
      case Comment comment when has(comment.getData(), marker) -> places.add(Place.COMMENT);
      case DataNode data when has(data.getWholeData(), marker) ->
          places.add(
              node.parent() instanceof Element parent && parent.tagName().equals("style")
                  ? Place.STYLE
                  : Place.SCRIPT);
      case TextNode word when has(word.getWholeText(), marker) ->
          places.add(
              node.parent() instanceof Element parent && rawText(parent.tagName())
                  ? Place.RAW_TEXT
                  : Place.TEXT);
      case Element element -> element(element, text, marker, places);
      default -> {
        // nothing of its own
      }
    }
  }

  private static boolean rawText(String tag) {
    return tag.equals("textarea") || tag.equals("title") || tag.equals("noscript");
  }

  private static void element(Element element, String text, String marker, Set<Place> places) {
    if (has(element.tagName(), marker)) {
      places.add(Place.TAG);
    }
    for (Attribute attribute : element.attributes()) {
      if (has(attribute.getKey(), marker)) {
        places.add(Place.TAG);
      }
      if (has(attribute.getValue(), marker)) {
        String key = attribute.getKey().toLowerCase(Locale.ROOT);
        places.add(
            ADDRESSES.contains(key)
                ? Place.ADDRESS
                : key.startsWith("on") ? Place.HANDLER : Place.ATTRIBUTE_DOUBLE);
        places.add(quote(text, marker));
      }
    }
  }

  /** By which quote the attribute with the marker begins, as far as the source tells. */
  private static Place quote(String text, String marker) {
    int at = text.toLowerCase(Locale.ROOT).indexOf(marker);
    for (int i = at; i >= 0; at = text.toLowerCase(Locale.ROOT).indexOf(marker, at + 1), i = at) {
      for (int j = i - 1; j >= Math.max(0, i - 2000); j--) {
        char c = text.charAt(j);
        if (c == '>' || c == '<') {
          break;
        }
        if (c == '=' && j + 1 < text.length()) {
          char quote = text.charAt(j + 1);
          return quote == '"'
              ? Place.ATTRIBUTE_DOUBLE
              : quote == '\'' ? Place.ATTRIBUTE_SINGLE : Place.ATTRIBUTE_BARE;
        }
      }
    }
    return Place.ATTRIBUTE_DOUBLE;
  }

  private static boolean has(String text, String marker) {
    return text.contains(marker) || text.toLowerCase(Locale.ROOT).contains(marker);
  }
}
