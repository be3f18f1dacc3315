package dev.brisach.kit.wire;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads an HTTP/1 response (RFC 9112). Lenient where servers differ harmlessly (bare line feeds,
 * folded lines), strict where leniency would let a body end at the wrong place.
 */
final class ResponseReader {
  private static final int MAX_FIELDS = 1000;
  private static final int MAX_INTERIM = 20;

  private final Incoming in;
  private final Limits limits;
  private final Bulk.@Nullable Sink sink;
  private int budget;

  private ResponseReader(Incoming in, Limits limits, Bulk.@Nullable Sink sink) {
    this.in = in;
    this.limits = limits;
    this.sink = sink;
    this.budget = limits.headCap();
  }

  /** A response, and whether the connection may serve another request. */
  record Answer(Exchange.Response response, boolean reusable) {}

  /** A line of a status: its minor version and code. */
  private record Status(int minor, int code) {}

  /**
   * Reads one response.
   *
   * @throws EOFException where the connection ended before the first byte
   * @throws IOException where it failed or stood still before the end of the head
   * @throws WireException where what came is no HTTP/1 response
   */
  static Answer read(Incoming in, String method, Limits limits) throws IOException, WireException {
    return read(in, method, limits, null);
  }

  /** The same with a body that may go elsewhere than to memory. */
  static Answer read(Incoming in, String method, Limits limits, Bulk.@Nullable Sink sink)
      throws IOException, WireException {
    return new ResponseReader(in, limits, sink).answer(method);
  }

  private Answer answer(String method) throws IOException, WireException {
    Status status = status(line());
    Map<String, List<String>> headers = headers();
    for (int i = 0; status.code >= 100 && status.code < 200 && status.code != 101; i++) {
      if (i == MAX_INTERIM) {
        throw new WireException("not HTTP/1.1: nothing but interim answers");
      }
      status = status(line());
      headers = headers();
    }
    if (method.equals("HEAD") || status.code == 204 || status.code == 304 || status.code == 101) {
      boolean reusable = status.code != 101 && kept(status, headers);
      return new Answer(response(status, headers, new byte[0], ""), reusable);
    }
    boolean chunked = chunked(headers);
    long length = length(headers);
    boolean clear = chunked ? length < 0 : length >= 0;
    OutputStream elsewhere = elsewhere(status, headers);
    BodyReader body;
    if (elsewhere == null || sink == null) {
      body = new BodyReader(in, limits);
      read(body, chunked, length);
    } else {
      body = new BodyReader(in, limits, elsewhere, sink.most());
      try (elsewhere) {
        read(body, chunked, length);
      } catch (IOException e) {
        throw new UncheckedIOException(e); // only closing throws it: what came could not be kept
      }
    }
    Unpacking.Plain plain =
        Unpacking.of(body.bytes(), headers.getOrDefault("content-encoding", List.of()), limits);
    String reason = body.cut().isEmpty() ? plain.cut() : body.cut();
    return new Answer(
        response(status, headers, plain.bytes(), reason),
        clear && body.whole() && kept(status, headers) && !in.holdsMore());
  }

  private static void read(BodyReader body, boolean chunked, long length) throws WireException {
    if (chunked) {
      body.chunks();
    } else if (length >= 0) {
      body.exactly(length);
    } else {
      body.untilTheEnd();
    }
  }

