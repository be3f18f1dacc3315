package dev.brisach.deploy.probe;

import dev.brisach.core.Severity;
import dev.brisach.deploy.probe.Kind.Encoding;
import dev.brisach.deploy.probe.Kind.Placement;
import dev.brisach.kit.wire.WireException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * XPath injection (CWE-643): a comparison of {@code string-length()}, which SQL does not have, is
 * true or false behind the value.
 */
final class XpathInjection implements Detector {
  private static final Card CARD =
      new Card(
          "xpath-injection",
          List.of(643),
          Severity.HIGH,
          "Input does not become part of an XPath expression",
          "XPath injection",
          "Bind input to variables of the expression, or allow letters and digits only",
          "Where do you search XML by an expression that is joined from text?",
          "https://owasp.org/www-community/attacks/XPATH_Injection");

  private static Pairs.Question of(String before, String quote, String after, boolean or) {
    String join = or ? " or " : " and ";
    return new Pairs.Question(
        Placement.APPEND,
        (_, _, word) -> before + join + "string-length(" + quote + word + quote + ")=6" + after,
        (_, _, word) -> before + join + "string-length(" + quote + word + quote + ")=7" + after);
  }

  private static final List<Pairs.Question> NARROW =
      List.of(of("'", "'", " and '1'='1", false), of("\"", "\"", " and \"1\"=\"1", false));

  private static final List<Pairs.Question> WIDE =
      List.of(
          of("'", "'", " or '1'='2", true),
          of("\"", "\"", " or \"1\"=\"2", true),
          of("']|//*[", "'", " or '1'='2", true));

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public boolean fits(Examination examination) {
    return true;
  }

  @Override
  public Verdict examine(Examination examination) throws WireException {
    for (Encoding encoding : examination.point().encodings()) {
      Verdict verdict = first(examination, NARROW, encoding, true);
      if (verdict == null && !examination.mayWrite()) {
        verdict = first(examination, WIDE, encoding, false);
      }
      if (verdict != null) {
        return verdict;
      }
    }
    return Verdict.CLEAN;
  }

  private static @Nullable Verdict first(
      Examination examination, List<Pairs.Question> ways, Encoding encoding, boolean like)
      throws WireException {
    for (Pairs.Question way : ways) {
      Verdict verdict =
          Pairs.told(
              examination,
              way,
              encoding,
              like,
              "it ends a text of the expression, and a function of XPath behind it is computed");
      if (verdict != null) {
        return verdict;
      }
    }
    return null;
  }
}
