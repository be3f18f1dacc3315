package dev.brisach.test.answers;

import dev.brisach.core.Confidence;
import dev.brisach.core.Context;
import dev.brisach.core.Proof;
import dev.brisach.core.Recorder;
import dev.brisach.core.Severity;
import dev.brisach.kit.live.LiveService;
import dev.brisach.kit.replay.Steps;
import dev.brisach.kit.wire.Exchange;
import dev.brisach.kit.wire.WireException;
import org.jspecify.annotations.Nullable;

/**
 * Errors tell a caller nothing of the inside (CWE-209): wrong types, malformed text, broken bodies.
 *
 * <p>Breached: an answer of 400 or above with the shape of a stack trace, a database's message, an
 * exception class or a source path that the ordinary answer does not have. Held: none of the odd
 * requests brings any, and the ordinary request works; a 500 without details gives nothing away.
 */
public final class ErrorDetails extends LiveCheck {
  public ErrorDetails() {
    super("test.error-details", "Error answers tell nothing of the inside", 209);
  }

  @Override
  public void examine(LiveService service, Context context, Recorder recorder) {
    for (Visit visit : Visit.reading(service)) {
      judge(visit, context, recorder);
    }
    for (Sampled sampled : Sampled.of(service)) {
      if (!sampled.reading()) {
        String barred = sampled.barred(context);
        if (barred == null) {
          judge(Visit.of(service, sampled), context, recorder);
        } else {
          meet(sampled, context, recorder);
          recorder.unexamined(sampled.endpoint(), barred);
        }
      }
    }
  }

  private void judge(Visit control, Context context, Recorder recorder) {
    Sampled sampled = control.sampled();
    meet(sampled, context, recorder);
    Exchange ordinary = control.exchange();
    String broken = control.broken();
    if (broken != null || ordinary == null) {
      recorder.unexamined(sampled.endpoint(), String.valueOf(broken));
      return;
    }
    Traces.Seen usual = Traces.in(ordinary.response().text());
    try {
      for (Oddities.Odd odd : Oddities.of(sampled)) {
        context.checkCancelled();
        Exchange exchange = control.caller().send(odd.request());
        Traces.Seen seen = leak(exchange, usual);
        if (seen != null) {
          recorder.covered(sampled.endpoint());
          Exchange repeat = sampled.reading() ? control.caller().send(odd.request()) : null;
          boolean again = repeat != null && leak(repeat, usual) != null;
          report(control, ordinary, odd, exchange, again ? repeat : null, seen, recorder);
          return;
        }
      }
      recorder.covered(sampled.endpoint());
    } catch (WireException e) {
      recorder.unexamined(sampled.endpoint(), e.getMessage());
    }
  }

  private static Traces.@Nullable Seen leak(Exchange exchange, Traces.@Nullable Seen usual) {
    if (exchange.response().status() < 400) {
      return null;
    }
    Traces.Seen seen = Traces.in(exchange.response().text());
    return seen == null || (usual != null && usual.what().equals(seen.what())) ? null : seen;
  }

  private static boolean broke(Exchange exchange) {
    return exchange.response().status() >= 500;
  }

  private void report(
      Visit control,
      Exchange ordinary,
      Oddities.Odd odd,
      Exchange exchange,
      @Nullable Exchange repeat,
      Traces.Seen seen,
      Recorder recorder) {
    String who = control.caller().name();
    String status = Integer.toString(exchange.response().status());
    Proof.Step attack =
        Steps.step(Proof.Role.ATTACK, who, exchange, seen.excerpt(), Steps.status(status));
    Proof.Step first =
        Steps.step(
            Proof.Role.CONTROL,
            who,
            ordinary,
            "",
            broke(exchange) && !broke(ordinary)
                ? Steps.expect(Proof.Expectation.Kind.STATUS_NOT, "", "5xx")
                : Steps.status(ordinary));
    String difference = "the odd request brings " + seen.what() + ", the ordinary one does not";
    Proof proof =
        repeat == null
            ? control.proof(difference, first, attack)
            : control.proof(
                difference,
                first,
                attack,
                Steps.step(Proof.Role.REPEAT, who, repeat, seen.excerpt(), Steps.status(status)));
    String call = control.sampled().call();
    recorder.finding(
        finding(
                control.sampled(),
                seen.what().endsWith("trace") ? Severity.MEDIUM : Severity.LOW,
                repeat == null ? Confidence.LIKELY : Confidence.PROVED,
                proof,
                209)
            .says(
                "Error answers tell of the inside",
                call + " answers " + status + " with " + seen.what() + " to " + odd.what())
            .fix(
                "Catch it in one error handler: log the details under a number, answer a plain 400"
                    + " or 500 with that number")
            .lesson(
                lesson(
                    "Class names, paths and queries tell an attacker what to try next.",
                    "Send " + odd.what() + " and read the body",
                    "One error handler for the whole service, and the framework's debug mode off.",
                    "Who needs the details, and where would they look for them?",
                    209,
                    "Error_Handling_Cheat_Sheet"))
            .identity(call)
            .build());
  }
}
