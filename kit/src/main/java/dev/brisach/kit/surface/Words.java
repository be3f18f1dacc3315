package dev.brisach.kit.surface;

import java.util.StringJoiner;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;

/** The first words of an element, read in bounded time however deep a page is. */
final class Words {
  private static final int MAX_NODES = 40;
  private static final int MAX_LENGTH = 200;

  private Words() {}

  static String of(Element element) {
    StringJoiner words = new StringJoiner(" ");
    element
        .nodeStream()
        .limit(MAX_NODES)
        .forEach(node -> {
          if (node instanceof TextNode text && words.length() < MAX_LENGTH) {
            String said = text.text().strip();
            words.add(said.length() > MAX_LENGTH ? said.substring(0, MAX_LENGTH) : said);
          }
        });
    for (String attribute : new String[] {"title", "aria-label"}) {
      if (element.hasAttr(attribute) && words.length() < MAX_LENGTH) {
        words.add(element.attr(attribute));
      }
    }
    return words.toString().strip();
  }
}
