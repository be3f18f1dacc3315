package dev.brisach.code.secrets;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.zip.CRC32;

/** Proofs that a token carries in itself, computed without asking anyone. */
enum Checksum {
  /** None is known for the format. */
  NONE,

  /**
   * GitHub and npm: after the prefix and its underscore the last six characters are the CRC-32 of
   * the thirty before, in base 62 (github.blog, "Behind GitHub's new authentication token formats",
   * 2021).
   */
  CRC32_BASE62,

  /** PEM: the body is base64 of one DER SEQUENCE whose stated length fits (X.690). */
  DER;

  private static final String BASE62 =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  /** The spelling in rule files. */
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** True where the value proves itself; {@link #NONE} never does. */
  boolean proves(String value) {
    return switch (this) {
      case NONE -> false;
      case CRC32_BASE62 -> crc(value);
      case DER -> der(value);
    };
  }

  private static boolean crc(String value) {
    int body = value.indexOf('_') + 1;
    if (body == 0 || value.length() - body < 12) {
      return false;
    }
    int split = value.length() - 6;
    CRC32 crc = new CRC32();
    crc.update(value.substring(body, split).getBytes(StandardCharsets.US_ASCII));
    long rest = crc.getValue();
    char[] digits = new char[6];
    for (int i = 5; i >= 0; i--) {
      digits[i] = BASE62.charAt((int) (rest % 62));
      rest /= 62;
    }
    return value.endsWith(new String(digits));
  }

  private static boolean der(String pem) {
    int from = pem.indexOf("KEY-----");
    int to = pem.indexOf("-----END");
    if (from < 0 || to < from) {
      return false;
    }
    StringBuilder body = new StringBuilder();
    String inner = pem.substring(from + 8, to).replace("\\n", "\n").replace("\\r", "");
    for (int i = 0; i < inner.length(); i++) {
      char c = inner.charAt(i);
      if (Chars.isAlnum(c) || c == '+' || c == '/' || c == '=') {
        body.append(c);
      }
    }
    try {
      byte[] der = Base64.getDecoder().decode(body.toString());
      return isSequence(der) || startsWith(der, "openssh-key-v1");
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean isSequence(byte[] der) {
    if (der.length < 40 || der[0] != 0x30) {
      return false;
    }
    int first = der[1] & 0xff;
    if (first < 0x80) {
      return der.length == first + 2;
    }
    int count = first & 0x7f;
    int length = 0;
    for (int i = 0; i < count && count <= 3; i++) {
      length = (length << 8) | (der[2 + i] & 0xff);
    }
    return der.length == length + 2 + count;
  }

  private static boolean startsWith(byte[] bytes, String magic) {
    return bytes.length > magic.length()
        && new String(bytes, 0, magic.length(), StandardCharsets.ISO_8859_1).equals(magic);
  }
}
