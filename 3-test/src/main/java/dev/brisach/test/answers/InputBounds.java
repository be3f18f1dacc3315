package dev.brisach.test.answers;

import dev.brisach.core.Confidence;
import dev.brisach.core.Context;
import dev.brisach.core.Proof;
import dev.brisach.core.Recorder;
import dev.brisach.core.Severity;
import dev.brisach.core.json.Json;
import dev.brisach.kit.live.LiveService;
import dev.brisach.kit.openapi.ApiModel;
import dev.brisach.kit.openapi.Samples;
import dev.brisach.kit.openapi.Schema;
import dev.brisach.kit.replay.Steps;
import dev.brisach.kit.wire.Exchange;
import dev.brisach.kit.wire.WireException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The service keeps the bounds that its own API file declares (CWE-1284, CWE-1287).
 *
 * <p>Control: the sample with allowed values succeeds. Breached: with one forbidden value it
 * succeeds as well, and the value had an effect: a reading answer differs from that to an allowed
 * value, or a writing answer shows the forbidden value. A value that is taken and has no visible
 * effect may be ignored or clamped: not examined.
 */
public final class InputBounds extends LiveCheck {
  public InputBounds() {
    super("test.input-bounds", "Values outside the declared bounds are refused", 1284, 1287);
  }

  /** A request with one forbidden value. */
  private record Attempt(String where, Violations.Violation violation, Exchange.Request request) {}

  @Override
  public void examine(LiveService service, Context context, Recorder recorder) {
    if (service.api() == null) {
      recorder.skip("no OpenAPI file, so no bounds are declared");
      return;
    }
    for (Sampled sampled : Sampled.of(service)) {
      meet(sampled, context, recorder);
      ApiModel.Operation operation = sampled.operation();
      if (operation == null || (operation.parameters().isEmpty() && operation.body() == null)) {
        recorder.covered(sampled.endpoint()); // nothing comes in
        continue;
      }
      List<Attempt> attempts = attempts(sampled, operation);
      String barred = sampled.barred(context);
      if (attempts.isEmpty()) {
        recorder.unexamined(sampled.endpoint(), "the API file declares no bounds for its input");
      } else if (barred != null) {
        recorder.unexamined(sampled.endpoint(), barred);
      } else {
        judge(Visit.of(service, sampled), attempts, context, recorder);
      }
    }
  }

  private static List<Attempt> attempts(Sampled sampled, ApiModel.Operation operation) {
    List<Attempt> all = new ArrayList<>();
    for (ApiModel.Parameter parameter : operation.in("query")) {
      for (Violations.Violation violation : Violations.of(parameter.schema())) {
        Map<String, String> given = Map.of("query." + parameter.name(), violation.text());
        all.add(
            new Attempt(
                parameter.name(),
                violation,
                Sampled.request(sampled.prefix(), Sampled.SAMPLES.call(operation, given))));
      }
    }
    Samples.Sample body = Sampled.SAMPLES.body(operation);
    if (body != null && body.value() instanceof Json.Obj(Map<String, Json> members)) {
      for (Map.Entry<String, Schema> property : properties(operation, body).entrySet()) {
        for (Violations.Violation violation : Violations.of(property.getValue())) {
          Map<String, Json> changed = new LinkedHashMap<>(members);
          changed.put(property.getKey(), violation.value());
          Samples.Call call = Sampled.SAMPLES.call(operation);
          Samples.Sample odd = Sampled.SAMPLES.with(operation, body, new Json.Obj(changed));
          all.add(
              new Attempt(
                  property.getKey(),
                  violation,
                  Sampled.request(
                      sampled.prefix(),
                      new Samples.Call(
                          call.method(), call.target(), call.headers(), odd, List.of()))));
        }
      }
    }
    return all;
  }

  private static Map<String, Schema> properties(
      ApiModel.Operation operation, Samples.Sample sample) {
    ApiModel.Body body = operation.body();
    if (body == null) {
      return Map.of();
    }
    for (ApiModel.Content content : body.contents()) {
      if (sample.contentType().startsWith(content.mediaType())) {
        return content.schema().properties();
      }
    }
    return Map.of();
  }

