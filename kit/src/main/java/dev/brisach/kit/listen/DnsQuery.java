package dev.brisach.kit.listen;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One question of a DNS client (RFC 1035, 4.1).
 *
 * @param id what the answer must repeat
 * @param name labels joined by dots, bytes outside printable ASCII as {@code ?}
 * @param type 1: A, 28: AAAA, …
 * @param question the bytes of the question, to be repeated
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record DnsQuery(int id, boolean recursion, String name, int type, byte[] question) {
  private static final int HEAD = 12;
  private static final int A = 1;
  private static final int ANY = 255;

  /** The question of a packet, or null where it is none. */
  static @Nullable DnsQuery of(byte[] packet) {
    if (packet.length < HEAD + 5 || (packet[2] & 0xf8) != 0 || word(packet, 4) < 1) {
      return null;
    }
    StringBuilder name = new StringBuilder();
    int at = HEAD;
    while (true) {
      int length = packet[at] & 0xff;
      at++;
      if (length == 0) {
        break;
      }
      if (length > 63 || at + length + 5 > packet.length || name.length() + length > 255) {
        return null;
      }
      name.append(name.isEmpty() ? "" : ".");
      for (byte b : Arrays.copyOfRange(packet, at, at + length)) {
        name.append(b > ' ' && b < 127 ? (char) b : '?');
      }
      at += length;
    }
    if (at + 4 > packet.length) {
      return null;
    }
    return new DnsQuery(
        word(packet, 0),
        (packet[2] & 1) != 0,
        name.toString(),
        word(packet, at),
        Arrays.copyOfRange(packet, HEAD, at + 4));
  }

  String typeName() {
    return switch (type) {
      case A -> "A";
      case 28 -> "AAAA";
      case 16 -> "TXT";
      case 15 -> "MX";
      case 65 -> "HTTPS";
      default -> "TYPE" + type;
    };
  }

  /** 127.0.0.1 for an address of version 4; no record, but no error either, for all else. */
  byte[] answer() {
    boolean found = type == A || type == ANY;
    byte[] answer = Arrays.copyOf(new byte[HEAD], HEAD + question.length + (found ? 16 : 0));
    put(answer, 0, id);
    put(answer, 2, 0x8480 | (recursion ? 0x0100 : 0));
    put(answer, 4, 1);
    put(answer, 6, found ? 1 : 0);
    System.arraycopy(question, 0, answer, HEAD, question.length);
    if (found) {
      int at = HEAD + question.length;
      put(answer, at, 0xc000 | HEAD);
      put(answer, at + 2, A);
      put(answer, at + 4, 1);
      put(answer, at + 10, 4);
      answer[at + 12] = 127;
      answer[at + 15] = 1;
    }
    return answer;
  }

  private static int word(byte[] bytes, int at) {
    return ((bytes[at] & 0xff) << 8) | (bytes[at + 1] & 0xff);
  }

  private static void put(byte[] bytes, int at, int word) {
    bytes[at] = (byte) (word >> 8);
    bytes[at + 1] = (byte) word;
  }
}
