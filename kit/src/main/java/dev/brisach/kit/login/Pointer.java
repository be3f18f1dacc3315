package dev.brisach.kit.login;

import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonFault;
import dev.brisach.core.json.JsonReader;
import org.jspecify.annotations.Nullable;

/** JSON Pointer (RFC 6901) into an answer. */
final class Pointer {
  private Pointer() {}

  /** The text at a place, or null where there is none or the answer is no JSON. */
  static @Nullable String text(byte[] body, String pointer) {
    Json at;
    try {
      at = JsonReader.read(body);
    } catch (JsonFault e) {
      return null;
    }
    for (String word : pointer.substring(1).split("/", -1)) {
      String key = word.replace("~1", "/").replace("~0", "~");
      at =
          switch (at) {
            case Json.Obj object -> object.get(key);
            case Json.Arr(var items) ->
                key.length() <= 6
                        && !key.isEmpty()
                        && key.chars().allMatch(Character::isDigit)
                        && Integer.parseInt(key) < items.size()
                    ? items.get(Integer.parseInt(key))
                    : null;
            case null -> null;
            default -> null;
          };
      if (at == null) {
        return null;
      }
    }
    return at instanceof Json.Text(String value) ? value : null;
  }
}
