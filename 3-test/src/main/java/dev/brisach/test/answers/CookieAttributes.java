package dev.brisach.test.answers;

import dev.brisach.core.Confidence;
import dev.brisach.core.Context;
import dev.brisach.core.Finding;
import dev.brisach.core.Proof;
import dev.brisach.core.Recorder;
import dev.brisach.core.Severity;
import dev.brisach.kit.live.LiveService;
import dev.brisach.kit.login.Cookie;
import dev.brisach.kit.login.LoggedIn;
import dev.brisach.kit.replay.Steps;
import dev.brisach.kit.wire.Exchange;
import dev.brisach.kit.wire.WireException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Cookies that carry a session say Secure, HttpOnly and SameSite (CWE-614, CWE-1004, CWE-1275).
 *
 * <p>Only cookies that look like a session by name and value; a preference or a token that scripts
 * must read is none. A missing Secure is of low severity over plain HTTP, where a proxy before the
 * service may add it.
 */
public final class CookieAttributes extends LiveCheck {
  public CookieAttributes() {
    super(
        "test.cookie-attributes",
        "Session cookies say Secure, HttpOnly and SameSite",
        614,
        1004,
        1275);
  }

  @Override
  public void examine(LiveService service, Context context, Recorder recorder) {
    boolean https = "https".equalsIgnoreCase(service.wire().base().getScheme());
    Set<String> told = new HashSet<>();
    for (Sampled sampled : Sampled.of(service)) {
      meet(sampled, context, recorder);
      if (!sampled.reading()) {
        String barred = sampled.barred(context);
        if (barred != null) {
          recorder.unexamined(sampled.endpoint(), barred);
          continue;
        }
        judge(Visit.of(service, sampled), https, told, recorder);
      }
    }
    login(service, https, told, recorder);
    for (Visit visit : Visit.reading(service)) {
      judge(visit, https, told, recorder);
      // a session is often given only to those who come without one
      if (!visit.caller().isStranger()) {
        try {
          Exchange bare = service.stranger().send(visit.sampled().request());
          Visit without = new Visit(visit.sampled(), service.stranger(), bare, "", List.of());
          if (without.broken() == null) {
            judge(without, https, told, recorder);
          }
        } catch (WireException e) {
          recorder.unexamined(visit.sampled().endpoint(), e.getMessage());
        }
      }
    }
  }

  /** The cookies that a login gave, told at the operation that looks like it. */
  private void login(LiveService service, boolean https, Set<String> told, Recorder recorder) {
    List<Sampled> all = Sampled.of(service);
    if (all.isEmpty() || !(Visit.caller(service) instanceof LoggedIn user)) {
      return;
    }
    Sampled at =
        all.stream()
            .filter(one -> one.call().startsWith("POST") && one.call().contains("login"))
            .findFirst()
            .orElse(all.getFirst());
    try {
      for (Cookie given : user.byCookies().cookies()) {
        SetCookie cookie = SetCookie.of(given);
        if (cookie.session() && told.add(cookie.name())) {
          for (Fault fault : faults(cookie, https)) {
            recorder.covered(at.endpoint());
            recorder.finding(said(at, "The login of " + user.name(), cookie, fault, null).build());
          }
        }
      }
    } catch (WireException e) {
      recorder.unexamined(at.endpoint(), e.getMessage());
    }
  }

  private void judge(Visit visit, boolean https, Set<String> told, Recorder recorder) {
    String broken = visit.broken();
    Exchange exchange = visit.exchange();
    if (broken != null || exchange == null) {
      recorder.unexamined(visit.sampled().endpoint(), String.valueOf(broken));
      return;
    }
    recorder.covered(visit.sampled().endpoint());
    for (String header : exchange.response().all("set-cookie")) {
      SetCookie cookie = SetCookie.parse(header);
      if (cookie.session() && told.add(cookie.name())) {
        faults(cookie, https).forEach(fault -> report(visit, exchange, cookie, fault, recorder));
      } else if (!cookie.session()
          && !cookie.secure()
          && !cookie.removal()
          && told.add(cookie.name() + " " + visit.sampled().endpoint())) {
        // set by the code of this very operation, so it is told for each
        Fault fault =
            new Fault(614, "Secure", Severity.LOW, "a browser sends it over plain HTTP too");
        report(visit, exchange, cookie, fault, recorder);
      }
    }
  }

  private record Fault(int cwe, String attribute, Severity severity, String why) {}

  private static List<Fault> faults(SetCookie cookie, boolean https) {
    List<Fault> faults = new java.util.ArrayList<>();
    boolean sameSite = cookie.sameSite().equals("lax") || cookie.sameSite().equals("strict");
    if (!cookie.httpOnly()) {
      faults.add(
          new Fault(
              1004, "HttpOnly", Severity.MEDIUM, "a script in the page can read the session"));
    }
    if (!cookie.secure()) {
      faults.add(
          new Fault(
              614,
              "Secure",
              https ? Severity.MEDIUM : Severity.LOW,
              "a browser sends the session over plain HTTP too"));
    }
    if (!sameSite) {
      faults.add(
          new Fault(
              1275,
              "SameSite",
              cookie.sameSite().equals("none") ? Severity.MEDIUM : Severity.LOW,
              cookie.sameSite().equals("none")
                  ? "SameSite=None sends the session with requests from every other site"
                  : "whether other sites' requests carry the session is left to the browser"));
    }
    return faults;
  }

  private void report(
      Visit visit, Exchange exchange, SetCookie cookie, Fault fault, Recorder recorder) {
    Proof proof =
        visit.proof(
            "the answer sets " + cookie.name() + " without a sound " + fault.attribute(),
            Steps.step(
                Proof.Role.ATTACK,
                visit.caller().name(),
                exchange,
                "Set-Cookie: " + cookie.masked(),
                Steps.expect(
                    Proof.Expectation.Kind.HEADER_HAS, "set-cookie", cookie.name() + "=")));
    recorder.finding(said(visit.sampled(), visit.sampled().call(), cookie, fault, proof).build());
  }

  private Finding.Builder said(
      Sampled at, String who, SetCookie cookie, Fault fault, @Nullable Proof proof) {
    Finding.Builder finding =
        Finding.of(info().id(), fault.severity(), Confidence.LIKELY)
            .cwe(fault.cwe())
            .at(at.endpoint(), at.location())
            .detail("endpoint", at.call());
    return (proof == null ? finding : finding.proof(proof))
        .says(
            (cookie.session() ? "Session cookie" : "Cookie") + " without " + fault.attribute(),
            who
                + " sets the cookie "
                + cookie.name()
                + " without a sound "
                + fault.attribute()
                + ": "
                + fault.why())
        .fix("Set the cookie as " + cookie.name() + "=…; Path=/; Secure; HttpOnly; SameSite=Lax")
        .detail("cookie", cookie.name())
        .lesson(
            lesson(
                "Whoever gets the session cookie is the user.",
                "Look at the Set-Cookie line of the answer: curl -si",
                "Let the framework's session settings set all three attributes in one place.",
                "Which other cookies of this service would let somebody in?",
                fault.cwe(),
                "Session_Management_Cheat_Sheet"))
        .identity(cookie.name(), fault.attribute());
  }
}
