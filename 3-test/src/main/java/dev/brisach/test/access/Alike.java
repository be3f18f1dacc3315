package dev.brisach.test.access;

import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonFault;
import dev.brisach.core.json.JsonReader;
import dev.brisach.kit.wire.Exchange;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** How much two answers are the same. */
enum Alike {
  /** Byte for byte. */
  SAME,
  /** The same properties with other values. */
  SHAPE,
  /** Neither, or it cannot be told. */
  DIFFERENT;

  private static final int MOST = 2000;

  static Alike of(Exchange.Response a, Exchange.Response b) {
    if (Arrays.equals(a.body(), b.body())) {
      return SAME;
    }
    Set<String> one = shape(a);
    return one != null && one.equals(shape(b)) ? SHAPE : DIFFERENT;
  }

  /** Paths of all properties, positions in lists left out; null where it is no JSON. */
  private static @Nullable Set<String> shape(Exchange.Response response) {
    try {
      Set<String> paths = new TreeSet<>();
      collect(JsonReader.read(response.text()), "", paths);
      return paths;
    } catch (JsonFault e) {
      return null;
    }
  }

  private static void collect(Json value, String path, Set<String> into) {
    if (into.size() > MOST) {
      return;
    }
    switch (value) {
      case Json.Obj object ->
          object.members().forEach((name, one) -> collect(one, path + "/" + name, into));
      case Json.Arr array -> {
        into.add(path + "[]");
        array.items().forEach(one -> collect(one, path + "[]", into));
      }
      case Json.Null _ -> into.add(path + "=null");
      case Json.Text _, Json.Num _, Json.Bool _ -> into.add(path);
    }
  }
}
