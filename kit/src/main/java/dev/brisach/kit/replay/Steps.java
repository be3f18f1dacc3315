package dev.brisach.kit.replay;

import dev.brisach.core.Proof;
import dev.brisach.core.Proof.Expectation.Kind;
import dev.brisach.kit.wire.Exchange;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes steps of proofs from what was sent and seen. */
public final class Steps {
  private static final int EXCERPT = 300;

  /** Headers that a caller who is named brings along. */
  private static final Set<String> CREDENTIAL = Set.of("authorization", "proxy-authorization");

  private Steps() {}

  /** A step whose excerpt is the beginning of the answer. */
  public static Proof.Step step(
      Proof.Role role, String identity, Exchange exchange, Proof.Expectation... expected) {
    return step(role, identity, exchange, exchange.response().text().strip(), expected);
  }

  /**
   * A step.
   *
   * @param excerpt telling part of the answer; cut where it is long
   */
  public static Proof.Step step(
      Proof.Role role,
      String identity,
      Exchange exchange,
      String excerpt,
      Proof.Expectation... expected) {
    Exchange.Request request = exchange.request();
    byte[] body = request.body();
    return new Proof.Step(
        role,
        identity,
        new Proof.Call(
            request.method(),
            request.target(),
            request.fields().stream()
                .filter(field -> identity.isEmpty() || !credential(field.name()))
                .map(field -> new Proof.Header(field.name(), field.value()))
                .toList(),
            body == null ? null : new String(body, StandardCharsets.ISO_8859_1)),
        List.of(),
        List.of(expected),
        exchange.response().status(),
        excerpt.length() > EXCERPT ? excerpt.substring(0, EXCERPT) + "…" : excerpt);
  }

  private static boolean credential(String header) {
    return CREDENTIAL.contains(header.toLowerCase(java.util.Locale.ROOT));
  }

  /** The same step, which takes values from its answer. */
  public static Proof.Step capturing(Proof.Step step, List<Proof.Capture> captures) {
    return new Proof.Step(
        step.role(),
        step.identity(),
        step.call(),
        captures,
        step.expectations(),
        step.status(),
        step.excerpt());
  }

  /** The same step sent to another target. */
  public static Proof.Step to(Proof.Step step, String target) {
    Proof.Call call = step.call();
    return called(step, new Proof.Call(call.method(), target, call.headers(), call.body()));
  }

  /** The same step with a text of its body and expectations replaced. */
  public static Proof.Step replaced(Proof.Step step, String text, String by) {
    Proof.Call call = step.call();
    @Nullable String body = call.body();
    Proof.Step changed =
        called(
            step,
            new Proof.Call(
                call.method(),
                call.target(),
                call.headers(),
                body == null ? null : body.replace(text, by)));
    return new Proof.Step(
        changed.role(),
        changed.identity(),
        changed.call(),
        changed.captures(),
        changed.expectations().stream()
            .map(one -> new Proof.Expectation(one.kind(), one.key(), one.value().replace(text, by)))
            .toList(),
        changed.status(),
        changed.excerpt());
  }

  private static Proof.Step called(Proof.Step step, Proof.Call call) {
    return new Proof.Step(
        step.role(),
        step.identity(),
        call,
        step.captures(),
        step.expectations(),
        step.status(),
        step.excerpt());
  }

  /** The status is this one, or one like {@code 2xx}. */
  public static Proof.Expectation status(String value) {
    return expect(Kind.STATUS, "", value);
  }

  /** The status is the one that was seen. */
  public static Proof.Expectation status(Exchange exchange) {
    return status(Integer.toString(exchange.response().status()));
  }

  /** The body holds a text. */
  public static Proof.Expectation has(String value) {
    return expect(Kind.BODY_HAS, "", value);
  }

  /** Any of the expectations that a proof knows. */
  public static Proof.Expectation expect(Kind kind, String key, String value) {
    return new Proof.Expectation(kind, key, value);
  }
}
