package dev.brisach.deploy.probe;

import dev.brisach.core.Confidence;
import dev.brisach.core.Severity;
import dev.brisach.deploy.probe.Kind.Encoding;
import dev.brisach.deploy.probe.Kind.Placement;
import dev.brisach.kit.wire.WireException;
import java.util.List;

/**
 * Template and expression injection (CWE-1336): a random product in the syntax of each family of
 * engines comes back computed.
 */
final class TemplateInjection implements Detector {
  private static final Card CARD =
      new Card(
          "template-injection",
          List.of(1336),
          Severity.CRITICAL,
          "Input does not become part of a template",
          "Template injection",
          "Hand input to templates as a value, never as part of their text",
          "Which templates of yours are put together from text at run time?",
          "https://owasp.org/www-project-web-security-testing-guide/latest/"
              + "4-Web_Application_Security_Testing/07-Input_Validation_Testing/"
              + "18-Testing_for_Server-side_Template_Injection");

  private static Pairs.Echo in(String open, String close) {
    return new Pairs.Echo(
        Placement.APPEND,
        (a, b, word) -> word + open + a + "*" + b + close + word.charAt(0),
        (a, b, word) -> word + (long) a * b + word.charAt(0));
  }

  private static final List<Pairs.Echo> WAYS =
      List.of(
          in("{{", "}}"),
          in("${", "}"),
          in("#{", "}"),
          in("<%=", "%>"),
          in("{", "}"),
          in("[[${", "}]]"),
          in("*{", "}"),
          in("@(", ")"),
          in("~{", "}"));

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public boolean fits(Examination examination) {
    return examination.canary().reflected();
  }

  @Override
  public Verdict examine(Examination examination) throws WireException {
    for (Encoding encoding : examination.point().encodings()) {
      for (Pairs.Echo way : WAYS) {
        Verdict verdict =
            Pairs.echoed(
                examination, way, encoding, Confidence.PROVED, "an expression in it is computed");
        if (verdict != null) {
          return verdict;
        }
      }
    }
    return Verdict.CLEAN;
  }
}
