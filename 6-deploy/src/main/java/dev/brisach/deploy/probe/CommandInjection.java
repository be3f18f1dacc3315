package dev.brisach.deploy.probe;

import dev.brisach.core.Confidence;
import dev.brisach.core.Severity;
import dev.brisach.deploy.probe.Kind.Encoding;
import dev.brisach.deploy.probe.Kind.Placement;
import dev.brisach.kit.wire.WireException;
import java.util.List;

/**
 * Command injection (CWE-78): a shell computes the product of two random numbers and prints it
 * between random letters. Nothing but {@code echo} and arithmetic is ever sent.
 */
final class CommandInjection implements Detector {
  private static final Card CARD =
      new Card(
          "command-injection",
          List.of(78),
          Severity.CRITICAL,
          "Input does not become part of a command",
          "Command injection",
          "Start programs with a list of arguments and no shell, and let input choose among fixed"
              + " values",
          "Where does your service start programs, and is a shell among them?",
          "https://cheatsheetseries.owasp.org/cheatsheets/OS_Command_Injection_Defense_Cheat_Sheet.html");

  private static final Pairs.Text PRODUCT =
      (a, b, word) -> word + Long.toString((long) a * b) + word.charAt(0);

  private static Pairs.Echo shell(String before, String after) {
    return new Pairs.Echo(
        Placement.APPEND,
        (a, b, word) ->
            before + "echo " + word + "$((" + a + "*" + b + "))" + word.charAt(0) + after,
        PRODUCT);
  }

  private static final List<Pairs.Echo> WAYS =
      List.of(
          shell(";", ";"),
          shell("|", "|cat"),
          shell("&", "&"),
          shell("\n", "\n"),
          shell("$(", ")"),
          shell("\";", ";\""),
          shell("';", ";'"),
          shell("`", "`"),
          new Pairs.Echo(
              Placement.APPEND,
              (a, b, _) -> "&set /a " + a + "*" + b + "&",
              (a, b, _) -> Long.toString((long) a * b)));

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
    for (Encoding encoding : examination.point().kind().encodings()) {
      for (Pairs.Echo way : WAYS) {
        Verdict verdict =
            Pairs.echoed(
                examination,
                way,
                encoding,
                Confidence.PROVED,
                "a shell computes what is put behind the value");
        if (verdict != null) {
          return verdict;
        }
      }
    }
    return Verdict.CLEAN;
  }
}
