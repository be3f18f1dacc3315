package dev.brisach.test.answers;

import dev.brisach.kit.openapi.ApiModel;
import dev.brisach.kit.wire.Exchange;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Requests that a careful service refuses without ado: none of them is an attack on anything. */
final class Oddities {
  private static final int LONG = 4000;
  private static final int DEEP = 2000;

  /** Most parameters of an operation that are tried. */
  private static final int PARAMETERS = 4;

  /** Percent-encoded values by what is odd about them. */
  private static final Map<String, String> VALUES =
      Map.of(
          "a word in place of a value",
          "x%27y",
          "a number beyond all types",
          "9".repeat(40),
          "malformed UTF-8",
          "%C3%28",
          "a value of " + LONG + " characters",
          "z".repeat(LONG));

  private Oddities() {}

  /** A request and what is odd about it. */
  record Odd(String what, Exchange.Request request) {}

  static List<Odd> of(Sampled sampled) {
    List<Odd> all = new ArrayList<>();
    ApiModel.Operation operation = sampled.operation();
    if (operation != null) {
      operation.parameters().stream()
          .filter(one -> one.place().equals("path") || one.place().equals("query"))
          .limit(PARAMETERS)
          .forEach(parameter -> parameter(sampled, operation, parameter, all));
    }
    if (sampled.request().body() != null) {
      bodies(sampled, all);
    }
    Exchange.Request plain = sampled.request();
    String target = plain.target();
    char mark = target.indexOf('?') < 0 ? '?' : '&';
    all.add(
        new Odd(
            "an unknown parameter of malformed UTF-8", with(plain, target + mark + "q=%C3%28")));
    all.add(new Odd("a malformed Accept header", plain.with("Accept", "//;;q=x")));
    return all;
  }

  private static Exchange.Request with(Exchange.Request request, String target) {
    return Exchange.Request.of(request.method(), target, request.fields(), request.body());
  }

  private static void parameter(
      Sampled sampled, ApiModel.Operation operation, ApiModel.Parameter parameter, List<Odd> all) {
    String mark = "brisachmark";
    Exchange.Request marked =
        Sampled.request(
            sampled.prefix(),
            Sampled.SAMPLES.call(
                operation, Map.of(parameter.place() + "." + parameter.name(), mark)));
    if (!marked.target().contains(mark)) {
      return;
    }
    VALUES.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(value ->
            all.add(
                new Odd(
                    value.getKey() + " as " + parameter.name(),
                    with(marked, marked.target().replace(mark, value.getValue())))));
  }

  private static void bodies(Sampled sampled, List<Odd> all) {
    Exchange.Request request = sampled.request();
    String type = String.valueOf(request.headers().get("Content-Type"));
    all.add(new Odd("a body cut short", body(request, type, "{\"a\": [1, ")));
    all.add(new Odd("a list in place of an object", body(request, type, "[[1]]")));
    all.add(new Odd("a deep body", body(request, type, "[".repeat(DEEP) + "]".repeat(DEEP))));
    all.add(new Odd("a body of malformed UTF-8", body(request, type, "{\"a\": \"\u00c3(\"}")));
    all.add(new Odd("a body of an unknown type", body(request, "no/such; charset=none", "{}")));
  }

  private static Exchange.Request body(Exchange.Request request, String type, String text) {
    List<Exchange.Field> fields =
        request.fields().stream()
            .filter(field -> !field.name().equalsIgnoreCase("Content-Type"))
            .toList();
    return Exchange.Request.of(request.method(), request.target(), fields, null)
        .withBody(type, text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
