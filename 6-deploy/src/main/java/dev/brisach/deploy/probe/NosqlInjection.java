package dev.brisach.deploy.probe;

import dev.brisach.core.Severity;
import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonPointer;
import dev.brisach.core.json.JsonWriter;
import dev.brisach.deploy.probe.Kind.Encoding;
import dev.brisach.deploy.probe.Kind.Placement;
import dev.brisach.kit.wire.WireException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * NoSQL injection (CWE-943): the name of a parameter, or a value in JSON, takes an operator. {@code
 * $eq} is answered as the plain value is, {@code $ne} otherwise. In JSON both halves begin with the
 * value itself, so that no statement reaches further than the sample's; only where that tells
 * nothing and the operation makes no harm, the value may be anything else.
 */
final class NosqlInjection implements Detector {
  private static final Card CARD =
      new Card(
          "nosql-injection",
          List.of(943),
          Severity.HIGH,
          "Input does not become an operator of a query",
          "NoSQL injection",
          "Take parameters as text only; refuse objects and names with brackets or a dollar",
          "Which of your handlers hand a parsed parameter to a query without asking its type?",
          "https://cheatsheetseries.owasp.org/cheatsheets/Injection_Prevention_Cheat_Sheet.html");

  private static final Pairs.Question OPERATORS =
      new Pairs.Question(Placement.APPEND, (_, _, _) -> "[$eq]", (_, _, _) -> "[$ne]");

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public boolean fits(Examination examination) {
    Kind kind = examination.point().kind();
    return kind == Kind.JSON
        || ((kind == Kind.QUERY_NAME || kind == Kind.FORM_NAME) && !examination.mayWrite());
  }

  @Override
  public Verdict examine(Examination examination) throws WireException {
    if (examination.point().kind() == Kind.JSON) {
      return inJson(examination);
    }
    Sender.Seen other =
        examination.send(
            Payload.read("[" + examination.markers().word(6) + "]"),
            Placement.APPEND,
            examination.point().encodings().getFirst());
    if (examination.baseline().alike(other.look())) {
      return Verdict.CLEAN; // any bracket is answered as the sample is
    }
    Verdict verdict =
        Pairs.told(
            examination,
            OPERATORS,
            examination.point().encodings().getFirst(),
            true,
            "an operator in its name reaches the query");
    return verdict == null ? Verdict.CLEAN : verdict;
  }

  private static Verdict inJson(Examination examination) throws WireException {
    String value = literal(examination.point());
    String word = examination.markers().word(6);
    Sender.Seen other =
        examination.send(
            Payload.read("{\"$" + word + "\":" + value + "}"), Placement.REPLACE, Encoding.VALUE);
    if (examination.baseline().alike(other.look())) {
      return Verdict.CLEAN; // any object is answered as the sample is
    }
    Verdict verdict =
        Pairs.told(
            examination,
            new Pairs.Question(
                Placement.REPLACE,
                (_, _, _) -> "{\"$eq\":" + value + "}",
                (_, _, _) -> "{\"$eq\":" + value + ",\"$ne\":" + value + "}"),
            Encoding.VALUE,
            true,
            "an operator in its place reaches the query");
    if (verdict == null && reads(examination)) {
      verdict =
          Pairs.told(
              examination,
              new Pairs.Question(
                  Placement.REPLACE,
                  (_, _, text) -> "{\"$ne\":\"" + text + "\"}",
                  (_, _, text) -> "{\"$eq\":\"" + text + "\"}"),
              Encoding.VALUE,
              false,
              "an operator in its place reaches the query");
    }
    return verdict == null ? Verdict.CLEAN : verdict;
  }

  /**
   * What matches more than the sample goes to a query only, or to a service that is thrown away.
   */
  private static boolean reads(Examination examination) {
    return !examination.mayWrite()
        || (examination.point().endpoint().method().equals("POST")
            && examination.sender().context().environment().isBox());
  }

  /** The value as it stands in the JSON of the sample. */
  private static String literal(InsertionPoint point) {
    byte[] body = point.seed().body();
    Json json = body == null ? null : PointFinder.json(new String(body, StandardCharsets.UTF_8));
    Json leaf = json == null ? null : JsonPointer.at(json, point.name());
    return JsonWriter.line(leaf == null ? new Json.Text(point.value()) : leaf).strip();
  }
}
