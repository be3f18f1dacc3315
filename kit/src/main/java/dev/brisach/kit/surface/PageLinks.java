package dev.brisach.kit.surface;

import dev.brisach.kit.wire.Exchange;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * Reads from an answer where else one could go: links, forms, paths in scripts, robots, sitemap.
 */
final class PageLinks {
  /** Text beyond this is not read. */
  private static final int MAX_TEXT = 1 << 20;

  private static final int MAX_LINKS = 2000;
  private static final Pattern LITERAL =
      Pattern.compile("[\"'`](/[A-Za-z0-9_~.{}$-][A-Za-z0-9_~./{}$?=&%-]{0,200}+)[\"'`]");
  private static final Pattern ROBOTS =
      Pattern.compile("(?im)^(?:dis)?allow:[ \\t]{0,8}(/[^\\s*$#]{0,200})");
  private static final Pattern LOCATION =
      Pattern.compile("(?i)<loc>\\s{0,20}([^<\\s]{1,500})\\s{0,20}</loc>");
  private static final Set<String> NOT_SENT = Set.of("submit", "reset", "button", "image", "file");

  /**
   * A request that could be sent.
   *
   * @param label words by which a person would know it
   */
  record Found(Exchange.Request request, Surface.Source source, String label) {}

  private final String at;
  private final URI base;
  private final List<Found> found = new ArrayList<>();

  /**
   * A reader.
   *
   * @param base address of the service
   * @param at target of the page, for relative links
   */
  PageLinks(URI base, String at) {
    this.base = base;
    this.at = at;
  }

  List<Found> read(Exchange exchange) {
    String type = String.valueOf(exchange.response().header("content-type"));
    String kind = type.toLowerCase(Locale.ROOT);
    String text = exchange.response().text();
    String some = text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text;
    String location = exchange.response().header("location");
    if (location != null) {
      link(location, Surface.Source.LINK, "");
    }
    if (kind.contains("html")) {
      html(some);
    } else if (kind.contains("javascript") || kind.contains("ecmascript")) {
      script(some);
    } else if (at.startsWith("/robots.txt")) {
      matches(ROBOTS, some, Surface.Source.WELL_KNOWN);
    } else if (at.startsWith("/sitemap")) {
      matches(LOCATION, some, Surface.Source.WELL_KNOWN);
    }
    return found;
  }

  private void matches(Pattern pattern, String text, Surface.Source source) {
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      link(matcher.group(1), source, "");
    }
  }

  private void script(String text) {
    Matcher matcher = LITERAL.matcher(text);
    while (matcher.find()) {
      String path = matcher.group(1);
      if (path.indexOf('$') < 0 && path.indexOf('{') < 0 && !path.startsWith("//")) {
        link(path, Surface.Source.SCRIPT, "");
      }
    }
  }

  private void html(String text) {
    Document page = Jsoup.parse(text);
    for (Element element :
        page.select("a[href], area[href], iframe[src], frame[src], link[href]")) {
      String href = element.hasAttr("href") ? element.attr("href") : element.attr("src");
      link(href, Surface.Source.LINK, element.text());
    }
    for (Element element : page.select("script")) {
      if (element.hasAttr("src")) {
        link(element.attr("src"), Surface.Source.LINK, "");
      } else {
        script(element.data());
      }
    }
    for (Element element : page.select("meta[http-equiv=refresh]")) {
      String content = element.attr("content");
      int url = content.toLowerCase(Locale.ROOT).indexOf("url=");
      if (url >= 0) {
        link(
            content.substring(url + 4).replace("'", "").replace("\"", ""), Surface.Source.LINK, "");
      }
    }
    for (Element element : page.select("[^data-], [onclick]")) {
      for (Attribute attribute : element.attributes()) {
        if (attribute.getValue().startsWith("/") && attribute.getKey().startsWith("data-")) {
          link(attribute.getValue(), Surface.Source.SCRIPT, element.text());
        } else if (attribute.getKey().startsWith("on")) {
          script(attribute.getValue());
        }
      }
    }
    page.select("form").forEach(this::form);
  }

  private void form(Element form) {
    StringBuilder fields = new StringBuilder();
    for (Element field : form.select("input[name], select[name], textarea[name], button[name]")) {
      String type = field.attr("type").toLowerCase(Locale.ROOT);
      boolean off =
          (type.equals("checkbox") || type.equals("radio"))
              && (!field.hasAttr("checked")
                  && fields.indexOf(encoded(field.attr("name")) + "=") >= 0);
      if (NOT_SENT.contains(type) || off) {
        continue;
      }
      fields.append(fields.isEmpty() ? "" : "&").append(encoded(field.attr("name"))).append('=');
      fields.append(encoded(value(field, type)));
    }
    boolean post = form.attr("method").equalsIgnoreCase("post");
    String target = resolved(form.hasAttr("action") ? form.attr("action") : at);
    if (target == null || found.size() >= MAX_LINKS) {
      return;
    }
    String label = form.text() + " " + form.select("input[type=submit]").attr("value");
    if (post) {
      Exchange.Request request =
          Exchange.Request.of("POST", target)
              .withBody(
                  "application/x-www-form-urlencoded",
                  fields.toString().getBytes(StandardCharsets.UTF_8));
      found.add(new Found(request, Surface.Source.FORM, label));
    } else {
      int query = target.indexOf('?');
      String path = query < 0 ? target : target.substring(0, query);
      found.add(
          new Found(
              Exchange.Request.of("GET", fields.isEmpty() ? path : path + "?" + fields),
              Surface.Source.FORM,
              label));
    }
  }

  private static String value(Element field, String type) {
    if (field.tagName().equals("select")) {
      Element chosen = field.selectFirst("option[selected]");
      Element any = chosen == null ? field.selectFirst("option[value]") : chosen;
      return any == null ? "1" : any.attr("value");
    }
    String given = field.tagName().equals("textarea") ? field.text() : field.attr("value");
    if (!given.isEmpty()) {
      return given;
    }
    return switch (type) {
      case "email" -> "anna@example.com";
      case "number", "range" -> "1";
      case "url" -> "https://example.com/";
      case "date" -> "2026-01-15";
      case "tel" -> "5550100";
      case "checkbox", "radio" -> "on";
      default -> "test";
    };
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private void link(String href, Surface.Source source, String label) {
    String target = found.size() < MAX_LINKS ? resolved(href) : null;
    if (target != null) {
      found.add(new Found(Exchange.Request.of("GET", target), source, label));
    }
  }

  /** The target below the service's address, or null where it leads elsewhere. */
  private @Nullable String resolved(String href) {
    String text = href.strip();
    int fragment = text.indexOf('#');
    text = (fragment < 0 ? text : text.substring(0, fragment)).replace(" ", "%20");
    if (text.isEmpty() && fragment >= 0) {
      return null;
    }
    try {
      String prefix = base.getRawPath() == null ? "" : base.getRawPath();
      prefix = prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
      URI here = URI.create(base.getScheme() + "://" + base.getRawAuthority() + prefix + at);
      URI uri = here.resolve(text).normalize();
      String path = uri.getRawPath();
      if (!base.getScheme().equalsIgnoreCase(uri.getScheme())
          || !base.getRawAuthority().equalsIgnoreCase(uri.getRawAuthority())
          || path == null
          || !path.startsWith(prefix + "/")) {
        return null;
      }
      String below = path.substring(prefix.length());
      return uri.getRawQuery() == null ? below : below + "?" + uri.getRawQuery();
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
