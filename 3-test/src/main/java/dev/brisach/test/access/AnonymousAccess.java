package dev.brisach.test.access;

import dev.brisach.core.Asset;
import dev.brisach.core.AssetKind;
import dev.brisach.core.Check;
import dev.brisach.core.CheckInfo;
import dev.brisach.core.Context;
import dev.brisach.core.Effect;
import dev.brisach.core.Phase;
import dev.brisach.core.Recorder;
import dev.brisach.core.Stage;
import dev.brisach.core.SubjectKind;
import dev.brisach.core.Weakness;
import dev.brisach.kit.live.LiveService;
import dev.brisach.kit.openapi.ApiModel;
import dev.brisach.kit.surface.Templates;
import dev.brisach.kit.wire.Exchange;
import dev.brisach.kit.wire.WireException;
import dev.brisach.test.matrix.Team;
import dev.brisach.test.matrix.User;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Calls each operation that the API file says needs a login, without any credential, and with one
 * that is worth nothing (CWE-306).
 *
 * <p>Held: 401, 403, or a redirect to another place, where a user who may is not answered the same.
 * Breached: 2xx (twice, for a reading method), unlike the service's answer to a path that does not
 * exist, and neither a login page nor words of refusal; where a user can log in, also of the shape
 * that this user is answered. Everything else is unexamined with its reason: a server that answers
 * 500 to everything is not secure. Reading methods need the ceiling traffic, others change.
 */
public final class AnonymousAccess implements Check<LiveService> {
  private static final String ID = "test.anonymous-access";
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
  private static final CheckInfo INFO =
      new CheckInfo(
          ID,
          3,
          "Operations that need a login refuse a caller without one",
          List.of(Stage.TEST),
          Phase.LIVE,
          SubjectKind.of(AssetKind.ENDPOINT),
          List.of(Weakness.cwe(306)),
          List.of(ID),
          List.of("running service", "OpenAPI file"),
          Effect.TRAFFIC);

  private final Team team;

  /** By the API file alone. */
  public AnonymousAccess() {
    this(Team.SILENT);
  }

  /** As a team says. */
  public AnonymousAccess(Team team) {
    this.team = team;
  }

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
    ApiModel file = service.api();
    if (file == null) {
      recorder.skip("no OpenAPI file: name it as 'openapi' of the environment");
      return;
    }
    ApiModel api = team.applied(file, service.users().stream().map(User::of).toList());
    Guard guard = new Guard(service, api, team, nowhere(service), Insiders.of(service), recorder);
    String prefix = Templates.prefix(api, service.wire().base());
    for (ApiModel.Operation operation : api.operations()) {
      context.checkCancelled();
      Asset endpoint = service.endpoint(operation.method(), prefix + operation.path());
      recorder.discovered(endpoint, Asset.file(api.file()), "");
      ApiModel.Login login = login(operation);
      String reason = reasonNotToCall(operation, login, context);
      if (reason != null) {
        recorder.unexamined(endpoint, reason);
      } else if (login == ApiModel.Login.OPEN) {
        recorder.covered(endpoint);
      } else {
        guard.call(
            operation,
            endpoint,
            Exchange.Request.of(operation.method(), prefix + target(operation)),
            READING.contains(operation.method()));
      }
    }
    Ground.strange(service, api, team, ID, recorder);
  }

  /** What a test of the team expects, else what its matrix or the API file says. */
  private ApiModel.Login login(ApiModel.Operation operation) {
    return switch (team.expects(ID, operation.call())) {
      case ALLOW -> ApiModel.Login.OPEN;
      case DENY -> ApiModel.Login.NEEDED;
      case UNSTATED -> operation.login();
    };
  }

  private @Nullable String reasonNotToCall(
      ApiModel.Operation operation, ApiModel.Login login, Context context) {
    String leftOut = team.leftOut(ID, operation.call(), context.ceiling());
    if (leftOut != null) {
      return leftOut;
    }
    if (login == ApiModel.Login.UNSTATED) {
      return "the API file does not say whether it needs a login";
    }
    if (login == ApiModel.Login.NEEDED
        && !READING.contains(operation.method())
        && context.ceiling().compareTo(Effect.CHANGE) < 0) {
      return "needs --effect change";
    }
    boolean object = operation.path().contains("{") || !operation.method().equals("POST");
    return login == ApiModel.Login.NEEDED
            && !READING.contains(operation.method())
            && object
            && !context.environment().isBox()
        ? "it could change an object that this run did not make"
        : null;
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
