package dev.brisach.test.tls;

/** The first that a service says to a greeting. */
sealed interface Reply {
  /** It agrees to this version, suite and compression. */
  record Hello(int version, int suite, int compression) implements Reply {}

  /** It refuses: an alert, or the end of the connection. */
  record Refusal(String how) implements Reply {}

  /** Too few bytes to tell, or no TLS at all. */
  record Unclear(String why) implements Reply {}

  /** Reads a ServerHello or an alert (RFC 5246, 6.2.1 and 7.4.1.3). */
  static Reply of(byte[] bytes, boolean ended) {
    if (bytes.length == 0) {
      return ended ? new Refusal("closes the connection") : new Unclear("no answer");
    }
    if (at(bytes, 0) == 21 && bytes.length >= 7) {
      return new Refusal("alert " + at(bytes, 6));
    }
    if (at(bytes, 0) != 22 || bytes.length < 6 || at(bytes, 1) != 3) {
      return new Unclear("answers no TLS");
    }
    int session = at(bytes, 43);
    if (at(bytes, 5) != 2 || session > 32 || bytes.length < 47 + session) {
      return new Unclear("a ServerHello cut short");
    }
    return new Hello(two(bytes, 9), two(bytes, 44 + session), at(bytes, 46 + session));
  }

  /** True where more bytes would tell no more. */
  static boolean enough(byte[] bytes) {
    return !(of(bytes, false) instanceof Unclear);
  }

  private static int at(byte[] bytes, int index) {
    return index < bytes.length ? bytes[index] & 0xff : -1;
  }

  private static int two(byte[] bytes, int index) {
    return (at(bytes, index) << 8) | at(bytes, index + 1);
  }
}
