package dev.brisach.test.answers;

import dev.brisach.core.Confidence;
import dev.brisach.core.Context;
import dev.brisach.core.Proof;
import dev.brisach.core.Recorder;
import dev.brisach.core.Severity;
import dev.brisach.kit.live.Caller;
import dev.brisach.kit.live.LiveService;
import dev.brisach.kit.replay.Steps;
import dev.brisach.kit.wire.Exchange;
import dev.brisach.kit.wire.WireException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * No foreign origin may read answers with a user's cookies (CWE-942).
 *
 * <p>Breached: the answer names the very origin that was sent (random, {@code null}, or one that
 * only looks like the service's own) and allows credentials, again at a repeat with another origin
 * of the same sort, and there is something to read. A bare {@code *} is no breach: browsers send no
 * credentials with it. Writing operations are asked by their preflight, which changes nothing.
 */
public final class CrossOrigin extends LiveCheck {
  public CrossOrigin() {
    super("test.cross-origin", "Foreign origins cannot read answers with credentials", 942);
  }

  /** Two origins of one sort: the second is for the repeat. */
  private record Sort(String what, String first, String second) {}

  @Override
  public void examine(LiveService service, Context context, Recorder recorder) {
    List<Sort> sorts = sorts(service.wire().base());
    for (Visit visit : Visit.reading(service)) {
      meet(visit.sampled(), context, recorder);
      String broken = visit.broken();
      if (broken != null || visit.exchange() == null) {
        recorder.unexamined(visit.sampled().endpoint(), String.valueOf(broken));
        continue;
      }
      ask(visit.sampled(), visit.caller(), visit.sampled().request(), sorts, recorder);
    }
    for (Sampled sampled : Sampled.of(service)) {
      if (!sampled.reading()) {
        meet(sampled, context, recorder);
        Exchange.Request preflight =
            Exchange.Request.of("OPTIONS", sampled.request().target())
                .with("Access-Control-Request-Method", sampled.request().method());
        ask(sampled, service.stranger(), preflight, sorts, recorder);
      }
    }
  }

  private static List<Sort> sorts(URI base) {
    String host = base.getHost();
    List<Sort> sorts = new ArrayList<>();
    sorts.add(new Sort("any origin", "https://q7w3k9.example", "https://z2x8m4.example"));
    sorts.add(new Sort("the origin null", "null", "null"));
    sorts.add(
        new Sort(
            "an origin that begins like its own",
            base.getScheme() + "://" + host + ".q7w3k9.example",
            base.getScheme() + "://" + host + ".z2x8m4.example"));
    if (!host.contains(":")) {
      sorts.add(
          new Sort(
              "an origin that ends like its own",
              base.getScheme() + "://q7w3k9" + host,
              base.getScheme() + "://z2x8m4" + host));
    }
    return sorts;
  }

  private void ask(
      Sampled sampled,
      Caller caller,
      Exchange.Request request,
      List<Sort> sorts,
      Recorder recorder) {
    boolean preflight = request.method().equals("OPTIONS") && !sampled.reading();
    try {
      for (Sort sort : sorts) {
        Exchange first = caller.send(request.with("Origin", sort.first()));
        if (first.response().status() >= 500) {
          recorder.unexamined(
              sampled.endpoint(), "answers " + first.response().status() + " to a foreign origin");
          return;
        }
        if (allowed(first, sort.first(), preflight)) {
          Exchange repeat = caller.send(request.with("Origin", sort.second()));
          if (allowed(repeat, sort.second(), preflight)) {
            recorder.covered(sampled.endpoint());
            report(sampled, caller, sort, first, repeat, preflight, recorder);
            return;
          }
        }
      }
      recorder.covered(sampled.endpoint());
    } catch (WireException e) {
      recorder.unexamined(sampled.endpoint(), e.getMessage());
    }
  }

  private static boolean allowed(Exchange exchange, String origin, boolean preflight) {
    Exchange.Response response = exchange.response();
    @Nullable String named = response.header("access-control-allow-origin");
    boolean good = response.status() >= 200 && response.status() < 300;
    return origin.equals(named)
        && "true"
            .equalsIgnoreCase(
                String.valueOf(response.header("access-control-allow-credentials")).strip())
        && good
        && (preflight ? methodAllowed(exchange) : response.body().length > 0);
  }

  private static boolean methodAllowed(Exchange exchange) {
    String asked =
        String.valueOf(exchange.request().headers().get("Access-Control-Request-Method"));
    for (String value : exchange.response().all("access-control-allow-methods")) {
      for (String method : value.split(",", -1)) {
        if (method.strip().equalsIgnoreCase(asked)) {
          return true;
        }
      }
    }
    return false;
  }

  private void report(
      Sampled sampled,
      Caller caller,
      Sort sort,
      Exchange first,
      Exchange repeat,
      boolean preflight,
      Recorder recorder) {
    Proof proof =
        new Proof(
            "the answer allows the foreign origin by name, with credentials",
            List.of(
                step(Proof.Role.ATTACK, caller, first, sort.first()),
                step(Proof.Role.REPEAT, caller, repeat, sort.second())));
    boolean known = !caller.isStranger() && !preflight;
    recorder.finding(
        finding(
                sampled,
                known ? Severity.HIGH : Severity.MEDIUM,
                known ? Confidence.PROVED : Confidence.LIKELY,
                proof,
                942)
            .says(
                "Foreign origins may read with credentials",
                sampled.call()
                    + " allows "
                    + sort.what()
                    + " ("
                    + sort.first()
                    + ") with Access-Control-Allow-Credentials: true")
            .fix(
                "Compare Origin with a list of whole origins by equality, and leave both headers out"
                    + " where it is not on the list")
            .detail("origin", sort.first())
            .lesson(
                lesson(
                    "Any page that a logged-in user visits can read this answer as that user.",
                    "curl -si -H 'Origin: " + sort.first() + "' and look at the Allow headers",
                    "A fixed list of origins, compared as whole text.",
                    "Which other sites truly need your users' data in their pages?",
                    942,
                    "HTML5_Security_Cheat_Sheet"))
            .identity(sampled.call())
            .build());
  }

  private static Proof.Step step(Proof.Role role, Caller caller, Exchange exchange, String origin) {
    return Steps.step(
        role,
        caller.name(),
        exchange,
        "",
        Steps.expect(Proof.Expectation.Kind.HEADER_HAS, "access-control-allow-origin", origin),
        Steps.expect(
            Proof.Expectation.Kind.HEADER_HAS, "access-control-allow-credentials", "true"));
  }
}
