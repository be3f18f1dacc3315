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
import dev.brisach.kit.live.Caller;
import dev.brisach.kit.live.LiveService;
import dev.brisach.kit.openapi.ApiModel;
import dev.brisach.kit.openapi.ObjectType;
import dev.brisach.kit.wire.Exchange;
import dev.brisach.kit.wire.WireException;
import dev.brisach.test.matrix.Team;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    Insiders insiders = Insiders.of(service);
    Ground ground = new Ground(service, file, ID, team);
    ApiModel api = ground.api();
    Owned owned = new Owned(ground, context.ceiling());
    Guard guard = new Guard(service, api, ground, nowhere(service), insiders, recorder);
    try {
      for (ApiModel.Operation operation : api.operations()) {
        context.checkCancelled();
        Asset endpoint = ground.endpoint(operation);
        recorder.discovered(endpoint, Asset.file(api.file()), "");
        ApiModel.Login login = login(operation);
        String reason = reasonNotToCall(operation, login, context);
        if (reason != null) {
          recorder.unexamined(endpoint, reason);
        } else if (login == ApiModel.Login.OPEN) {
          recorder.covered(endpoint);
        } else {
          call(guard, owned, operation, context, recorder);
        }
      }
    } finally {
      owned.cleanUp();
    }
    ground.strange(recorder);
    ground.tellReached(recorder);
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
    return login == ApiModel.Login.NEEDED
            && !reads(operation)
            && context.ceiling().compareTo(Effect.CHANGE) < 0
        ? "needs --effect change"
        : null;
  }

  private static boolean reads(ApiModel.Operation operation) {
    return READING.contains(operation.method());
  }

  /**
   * Calls an operation at an object of a user who may, where one can be had. What is written to
   * outside a box was made for this. A valid body is sent to such objects and in a box: without
   * one, a service that asks for nothing else seems to refuse.
   */
  private static void call(
      Guard guard, Owned owned, ApiModel.Operation operation, Context context, Recorder recorder) {
    Asset endpoint = guard.ground().endpoint(operation);
    Place place = place(guard, owned, operation);
    boolean object = operation.path().contains("{") || !operation.method().equals("POST");
    boolean free = place.own() || context.environment().isBox();
    if (!reads(operation) && object && !free) {
      recorder.unexamined(endpoint, "it could change an object that this run did not make");
      return;
    }
    Map<String, String> given = given(operation, place.way());
    Exchange.Request request =
        free
            ? new Unique().request(guard.ground(), operation, given)
            : guard.ground().bare(operation, given);
    guard.call(operation, endpoint, place.way(), request, reads(operation));
  }

  /**
   * Where an operation is called.
   *
   * @param own true where the object was made for this
   */
  private record Place(Way way, boolean own) {}

  private static Place place(Guard guard, Owned owned, ApiModel.Operation operation) {
    Caller user = guard.insiders().allowed(operation);
    List<ApiModel.Parameter> path = operation.in("path");
    Way way = Way.NONE;
    boolean own = false;
    if (user != null) {
      try {
        for (ApiModel.Parameter parameter : path) {
          ObjectType type = owned.typeOf(operation.path(), parameter.name());
          boolean last = parameter.equals(path.getLast());
          Owned.Item item =
              type == null ? null : item(owned, type, user, last && !reads(operation));
          way = item == null ? way : way.and(item, parameter.name());
          own = item != null && !item.made().isEmpty();
        }
      } catch (WireException e) {
        return new Place(Way.NONE, false); // the call itself will tell why
      }
    }
    return new Place(way, own);
  }

  /** An object; one of its own for who writes, where one can be made. */
  private static Owned.@Nullable Item item(
      Owned owned, ObjectType type, Caller user, boolean writes) throws WireException {
    Owned.Item made = writes ? owned.another(type, user) : null;
    return made == null ? owned.of(type, user) : made;
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

  /** Path and required query parameters: known objects, examples, else by their types. */
  private static Map<String, String> given(ApiModel.Operation operation, Way way) {
    Map<String, String> given = new LinkedHashMap<>();
    for (ApiModel.Parameter parameter : operation.parameters()) {
      boolean needed =
          parameter.place().equals("path")
              || (parameter.place().equals("query") && parameter.required());
      if (needed) {
        given.put(parameter.place() + "." + parameter.name(), value(parameter));
      }
    }
    given.putAll(way.ids());
    return given;
  }

  private static String value(ApiModel.Parameter parameter) {
    if (parameter.example() != null) {
      return parameter.example();
    }
    return "string".equals(parameter.type()) ? "a" : "1";
  }
}
