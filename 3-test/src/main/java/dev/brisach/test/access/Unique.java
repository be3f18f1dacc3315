package dev.brisach.test.access;

import dev.brisach.core.Proof;
import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonFault;
import dev.brisach.core.json.JsonReader;
import dev.brisach.kit.openapi.ApiModel;
import dev.brisach.kit.openapi.Samples;
import dev.brisach.kit.replay.Steps;
import dev.brisach.kit.wire.Exchange;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes texts that must be one of a kind so, such as the name of an account. */
final class Unique {
  private int count;

  /** The object with new names. */
  Json.Obj of(Json.Obj object) {
    String word = Long.toString(System.nanoTime() % 1_000_000_000L, 36) + count++;
    Json.Obj all = object;
    for (Map.Entry<String, Json> member : object.members().entrySet()) {
      if (isKey(member.getKey()) && member.getValue() instanceof Json.Text(String text)) {
        int at = text.indexOf('@');
        String made = at < 0 ? text + word : text.substring(0, at) + word + text.substring(at);
        all = Bodies.with(all, member.getKey(), new Json.Text(made));
      }
    }
    return all;
  }

  /** A request of an operation; one that creates gets names of its own. */
  Exchange.Request request(Ground ground, ApiModel.Operation operation, Map<String, String> given) {
    Samples.Sample sample = operation.method().equals("POST") ? ground.body(operation) : null;
    return sample != null && sample.value() instanceof Json.Obj object
        ? ground.request(operation, given, of(object))
        : ground.request(operation, given);
  }

  private static boolean isKey(String member) {
    String name = member.toLowerCase(Locale.ROOT);
    return name.equals("name")
        || name.equals("login")
        || name.equals("slug")
        || name.equals("code")
        || name.contains("username")
        || name.contains("mail");
  }

  /**
   * The step of a proof whose new names are new again each time it is sent.
   *
   * @param object what the names were put into
   */
  static Proof.Step renewed(Json.Obj object, Proof.Step step) {
    Proof.Step all = step;
    for (Map.Entry<String, Json> member : object.members().entrySet()) {
      if (member.getValue() instanceof Json.Text(String text)) {
        String sent = sent(step.call().body(), member.getKey());
        if (sent != null && !sent.equals(text)) {
          int at = sent.indexOf('@');
          String by = "${unique}" + step.role().word() + (at < 0 ? "" : sent.substring(at));
          all = Steps.replaced(all, "\"" + sent + "\"", "\"" + by + "\"");
        }
      }
    }
    return all;
  }

  /** The same for a step of an operation. */
  static Proof.Step renewed(Ground ground, ApiModel.Operation operation, Proof.Step step) {
    Samples.Sample sample = ground.body(operation);
    return sample != null && sample.value() instanceof Json.Obj object
        ? renewed(object, step)
        : step;
  }

  private static @Nullable String sent(@Nullable String body, String name) {
    try {
      return body == null
          ? null
          : Bodies.text(
              Bodies.member(JsonReader.read(body.getBytes(StandardCharsets.ISO_8859_1)), name));
    } catch (JsonFault e) {
      return null;
    }
  }
}
