package dev.brisach.deploy.probe;

import dev.brisach.core.Confidence;
import dev.brisach.core.Proof;
import dev.brisach.core.Severity;
import dev.brisach.deploy.probe.Kind.Encoding;
import dev.brisach.deploy.probe.Reflection.Place;
import dev.brisach.kit.wire.Exchange;
import dev.brisach.kit.wire.WireException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * Reflected cross-site scripting (CWE-79), by parsing the answer as a browser would: an element, a
 * handler or a script of ours stands in the document. Likely only; proved is what a browser ran.
 */
final class ReflectedScript implements Detector {
  private static final Card CARD =
      new Card(
          "reflected-script",
          List.of(79),
          Severity.HIGH,
          "Input does not become markup or script of a page",
          "Cross-site scripting (reflected)",
          "Escape the value for the very place where it is written (text, attribute, script, URL),"
              + " best by a template engine that does so by itself",
          "Into which places of your pages is text of others written, and who escapes it there?",
          "https://cheatsheetseries.owasp.org/cheatsheets/"
              + "Cross_Site_Scripting_Prevention_Cheat_Sheet.html");

  private static final Set<Place> IN_A_PAGE =
      Set.of(
          Place.TEXT,
          Place.ATTRIBUTE_DOUBLE,
          Place.ATTRIBUTE_SINGLE,
          Place.ATTRIBUTE_BARE,
          Place.TAG,
          Place.ADDRESS,
          Place.HANDLER,
          Place.SCRIPT,
          Place.STYLE,
          Place.COMMENT,
          Place.RAW_TEXT);

  /** A way out of a place, and how the parsed page shows that it worked. */
  private record Way(Place place, String needs, Kind.Placement placement, Text text, Shows shows) {}

  @FunctionalInterface
  private interface Text {
    String of(String word);
  }

  @FunctionalInterface
  private interface Shows {
    boolean in(Document document, String word);
  }

  private static final List<Way> WAYS =
      List.of(
          element(Place.TEXT, ""),
          element(Place.RAW_TEXT, "</title></textarea></noscript>"),
          element(Place.COMMENT, "-->"),
          element(Place.STYLE, "</style>"),
          element(Place.SCRIPT, "</script>"),
          element(Place.ATTRIBUTE_DOUBLE, "\">"),
          element(Place.ATTRIBUTE_SINGLE, "'>"),
          element(Place.ATTRIBUTE_BARE, " >"),
          handler(Place.ATTRIBUTE_DOUBLE, "\""),
          handler(Place.ATTRIBUTE_SINGLE, "'"),
          handler(Place.ATTRIBUTE_BARE, " "),
          handler(Place.TAG, " "),
          new Way(
              Place.SCRIPT,
              "\"",
              Kind.Placement.APPEND,
              w -> "\"-" + w + "()-\"",
              ReflectedScript::called),
          new Way(
              Place.SCRIPT,
              "'",
              Kind.Placement.APPEND,
              w -> "'-" + w + "()-'",
              ReflectedScript::called),
          new Way(
              Place.HANDLER,
              "'",
              Kind.Placement.APPEND,
              w -> "'-" + w + "()-'",
              ReflectedScript::handled),
          new Way(
              Place.ADDRESS,
              "",
              Kind.Placement.REPLACE,
              w -> "javascript:" + w + "()",
              ReflectedScript::addressed));

  private static Way element(Place place, String before) {
    return new Way(
        place,
        "<>" + (before.contains("\"") ? "\"" : before.contains("'") ? "'" : ""),
        Kind.Placement.APPEND,
        w -> before + "<" + w + " onclick=" + w + ">" + w,
        (document, w) ->
            document.select(w + "[onclick]").stream()
                .anyMatch(one -> one.attr("onclick").equals(w)));
  }

  private static Way handler(Place place, String before) {
    String quote = before.isBlank() ? "" : before;
    return new Way(
        place,
        quote,
        Kind.Placement.APPEND,
        w -> before + " on" + w + "=" + quote + w,
        (document, w) -> !document.select("[on" + w + "]").isEmpty());
  }

  private static boolean called(Document document, String word) {
    return document.select("script").stream().anyMatch(one -> code(one.data(), word));
  }

