package dev.brisach.deploy.probe;

import dev.brisach.core.Confidence;
import dev.brisach.core.Proof;
import dev.brisach.core.Severity;
import dev.brisach.deploy.probe.Kind.Encoding;
import dev.brisach.deploy.probe.Reflection.Place;
import dev.brisach.kit.wire.Exchange;
import dev.brisach.kit.wire.WireException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jspecify.annotations.Nullable;

/**
 * Reflected cross-site scripting (CWE-79), by parsing the answer as a browser would: an element, a
 * handler or a script of ours stands in the document. Proved is what then ran in a browser.
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

  private static final String RAN = ", which ran in ";

  /** Most answers that are shown in a browser for one point. */
  private static final int MOST_SHOWN = 6;

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
    Verdict likely = Verdict.CLEAN;
    int shown = 0;
    for (ScriptWays.Way way : ScriptWays.ALL) {
      if (!examination.canary().places().contains(way.place())) {
        continue;
      }
      for (Encoding encoding : examination.point().kind().encodings()) {
        if (!examination.canary().lets(way.needs(), encoding)) {
          continue;
        }
        Verdict verdict = tried(examination, way, encoding);
        if (verdict instanceof Verdict.Found found) {
          if (found.confidence() == Confidence.PROVED || found.message().contains(RAN)) {
            return found;
          }
          likely = likely instanceof Verdict.Found ? likely : found;
          if (!examination.sender().execution().missing().isEmpty() || ++shown >= MOST_SHOWN) {
            return likely;
          }
        }
      }
    }
    return likely;
  }

  /** One try of a way. */
  private record Try(Exchange exchange, String word, int number, String text) {}

  private static Try send(Examination examination, ScriptWays.Way way, Encoding encoding)
      throws WireException {
    String word = examination.markers().word();
    int number = examination.markers().number(1000, 9999);
    String text = way.of(word, number, examination.markers().word(3));
    Sender.Seen seen = examination.send(Payload.pure(text), way.placement(), encoding);
    return new Try(seen.exchange(), word, number, text);
  }

  private static @Nullable Verdict tried(
      Examination examination, ScriptWays.Way way, Encoding encoding) throws WireException {
    Try attack = send(examination, way, encoding);
    if (!parsed(attack)) {
      return null;
    }
    Try repeat = send(examination, way, encoding);
    if (!parsed(repeat)) {
      return null;
    }
    Sender.Seen harmless =
        examination.send(
            Payload.pure(attack.word() + examination.markers().word(2)), way.placement(), encoding);
    Try control = new Try(harmless.exchange(), attack.word(), attack.number(), "");
    Sender sender = examination.sender();
    boolean ran = ran(sender, attack) && ran(sender, repeat) && !ran(sender, control);
    InsertionPoint point = examination.point();
    List<Proof.Step> steps =
        List.of(
            Proofs.step(
                Proof.Role.CONTROL, point, control.exchange(), Proofs.status(control.exchange())),
            Proofs.step(Proof.Role.ATTACK, point, attack.exchange(), Proofs.has(telling(attack))),
            Proofs.step(Proof.Role.REPEAT, point, repeat.exchange(), Proofs.has(telling(repeat))));
    boolean strict = !ran && strict(attack.exchange());
    return new Verdict.Found(
        confidence(point, encoding, ran, strict),
        "what is sent becomes script of the page ("
            + way.place().name().toLowerCase(Locale.ROOT).replace('_', ' ')
            + ")"
            + (ran ? RAN + sender.execution().words() : "")
            + (strict ? "; the content security policy may keep it from running" : ""),
        new Proof(
            ran
                ? "the script that was sent ran in a browser, and plain text did not"
                : "the parsed page holds a script, handler or script address that was sent",
            steps));
  }

  /** Few attackers choose a header of somebody else's browser; the referring page they do. */
  private static Confidence confidence(
      InsertionPoint point, Encoding encoding, boolean ran, boolean strict) {
    if (point.kind() == Kind.HEADER) {
      boolean chosen = point.name().equalsIgnoreCase("referer") && encoding != Encoding.RAW;
      return ran ? (chosen ? Confidence.PROVED : Confidence.LIKELY) : Confidence.HEURISTIC;
    }
    return ran ? Confidence.PROVED : strict ? Confidence.HEURISTIC : Confidence.LIKELY;
  }

  private static boolean ran(Sender sender, Try one) {
    return sender.execution().missing().isEmpty()
        && sender
            .execution()
            .show(one.exchange(), one.word(), one.number(), sender.caller(), sender.context())
            .ran(one.number());
  }

  private static String telling(Try one) {
    return one.exchange().response().text().contains(one.text()) ? one.text() : one.word();
  }

  private static boolean parsed(Try one) {
    Exchange.Response response = one.exchange().response();
    String type = String.valueOf(response.header("content-type")).toLowerCase(Locale.ROOT);
    String text = response.text();
    return text.contains(one.word())
        && Reflection.html(type, text)
        && ParsedScript.calls(Jsoup.parse(text), one.word());
  }

  /** True where a policy forbids scripts in the page itself. */
  private static boolean strict(Exchange exchange) {
    String policy = String.valueOf(exchange.response().header("content-security-policy"));
    return (policy.contains("script-src") || policy.contains("default-src"))
        && !policy.contains("'unsafe-inline'");
  }
}
