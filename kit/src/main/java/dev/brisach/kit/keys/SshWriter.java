package dev.brisach.kit.keys;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/** Writes the data types of SSH (RFC 4251, section 5). */
final class SshWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  SshWriter raw(byte[] value) {
    out.writeBytes(value);
    return this;
  }

  SshWriter number(int value) {
    for (int shift = 24; shift >= 0; shift -= 8) {
      out.write(value >>> shift);
    }
    return this;
  }

  SshWriter string(byte[] value) {
    return number(value.length).raw(value);
  }

  SshWriter string(String value) {
    return string(value.getBytes(StandardCharsets.UTF_8));
  }

  SshWriter mpint(BigInteger value) {
    return string(value.signum() == 0 ? new byte[0] : value.toByteArray());
  }

  byte[] bytes() {
    return out.toByteArray();
  }
}
