package dev.brisach.kit.keys;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads the data types of SSH (RFC 4251, section 5) from bytes of unknown origin. */
final class SshReader {
  private final byte[] bytes;
  private final String what;
  private int at;

  /**
   * Reads these bytes.
   *
   * @param what how to call them in a message, for example "the signature"
   */
  SshReader(byte[] bytes, String what) {
    this.bytes = bytes;
    this.what = what;
  }

  int number() {
    need(4);
    int value = 0;
    for (int i = 0; i < 4; i++) {
      value = value << 8 | (bytes[at++] & 0xff);
    }
    return value;
  }

  byte[] take(int count) {
    need(count);
    at += count;
    return Arrays.copyOfRange(bytes, at - count, at);
  }

  byte[] string() {
    int length = number();
    need(length);
    return take(length);
  }

  /** A string of printable ASCII, as all names in SSH are. */
  String name() {
    byte[] value = string();
    for (byte b : value) {
      if (b < 0x20 || b > 0x7e) {
        throw broken();
      }
    }
    return new String(value, StandardCharsets.US_ASCII);
  }

  /** A number that is not negative, in its shortest form. */
  BigInteger mpint() {
    byte[] value = string();
    if (value.length == 0) {
      return BigInteger.ZERO;
    }
    BigInteger number = new BigInteger(value);
    if (number.signum() <= 0 || number.toByteArray().length != value.length) {
      throw broken();
    }
    return number;
  }

  byte[] rest() {
    return take(bytes.length - at);
  }

  void done() {
    if (at != bytes.length) {
      throw broken();
    }
  }

  KeyFault broken() {
    return new KeyFault(what + " is broken: it cannot be read");
  }

  private void need(int count) {
    if (count < 0 || count > bytes.length - at) {
      throw broken();
    }
  }
}
