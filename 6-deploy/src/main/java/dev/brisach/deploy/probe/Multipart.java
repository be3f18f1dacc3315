package dev.brisach.deploy.probe;

import dev.brisach.kit.wire.Exchange;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a {@code multipart/form-data} body (RFC 7578), as one character for each byte, so
 * that files stay as they are.
 *
 * @param parts head and content of each, without the line breaks around them
 */
record Multipart(String boundary, List<Part> parts) {
  private static final Pattern BOUNDARY =
      Pattern.compile("boundary=(?:\"([^\"]{1,70})\"|([^;\\s]{1,70}))", Pattern.CASE_INSENSITIVE);
  private static final Pattern NAME =
      Pattern.compile(";\\s{0,5}name=\"([^\"]{0,200})\"", Pattern.CASE_INSENSITIVE);
  private static final Pattern FILE_NAME =
      Pattern.compile(";\\s{0,5}filename=\"([^\"]{0,200})\"", Pattern.CASE_INSENSITIVE);

  /** One part: its headers, and what it holds. */
  record Part(String head, String content) {
    /** Name of its field; empty where it has none. */
    String name() {
      return first(NAME);
    }

    /** Name of the file, or null where it is no file. */
    @Nullable String fileName() {
      Matcher matcher = FILE_NAME.matcher(head);
      return matcher.find() ? matcher.group(1) : null;
    }

    private String first(Pattern pattern) {
      Matcher matcher = pattern.matcher(head);
      return matcher.find() ? matcher.group(1) : "";
    }

    private Part with(Pattern pattern, String text) {
      Matcher matcher = pattern.matcher(head);
      return matcher.find()
          ? new Part(
              head.substring(0, matcher.start(1)) + text + head.substring(matcher.end(1)), content)
          : this;
    }
  }

  Multipart {
    parts = List.copyOf(parts);
  }

  /** The parts of a request's body, or null where it is none of this kind. */
  static @Nullable Multipart of(Exchange.Request request) {
    String type =
        request.fields().stream()
            .filter(field -> field.name().equalsIgnoreCase("content-type"))
            .map(Exchange.Field::value)
            .findFirst()
            .orElse("");
    byte[] body = request.body();
    Matcher boundary = BOUNDARY.matcher(type);
    if (body == null
        || !type.toLowerCase(Locale.ROOT).startsWith("multipart/form-data")
        || !boundary.find()) {
      return null;
    }
    String mark = boundary.group(1) == null ? boundary.group(2) : boundary.group(1);
    List<Part> parts = new ArrayList<>();
    String text = new String(body, StandardCharsets.ISO_8859_1);
    for (String piece : text.split(Pattern.quote("--" + mark), -1)) {
      int head = piece.indexOf("\r\n\r\n");
      if (piece.startsWith("\r\n") && head >= 0 && piece.endsWith("\r\n")) {
        int from = Math.min(head + 4, piece.length() - 2);
        parts.add(new Part(piece.substring(2, head), piece.substring(from, piece.length() - 2)));
      }
    }
    return parts.isEmpty() ? null : new Multipart(mark, parts);
  }

  /** The body with text in one place of one part. */
  byte[] with(int at, Kind kind, String text) {
    String bytes = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    StringBuilder body = new StringBuilder();
    for (int i = 0; i < parts.size(); i++) {
      Part part = i == at ? changed(parts.get(i), kind, bytes) : parts.get(i);
      body.append("--").append(boundary).append("\r\n").append(part.head()).append("\r\n\r\n");
      body.append(part.content()).append("\r\n");
    }
    body.append("--").append(boundary).append("--\r\n");
    return body.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private static Part changed(Part part, Kind kind, String text) {
    return switch (kind) {
      case PART_NAME -> part.with(NAME, text);
      case FILE_NAME -> part.with(FILE_NAME, text);
      case PART -> new Part(part.head(), text);
      case QUERY, QUERY_NAME, FORM, FORM_NAME, JSON, XML, HEADER, COOKIE, PATH -> part;
    };
  }

  /** As browsers write names (HTML, multipart/form-data encoding algorithm). */
  static String escaped(String name) {
    return name.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
  }
}
