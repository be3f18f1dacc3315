package dev.brisach.deploy.probe;

import dev.brisach.deploy.probe.Kind.Encoding;
import dev.brisach.deploy.probe.Kind.Placement;
import dev.brisach.kit.surface.Surface;
import dev.brisach.kit.wire.Exchange;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A place in a request of an endpoint where text can be put.
 *
 * @param name of the parameter, header or cookie; JSON Pointer of a JSON value; number of a path
 *     segment
 * @param value what stands there in the sample, decoded
 * @param raw the same as it stands in the request
 * @param at which one of its kind: position in the query, of the header, of the XML text, of the
 *     part
 */
public record InsertionPoint(
    Surface.Operation endpoint,
    Surface.Sample sample,
    Kind kind,
    String name,
    String value,
    String raw,
    int at) {

  /** The same place where somebody else sends the same request. */
  InsertionPoint of(Surface.Sample other) {
    return other.equals(sample)
        ? this
        : new InsertionPoint(endpoint, other, kind, name, value, raw, at);
  }

  /** The request of the sample. */
  public Exchange.Request seed() {
    return sample.request();
  }

  /**
   * The ways to write a payload there; the likelier first. Headers that every browser sends are
   * decoded by nobody.
   */
  public List<Encoding> encodings() {
    return kind == Kind.HEADER && at < 0 ? List.of(Encoding.RAW) : kind.encodings();
  }

  /** In words: {@code query parameter q}. */
  public String words() {
    return kind.words() + " " + name;
  }

  /** The sample's request with a payload behind the value, written as the place demands. */
  public Exchange.Request with(Payload payload) {
    return with(payload, Placement.APPEND, encodings().getFirst());
  }

  /** The sample's request with a payload. */
  public Exchange.Request with(Payload payload, Placement placement, Encoding encoding) {
    String text = written(payload.text(), encoding);
    String put =
        switch (placement) {
          case APPEND -> raw + text;
          case REPLACE -> text;
          case PREPEND -> text + raw;
          case IN_QUOTES -> {
            int quote = Math.max(raw.lastIndexOf('\''), raw.lastIndexOf("%27"));
            yield quote < 0 ? raw + text : raw.substring(0, quote) + text + raw.substring(quote);
          }
        };
    return encoding == Encoding.VALUE
        ? Rewriter.replaced(this, put)
        : Rewriter.rewritten(this, put);
  }

  /** The whole text that stands in the place, as the service is meant to see it. */
  public String seen(Payload payload, Placement placement) {
    return switch (placement) {
      case APPEND -> value + payload.text();
      case REPLACE -> payload.text();
      case PREPEND -> payload.text() + value;
      case IN_QUOTES -> {
        int quote = value.lastIndexOf('\'');
        yield quote < 0
            ? value + payload.text()
            : value.substring(0, quote) + payload.text() + value.substring(quote);
      }
    };
  }

  private String written(String text, Encoding encoding) {
    return switch (kind) {
      case QUERY, QUERY_NAME, FORM, FORM_NAME -> encoded(text);
      case PATH -> encoded(text);
      case JSON, XML, PART -> text;
      case PART_NAME, FILE_NAME -> Multipart.escaped(text);
      case HEADER, COOKIE ->
          encoding == Encoding.RAW ? text.replace('\r', ' ').replace('\n', ' ') : encoded(text);
    };
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  /** All points of a sample; those of headers that every request may have come last. */
  public static List<InsertionPoint> of(
      Surface.Operation endpoint, Surface.Sample sample, List<String> cookies, boolean headers) {
    return new ArrayList<>(new PointFinder(endpoint, sample, cookies, headers).find());
  }
}
