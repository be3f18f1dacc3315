package dev.brisach.kit.oci.registry;

import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonFault;
import dev.brisach.core.json.JsonReader;
import dev.brisach.kit.wire.Exchange;

/** Puts a registry's refusal into words (distribution specification, error codes). */
final class Faults {
  private Faults() {}

  /** The status, and the code and message of the body where it holds them. */
  static String words(Exchange.Response response) {
    StringBuilder words = new StringBuilder().append(response.status());
    try {
      if (response.body().length > 0 && response.body()[0] == '{') {
        for (Json error : JsonReader.readObject(response.body()).list("errors")) {
          if (error instanceof Json.Obj object) {
            add(words, object.text("code"));
            add(words, object.text("message"));
            break;
          }
        }
      }
    } catch (JsonFault e) {
      // the status says it alone
    }
    if (response.cut()) {
      words.append(" (").append(response.cutBecause()).append(')');
    }
    return words.toString();
  }

  private static void add(StringBuilder words, @org.jspecify.annotations.Nullable String text) {
    if (text != null && !text.isEmpty()) {
      words.append(' ').append(text.length() > 200 ? text.substring(0, 200) : text);
    }
  }
}
