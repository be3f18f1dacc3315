package dev.brisach.code.secrets;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Turns a value into what may be shown and kept. */
final class Mask {
  private Mask() {}

  /** First and last characters, at most a quarter of all and at most four and two. */
  static String preview(String value) {
    int shown = value.codePointCount(0, value.length()) / 4;
    int last = Math.min(2, shown / 3);
    int first = Math.min(4, shown - last);
    String head = value.substring(0, value.offsetByCodePoints(0, first));
    String tail = value.substring(value.offsetByCodePoints(value.length(), -last));
    return printable(head) + "…" + printable(tail);
  }

  private static String printable(String part) {
    StringBuilder clean = new StringBuilder();
    part.codePoints().forEach(c -> clean.appendCodePoint(c < ' ' || c == 0x7f ? '.' : c));
    return clean.toString();
  }

  /** HMAC-SHA256 under the key, in hexadecimal. */
  static String hmac(byte[] key, String value) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(value.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("Every Java platform has HmacSHA256", e);
    }
  }
}