  private void judge(Visit control, List<Attempt> attempts, Context context, Recorder recorder) {
    Sampled sampled = control.sampled();
    Exchange ordinary = control.exchange();
    String broken = control.broken();
    if (broken != null || ordinary == null || !good(ordinary)) {
      recorder.unexamined(
          sampled.endpoint(),
          broken != null || ordinary == null
              ? String.valueOf(broken)
              : "answers " + ordinary.response().status() + " to allowed values");
      return;
    }
    String unclear = "";
    try {
      for (Attempt attempt : attempts) {
        context.checkCancelled();
        Exchange exchange = control.caller().send(attempt.request());
        if (exchange.response().status() >= 500) {
          unclear =
              "answers "
                  + exchange.response().status()
                  + " outside the bounds of "
                  + attempt.where();
        } else if (good(exchange) && effective(sampled, ordinary, exchange, attempt)) {
          recorder.covered(sampled.endpoint());
          report(control, ordinary, attempt, exchange, recorder);
          return;
        } else if (good(exchange)) {
          unclear = "takes a forbidden " + attempt.where() + ", but nothing shows that it counts";
        }
      }
      if (unclear.isEmpty()) {
        recorder.covered(sampled.endpoint());
      } else {
        recorder.unexamined(sampled.endpoint(), unclear);
      }
    } catch (WireException e) {
      recorder.unexamined(sampled.endpoint(), e.getMessage());
    }
  }

  private static boolean good(Exchange exchange) {
    return exchange.response().status() >= 200 && exchange.response().status() < 300;
  }

  /**
   * A page that only says the value back is no effect of reading; a stored object is of writing.
   */
  private static boolean effective(
      Sampled sampled, Exchange ordinary, Exchange exchange, Attempt attempt) {
    String text = exchange.response().text();
    boolean shows = shows(text, attempt.violation().text());
    if (!sampled.reading()) {
      return shows && !shows(ordinary.response().text(), attempt.violation().text());
    }
    return attempt.violation().cwe() == 1284
        && !shows
        && exchange.response().body().length > ordinary.response().body().length
        && !Arrays.equals(exchange.response().body(), ordinary.response().body());
  }

  /** The value as a whole word. */
  private static boolean shows(String text, String value) {
    for (int at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + 1)) {
      int end = at + value.length();
      boolean begins = at == 0 || !part(text.charAt(at - 1));
      if (begins && (end == text.length() || !part(text.charAt(end)))) {
        return true;
      }
    }
    return false;
  }

  private static boolean part(char c) {
    return Character.isLetterOrDigit(c) || c == '-';
  }

  private void report(
      Visit control, Exchange ordinary, Attempt attempt, Exchange exchange, Recorder recorder) {
    String who = control.caller().name();
    String call = control.sampled().call();
    Proof proof =
        control.proof(
            "a value that the API file forbids is taken like an allowed one",
            Steps.step(Proof.Role.CONTROL, who, ordinary, "", Steps.status("2xx")),
            Steps.step(Proof.Role.ATTACK, who, exchange, Steps.status("2xx")));
    boolean reading = control.sampled().reading();
    recorder.finding(
        finding(
                control.sampled(),
                reading ? Severity.LOW : Severity.MEDIUM,
                reading ? Confidence.HEURISTIC : Confidence.LIKELY,
                proof,
                attempt.violation().cwe())
            .says(
                "Declared bounds are not kept",
                call
                    + " takes a value of "
                    + attempt.where()
                    + " against the API file, which declares "
                    + attempt.violation().bound())
            .fix(
                "Check "
                    + attempt.where()
                    + " on the server before it is used, and answer 400 or 422 where it does not fit")
            .detail("parameter", attempt.where())
            .lesson(
                lesson(
                    "What the code behind relies on does not hold: amounts, sizes, states.",
                    "Send " + attempt.where() + " outside of its declared bounds",
                    "Validate requests against the API file in one place.",
                    "What would a negative or huge value do three calls further on?",
                    attempt.violation().cwe(),
                    "Input_Validation_Cheat_Sheet"))
            .identity(call, attempt.where())
            .build());
  }
}
