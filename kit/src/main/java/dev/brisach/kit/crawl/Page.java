package dev.brisach.kit.crawl;

import dev.brisach.kit.wire.Exchange;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** Reads out of an answer which requests it names. */
public final class Page {
  private static final int MOST = 2000;
  private static final int MOST_TEXT = 1 << 20;
  private static final Pattern LITERAL =
      Pattern.compile("([\"'`])((?:https?://|\\.{0,2}/)[^\"'`\\s<>]{1,300})\\1");
  private static final Pattern LOC = Pattern.compile("<loc>\\s{0,20}([^<\\s]{1,1000})");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{[^}]{0,80}\\}|\\{\\w{1,40}\\}");

  private final URI base;
  private final Exchange exchange;
  private final String here;
  private final List<Found> found = new ArrayList<>();

  private Page(URI base, Exchange exchange) {
    this.base = base;
    this.exchange = exchange;
    this.here = exchange.request().target();
  }

  /** The requests that an answer names, those outside the base left out. */
  public static List<Found> read(URI base, Exchange exchange) {
    Page page = new Page(base, exchange);
    page.read();
    return page.found;
  }

  private void read() {
    String location = exchange.response().header("location");
    if (location != null) {
      link(here, location, Found.Way.LINK, "");
    }
    byte[] body = exchange.response().body();
    if (body.length == 0 || body.length > MOST_TEXT) {
      return;
    }
    String type =
        String.valueOf(exchange.response().header("content-type")).toLowerCase(Locale.ROOT);
    String text = exchange.response().text();
    if (Targets.path(here).endsWith("/robots.txt")) {
      robots(text);
    } else if (type.contains("html") || (type.equals("null") && text.contains("<"))) {
      html(text);
    } else if (type.contains("xml") && text.contains("<loc>")) {
      Matcher loc = LOC.matcher(text);
      while (loc.find() && found.size() < MOST) {
        link(here, loc.group(1).replace("&amp;", "&"), Found.Way.LINK, "");
      }
    } else if (type.contains("javascript") || type.contains("json")) {
      script(text);
    }
  }

  private void robots(String text) {
    for (String line : text.lines().limit(500).toList()) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        String word = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
        String value = line.substring(colon + 1).strip();
        boolean path = word.equals("allow") || word.equals("disallow");
        if ((path && !value.contains("*") && !value.contains("$")) || word.equals("sitemap")) {
          link("/", value, Found.Way.LINK, "");
        }
      }
    }
  }

  private void html(String text) {
    Document document = Jsoup.parse(text);
    Element stated = document.selectFirst("base[href]");
    String from = here;
    if (stated != null) {
      String other = Targets.resolved(base, here, stated.attr("href"));
      from = other == null ? here : other;
    }
    for (Element one : document.select("a[href], area[href], link[href]")) {
      link(from, one.attr("href"), Found.Way.LINK, one.tagName().equals("link") ? "" : label(one));
    }
    for (Element one : document.select("iframe[src], frame[src], script[src], embed[src]")) {
      link(from, one.attr("src"), Found.Way.LINK, "");
    }
    for (Element one : document.select("meta[http-equiv=refresh]")) {
      String content = one.attr("content");
      int at = content.toLowerCase(Locale.ROOT).indexOf("url=");
      if (at >= 0) {
        link(from, content.substring(at + 4).replace("'", ""), Found.Way.LINK, "");
      }
    }
    for (Element one : document.select("form")) {
      form(from, one);
    }
    for (Element one : document.select("script:not([src])")) {
      script(one.data());
    }
  }

  private static String label(Element element) {
    String text = element.text();
    return text.length() > 80 ? "" : text;
  }

  private void script(String text) {
    Matcher literal = LITERAL.matcher(text);
    while (literal.find() && found.size() < MOST) {
      String address = PLACEHOLDER.matcher(literal.group(2)).replaceAll("1");
      if (!address.startsWith("//") && !address.equals("/")) {
        link(here, address, Found.Way.SCRIPT, "");
      }
    }
  }

  private void link(String from, String address, Found.Way way, String label) {
    String target = Targets.resolved(base, from, address);
    if (target != null && found.size() < MOST) {
      found.add(new Found(Exchange.Request.of("GET", target), way, label));
    }
  }

  private void form(String from, Element form) {
    String action = form.attr("action");
    String target = Targets.resolved(base, from, action.isBlank() ? from : action);
    if (target == null || found.size() >= MOST) {
      return;
    }
    if (action.isBlank() && !from.equals(here)) {
      target = here;
    }
    StringJoiner fields = new StringJoiner("&");
    StringBuilder label = new StringBuilder();
    for (Element field : form.select("input, select, textarea, button")) {
      String type = field.attr("type").toLowerCase(Locale.ROOT);
      if (type.equals("submit") || field.tagName().equals("button")) {
        label.append(' ').append(field.text()).append(' ').append(field.attr("value"));
      }
      String value = value(field, type);
      if (value != null && !field.attr("name").isEmpty()) {
        fields.add(encoded(field.attr("name")) + "=" + encoded(value));
      }
    }
    boolean post = form.attr("method").equalsIgnoreCase("post");
    Exchange.Request request =
        post
            ? Exchange.Request.of("POST", target)
                .withBody(
                    "application/x-www-form-urlencoded",
                    fields.toString().getBytes(StandardCharsets.US_ASCII))
            : Exchange.Request.of(
                "GET", Targets.path(target) + (fields.length() == 0 ? "" : "?" + fields));
    found.add(new Found(request, Found.Way.FORM, label.toString()));
  }

  /** What a person would leave or write in a field; null where a browser sends nothing. */
  private static @Nullable String value(Element field, String type) {
    if (field.tagName().equals("select")) {
      Element chosen = field.selectFirst("option[selected]");
      Element option = chosen == null ? field.selectFirst("option") : chosen;
      return option == null ? null : option.hasAttr("value") ? option.attr("value") : option.text();
    }
    if (field.tagName().equals("textarea")) {
      return field.text().isEmpty() ? "text" : field.text();
    }
    String given = field.attr("value");
    return switch (type) {
      case "reset", "button", "image", "file" -> null;
      case "radio" -> field.hasAttr("checked") ? given : null;
      case "checkbox" -> given.isEmpty() ? "on" : given;
      case "submit", "hidden" -> given;
      case "number", "range" -> given.isEmpty() ? "1" : given;
      case "email" -> given.isEmpty() ? "somebody@example.com" : given;
      case "date" -> given.isEmpty() ? "2026-01-01" : given;
      case "url" -> given.isEmpty() ? "https://example.com/" : given;
      default -> given.isEmpty() ? "text" : given;
    };
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
