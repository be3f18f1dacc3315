package dev.brisach.kit.keys;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * Reads the few forms of DER (ITU-T X.690) that keys are written in: definite and shortest lengths,
 * tags of one byte.
 */
final class Der {
  static final int INTEGER = 0x02;
  static final int BIT_STRING = 0x03;
  static final int OCTETS = 0x04;
  static final int NULL = 0x05;
  static final int OID = 0x06;
  static final int SEQUENCE = 0x30;

  private final byte[] bytes;
  private int at;
  private final int end;

  private Der(byte[] bytes, int at, int end) {
    this.bytes = bytes;
    this.at = at;
    this.end = end;
  }

  static Der of(byte[] bytes) {
    return new Der(bytes, 0, bytes.length);
  }

  boolean isEmpty() {
    return at == end;
  }

  /** The next tag, or -1 at the end. */
  int peek() {
    return at < end ? bytes[at] & 0xff : -1;
  }

  /** Enters the next value, which has to have this tag. */
  Der enter(int tag) {
    if (peek() != tag) {
      throw broken();
    }
    at++;
    int length = length();
    Der inner = new Der(bytes, at, at + length);
    at += length;
    return inner;
  }

  /** Enters a sequence, and nothing follows it. */
  Der only(int tag) {
    Der inner = enter(tag);
    done();
    return inner;
  }

  void done() {
    if (!isEmpty()) {
      throw broken();
    }
  }

  byte[] rest() {
    byte[] rest = Arrays.copyOfRange(bytes, at, end);
    at = end;
    return rest;
  }

  byte[] octets() {
    return enter(OCTETS).rest();
  }

  /** A number that is not negative and fits an int. */
  int smallNumber() {
    byte[] value = enter(INTEGER).rest();
    if (value.length == 0 || value.length > 4 || value[0] < 0) {
      throw broken();
    }
    return new BigInteger(value).intValueExact();
  }

  /** The content of an object identifier, in hexadecimal digits. */
  String oid() {
    return java.util.HexFormat.of().formatHex(enter(OID).rest());
  }

  private int length() {
    if (at >= end) {
      throw broken();
    }
    int first = bytes[at++] & 0xff;
    int length = first;
    if (first >= 0x80) {
      int count = first - 0x80;
      if (count < 1 || count > 3 || at + count > end) {
        throw broken();
      }
      length = 0;
      for (int i = 0; i < count; i++) {
        length = length << 8 | (bytes[at++] & 0xff);
      }
      if (length < 0x80 || length >>> (8 * (count - 1)) == 0) {
        throw broken();
      }
    }
    if (length > end - at) {
      throw broken();
    }
    return length;
  }

  private static KeyFault broken() {
    return new KeyFault("the key is broken: its DER cannot be read");
  }

  /** A value of this tag made of these parts. */
  static byte[] value(int tag, byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    out.write(tag);
    if (length < 0x80) {
      out.write(length);
    } else if (length < 0x100) {
      out.write(0x81);
      out.write(length);
    } else {
      out.write(0x82);
      out.write(length >> 8);
      out.write(length);
    }
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  static byte[] number(int value) {
    return value(INTEGER, BigInteger.valueOf(value).toByteArray());
  }

  static byte[] oid(String hex) {
    return value(OID, java.util.HexFormat.of().parseHex(hex));
  }
}
