package dev.brisach.kit.replay;

import dev.brisach.core.Proof;
import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonFault;
import dev.brisach.core.json.JsonReader;
import dev.brisach.kit.wire.Exchange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes values from answers. */
public final class Captures {
  private Captures() {}

  /** The value that a capture means, or null where the answer has none. */
  public static @Nullable String value(Proof.Capture capture, Exchange exchange) {
    return switch (capture.place()) {
      case JSON -> json(exchange.response().body(), capture.key());
      case HEADER -> exchange.response().header(capture.key());
      case COOKIE -> cookie(exchange.response().all("set-cookie"), capture.key());
    };
  }

  /** The text, number or truth value at a JSON Pointer (RFC 6901), or null. */
  public static @Nullable String json(byte[] body, String pointer) {
    Json at;
    try {
      at = JsonReader.read(body);
    } catch (JsonFault e) {
      return null;
    }
    if (!pointer.isEmpty()) {
      for (String word : pointer.substring(1).split("/", -1)) {
        at = child(at, word.replace("~1", "/").replace("~0", "~"));
        if (at == null) {
          return null;
        }
      }
    }
    return switch (at) {
      case Json.Text(String text) -> text;
      case Json.Num _, Json.Bool _ -> dev.brisach.core.json.JsonWriter.line(at).strip();
      default -> null;
    };
  }

  private static @Nullable Json child(Json at, String key) {
    if (at instanceof Json.Obj object) {
      return object.get(key);
    }
    if (at instanceof Json.Arr(List<Json> items) && key.length() < 7 && isNumber(key)) {
      int index = Integer.parseInt(key);
      return index < items.size() ? items.get(index) : null;
    }
    return null;
  }

  private static boolean isNumber(String key) {
    return !key.isEmpty() && key.chars().allMatch(c -> c >= '0' && c <= '9');
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
