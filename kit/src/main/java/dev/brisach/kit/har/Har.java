package dev.brisach.kit.har;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Recorded requests, in order.
 *
 * @param problems entries that could not be read, with the reason; the others stand
 */
public record Har(List<Entry> entries, List<String> problems) {
  public Har {
    entries = List.copyOf(entries);
    problems = List.copyOf(problems);
  }

  /** A name and its value; names may repeat. */
  public record Pair(String name, String value) {}

  /**
   * One request and how it was answered.
   *
   * @param query as recorded, decoded
   * @param body null where none was sent
   * @param status of the answer; 0 where there was none
   */
  public record Entry(
      String method,
      URI url,
      List<Pair> headers,
      List<Pair> query,
      @Nullable Body body,
      int status) {
    public Entry {
      headers = List.copyOf(headers);
      query = List.copyOf(query);
    }

    /** The first header of a name, in any case, or null. */
    public @Nullable String header(String name) {
      return headers.stream()
          .filter(header -> header.name().equalsIgnoreCase(name))
          .map(Pair::value)
          .findFirst()
          .orElse(null);
    }

    /** Never shows values of headers or bodies, which may hold credentials. */
    @Override
    public String toString() {
      return method + " " + url.getRawAuthority() + url.getRawPath() + " " + status;
    }
  }

  /**
   * What was posted.
   *
   * @param params form fields where the recorder took them apart; else empty
   */
  public record Body(String mimeType, String text, List<Pair> params) {
    public Body {
      params = List.copyOf(params);
    }

    @Override
    public String toString() {
      return mimeType + ", " + text.length() + " characters";
    }
  }
}
