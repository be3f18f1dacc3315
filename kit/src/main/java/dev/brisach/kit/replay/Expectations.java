package dev.brisach.kit.replay;

import dev.brisach.core.Proof;
import dev.brisach.kit.wire.Exchange;
import java.util.List;

/** Compares answers with what a proof expects of them. */
public final class Expectations {
  private Expectations() {}

  /** True where the answer shows it. */
  public static boolean hold(Proof.Expectation expected, Exchange exchange) {
    Exchange.Response response = exchange.response();
    String value = expected.value();
    return switch (expected.kind()) {
      case STATUS -> status(response.status(), value);
      case STATUS_NOT -> !status(response.status(), value);
      case BODY_HAS -> response.text().contains(value);
      case BODY_LACKS -> !response.text().contains(value);
      case HEADER_HAS -> has(response.all(expected.key()), value);
      case HEADER_LACKS -> !has(response.all(expected.key()), value);
    };
  }

  private static boolean has(List<String> values, String part) {
    return values.stream().anyMatch(value -> value.contains(part));
  }

  private static boolean status(int status, String wanted) {
    return wanted.endsWith("xx")
        ? Integer.toString(status).charAt(0) == wanted.charAt(0)
        : Integer.toString(status).equals(wanted);
  }

  /** An expectation as a sentence. */
  public static String words(Proof.Expectation expected) {
    String value = expected.value();
    return switch (expected.kind()) {
      case STATUS -> "the status is " + value;
      case STATUS_NOT -> "the status is not " + value;
      case BODY_HAS -> "the body holds " + value;
      case BODY_LACKS -> "the body does not hold " + value;
      case HEADER_HAS ->
          "the header " + expected.key() + (value.isEmpty() ? " is there" : " holds " + value);
      case HEADER_LACKS ->
          "the header "
              + expected.key()
              + (value.isEmpty() ? " is not there" : " does not hold " + value);
    };
  }
}
