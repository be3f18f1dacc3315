package dev.brisach.test.access;

import dev.brisach.core.Asset;
import dev.brisach.core.AssetKind;
import dev.brisach.core.Check;
import dev.brisach.core.CheckInfo;
import dev.brisach.core.Confidence;
import dev.brisach.core.Context;
import dev.brisach.core.Effect;
import dev.brisach.core.Finding;
import dev.brisach.core.Lesson;
import dev.brisach.core.Location;
import dev.brisach.core.Phase;
import dev.brisach.core.Recorder;
import dev.brisach.core.Severity;
import dev.brisach.core.Stage;
import dev.brisach.core.SubjectKind;
import dev.brisach.core.Weakness;
import dev.brisach.kit.live.LiveService;
import dev.brisach.kit.openapi.ApiModel;
import dev.brisach.kit.surface.Templates;
import dev.brisach.kit.wire.Exchange;
import dev.brisach.kit.wire.WireException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Calls each operation that the API file says needs a login, without any credential (CWE-306).
 *
 * <p>Held: 401, 403, or a redirect to another place. Breached: 2xx (twice, for a reading method),
 * unlike the service's answer to a path that does not exist, and neither a login page nor words of
 * refusal. Everything else is unexamined with its reason: a server that answers 500 to everything
 * is not secure. Reading methods need the ceiling traffic, others change.
 */
public final class AnonymousAccess implements Check<LiveService> {
  private static final String ID = "test.anonymous-access";
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
  private static final CheckInfo INFO =
      new CheckInfo(
          ID,
          2,
          "Operations that need a login refuse a caller without one",
          List.of(Stage.TEST),
          Phase.LIVE,
          SubjectKind.of(AssetKind.ENDPOINT),
          List.of(Weakness.cwe(306)),
          List.of(ID),
          List.of("running service", "OpenAPI file"),
          Effect.TRAFFIC);

  @Override
  public CheckInfo info() {
    return INFO;
  }

  @Override
  public Class<LiveService> subjectType() {
    return LiveService.class;
  }

  @Override
  public void examine(LiveService service, Context context, Recorder recorder) {
    ApiModel api = service.api();
    if (api == null) {
      recorder.skip("no OpenAPI file: name it as 'openapi' of the environment");
      return;
    }
    Exchange nowhere = nowhere(service);
    String prefix = Templates.prefix(api, service.wire().base());
    for (ApiModel.Operation operation : api.operations()) {
      context.checkCancelled();
      Asset endpoint = service.endpoint(operation.method(), prefix + operation.path());
      recorder.discovered(endpoint, Asset.file(api.file()), "");
      String reason = reasonNotToCall(operation, context);
      if (reason != null) {
        recorder.unexamined(endpoint, reason);
      } else if (operation.login() == ApiModel.Login.OPEN) {
        recorder.covered(endpoint);
      } else {
        call(service, api, operation, prefix, endpoint, nowhere, recorder);
      }
    }
  }

  private static @Nullable String reasonNotToCall(ApiModel.Operation operation, Context context) {
    if (operation.login() == ApiModel.Login.UNSTATED) {
      return "the API file does not say whether it needs a login";
    }
    if (operation.login() == ApiModel.Login.NEEDED
        && !READING.contains(operation.method())
        && context.ceiling().compareTo(Effect.CHANGE) < 0) {
      return "needs --effect change";
    }
    return null;
  }

  /** The service's answer to a path that cannot exist; null where it gives none. */
  private static @Nullable Exchange nowhere(LiveService service) {
    try {
      return service
          .wire()
          .send(Exchange.Request.of("GET", "/no-such-path-" + Long.toHexString(0x5eedfade5L)));
    } catch (WireException e) {
      return null;
    }
  }

  private static void call(
      LiveService service,
      ApiModel api,
      ApiModel.Operation operation,
      String prefix,
      Asset endpoint,
      @Nullable Exchange nowhere,
      Recorder recorder) {
    Exchange.Request request = Exchange.Request.of(operation.method(), prefix + target(operation));
    try {
      Exchange first = service.wire().send(request);
      boolean twice = READING.contains(operation.method());
      Exchange repeat =
          twice && Answer.succeeded(first) ? service.wire().send(request) : first; // writes: once
      switch (Answer.of(first, repeat, nowhere)) {
        case Answer.Refused _ -> recorder.covered(endpoint);
        case Answer.Unclear(String reason) -> recorder.unexamined(endpoint, reason);
        case Answer.Served(Confidence confidence) -> {
          recorder.covered(endpoint);
          recorder.finding(finding(api, operation, endpoint, first, nowhere, confidence));
        }
      }
    } catch (WireException e) {
      recorder.unexamined(endpoint, e.getMessage());
    }
  }

  private static Finding finding(
      ApiModel api,
      ApiModel.Operation operation,
      Asset endpoint,
      Exchange first,
      @Nullable Exchange nowhere,
      Confidence confidence) {
    String call = operation.method() + " " + operation.path();
    return Finding.of(ID, Severity.HIGH, confidence)
        .cwe(306)
        .at(endpoint, Location.line(api.file(), operation.line()))
        .says(
            "Operation open without login",
            call
                + " answers "
                + first.response().status()
                + " with "
                + first.response().body().length
                + " bytes to a caller without any credential; the API file says it needs "
                + (api.schemes().isEmpty() ? "a login" : String.join(" or ", api.schemes())))
        .fix(
            "Refuse the request with 401 before any other work in the handler of "
                + call
                + "; the handlers beside it show how this service does it")
        .detail("endpoint", operation.method() + " " + operation.path())
        .detail("request", first.request().method() + " " + first.request().target())
        .detail("response", Integer.toString(first.response().status()))
        .detail(
            "control",
            nowhere == null
                ? "none"
                : nowhere.request().target() + " answers " + nowhere.response().status())
        .lesson(
            new Lesson(
                call + " is served to anybody who can reach the port.",
                "curl -i " + endpoint.name().substring(endpoint.name().indexOf(' ') + 1),
                "Check the session first, answer 401 without one, and only then read data.",
                "Which of your handlers decide who is asking, and would a new one be open by"
                    + " default?",
                List.of(
                    "https://cwe.mitre.org/data/definitions/306.html",
                    "https://cheatsheetseries.owasp.org/cheatsheets/Authorization_Cheat_Sheet.html")))
        .identity(call)
        .build();
  }

  /** Path templates and required query parameters filled from examples, else from their types. */
  static String target(ApiModel.Operation operation) {
    String path = operation.path();
    StringBuilder query = new StringBuilder();
    for (ApiModel.Parameter parameter : operation.parameters()) {
      String value = encoded(value(parameter));
      if (parameter.place().equals("path")) {
        path = path.replace("{" + parameter.name() + "}", value);
      } else if (parameter.place().equals("query") && parameter.required()) {
        query.append(query.isEmpty() ? '?' : '&');
        query.append(encoded(parameter.name())).append('=').append(value);
      }
    }
    return path.replace("{", "").replace("}", "").replace(" ", "%20") + query;
  }

  private static String value(ApiModel.Parameter parameter) {
    if (parameter.example() != null) {
      return parameter.example();
    }
    return "string".equals(parameter.type()) ? "a" : "1";
  }

  private static String encoded(String text) {
    return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8)
        .replace("+", "%20");
  }
}
