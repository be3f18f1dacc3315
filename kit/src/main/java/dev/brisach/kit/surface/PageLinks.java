package dev.brisach.kit.surface;

import dev.brisach.kit.wire.Exchange;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.FormElement;

/** Reads from an answer where else one could go: links, forms, scripts, robots, sitemap. */
final class PageLinks {
  /** Text beyond this is not read. */
  private static final int MAX_TEXT = 1 << 20;

  private static final int MAX_LINKS = 2000;
  private static final Pattern ROBOTS =
      Pattern.compile(
          "(?im)^(?:(?:dis)?allow:[ \\t]{0,8}(/[^\\s*$#]{0,200})|sitemap:[ \\t]{0,8}(\\S{1,500}))");
  private static final Pattern LOCATION =
      Pattern.compile("(?i)<loc>\\s{0,20}([^<\\s]{1,500})\\s{0,20}</loc>");
  private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");

  /**
   * A request that could be sent.
   *
   * @param label words by which a person would know it
   */
  record Found(Exchange.Request request, Surface.Source source, String label) {}

  private final Addresses addresses;
  private final String at;
  private String relativeTo;
  private boolean cut;
  private final List<Found> found = new ArrayList<>();

  /**
   * A reader.
   *
   * @param at target of the page, for relative links
   */
  PageLinks(Addresses addresses, String at) {
    this.addresses = addresses;
    this.at = at;
    this.relativeTo = at;
  }

  /** True where the answer held more than was read. */
  boolean cut() {
    return cut;
  }

  List<Found> read(Exchange exchange) {
    String type = exchange.response().header("content-type");
    String kind = type == null ? "" : type.toLowerCase(Locale.ROOT);
    String text = exchange.response().text();
    cut = text.length() > MAX_TEXT || exchange.response().cut();
    String some = text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text;
    String location = exchange.response().header("location");
    if (location != null) {
      link("GET", location, Surface.Source.LINK, "");
    }
    if (kind.contains("html") || (kind.isEmpty() && some.stripLeading().startsWith("<"))) {
      html(some);
    } else if (kind.contains("javascript") || kind.contains("ecmascript")) {
      script(some);
    } else if (kind.contains("json")) {
      new Scripts((method, path) -> link(method, path, Surface.Source.LINK, "")).literals(some);
    } else if (at.startsWith("/robots.txt")) {
      matches(ROBOTS, some);
    } else if (kind.contains("xml") || at.startsWith("/sitemap")) {
      matches(LOCATION, some);
    }
    return found;
  }

  private void matches(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    while (!full() && matcher.find()) {
      for (int group = 1; group <= matcher.groupCount(); group++) {
        String path = matcher.group(group);
        if (path != null) {
          link("GET", path.replace("&amp;", "&"), Surface.Source.WELL_KNOWN, "");
        }
      }
    }
  }

  private void script(String text) {
    new Scripts((method, path) -> link(method, path, Surface.Source.SCRIPT, "")).read(text);
  }

  private void html(String text) {
    Document page = Jsoup.parse(text);
    Element base = page.selectFirst("base[href]");
    if (base != null) {
      String to = addresses.resolved(base.attr("href"), at);
      relativeTo = to == null ? at : to;
    }
    page.select("form").forEach(this::form); // first, for there are few and they matter most
    for (Element element :
        page.select("a[href], area[href], iframe[src], frame[src], link[href]")) {
      anchor(element);
    }
    for (Element element : page.select("script")) {
      if (element.hasAttr("src")) {
        link("GET", element.attr("src"), Surface.Source.LINK, "");
      } else {
        script(element.data());
      }
    }
    for (Element element : page.select("meta[http-equiv=refresh]")) {
      String content = element.attr("content");
      int url = content.toLowerCase(Locale.ROOT).indexOf("url=");
      if (url >= 0) {
        String to = content.substring(url + 4).replace("'", "").replace("\"", "");
        link("GET", to, Surface.Source.LINK, "");
      }
    }
    for (Element element : page.select("[^data-], [^hx-], [onclick], [onsubmit], [onchange]")) {
      attributes(element);
    }
  }

  private void anchor(Element element) {
    String href = element.hasAttr("href") ? element.attr("href") : element.attr("src");
    if (full()) {
      cut = true;
    } else if (href.stripLeading().regionMatches(true, 0, "javascript:", 0, 11)) {
      script(href.strip().substring(11));
    } else {
      String said = element.attr("data-method") + element.attr("data-turbo-method");
      String method = said.toLowerCase(Locale.ROOT);
      link(
          METHODS.contains(method) ? method.toUpperCase(Locale.ROOT) : "GET",
          href,
          Surface.Source.LINK,
          Words.of(element));
    }
  }

  private void attributes(Element element) {
    for (Attribute attribute : element.attributes()) {
      if (full()) {
        return;
      }
      String key = attribute.getKey();
      String value = attribute.getValue();
      String method = key.substring(key.lastIndexOf('-') + 1);
      if (key.contains("hx-") && METHODS.contains(method)) {
        link(method.toUpperCase(Locale.ROOT), value, Surface.Source.SCRIPT, Words.of(element));
      } else if (key.startsWith("data-") && value.startsWith("/")) {
        link("GET", value, Surface.Source.SCRIPT, Words.of(element));
      } else if (key.startsWith("on")) {
        String label = Words.of(element);
        new Scripts((verb, path) -> link(verb, path, Surface.Source.SCRIPT, label)).read(value);
      }
    }
  }

  private void form(Element element) {
    if (element instanceof FormElement form && !full()) {
      // an action of nothing is the page itself, whatever <base> says
      boolean self = form.attr("action").isBlank();
      List<Element> elements = Forms.elements(form);
      Exchange.Request request = Forms.request(form, elements, self ? at : relativeTo, addresses);
      if (request != null) {
        found.add(new Found(request, Surface.Source.FORM, Forms.label(elements)));
      }
    }
  }

  private boolean full() {
    return found.size() >= MAX_LINKS;
  }

  private void link(String method, String href, Surface.Source source, String label) {
    if (full()) {
      cut = true;
      return;
    }
    String target = addresses.resolved(href, relativeTo);
    if (target != null) {
      found.add(new Found(Exchange.Request.of(method, target), source, label));
    }
  }
}
