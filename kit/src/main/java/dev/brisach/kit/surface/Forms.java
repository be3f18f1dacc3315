package dev.brisach.kit.surface;

import dev.brisach.kit.wire.Exchange;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.FormElement;
import org.jspecify.annotations.Nullable;

/** Fills in a form as a person would who takes what is offered, and presses its first button. */
final class Forms {
  private static final int MAX_FIELDS = 200;
  private static final int MAX_VALUE = 4000;
  private static final String BOUNDARY = "brisach-form-boundary";

  private record Field(String name, String value, boolean file) {}

  private Forms() {}

  /**
   * The request that a form would send, or null where it sends none.
   *
   * @param elements its fields and buttons
   * @param at target of the page
   * @param addresses resolves the form's action
   */
  static Exchange.@Nullable Request request(
      Element form, List<Element> elements, String at, Addresses addresses) {
    Element button = elements.stream().filter(Forms::submits).findFirst().orElse(null);
    String method = said(form, button, "method").toLowerCase(Locale.ROOT);
    String action = said(form, button, "action");
    String target = addresses.resolved(action, at);
    if (target == null || method.equals("dialog")) {
      return null;
    }
    List<Field> fields = fields(elements, button);
    if (!method.equals("post")) {
      String query = encoded(fields);
      String path = Addresses.path(target);
      return Exchange.Request.of("GET", query.isEmpty() ? path : path + "?" + query);
    }
    Exchange.Request request = Exchange.Request.of("POST", target);
    if (said(form, button, "enctype").toLowerCase(Locale.ROOT).startsWith("multipart")) {
      return request.withBody(
          "multipart/form-data; boundary=" + BOUNDARY,
          multipart(fields).getBytes(StandardCharsets.UTF_8));
    }
    return request.withBody(
        "application/x-www-form-urlencoded", encoded(fields).getBytes(StandardCharsets.UTF_8));
  }

  /** Its fields and buttons, also those that a broken page holds outside; bounded. */
  static List<Element> elements(FormElement form) {
    return form.elements().stream().limit(MAX_FIELDS).toList();
  }

  /** Words by which a person would know what a form does. */
  static String label(List<Element> elements) {
    StringJoiner words = new StringJoiner(" ");
    for (Element element : elements) {
      if (submits(element) && words.length() < 100) {
        words
            .add(element.attr("value"))
            .add(element.tagName().equals("button") ? Words.of(element) : "");
      }
    }
    return words.toString().strip();
  }

  /** What the pressed button says, else the form. */
  private static String said(Element form, @Nullable Element button, String what) {
    return button != null && button.hasAttr("form" + what)
        ? button.attr("form" + what)
        : form.attr(what);
  }

  private static boolean submits(Element element) {
    String type = element.attr("type").toLowerCase(Locale.ROOT);
    return element.tagName().equals("button")
        ? type.isEmpty() || type.equals("submit")
        : element.tagName().equals("input") && (type.equals("submit") || type.equals("image"));
  }

  private static List<Field> fields(List<Element> elements, @Nullable Element button) {
    List<Field> fields = new ArrayList<>();
    Set<String> checked = new HashSet<>();
    elements.stream().filter(e -> e.hasAttr("checked")).forEach(e -> checked.add(e.attr("name")));
    Set<String> radios = new HashSet<>();
    for (Element element : elements) {
      String name = element.attr("name");
      String type = element.attr("type").toLowerCase(Locale.ROOT);
      boolean pressed = element.equals(button) && !type.equals("image");
      if (name.isEmpty() || element.hasAttr("disabled") || (isButton(element, type) && !pressed)) {
        continue;
      }
      boolean choice = type.equals("radio") || type.equals("checkbox");
      if (choice && !element.hasAttr("checked") && checked.contains(name)) {
        continue; // another one of its group is chosen
      }
      if (choice && !checked.contains(name) && !radios.add(name)) {
        continue; // the first one of its group is taken
      }
      fields.add(new Field(name, value(element, type), type.equals("file")));
    }
    return fields;
  }

  private static boolean isButton(Element element, String type) {
    return element.tagName().equals("button")
        || Set.of("submit", "reset", "button", "image").contains(type);
  }

  private static String value(Element field, String type) {
    if (field.tagName().equals("select")) {
      Element chosen = field.selectFirst("option[selected]");
      Element any = chosen == null ? field.selectFirst("option[value~=.]") : chosen;
      Element some = any == null ? field.selectFirst("option") : any;
      return some == null ? "1" : cut(some.hasAttr("value") ? some.attr("value") : Words.of(some));
    }
    String given = field.tagName().equals("textarea") ? field.wholeText() : field.attr("value");
    if (!given.isEmpty()) {
      return cut(given);
    }
    return switch (type) {
      case "email" -> "anna@example.com";
      case "number", "range" -> field.hasAttr("min") ? cut(field.attr("min")) : "1";
      case "url" -> "https://example.com/";
      case "date" -> "2026-01-15";
      case "time" -> "12:00";
      case "datetime-local" -> "2026-01-15T12:00";
      case "month" -> "2026-01";
      case "color" -> "#336699";
      case "tel" -> "5550100";
      case "checkbox", "radio" -> "on";
      case "hidden", "submit" -> "";
      default -> "test";
    };
  }

  private static String cut(String value) {
    return value.length() > MAX_VALUE ? value.substring(0, MAX_VALUE) : value;
  }

  private static String encoded(List<Field> fields) {
    StringJoiner query = new StringJoiner("&");
    for (Field field : fields) {
      query.add(
          URLEncoder.encode(field.name, StandardCharsets.UTF_8)
              + "="
              + URLEncoder.encode(field.value, StandardCharsets.UTF_8));
    }
    return query.toString();
  }

  /** The body of RFC 7578. */
  private static String multipart(List<Field> fields) {
    StringBuilder body = new StringBuilder();
    for (Field field : fields) {
      String name = field.name.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
      body.append("--").append(BOUNDARY).append("\r\n");
      body.append("Content-Disposition: form-data; name=\"").append(name).append('"');
      if (field.file) {
        body.append("; filename=\"note.txt\"\r\nContent-Type: text/plain");
      }
      body.append("\r\n\r\n").append(field.value).append("\r\n");
    }
    return body.append("--").append(BOUNDARY).append("--\r\n").toString();
  }
}
