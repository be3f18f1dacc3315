package dev.brisach.test.access;

import dev.brisach.core.Proof;
import dev.brisach.kit.wire.Exchange;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Steps of proofs, made from what was sent and seen. */
final class Proofs {
  private static final int EXCERPT = 300;

  private Proofs() {}

  /** A step without captures. */
  static Proof.Step step(
      Proof.Role role, String identity, Exchange exchange, Proof.Expectation... expectations) {
    return step(role, identity, exchange, List.of(), List.of(expectations));
  }

  static Proof.Step step(
      Proof.Role role,
      String identity,
      Exchange exchange,
      List<Proof.Capture> captures,
      List<Proof.Expectation> expectations) {
    Exchange.Request request = exchange.request();
    List<Proof.Header> headers = new ArrayList<>();
    request.fields().forEach(field -> headers.add(new Proof.Header(field.name(), field.value())));
    byte[] body = request.body();
    String text = exchange.response().text();
    return new Proof.Step(
        role,
        identity,
        new Proof.Call(
            request.method(),
            request.target(),
            headers,
            body == null ? null : new String(body, StandardCharsets.ISO_8859_1)),
        captures,
        expectations,
        exchange.response().status(),
        text.length() > EXCERPT ? text.substring(0, EXCERPT) : text);
  }

  /** The same step with a text of its request replaced, as by the name of a captured value. */
  static Proof.Step replaced(Proof.Step step, String text, String by) {
    Proof.Call call = step.call();
    return new Proof.Step(
        step.role(),
        step.identity(),
        new Proof.Call(
            call.method(),
            call.target().replace(text, by),
            call.headers(),
            call.body() == null ? null : call.body().replace(text, by)),
        step.captures(),
        step.expectations().stream()
            .map(one -> new Proof.Expectation(one.kind(), one.key(), one.value().replace(text, by)))
            .toList(),
        step.status(),
        step.excerpt());
  }

  static Proof.Expectation status(String value) {
    return new Proof.Expectation(Proof.Expectation.Kind.STATUS, "", value);
  }

  static Proof.Expectation has(String value) {
    return new Proof.Expectation(Proof.Expectation.Kind.BODY_HAS, "", value);
  }
}
