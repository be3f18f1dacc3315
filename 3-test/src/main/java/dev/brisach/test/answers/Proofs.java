package dev.brisach.test.answers;

import dev.brisach.core.Proof;
import dev.brisach.kit.wire.Exchange;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Writes exchanges down as steps of a proof. */
final class Proofs {
  /** Most characters of a body in a proof. */
  private static final int EXCERPT = 400;

  private Proofs() {}

  /** A step; headers of a credential are not in the request of an exchange. */
  static Proof.Step step(
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
                .filter(field -> !field.name().toLowerCase(Locale.ROOT).equals("authorization"))
                .map(field -> new Proof.Header(field.name(), field.value()))
                .toList(),
            body == null ? null : new String(body, StandardCharsets.ISO_8859_1)),
        List.of(),
        List.of(expected),
        exchange.response().status(),
        shortened(excerpt));
  }

  static Proof.Expectation expect(Proof.Expectation.Kind kind, String key, String value) {
    return new Proof.Expectation(kind, key, value);
  }

  static Proof.Expectation status(String status) {
    return expect(Proof.Expectation.Kind.STATUS, "", status);
  }

  static String shortened(String text) {
    return text.length() <= EXCERPT ? text : text.substring(0, EXCERPT) + "…";
  }
}