  private @Nullable OutputStream elsewhere(Status status, Map<String, List<String>> headers) {
    if (sink == null) {
      return null;
    }
    try {
      return sink.open(response(status, headers, new byte[0], ""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Exchange.Response response(
      Status status, Map<String, List<String>> headers, byte[] body, String reason) {
    return new Exchange.Response(
        status.code, Collections.unmodifiableMap(headers), body, !reason.isEmpty(), reason);
  }

  private static Status status(String line) throws WireException {
    boolean shaped =
        line.startsWith("HTTP/1.")
            && line.length() >= 12
            && line.charAt(8) == ' '
            && (line.length() == 12 || line.charAt(12) == ' ');
    if (shaped) {
      int code = 0;
      for (int i = 9; i < 12; i++) {
        int digit = line.charAt(i) - '0';
        code = digit < 0 || digit > 9 ? -1000 : code * 10 + digit;
      }
      if (code >= 100) {
        return new Status(line.charAt(7) - '0', code);
      }
    }
    throw new WireException("not HTTP/1.1: the answer begins with no status line");
  }

  private Map<String, List<String>> headers() throws IOException, WireException {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    List<String> last = List.of();
    int count = 0;
    for (String line = line(); !line.isEmpty(); line = line()) {
      if (++count > MAX_FIELDS) {
        throw new WireException("the head of the answer has more than " + MAX_FIELDS + " lines");
      }
      int colon = line.indexOf(':');
      if (line.charAt(0) == ' ' || line.charAt(0) == '\t') {
        if (!last.isEmpty()) {
          last.set(last.size() - 1, last.getLast() + ' ' + line.strip());
        }
      } else if (colon > 0) {
        String name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
        last = headers.computeIfAbsent(name, _ -> new ArrayList<>());
        last.add(line.substring(colon + 1).strip());
      }
    }
    return headers;
  }

  private static boolean kept(Status status, Map<String, List<String>> headers) {
    String connection =
        String.join(",", headers.getOrDefault("connection", List.of())).toLowerCase(Locale.ROOT);
    return status.minor >= 1 ? !connection.contains("close") : connection.contains("keep-alive");
  }

  /** True where the body comes in chunks; other codings of transfer are not understood. */
  private static boolean chunked(Map<String, List<String>> headers) throws WireException {
    boolean chunked = false;
    for (String value : headers.getOrDefault("transfer-encoding", List.of())) {
      for (String coding : value.toLowerCase(Locale.ROOT).split(",")) {
        switch (coding.strip()) {
          case "chunked" -> chunked = true;
          case "identity", "" -> {}
          case String other ->
              throw new WireException("not understood: Transfer-Encoding " + shown(other));
        }
      }
    }
    return chunked;
  }

  /** The declared length, or -1 where there is none. */
  private static long length(Map<String, List<String>> headers) throws WireException {
    long length = -1;
    for (String value : headers.getOrDefault("content-length", List.of())) {
      for (String one : value.split(",", -1)) {
        long next = digits(one.strip());
        if (next < 0) {
          throw new WireException("not HTTP: Content-Length " + shown(one.strip()));
        }
        if (length >= 0 && next != length) {
          throw new WireException("not HTTP: Content-Length is both " + length + " and " + next);
        }
        length = next;
      }
    }
    return length;
  }

  private static long digits(String text) {
    long number = 0;
    if (text.isEmpty() || text.length() > 18) {
      return -1;
    }
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number;
  }

  /** A stranger's text for a message: short and without characters that steer a terminal. */
  static String shown(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .limit(60)
        .forEach(c -> out.appendCodePoint(Character.isISOControl(c) ? ' ' : c));
    return text.length() > 60 ? out + "…" : out.toString();
  }

  private String line() throws IOException, WireException {
    byte[] bytes = new byte[128];
    int size = 0;
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        if (in.received() == 0) {
          throw new EOFException("the connection was closed");
        }
        throw new WireException("the answer broke off");
      }
      if (--budget < 0) {
        throw new WireException(
            "the head of the answer is longer than " + limits.headCap() + " bytes");
      }
      if (size == bytes.length) {
        bytes = java.util.Arrays.copyOf(bytes, size * 2);
      }
      bytes[size++] = (byte) c;
    }
    int end = size > 0 && bytes[size - 1] == '\r' ? size - 1 : size;
    return new String(bytes, 0, end, StandardCharsets.ISO_8859_1);
  }
}
