package dev.brisach.deploy.probe;

import java.util.List;
import java.util.Locale;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Tells from a page's tree whether a call in it is script, as far as that can be told unrun. */
final class ParsedScript {
  private static final List<String> ADDRESSES =
      List.of("href", "xlink:href", "src", "action", "formaction", "data");

  private ParsedScript() {}

  /** True where a script, handler or script address of the page calls, or loads what does. */
  static boolean calls(Document document, String word) {
    for (Element element : document.getAllElements()) {
      if (element.normalName().equals("script") && code(element.data(), word)) {
        return true;
      }
      for (Attribute attribute : element.attributes()) {
        if (attribute.getValue().contains(word) && calls(element, attribute, word)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean calls(Element element, Attribute attribute, String word) {
    String key = attribute.getKey().toLowerCase(Locale.ROOT);
    String value = attribute.getValue();
    if (key.startsWith("on")) {
      return code(value, word);
    }
    if (key.equals("srcdoc")) {
      return calls(org.jsoup.Jsoup.parse(value), word);
    }
    if (!ADDRESSES.contains(key)) {
      return false;
    }
    String address =
        value
            .strip()
            .replace("\t", "")
            .replace("\n", "")
            .replace("\r", "")
            .toLowerCase(Locale.ROOT);
    boolean loads =
        element.normalName().equals("script")
            && (address.startsWith("data:")
                || address.startsWith("//" + word)
                || address.startsWith("https://" + word));
    return loads
        || (address.startsWith("javascript:")
            && code(InsertionPoint.decoded(address.substring("javascript:".length())), word));
  }

  /** The word is called as code: outside every string literal and comment of the script. */
  static boolean code(String script, String word) {
    char in = 0;
    for (int i = 0; i < script.length(); i++) {
      char c = script.charAt(i);
      if (in != 0) {
        if (c == '\\') {
          i++;
        } else if (in == '`' && script.startsWith("${" + word + "(", i)) {
          return true;
        } else if (c == in || (c == '\n' && in != '`')) {
          in = 0;
        }
      } else if (c == '"' || c == '\'' || c == '`') {
        in = c;
      } else if (script.startsWith("//", i) || script.startsWith("/*", i)) {
        int end = script.indexOf(script.charAt(i + 1) == '/' ? "\n" : "*/", i + 2);
        i = end < 0 ? script.length() : end;
      } else if (script.startsWith(word + "(", i)) {
        return true;
      }
    }
    return false;
  }
}
