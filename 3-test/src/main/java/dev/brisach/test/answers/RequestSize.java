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
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A small but deep body does not break the service (CWE-770).
 *
 * <p>Control: the same kind of body three levels deep is answered without a server error. Breached:
 * 20,000 levels, some 40 KB, bring one, twice. Held: the deep body is refused with 4xx. Only JSON
 * bodies of operations that may be called count; for all others nothing is said.
 */
public final class RequestSize extends LiveCheck {
  private static final int DEEP = 20_000;

  public RequestSize() {
    super("test.request-size", "Small, deep bodies are refused without harm", 770);
  }

  @Override
  public void examine(LiveService service, Context context, Recorder recorder) {
    for (Sampled sampled : Sampled.of(service)) {
      meet(sampled, context, recorder);
      String barred = sampled.barred(context);
      String type = String.valueOf(sampled.request().headers().get("Content-Type"));
      if (sampled.request().body() == null || !type.contains("json")) {
        recorder.unexamined(sampled.endpoint(), "takes no JSON body; no other limit is tried");
      } else if (barred != null) {
        recorder.unexamined(sampled.endpoint(), barred);
      } else {
        judge(service, sampled, recorder);
      }
    }
  }

  private void judge(LiveService service, Sampled sampled, Recorder recorder) {
    Visit control = Visit.of(service, sampled);
    @Nullable String broken = control.broken();
    if (broken != null) {
      recorder.unexamined(sampled.endpoint(), broken);
      return;
    }
    try {
      Exchange shallow = control.caller().send(deep(sampled, 3));
      Exchange first = control.caller().send(deep(sampled, DEEP));
      int status = first.response().status();
      if (shallow.response().status() >= 500) {
        recorder.unexamined(sampled.endpoint(), "breaks on a shallow list as well");
      } else if (status >= 500) {
        Exchange repeat = control.caller().send(deep(sampled, DEEP));
        if (repeat.response().status() >= 500) {
          recorder.covered(sampled.endpoint());
          report(control, shallow, first, repeat, recorder);
        } else {
          recorder.unexamined(sampled.endpoint(), "unstable answers to a deep body");
        }
      } else if (status >= 400) {
        recorder.covered(sampled.endpoint());
      } else {
        recorder.unexamined(sampled.endpoint(), "takes a deep body with " + status);
      }
    } catch (WireException e) {
      recorder.unexamined(sampled.endpoint(), e.getMessage());
    }
  }

  private static Exchange.Request deep(Sampled sampled, int levels) {
    String text = "[".repeat(levels) + "]".repeat(levels);
    return Exchange.Request.of(
        sampled.request().method(),
        sampled.request().target(),
        sampled.request().fields(),
        text.getBytes(StandardCharsets.US_ASCII));
  }

  private void report(
      Visit control, Exchange shallow, Exchange first, Exchange repeat, Recorder recorder) {
    String who = control.caller().name();
    String ordinary = Integer.toString(shallow.response().status());
    String broken = Integer.toString(first.response().status());
    Proof proof =
        control.proof(
            "the same body breaks the service once it is deep",
            Steps.step(Proof.Role.CONTROL, who, shallow, "", Steps.status(ordinary)),
            Steps.step(Proof.Role.ATTACK, who, first, "", Steps.status(broken)),
            Steps.step(Proof.Role.REPEAT, who, repeat, "", Steps.status(broken)));
    String call = control.sampled().call();
    recorder.finding(
        finding(control.sampled(), Severity.MEDIUM, Confidence.LIKELY, proof, 770)
            .says(
                "Deep bodies break the service",
                call
                    + " answers "
                    + broken
                    + " to "
                    + DEEP
                    + " nested lists, "
                    + ordinary
                    + " to 3")
            .fix("Limit the nesting depth and the size of bodies in the JSON reader's settings")
            .lesson(
                lesson(
                    "A request of some kilobytes costs a thread its stack, or the service its memory.",
                    "Send " + DEEP + " opening brackets as the body",
                    "Set depth and size limits where bodies are parsed, for all handlers.",
                    "Which other inputs cost more than they weigh?",
                    770,
                    "Denial_of_Service_Cheat_Sheet"))
            .identity(call)
            .build());
  }
}
