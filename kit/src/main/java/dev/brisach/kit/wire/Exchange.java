package dev.brisach.kit.wire;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request and what came back. */
public record Exchange(Request request, Response response) {
  /**
   * A request.
   *
   * @param target path and query, beginning with {@code /}
   * @param headers in order; Host, Connection and Content-Length are added by the wire
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  public record Request(
      String method, String target, Map<String, String> headers, byte @Nullable [] body) {
    /** A request without headers of its own and without a body. */
    public static Request of(String method, String target) {
      return new Request(method, target, Map.of(), null);
    }
  }

  /**
   * A response.
   *
   * @param headers names in lower case
   * @param cut true where the body was longer than the cap
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  public record Response(int status, Map<String, List<String>> headers, byte[] body, boolean cut) {
    /** The first value of a header, or null. */
    public @Nullable String header(String name) {
      List<String> values = headers.get(name.toLowerCase(Locale.ROOT));
      return values == null ? null : values.getFirst();
    }

    /** The body as UTF-8, malformed bytes replaced. */
    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }
}
