package dev.brisach.release.envelope;

import dev.brisach.core.json.Json;
import java.util.Base64;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads members of an object of which every member has to be known and of the right type. */
final class Strict {
  private final String what;
  private final Json.Obj object;

  private Strict(String what, Json.Obj object) {
    this.what = what;
    this.object = object;
  }

  /** An object with none but these members. */
  static Strict of(String what, @Nullable Json value, Set<String> known) {
    if (!(value instanceof Json.Obj object)) {
      throw new BundleFault(what + (value == null ? " is missing" : " is no object"));
    }
    for (String name : object.members().keySet()) {
      if (!known.contains(name)) {
        throw new BundleFault(what + " has an unknown member: " + shortened(name));
      }
    }
    return new Strict(what, object);
  }

  /** A member, or null where it is missing. */
  @Nullable Json get(String name) {
    return object.get(name);
  }

  boolean has(String name) {
    return object.get(name) != null;
  }

  /** A text, or null where it is missing. */
  @Nullable String text(String name) {
    Json value = object.get(name);
    if (value == null) {
      return null;
    }
    if (value instanceof Json.Text(String text)) {
      return text;
    }
    throw new BundleFault(what + "." + name + " is no text");
  }

  String needText(String name) {
    String text = text(name);
    if (text == null) {
      throw new BundleFault(what + "." + name + " is missing");
    }
    return text;
  }

  /** Bytes in Base64 (RFC 4648, section 4) with its padding and nothing else. */
  byte[] needBytes(String name) {
    String text = needText(name);
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      // Base64 leaves bits unused at its end; only one way to write them is accepted.
      int tail = text.length() - Math.min(text.length(), 4);
      String again =
          Base64.getEncoder()
              .encodeToString(java.util.Arrays.copyOfRange(bytes, tail / 4 * 3, bytes.length));
      if (text.endsWith(again) && again.length() == text.length() - tail) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      // said below
    }
    throw new BundleFault(what + "." + name + " is no Base64");
  }

  java.util.List<Json> list(String name, int most) {
    Json value = object.get(name);
    if (value == null) {
      return java.util.List.of();
    }
    if (!(value instanceof Json.Arr(java.util.List<Json> items))) {
      throw new BundleFault(what + "." + name + " is no list");
    }
    if (items.size() > most) {
      throw new BundleFault(what + "." + name + " has more than " + most + " entries");
    }
    return items;
  }

  static String shortened(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .limit(60)
        .forEach(c -> shown.appendCodePoint(c < 0x20 || c == 0x7f ? '?' : c));
    return shown.length() < text.length() ? shown + "…" : shown.toString();
  }
}
