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
import org.jspecify.annotations.Nullable;

/** Response splitting (CWE-113): a header with a random name that was sent truly comes back. */
final class HeaderInjection implements Detector {
  private static final Card CARD =
      new Card(
          "header-injection",
          List.of(113),
          Severity.MEDIUM,
          "Input does not become a header of the answer",
          "Response splitting",
          "Refuse carriage return and line feed in values that become headers",
          "Which answer headers carry text of the caller, and who refuses line breaks there?",
          "https://owasp.org/www-community/vulnerabilities/CRLF_Injection");

  private static final List<String> BREAKS = List.of("\r\n", "\n", "\r", "\u560d\u560a");

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public boolean fits(Examination examination) {
    return examination.canary().places().contains(Place.HEADER)
        || examination.canary().places().contains(Place.LOCATION);
  }

  @Override
  public Verdict examine(Examination examination) throws WireException {
    Encoding encoding = examination.point().encodings().getFirst();
    for (String lineBreak : BREAKS) {
      Verdict verdict = tried(examination, lineBreak, encoding);
      if (verdict != null) {
        return verdict;
      }
    }
    return Verdict.CLEAN;
  }

  private static @Nullable Verdict tried(
      Examination examination, String lineBreak, Encoding encoding) throws WireException {
    List<Proof.Step> steps = new ArrayList<>();
    Exchange sample = examination.baseline().exchange();
    steps.add(Proofs.step(Proof.Role.CONTROL, examination.point(), sample, Proofs.status(sample)));
    for (int i = 0; i < 2; i++) {
      String name = "x-" + examination.markers().word();
      String value = examination.markers().word();
      Sender.Seen seen = examination.send(Payload.pure(lineBreak + name + ": " + value), encoding);
      String header = seen.exchange().response().header(name);
      if (header == null || !header.startsWith(value.substring(0, value.length() - 1))) {
        return null;
      }
      steps.add(
          Proofs.step(
              i == 0 ? Proof.Role.ATTACK : Proof.Role.REPEAT,
              examination.point(),
              seen.exchange(),
              Proofs.header(name, "")));
    }
    return new Verdict.Found(
        Confidence.PROVED,
        "a line break in it begins a new header of the answer",
        new Proof("the answer has a header whose name was sent", steps));
  }
}
