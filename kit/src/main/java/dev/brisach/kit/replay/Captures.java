package dev.brisach.kit.replay;

import dev.brisach.core.Proof;
import dev.brisach.core.json.JsonPointer;
import dev.brisach.kit.wire.Exchange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes values from answers. */
public final class Captures {
  private Captures() {}

  /** The value that a capture means, or null where the answer has none. */
  public static @Nullable String value(Proof.Capture capture, Exchange exchange) {
    return switch (capture.place()) {
      case JSON -> JsonPointer.value(exchange.response().body(), capture.key());
      case HEADER -> exchange.response().header(capture.key());
      case COOKIE -> cookie(exchange.response().all("set-cookie"), capture.key());
    };
  }

  private static @Nullable String cookie(List<String> headers, String name) {
    for (String header : headers) {
      int end = header.indexOf(';');
      String pair = (end < 0 ? header : header.substring(0, end)).strip();
      if (pair.startsWith(name + "=")) {
        return pair.substring(name.length() + 1);
      }
    }
    return null;
  }
}
