package dev.brisach.deploy.probe;

import dev.brisach.core.Proof;
import dev.brisach.kit.wire.Exchange;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** Turns exchanges into the steps of a proof. */
final class Proofs {
  private static final int EXCERPT = 300;
  private static final Set<String> SECRET = Set.of("authorization", "proxy-authorization");

  private Proofs() {}

  /** A step as it was seen, with what its answer must show. */
  static Proof.Step step(
      Proof.Role role, InsertionPoint point, Exchange exchange, Proof.Expectation... more) {
    Exchange.Request request = exchange.request();
    byte[] body = request.body();
    String text = exchange.response().text().strip();
    return new Proof.Step(
        role,
        point.sample().caller(),
        new Proof.Call(
            request.method(),
            request.target(),
            request.fields().stream()
                .filter(field -> !SECRET.contains(field.name().toLowerCase(java.util.Locale.ROOT)))
                .map(field -> new Proof.Header(field.name(), field.value()))
                .toList(),
            body == null ? null : new String(body, StandardCharsets.ISO_8859_1)),
        List.of(),
        List.of(more),
        exchange.response().status(),
        text.length() > EXCERPT ? text.substring(0, EXCERPT) : text);
  }

  /** The answer has the status that was seen. */
  static Proof.Expectation status(Exchange exchange) {
    return new Proof.Expectation(
        Proof.Expectation.Kind.STATUS, "", Integer.toString(exchange.response().status()));
  }

  /** The body holds a text. */
  static Proof.Expectation has(String text) {
    return new Proof.Expectation(Proof.Expectation.Kind.BODY_HAS, "", text);
  }

  /** The body does not hold a text. */
  static Proof.Expectation lacks(String text) {
    return new Proof.Expectation(Proof.Expectation.Kind.BODY_LACKS, "", text);
  }

  /** A header holds a text; empty: it is there. */
  static Proof.Expectation header(String name, String text) {
    return new Proof.Expectation(Proof.Expectation.Kind.HEADER_HAS, name, text);
  }

  /** No such header holds a text. */
  static Proof.Expectation noHeader(String name, String text) {
    return new Proof.Expectation(Proof.Expectation.Kind.HEADER_LACKS, name, text);
  }
}
