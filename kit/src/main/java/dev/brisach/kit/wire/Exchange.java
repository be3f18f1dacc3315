package dev.brisach.kit.wire;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request and what came back.
 *
 * @param id the number of the exchange in the journal, counted over all wires that share; 0 where
 *     it was not sent by a wire
 * @param took from connecting to the last byte
 * @param tls what is known of the connection's encryption, or null without any
 */
public record Exchange(
    Request request, Response response, long id, Duration took, @Nullable TlsDetails tls) {

  /** An exchange of which nothing else is known. */
  public Exchange(Request request, Response response) {
    this(request, response, 0, Duration.ZERO, null);
  }

  /** One header field; names are compared without regard to case. */
  public record Field(String name, String value) {
    boolean is(String other) {
      return name.equalsIgnoreCase(other);
    }
  }

  /**
   * A request. Text goes out as ISO-8859-1, so a character up to U+00FF is that byte; a text with
   * any other character goes out as UTF-8.
   *
   * @param target path and query, beginning with {@code /}, appended to the path of the wire's base
   * @param fields in order; Host, User-Agent, Accept and Connection replace those of the wire
   * @param raw true: sent as it is, see {@link #raw}
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  public record Request(
      String method, String target, List<Field> fields, byte @Nullable [] body, boolean raw) {
    public Request {
      fields = List.copyOf(fields);
    }

    /** A request with headers that do not repeat. */
    public Request(
        String method, String target, Map<String, String> headers, byte @Nullable [] body) {
      this(method, target, fields(headers), body, false);
    }

    /** A request without headers of its own and without a body. */
    public static Request of(String method, String target) {
      return new Request(method, target, List.of(), null, false);
    }

    /** A request with headers in an order of the caller's. */
    public static Request of(
        String method, String target, List<Field> fields, byte @Nullable [] body) {
      return new Request(method, target, fields, body, false);
    }

    /**
     * A request as no well-behaved client sends it: any target (one that begins with {@code /} is
     * still appended to the base's path), line breaks and other control characters anywhere, own or
     * several Content-Length and Transfer-Encoding. It travels on a connection of its own that is
     * closed afterwards, since what such bytes do to a connection is not known. Where the scope is
     * bound to paths, what could lead round them is refused.
     */
    public static Request raw(
        String method, String target, List<Field> fields, byte @Nullable [] body) {
      return new Request(method, target, fields, body, true);
    }

    /** The same with one more field at the end. */
    public Request with(String name, String value) {
      List<Field> more = new ArrayList<>(fields);
      more.add(new Field(name, value));
      return new Request(method, target, more, body, raw);
    }

    /** The same with a body and its type. */
    public Request withBody(String contentType, byte[] bytes) {
      return new Request(method, target, fields, bytes, raw).with("Content-Type", contentType);
    }

    /** The headers by name; the values of a repeated one are joined by a comma. */
    public Map<String, String> headers() {
      Map<String, String> headers = new LinkedHashMap<>();
      fields.forEach(field -> headers.merge(field.name, field.value, (a, b) -> a + ", " + b));
      return headers;
    }

    boolean has(String name) {
      return fields.stream().anyMatch(field -> field.is(name));
    }

    /** True where it asks for the connection's end. */
    boolean closes() {
      return fields.stream()
          .anyMatch(field ->
              field.is("Connection") && field.value().toLowerCase(Locale.ROOT).contains("close"));
    }

    /** True where sending it twice is as good as once (RFC 9110, 9.2.2). */
    boolean idempotent() {
      return switch (method) {
        case "GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE" -> true;
        case String _ -> false;
      };
    }

    private static List<Field> fields(Map<String, String> headers) {
      List<Field> fields = new ArrayList<>();
      headers.forEach((name, value) -> fields.add(new Field(name, value)));
      return fields;
    }
  }

  /**
   * A response.
   *
   * @param headers names in lower case
   * @param body unpacked where it came as gzip or deflate
   * @param cut true where this is not the whole body
   * @param cutBecause why not, in words; empty where it is
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  public record Response(
      int status, Map<String, List<String>> headers, byte[] body, boolean cut, String cutBecause) {

    /** A response of which the reason for a cut is not known. */
    public Response(int status, Map<String, List<String>> headers, byte[] body, boolean cut) {
      this(status, headers, body, cut, cut ? "cut" : "");
    }

    /** The first value of a header, or null. */
    public @Nullable String header(String name) {
      List<String> values = headers.get(name.toLowerCase(Locale.ROOT));
      return values == null || values.isEmpty() ? null : values.getFirst();
    }

    /** All values of a header in their order. */
    public List<String> all(String name) {
      return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }

    /** The body in the charset it names, else as UTF-8; malformed bytes replaced. */
    public String text() {
      return new String(body, charset());
    }

    private Charset charset() {
      String type = header("content-type");
      int at = type == null ? -1 : type.toLowerCase(Locale.ROOT).indexOf("charset=");
      if (type == null || at < 0) {
        return StandardCharsets.UTF_8;
      }
      String name = type.substring(at + "charset=".length());
      int end = name.indexOf(';');
      name = (end < 0 ? name : name.substring(0, end)).replace('"', ' ').strip();
      try {
        return Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.UTF_8;
      } catch (IllegalArgumentException e) {
        return StandardCharsets.UTF_8;
      }
    }
  }
}
