package dev.brisach.core.json;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** JSON Pointer (RFC 6901). */
public final class JsonPointer {
  private static final int MOST_DIGITS = 6;

  private JsonPointer() {}

  /** What stands at a place; null where nothing does. The empty pointer is the whole. */
  public static @Nullable Json at(Json whole, String pointer) {
    Json here = whole;
    if (pointer.isEmpty()) {
      return here;
    }
    for (String word : pointer.substring(1).split("/", -1)) {
      String key = word.replace("~1", "/").replace("~0", "~");
      here =
          switch (here) {
            case Json.Obj object -> object.get(key);
            case Json.Arr(List<Json> items) -> item(items, key);
            case Json.Text _, Json.Num _, Json.Bool _, Json.Null _ -> null;
          };
      if (here == null) {
        return null;
      }
    }
    return here;
  }

  /** The text, number or truth value at a place of a document; null where it has none there. */
  public static @Nullable String value(byte[] document, String pointer) {
    Json at;
    try {
      at = at(JsonReader.read(document), pointer);
    } catch (JsonFault e) {
      return null;
    }
    return switch (at) {
      case Json.Text(String text) -> text;
      case Json.Num number -> JsonWriter.line(number).strip();
      case Json.Bool truth -> JsonWriter.line(truth).strip();
      case null, default -> null;
    };
  }

  private static @Nullable Json item(List<Json> items, String key) {
    boolean number =
        !key.isEmpty()
            && key.length() <= MOST_DIGITS
            && key.chars().allMatch(c -> c >= '0' && c <= '9');
    int index = number ? Integer.parseInt(key) : items.size();
    return index < items.size() ? items.get(index) : null;
  }
}
