package dev.brisach.test.answers;

import dev.brisach.core.Confidence;
import dev.brisach.core.Context;
import dev.brisach.core.Proof;
import dev.brisach.core.Recorder;
import dev.brisach.core.Severity;
import dev.brisach.kit.live.LiveService;
import dev.brisach.kit.replay.Steps;
import dev.brisach.kit.wire.Exchange;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Pages that people act on cannot be framed by other sites (CWE-1021).
 *
 * <p>One finding for each service, at the first page that lacks it. Only pages that answer with
 * success count: an API's JSON needs no frame policy. Other headers missing from the same page are
 * named in the message, since none of them alone is a weakness.
 */
public final class SecurityHeaders extends LiveCheck {
  public SecurityHeaders() {
    super("test.security-headers", "Pages say who may frame them", 1021);
  }

  @Override
  public void examine(LiveService service, Context context, Recorder recorder) {
    List<Visit> visits = new ArrayList<>(Visit.reading(service));
    for (Sampled sampled : Sampled.of(service)) {
      meet(sampled, context, recorder);
      String barred = sampled.barred(context);
      if (!sampled.reading() && !sampled.request().method().equals("POST")) {
        recorder.covered(sampled.endpoint()); // no browser shows the answer as a page
      } else if (!sampled.reading() && barred != null) {
        recorder.unexamined(sampled.endpoint(), barred);
      } else if (!sampled.reading()) {
        visits.add(Visit.of(service, sampled));
      }
    }
    boolean told = false;
    for (Visit visit : visits) {
      Exchange exchange = visit.exchange();
      String broken = visit.broken();
      if (broken != null || exchange == null) {
        recorder.unexamined(visit.sampled().endpoint(), String.valueOf(broken));
      } else if (!page(exchange.response()) || frameGuarded(exchange.response())) {
        recorder.covered(visit.sampled().endpoint());
      } else if (told) {
        recorder.unexamined(visit.sampled().endpoint(), "lacks what an earlier page lacks");
      } else {
        told = true;
        recorder.covered(visit.sampled().endpoint());
        framed(visit, exchange, recorder);
      }
    }
  }

  private static boolean good(Exchange.Response response) {
    return response.status() >= 200 && response.status() < 300;
  }

  /** A page with something to click on. */
  private static boolean page(Exchange.Response response) {
    String type = String.valueOf(response.header("content-type")).toLowerCase(Locale.ROOT);
    if (!good(response) || !type.contains("html")) {
      return false;
    }
    String text = response.text().toLowerCase(Locale.ROOT);
    return text.contains("<form") || text.contains("<button") || text.contains("onclick=");
  }

  private static boolean frameGuarded(Exchange.Response response) {
    String options = String.valueOf(response.header("x-frame-options")).strip();
    boolean guarded = options.equalsIgnoreCase("deny") || options.equalsIgnoreCase("sameorigin");
    for (String policy : response.all("content-security-policy")) {
      String lower = policy.toLowerCase(Locale.ROOT);
      int at = lower.indexOf("frame-ancestors");
      if (at >= 0) {
        int end = lower.indexOf(';', at);
        String who =
            lower.substring(at + "frame-ancestors".length(), end < 0 ? lower.length() : end);
        return !(" " + who + " ").contains(" * "); // where both are there, only this one counts
      }
    }
    return guarded;
  }

  private static String alsoMissing(Exchange.Response response) {
    List<String> missing = new ArrayList<>();
    for (String name :
        List.of("Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy")) {
      if (response.header(name) == null) {
        missing.add(name);
      }
    }
    return missing.isEmpty() ? "" : "; missing as well: " + String.join(", ", missing);
  }

  private void framed(Visit visit, Exchange exchange, Recorder recorder) {
    String ancestors = "frame-ancestors '";
    Proof proof =
        new Proof(
            "a page with a form or button comes without a limit on who may frame it",
            List.of(
                Steps.step(
                    Proof.Role.ATTACK,
                    visit.caller().name(),
                    exchange,
                    "",
                    Steps.status("2xx"),
                    Steps.expect(Proof.Expectation.Kind.HEADER_LACKS, "x-frame-options", "DENY"),
                    Steps.expect(
                        Proof.Expectation.Kind.HEADER_LACKS,
                        "content-security-policy",
                        ancestors))));
    recorder.finding(
        finding(visit.sampled(), Severity.LOW, Confidence.LIKELY, proof, 1021)
            .says(
                "Pages may be framed by any site",
                visit.sampled().call()
                    + " answers a page with a form or button, with neither frame-ancestors nor"
                    + " X-Frame-Options"
                    + alsoMissing(exchange.response()))
            .fix(
                "Send Content-Security-Policy: frame-ancestors 'none' (or 'self') with every page,"
                    + " in one filter")
            .lesson(
                lesson(
                    "A foreign page can lay yours, unseen, under what its visitors click on.",
                    "curl -si the page and look for frame-ancestors",
                    "One filter before all handlers that sets the headers of every page.",
                    "Which pages of yours do something after a single click?",
                    1021,
                    "Clickjacking_Defense_Cheat_Sheet"))
            .identity("framing")
            .build());
  }
}
