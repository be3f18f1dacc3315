package dev.brisach.core.json;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Writes JSON: canonical (RFC 8785: sorted names, no space, ECMAScript numbers) for whatever is
 * hashed or signed, or indented for people.
 */
public final class JsonWriter {
  private static final String HEX = "0123456789abcdef";

  private JsonWriter() {}

  /** Canonical bytes of a value. */
  public static byte[] canonical(Json value) {
    StringBuilder out = new StringBuilder();
    write(value, out, true, -1);
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** One line, members in their own order. */
  public static String line(Json value) {
    StringBuilder out = new StringBuilder();
    write(value, out, false, -1);
    return out.toString();
  }

  /** Indented by two spaces, members in their own order, ending with a newline. */
  public static String pretty(Json value) {
    StringBuilder out = new StringBuilder();
    write(value, out, false, 0);
    return out.append('\n').toString();
  }

  private static void write(Json value, StringBuilder out, boolean sorted, int indent) {
    switch (value) {
      case Json.Obj(Map<String, Json> members) -> object(members, out, sorted, indent);
      case Json.Arr(List<Json> items) -> array(items, out, sorted, indent);
      case Json.Text(String text) -> text(text, out);
      case Json.Num(double number) -> out.append(number(number));
      case Json.Bool(boolean flag) -> out.append(flag);
      case Json.Null() -> out.append("null");
    }
  }

  private static void object(
      Map<String, Json> members, StringBuilder out, boolean sorted, int indent) {
    out.append('{');
    boolean first = true;
    for (String name : names(members, sorted)) {
      if (!first) {
        out.append(',');
      }
      first = false;
      breakLine(out, indent, 1);
      text(name, out);
      out.append(indent < 0 ? ":" : ": ");
      write(java.util.Objects.requireNonNull(members.get(name)), out, sorted, next(indent));
    }
    if (!first) {
      breakLine(out, indent, 0);
    }
    out.append('}');
  }

  /** Most objects that are written sorted were read from canonical text and are sorted already. */
  private static String[] names(Map<String, Json> members, boolean sorted) {
    String[] names = members.keySet().toArray(new String[0]);
    for (int i = 1; sorted && i < names.length; i++) {
      if (names[i - 1].compareTo(names[i]) > 0) {
        Arrays.sort(names);
        break;
      }
    }
    return names;
  }

  private static void array(List<Json> items, StringBuilder out, boolean sorted, int indent) {
    out.append('[');
    boolean first = true;
    for (Json item : items) {
      if (!first) {
        out.append(',');
      }
      first = false;
      breakLine(out, indent, 1);
      write(item, out, sorted, next(indent));
    }
    if (!first) {
      breakLine(out, indent, 0);
    }
    out.append(']');
  }

  private static int next(int indent) {
    return indent < 0 ? indent : indent + 1;
  }

  private static void breakLine(StringBuilder out, int indent, int more) {
    if (indent >= 0) {
      out.append('\n').repeat("  ", indent + more);
    }
  }

  /** ECMAScript's Number::toString, as RFC 8785 section 3.2.2.3 asks. */
  static String number(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      throw new JsonFault("JSON has no " + value);
    }
    if (value == 0) {
      return "0";
    }
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return Long.toString((long) value);
    }
    BigDecimal shortest = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    if (shortest.precision() == 2) {
      // Java never writes fewer than two digits, ECMAScript does: 4.9E-324 is 5e-324.
      BigDecimal one = shortest.round(new MathContext(1)).stripTrailingZeros();
      shortest = one.doubleValue() == value ? one : shortest;
    }
    String digits = shortest.unscaledValue().abs().toString();
    int point = digits.length() - shortest.scale();
    String body;
    if (point > 0 && point <= 21) {
      body =
          digits.length() <= point
              ? digits + "0".repeat(point - digits.length())
              : digits.substring(0, point) + "." + digits.substring(point);
    } else if (point <= 0 && point > -6) {
      body = "0." + "0".repeat(-point) + digits;
    } else {
      int exponent = point - 1;
      body =
          digits.charAt(0)
              + (digits.length() > 1 ? "." + digits.substring(1) : "")
              + "e"
              + (exponent < 0 ? "-" : "+")
              + Math.abs(exponent);
    }
    return value < 0 ? "-" + body : body;
  }

  private static void text(String text, StringBuilder out) {
    out.append('"');
    if (isPlain(text)) {
      out.append(text).append('"');
      return;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < 0x20) {
            out.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
          } else if (Character.isSurrogate(c) && !pair(text, i)) {
            out.append('\ufffd');
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x20 || c == '"' || c == '\\' || Character.isSurrogate(c)) {
        return false;
      }
    }
    return true;
  }

  private static boolean pair(String text, int at) {
    return Character.isHighSurrogate(text.charAt(at))
        ? at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))
        : at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
  }
}
