package dev.brisach.deploy.probe;

import dev.brisach.core.Severity;
import dev.brisach.deploy.probe.Kind.Placement;
import dev.brisach.kit.wire.WireException;
import java.util.List;

/**
 * NoSQL injection (CWE-943): the name of a parameter takes an operator; {@code name[$eq]} answers
 * as the plain name does, and {@code name[$ne]} otherwise.
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
    return (kind == Kind.QUERY_NAME || kind == Kind.FORM_NAME) && !examination.mayWrite();
  }

  @Override
  public Verdict examine(Examination examination) throws WireException {
    Sender.Seen other =
        examination.send(
            Payload.read("[" + examination.markers().word(6) + "]"),
            Placement.APPEND,
            examination.point().kind().encodings().getFirst());
    if (examination.baseline().alike(other.look())) {
      return Verdict.CLEAN; // any bracket is answered as the sample is
    }
    Verdict verdict =
        Pairs.told(
            examination,
            OPERATORS,
            examination.point().kind().encodings().getFirst(),
            true,
            "an operator in its name reaches the query");
    return verdict == null ? Verdict.CLEAN : verdict;
  }
}
