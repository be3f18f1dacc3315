package dev.brisach.deploy.probe;

import dev.brisach.core.Severity;
import dev.brisach.deploy.probe.Kind.Placement;
import dev.brisach.kit.listen.Listener;
import dev.brisach.kit.wire.WireException;
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
      return new Verdict.Unknown("the service cannot call a listener of ours");
    }
    return Callback.sown(
        examination,
        listener,
        List.of(listener::urlFor),
        Placement.REPLACE,
        true,
        "the service calls the address that was sent");
  }
}
