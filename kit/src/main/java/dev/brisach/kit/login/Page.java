package dev.brisach.kit.login;

import dev.brisach.kit.wire.Exchange;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * The form of a login page: where it is sent, and the fields that are filled already, such as a
 * CSRF token.
 *
 * @param action as written; null where the form has none
 * @param metaToken a token that the page's head holds for scripts, and its header's name
 */
record Page(@Nullable String action, Map<String, String> filled, Map<String, String> metaToken) {
  /** The form on a page that has most of these fields; empty where there is none. */
  static Page read(Exchange exchange, Collection<String> fields) {
    Document document = Jsoup.parse(exchange.response().text());
    Element best = null;
    long most = -1;
    for (Element form : document.select("form")) {
      long known =
          fields.stream()
                  .filter(name -> form.select("[name]").eachAttr("name").contains(name))
                  .count()
              + (form.select("input[type=password]").isEmpty() ? 0 : 1);
      if (known > most) {
        best = form;
        most = known;
      }
    }
    Map<String, String> filled = new LinkedHashMap<>();
    String action = null;
    if (best != null) {
      action = best.hasAttr("action") ? best.attr("action") : null;
      for (Element input : best.select("input[name]")) {
        if (input.attr("type").toLowerCase(Locale.ROOT).equals("hidden")) {
          filled.put(input.attr("name"), input.attr("value"));
        }
      }
    }
    return new Page(action, filled, meta(document));
  }

  /** Frameworks hand the token to scripts in a meta element, some with the header's name beside. */
  private static Map<String, String> meta(Document document) {
    String token = "";
    String header = "X-CSRF-Token";
    for (Element meta : document.select("meta[name][content]")) {
      switch (meta.attr("name").toLowerCase(Locale.ROOT)) {
        case "csrf-token", "_csrf", "csrf" -> token = meta.attr("content");
        case "_csrf_header", "csrf-header" -> header = meta.attr("content");
        default -> {}
      }
    }
    return token.isBlank() ? Map.of() : Map.of(header, token);
  }

  /** True for a page that asks for a password. */
  static boolean asksForPassword(Exchange exchange) {
    String type = exchange.response().header("content-type");
    return type != null
        && type.toLowerCase(Locale.ROOT).contains("html")
        && !Jsoup.parse(exchange.response().text()).select("input[type=password]").isEmpty();
  }
}
