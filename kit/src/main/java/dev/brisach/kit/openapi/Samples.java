package dev.brisach.kit.openapi;

import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonWriter;
import dev.brisach.kit.openapi.ApiModel.Body;
import dev.brisach.kit.openapi.ApiModel.Content;
import dev.brisach.kit.openapi.ApiModel.Operation;
import dev.brisach.kit.openapi.ApiModel.Parameter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values and bodies for requests, made from what the file says: its own examples, defaults and
 * lists first, else by type, format and limits. The same seed and file give the same values,
 * whatever was asked before.
 */
public final class Samples {
  private final long seed;

  /** Samples of a seed. */
  public Samples(long seed) {
    this.seed = seed;
  }

  /**
   * A body ready to be sent.
   *
   * @param contentType value of the header, with its boundary where there is one
   * @param value the value that was written, before it became text
   * @param doubts why the service may refuse it: what could not be satisfied; empty where it fits
   */
  public record Sample(String contentType, String text, Json value, List<String> doubts) {
    public Sample {
      doubts = List.copyOf(doubts);
    }
  }

  /** A value alone, with doubts as in {@link Sample}. */
  public record Value(Json value, List<String> doubts) {
    public Value {
      doubts = List.copyOf(doubts);
    }
  }

  /**
   * A whole request without login.
   *
   * @param target path and query, encoded, below the server's base path
   * @param headers header parameters, {@code Cookie} and {@code Content-Type}
   * @param doubts why the service may refuse it
   */
  public record Call(
      String method,
      String target,
      Map<String, String> headers,
      @Nullable Sample body,
      List<String> doubts) {
    public Call {
      headers = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(headers));
      doubts = List.copyOf(doubts);
    }
  }

  /**
   * A value of a schema.
   *
   * @param name what it is for, such as a property's name; other names give other values
   */
  public Value value(Schema schema, Direction direction, String name) {
    SampleMaker maker = new SampleMaker(seed, direction);
    Json value = maker.make(schema, name);
    return new Value(value, maker.doubts(schema, value));
  }

  /** A value of a parameter, before it is encoded. */
  public Value value(Operation operation, Parameter parameter) {
    if (parameter.example() != null) {
      Json example = Values.json(scalar(parameter.example()), parameter.schema().types());
      if (parameter.schema().accepts(example, Direction.REQUEST)) {
        return new Value(example, List.of());
      }
    }
    return value(parameter.schema(), Direction.REQUEST, parameter.name());
  }

  private static dev.brisach.kit.yaml.Yaml scalar(String text) {
    return new dev.brisach.kit.yaml.Yaml.Scalar(0, 0, text, true);
  }

  /**
   * The body of an operation in the form that is easiest to work with, or null where it has none.
   */
  public @Nullable Sample body(Operation operation) {
    Body body = operation.body();
    return body == null
        ? null
        : body.contents().stream()
            .min(Comparator.comparingInt(content -> rank(content.mediaType())))
            .map(content -> sample(operation, content))
            .orElse(null);
  }

  /** The body of an operation in a media type, or null where it has no such. */
  public @Nullable Sample body(Operation operation, String mediaType) {
    Body body = operation.body();
    String bare = MediaTypes.bare(mediaType);
    return body == null
        ? null
        : body.contents().stream()
            .filter(content -> MediaTypes.bare(content.mediaType()).equals(bare))
            .findFirst()
            .map(content -> sample(operation, content))
            .orElse(null);
  }

  /** A value in another value's stead, written as the same media type as a sample's. */
  public Sample with(Operation operation, Sample sample, Json value) {
    Schema schema = Schema.ANY;
    if (operation.body() != null) {
      String bare = MediaTypes.bare(sample.contentType());
      for (Content content : operation.body().contents()) {
        if (sent(content.mediaType()).equals(bare)) {
          schema = content.schema();
        }
      }
    }
    return new BodyWriter(seed).write(sample.contentType(), schema, value, List.of());
  }

  private Sample sample(Operation operation, Content content) {
    String type = sent(content.mediaType());
    SampleMaker maker = new SampleMaker(seed, Direction.REQUEST);
    Json value =
        content.example() == null ? null : maker.fitted(content.schema(), content.example());
    if (value == null) {
      value = maker.make(content.schema(), operation.call());
    }
    return new BodyWriter(seed)
        .write(type, content.schema(), value, maker.doubts(content.schema(), value));
  }

  /** A range of media types is sent as JSON. */
  private static String sent(String mediaType) {
    String bare = MediaTypes.bare(mediaType);
    return bare.contains("*") ? MediaTypes.JSON : bare;
  }

  private static int rank(String mediaType) {
    if (MediaTypes.bare(mediaType).equals(MediaTypes.JSON)) {
      return 0;
    }
    if (MediaTypes.json(mediaType)) {
      return 1;
    }
    if (MediaTypes.form(mediaType)) {
      return 2;
    }
    return MediaTypes.multipart(mediaType) ? 3 : MediaTypes.xml(mediaType) ? 4 : 5;
  }

  /** A request with all required parameters. */
  public Call call(Operation operation) {
    return call(operation, Map.of());
  }

  /**
   * A request with all required parameters.
   *
   * @param given values that are known better, by {@code place.name}: {@code path.id}; a parameter
   *     named here is sent even where it is not required
   */
  public Call call(Operation operation, Map<String, String> given) {
    String path = operation.path();
    List<String> query = new ArrayList<>();
    List<String> cookies = new ArrayList<>();
    Map<String, String> headers = new LinkedHashMap<>();
    List<String> doubts = new ArrayList<>();
    for (Parameter parameter : operation.parameters()) {
      String known = given.get(parameter.place() + "." + parameter.name());
      if (known == null && !parameter.required()) {
        continue;
      }
      Value made =
          known == null ? value(operation, parameter) : new Value(new Json.Text(known), List.of());
      made.doubts().forEach(doubt -> doubts.add(parameter.name() + ": " + doubt));
      switch (parameter.place()) {
        case "path" ->
            path =
                path.replace(
                    "{" + parameter.name() + "}", ParameterText.simple(parameter, made.value()));
        case "query" -> query.addAll(ParameterText.query(parameter, made.value()));
        case "header" ->
            headers.put(parameter.name(), ParameterText.plain(parameter, made.value()));
        case "cookie" ->
            cookies.add(parameter.name() + "=" + ParameterText.simple(parameter, made.value()));
        default -> doubts.add(parameter.name() + ": place " + parameter.place() + " is unknown");
      }
    }
    if (!cookies.isEmpty()) {
      headers.put("Cookie", String.join("; ", cookies));
    }
    Sample body = body(operation);
    if (body != null) {
      headers.put("Content-Type", body.contentType());
      doubts.addAll(body.doubts());
    }
    String target = path.replace(" ", "%20").replace("{", "%7B").replace("}", "%7D");
    return new Call(
        operation.method(),
        target + (query.isEmpty() ? "" : "?" + String.join("&", query)),
        headers,
        body,
        doubts);
  }

  /** A value as one line of JSON, or the bare text of a scalar. */
  static String text(Json value) {
    String scalar = Values.text(value);
    return scalar == null ? JsonWriter.line(value) : scalar;
  }
}
