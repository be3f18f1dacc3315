package dev.brisach.test.session;

import dev.brisach.kit.login.Cookie;
import dev.brisach.kit.openapi.ApiModel;
import dev.brisach.kit.openapi.Samples;
import dev.brisach.kit.wire.Exchange;
import dev.brisach.kit.wire.Wire;
import dev.brisach.kit.wire.WireException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A page of another site in the browser of a user: what it can make the browser send, by the rules
 * of the Fetch standard. It cannot read cookies or answers, and sets neither headers nor the type
 * of a body beyond what an HTML form could.
 */
record ForeignSite(Wire wire, String prefix, List<Cookie> cookies) {
  /** Where the page stands. */
  static final String ORIGIN = "https://other-site.example";

  /** Seed of the bodies; the same in each run. */
  private static final long SEED = 7;

  private static final List<String> SIMPLE =
      List.of("application/x-www-form-urlencoded", "multipart/form-data", "text/plain");

  /** The request of an operation as the service's own page sends it, without a login. */
  Exchange.Request own(ApiModel.Operation operation) {
    Map<String, String> given = new TreeMap<>();
    for (ApiModel.Parameter parameter : operation.in("path")) {
      given.put(
          "path." + parameter.name(),
          "integer".equals(parameter.type()) || "number".equals(parameter.type())
              ? "987654321"
              : "6b1f4c0e-5a8d-4e0b-9f61-3c7d2a90e514");
    }
    Samples.Call call = new Samples(SEED).call(operation, given);
    List<Exchange.Field> fields = new ArrayList<>();
    call.headers().forEach((name, value) -> fields.add(new Exchange.Field(name, value)));
    Samples.Sample body = call.body();
    return Exchange.Request.of(
        call.method(),
        prefix + call.target(),
        fields,
        body == null ? null : body.text().getBytes(StandardCharsets.UTF_8));
  }

  /** The same with the cookies of the user, from the service's own page. */
  Exchange.Request fromHere(Exchange.Request request, Map<String, String> tokens) {
    Exchange.Request dressed = withCookies(request).with("Origin", origin(wire.base()));
    for (Map.Entry<String, String> token : tokens.entrySet()) {
      dressed = dressed.with(token.getKey(), token.getValue());
    }
    return dressed;
  }

  /** The same as the foreign page has it sent, without the cookies. */
  Exchange.Request foreign(Exchange.Request request) {
    List<Exchange.Field> fields = new ArrayList<>();
    for (Exchange.Field field : request.fields()) {
      if (field.name().equalsIgnoreCase("Content-Type")) {
        fields.add(
            new Exchange.Field(
                "Content-Type", simple(field.value()) ? field.value() : "text/plain"));
      }
    }
    fields.add(new Exchange.Field("Origin", ORIGIN));
    return Exchange.Request.of(request.method(), request.target(), fields, request.body());
  }

  Exchange.Request withCookies(Exchange.Request request) {
    return request.with(
        "Cookie", cookies.stream().map(Account::pair).collect(Collectors.joining("; ")));
  }

  /**
   * Why the browser would not send a request of this method at all; null where it does: a POST as a
   * form sends it needs no leave, everything else is asked for beforehand.
   */
  @Nullable String stopped(Exchange.Request request) throws WireException {
    if (request.method().equals("POST")) {
      return null;
    }
    Exchange leave =
        wire.send(
            Exchange.Request.of("OPTIONS", request.target())
                .with("Origin", ORIGIN)
                .with("Access-Control-Request-Method", request.method()));
    String methods = leave.response().header("access-control-allow-methods");
    boolean given =
        leave.response().status() < 300
            && ORIGIN.equals(leave.response().header("access-control-allow-origin"))
            && "true".equals(leave.response().header("access-control-allow-credentials"))
            && methods != null
            && methods.toUpperCase(Locale.ROOT).contains(request.method());
    return given ? null : "no leave for " + request.method() + " from another site";
  }

  private static boolean simple(String type) {
    String bare = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return SIMPLE.contains(bare);
  }

  private static String origin(URI base) {
    return base.getScheme() + "://" + base.getRawAuthority();
  }
}
