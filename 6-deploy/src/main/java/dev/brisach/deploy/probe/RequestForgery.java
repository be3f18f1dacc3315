package dev.brisach.deploy.probe;

import dev.brisach.core.Confidence;
import dev.brisach.core.Proof;
import dev.brisach.core.Severity;
import dev.brisach.deploy.probe.Kind.Encoding;
import dev.brisach.deploy.probe.Kind.Placement;
import dev.brisach.kit.listen.Listener;
import dev.brisach.kit.wire.WireException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Server-side request forgery (CWE-918): an address of our own listener, with a random token, takes
 * the place of the value, and the service calls it, twice.
 */
final class RequestForgery implements Detector {
  private static final Card CARD =
      new Card(
          "request-forgery",
          List.of(918),
          Severity.HIGH,
          "Input does not make the service call an address",
          "Server-side request forgery",
          "Call only hosts of a fixed list, after resolving the name, and never follow redirects out"
              + " of it",
          "Which of your outgoing calls take their address from a request?",
          "https://cheatsheetseries.owasp.org/cheatsheets/"
              + "Server_Side_Request_Forgery_Prevention_Cheat_Sheet.html");

  private static final Pattern NAMED =
      Pattern.compile(
          "ur[il]|link|href|src|host|callback|webhook|hook|target|dest|redirect|return|feed|image"
              + "|proxy|fetch|load|page|site|domain|address");
  private static final Duration PATIENCE = Duration.ofMillis(700);

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public boolean fits(Examination examination) {
    String name = examination.point().name().toLowerCase(Locale.ROOT);
    String value = examination.point().value();
    return examination.point().kind() != Kind.QUERY_NAME
        && examination.point().kind() != Kind.FORM_NAME
        && (value.contains("://") || value.startsWith("//") || NAMED.matcher(name).find())
        && !name.startsWith("x-forwarded")
        && !name.equals("referer");
  }

  @Override
  public Verdict examine(Examination examination) throws WireException {
    Listener listener = examination.sender().listener();
    if (listener == null) {
      return new Verdict.Unknown("no listener could be opened");
    }
    for (Encoding encoding : examination.point().kind().encodings()) {
      Verdict verdict = tried(examination, listener, encoding);
      if (verdict != null) {
        return verdict;
      }
    }
    return Verdict.CLEAN;
  }

  private static @org.jspecify.annotations.Nullable Verdict tried(
      Examination examination, Listener listener, Encoding encoding) throws WireException {
    Sender.Seen last = null;
    for (int i = 0; i < 2; i++) {
      String token = listener.newToken();
      last =
          examination.send(
              new Payload(listener.urlFor(token), Payload.Worst.CALLBACK),
              Placement.REPLACE,
              encoding);
      try {
        if (listener.await(token, PATIENCE).isEmpty()) {
          return null;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return null;
      }
    }
    return new Verdict.Found(
        Confidence.PROVED,
        "the service calls the address that was sent",
        new Proof(
            "our listener was called with a random token, twice; a replay sends the same request, the"
                + " call itself shows at a listener only",
            List.of(
                Proofs.step(
                    Proof.Role.ATTACK,
                    examination.point(),
                    java.util.Objects.requireNonNull(last).exchange(),
                    Proofs.status(last.exchange())))));
  }
}