  /** The word is called as code: outside every string literal of the script. */
  static boolean code(String script, String word) {
    char in = 0;
    for (int i = 0; i < script.length(); i++) {
      char c = script.charAt(i);
      if (in != 0) {
        if (c == '\\') {
          i++;
        } else if (c == in || (c == '\n' && in != '`')) {
          in = 0;
        }
      } else if (c == '"' || c == '\'' || c == '`') {
        in = c;
      } else if (c == '/' && script.startsWith("//", i)) {
        int end = script.indexOf('\n', i);
        i = end < 0 ? script.length() : end;
      } else if (script.startsWith(word + "()", i)) {
        return true;
      }
    }
    return false;
  }

  private static boolean handled(Document document, String word) {
    return document.getAllElements().stream()
        .flatMap(element -> element.attributes().asList().stream())
        .anyMatch(
            attribute -> attribute.getKey().startsWith("on") && code(attribute.getValue(), word));
  }

  private static boolean addressed(Document document, String word) {
    for (Element element : document.select("a, form, iframe, area, button, input")) {
      for (String key : List.of("href", "src", "action", "formaction")) {
        if (element.attr(key).strip().toLowerCase(Locale.ROOT).startsWith("javascript:" + word)) {
          return true;
        }
      }
    }
    return false;
  }

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public boolean fits(Examination examination) {
    return examination.canary().places().stream().anyMatch(IN_A_PAGE::contains);
  }

  @Override
  public Verdict examine(Examination examination) throws WireException {
    for (Way way : WAYS) {
      if (!examination.canary().places().contains(way.place())) {
        continue;
      }
      for (Encoding encoding : examination.point().kind().encodings()) {
        String alive = examination.canary().survivors().getOrDefault(encoding, "");
        if (way.needs().chars().allMatch(c -> alive.indexOf(c) >= 0)) {
          Verdict verdict = tried(examination, way, encoding);
          if (verdict != null) {
            return verdict;
          }
        }
      }
    }
    return Verdict.CLEAN;
  }

  private static @Nullable Verdict tried(Examination examination, Way way, Encoding encoding)
      throws WireException {
    List<Proof.Step> steps = new ArrayList<>();
    String word = examination.markers().word();
    Sender.Seen control = examination.send(Payload.pure(word), way.placement(), encoding);
    Exchange last = control.exchange();
    steps.add(
        Proofs.step(
            Proof.Role.CONTROL,
            examination.point(),
            control.exchange(),
            Proofs.status(control.exchange())));
    for (int i = 0; i < 2; i++) {
      String other = examination.markers().word();
      String text = way.text().of(other);
      Sender.Seen seen = examination.send(Payload.pure(text), way.placement(), encoding);
      if (!shown(seen.exchange(), way, other)) {
        return null;
      }
      last = seen.exchange();
      String shows = last.response().text().contains(text) ? text : other;
      steps.add(
          Proofs.step(
              i == 0 ? Proof.Role.ATTACK : Proof.Role.REPEAT,
              examination.point(),
              seen.exchange(),
              Proofs.has(shows)));
    }
    return new Verdict.Found(
        strict(last) || examination.point().kind() == Kind.HEADER
            ? Confidence.HEURISTIC
            : Confidence.LIKELY,
        "what is sent becomes "
            + (way.placement() == Kind.Placement.REPLACE ? "a script address" : "markup or code")
            + " of the page ("
            + way.place().name().toLowerCase(Locale.ROOT).replace('_', ' ')
            + ")"
            + (strict(last) ? "; the content security policy may keep it from running" : ""),
        new Proof("the parsed page holds an element, handler or call that was sent", steps));
  }

  private static boolean shown(Exchange exchange, Way way, String word) {
    String type =
        String.valueOf(exchange.response().header("content-type")).toLowerCase(Locale.ROOT);
    String text = exchange.response().text();
    return Reflection.html(type, text) && way.shows().in(Jsoup.parse(text), word);
  }

  /** True where a policy forbids scripts in the page itself. */
  private static boolean strict(Exchange exchange) {
    String policy = String.valueOf(exchange.response().header("content-security-policy"));
    return (policy.contains("script-src") || policy.contains("default-src"))
        && !policy.contains("'unsafe-inline'");
  }
}
