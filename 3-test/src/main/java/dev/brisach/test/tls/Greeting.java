package dev.brisach.test.tls;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A ClientHello (RFC 5246, 7.4.1.2; RFC 6101 for SSL 3.0) that offers one version and some suites,
 * as bytes of its own, since the JDK refuses to offer what must be found.
 *
 * @param version {@code 0x0300} to {@code 0x0303}
 * @param compression true: offers DEFLATE before none
 */
record Greeting(int version, List<Integer> suites, boolean compression) {
  Greeting {
    suites = List.copyOf(suites);
  }

  /**
   * The record to send.
   *
   * @param host for the server name extension; an address or an empty text is left out
   */
  byte[] bytes(String host) {
    ByteArrayOutputStream hello = new ByteArrayOutputStream();
    two(hello, version);
    for (int i = 0; i < 32; i++) {
      hello.write(0x41 + i); // fixed: nothing is encrypted with it
    }
    hello.write(0);
    two(hello, suites.size() * 2);
    suites.forEach(suite -> two(hello, suite));
    hello.writeBytes(compression ? new byte[] {2, 1, 0} : new byte[] {1, 0});
    if (version > 0x0300) {
      byte[] extensions = extensions(host);
      two(hello, extensions.length);
      hello.writeBytes(extensions);
    }
    ByteArrayOutputStream record = new ByteArrayOutputStream();
    record.write(22);
    two(record, Math.min(version, 0x0301));
    two(record, hello.size() + 4);
    record.write(1);
    record.write(0);
    two(record, hello.size());
    record.writeBytes(hello.toByteArray());
    return record.toByteArray();
  }

  private byte[] extensions(String host) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (named(host)) {
      byte[] name = host.getBytes(StandardCharsets.US_ASCII);
      two(out, 0);
      two(out, name.length + 5);
      two(out, name.length + 3);
      out.write(0);
      two(out, name.length);
      out.writeBytes(name);
    }
    extension(out, 10, new int[] {0x001d, 0x0017, 0x0018, 0x0019}); // groups
    two(out, 11); // point formats: uncompressed
    two(out, 2);
    out.write(1);
    out.write(0);
    if (version >= 0x0303) {
      extension(
          out,
          13,
          new int[] {0x0403, 0x0804, 0x0401, 0x0503, 0x0805, 0x0501, 0x0601, 0x0201, 0x0203});
    }
    return out.toByteArray();
  }

  /** True for a name; an address has no place in this extension (RFC 6066, 3). */
  private static boolean named(String host) {
    return !host.isEmpty()
        && !host.contains(":")
        && host.chars().anyMatch(c -> Character.isLetter(c));
  }

  private static void extension(ByteArrayOutputStream out, int type, int[] values) {
    two(out, type);
    two(out, values.length * 2 + 2);
    two(out, values.length * 2);
    for (int value : values) {
      two(out, value);
    }
  }

  private static void two(ByteArrayOutputStream out, int value) {
    out.write(value >> 8);
    out.write(value);
  }
}
