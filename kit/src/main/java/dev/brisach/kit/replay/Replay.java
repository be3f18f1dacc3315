package dev.brisach.kit.replay;

import dev.brisach.core.Proof;
import dev.brisach.kit.live.Caller;
import dev.brisach.kit.live.LiveService;
import dev.brisach.kit.wire.Exchange;
import dev.brisach.kit.wire.WireException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sends a proof again, step by step. Users log in anew, once each; values captured on the way take
 * the place of their names; what was prepared is taken away again whatever happens between.
 */
public final class Replay {
  /** What a replay came to. */
  public enum Verdict {
    /** Every step shows what the proof says. */
    SHOWN,
    /** Preparation and control are as they were, the attack no longer works. */
    GONE,
    /** A preparation or a control failed, or there was no answer: nothing can be said. */
    UNKNOWN;

    /** The spelling in machine output, for example {@code shown}. */
    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * What a step shows now.
   *
   * @param status 0 where there was no answer
   * @param failed expectations that do not hold, or why there was no answer
   */
  public record StepResult(Proof.Step step, int status, String excerpt, List<String> failed) {
    public StepResult {
      failed = List.copyOf(failed);
    }
  }

  /** All of it; steps after a failed preparation or control are not sent. */
  public record Result(Verdict verdict, List<StepResult> steps) {
    public Result {
      steps = List.copyOf(steps);
    }
  }

  /** What stands for a word made anew for each replay. */
  public static final String UNIQUE = "unique";

  private static final int EXCERPT = 400;

  private final Map<String, Caller> callers = new HashMap<>();
  private final Map<String, String> values = new HashMap<>();

  private Replay(LiveService service, String unique) {
    values.put(UNIQUE, unique);
    callers.put("", service.stranger());
    service.users().forEach(user -> callers.put(user.name(), user.steady()));
  }

  /** Sends a proof again; {@code unique} is a word that no earlier replay has used. */
  public static Result of(Proof proof, LiveService service, String unique) {
    return new Replay(service, unique).run(proof);
  }

  private Result run(Proof proof) {
    List<StepResult> results = new ArrayList<>();
    Verdict verdict = Verdict.SHOWN;
    for (Proof.Step step : proof.steps()) {
      boolean cleanup = step.role() == Proof.Role.CLEANUP;
      if (verdict == Verdict.UNKNOWN && !cleanup) {
        continue;
      }
      StepResult result = send(step);
      results.add(result);
      if (!result.failed().isEmpty() && !cleanup) {
        boolean attack = step.role() == Proof.Role.ATTACK || step.role() == Proof.Role.REPEAT;
        if (!attack || result.status() == 0) {
          verdict = Verdict.UNKNOWN;
        } else if (verdict == Verdict.SHOWN) {
          verdict = Verdict.GONE;
        }
      }
    }
    return new Result(verdict, results);
  }

  private StepResult send(Proof.Step step) {
    Caller caller = callers.get(step.identity());
    if (caller == null) {
      return failed(step, "there is no user " + step.identity() + " in the configuration");
    }
    Exchange exchange;
    try {
      exchange = caller.send(request(step.call()));
    } catch (WireException e) {
      return failed(step, e.getMessage());
    }
    List<String> wrong = new ArrayList<>();
    for (Proof.Capture capture : step.captures()) {
      String value = Captures.value(capture, exchange);
      if (value == null) {
        wrong.add("nothing to capture as " + capture.name() + " at " + capture.key());
      } else {
        values.put(capture.name(), value);
      }
    }
    for (Proof.Expectation expectation : step.expectations()) {
      Proof.Expectation filled =
          new Proof.Expectation(expectation.kind(), expectation.key(), filled(expectation.value()));
      if (!Expectations.hold(filled, exchange)) {
        wrong.add(Expectations.words(filled));
      }
    }
    String text = exchange.response().text();
    return new StepResult(
        step,
        exchange.response().status(),
        text.length() > EXCERPT ? text.substring(0, EXCERPT) : text,
        wrong);
  }

  private static StepResult failed(Proof.Step step, String reason) {
    return new StepResult(step, 0, "", List.of(reason));
  }

  private Exchange.Request request(Proof.Call call) {
    List<Exchange.Field> fields =
        call.headers().stream()
            .map(header -> new Exchange.Field(header.name(), filled(header.value())))
            .toList();
    String text = call.body();
    byte @Nullable [] body =
        text == null ? null : filled(text).getBytes(StandardCharsets.ISO_8859_1);
    String target = filled(call.target());
    boolean odd =
        breaks(target) || fields.stream().anyMatch(field -> breaks(field.name() + field.value()));
    return odd
        ? Exchange.Request.raw(call.method(), target, fields, body)
        : Exchange.Request.of(call.method(), target, fields, body);
  }

  private static boolean breaks(String text) {
    return text.indexOf('\r') >= 0 || text.indexOf('\n') >= 0 || text.indexOf('\0') >= 0;
  }

  /** Known names replaced; anything else that looks like one is a payload and stays. */
  private String filled(String text) {
    String all = text;
    for (Map.Entry<String, String> value : values.entrySet()) {
      all = all.replace("${" + value.getKey() + "}", value.getValue());
    }
    return all;
  }
}
