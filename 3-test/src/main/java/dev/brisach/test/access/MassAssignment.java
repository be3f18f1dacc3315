package dev.brisach.test.access;

import dev.brisach.core.AssetKind;
import dev.brisach.core.Check;
import dev.brisach.core.CheckInfo;
import dev.brisach.core.Confidence;
import dev.brisach.core.Context;
import dev.brisach.core.Effect;
import dev.brisach.core.Finding;
import dev.brisach.core.Lesson;
import dev.brisach.core.Phase;
import dev.brisach.core.Proof;
import dev.brisach.core.Recorder;
import dev.brisach.core.Severity;
import dev.brisach.core.Stage;
import dev.brisach.core.SubjectKind;
import dev.brisach.core.Weakness;
import dev.brisach.core.json.Json;
import dev.brisach.kit.live.Caller;
import dev.brisach.kit.live.LiveService;
import dev.brisach.kit.openapi.ApiModel;
import dev.brisach.kit.openapi.Samples;
import dev.brisach.kit.openapi.Schema;
import dev.brisach.kit.replay.Steps;
import dev.brisach.kit.wire.Exchange;
import dev.brisach.kit.wire.WireException;
import dev.brisach.test.matrix.Team;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Adds fields to creating requests that a caller should not set (CWE-915): those that answers show
 * and the request's schema does not have, and names such as {@code role} or {@code balance}.
 *
 * <p>Control: the request without the field; the answer shows what the service sets by itself.
 * Breached: with the field the answer shows the value that was sent, which differs from the
 * control's. An accepted request alone proves nothing.
 */
public final class MassAssignment implements Check<LiveService> {
  private static final String ID = "test.mass-assignment";
  private static final int MAX_FIELDS = 12;
  private static final List<String> USUAL =
      List.of(
          "role",
          "roles",
          "admin",
          "isAdmin",
          "is_admin",
          "ownerId",
          "userId",
          "user_id",
          "balance",
          "credit",
          "price",
          "verified",
          "status");
  private static final Set<String> HARMLESS =
      Set.of("id", "created", "createdat", "created_at", "updated", "updatedat", "token", "status");
  private static final CheckInfo INFO =
      new CheckInfo(
          ID,
          1,
          "A caller cannot set what the service decides",
          List.of(Stage.TEST),
          Phase.LIVE,
          SubjectKind.of(AssetKind.ENDPOINT),
          List.of(Weakness.cwe(915)),
          List.of(ID),
          List.of("running service", "OpenAPI file"),
          Effect.CHANGE);

  private final Team team;

  /** By the API file alone. */
  public MassAssignment() {
    this(Team.SILENT);
  }

  /** As a team says. */
  public MassAssignment(Team team) {
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
    Ground ground = Ground.of(service, recorder, ID, team);
    if (ground == null) {
      return;
    }
    Owned owned = new Owned(ground, context.ceiling());
    for (ApiModel.Operation operation : ground.api().operations()) {
      context.checkCancelled();
      boolean makes = operation.method().equals("POST") && operation.in("path").isEmpty();
      if (!makes || (Owned.spared(operation) && !opensAccount(operation))) {
        continue;
      }
      if (!ground.asks(operation, context)) {
        continue;
      }
      Samples.Sample sample = ground.body(operation);
      if (sample == null || !(sample.value() instanceof Json.Obj body)) {
        continue;
      }
      try {
        new Trial(ground, owned, operation, sample, body).run();
      } catch (WireException e) {
        ground.unexamined(operation, e.getMessage());
      }
    }
    ground.tell(context, recorder);
  }

  private static boolean opensAccount(ApiModel.Operation operation) {
    String path = operation.path().toLowerCase(Locale.ROOT);
    return path.contains("register") || path.contains("signup") || path.contains("sign-up");
  }

  /** One creating operation. */
  private static final class Trial {
    private final Ground ground;
    private final Owned owned;
    private final ApiModel.Operation operation;
    private final Caller caller;
    private final Json.Obj body;
    private final @Nullable Schema request;
    private final Map<String, Schema> shown = new LinkedHashMap<>();
    private final Unique unique = new Unique();

    Trial(
        Ground ground,
        Owned owned,
        ApiModel.Operation operation,
        Samples.Sample sample,
        Json.Obj body) {
      this.ground = ground;
      this.owned = owned;
      this.operation = operation;
      this.body = body;
      this.request = Marker.schema(operation, sample);
      this.caller = caller(ground, operation);
      for (ApiModel.Response response : operation.successes()) {
        Schema schema = response.jsonSchema();
        if (schema != null) {
          shown.putAll(schema.properties());
        }
      }
    }

    private static Caller caller(Ground ground, ApiModel.Operation operation) {
      if (operation.login() == ApiModel.Login.OPEN) {
        return ground.service().stranger();
      }
      return ground.users(operation).stream()
          .filter(user -> Owned.mayCall(operation, user))
          .findFirst()
          .orElse(ground.users().getFirst());
    }

    private List<String> fields() {
      Set<String> names = new LinkedHashSet<>();
      Schema schema = request;
      shown.keySet().stream()
          .filter(name -> schema == null || !schema.properties().containsKey(name))
          .filter(name -> !HARMLESS.contains(name.toLowerCase(Locale.ROOT)))
          .forEach(names::add);
      for (String name : USUAL) {
        if (shown.isEmpty() && (schema == null || !schema.properties().containsKey(name))) {
          names.add(name);
        }
      }
      return names.stream().limit(MAX_FIELDS).toList();
    }

    void run() throws WireException {
      List<String> fields = fields();
      if (fields.isEmpty()) {
        return;
      }
      Exchange control = send(body);
      if (!Ground.ok(control)) {
        ground.unexamined(
            operation, "answers " + control.response().status() + " to a sample request");
        return;
      }
      ground.reach(operation, caller, true, "");
      Json answer = Bodies.json(control);
      for (String field : fields) {
        Json set = Bodies.member(answer, field);
        Json other = other(field, set);
        if (other != null) {
          tryField(field, other, control);
        }
      }
    }

    private void tryField(String field, Json value, Exchange control) throws WireException {
      Exchange attack = send(Bodies.with(body, field, value));
      if (broken(attack, field) || !Ground.ok(attack) || !shows(attack, field, value)) {
        return;
      }
      Exchange repeat = send(Bodies.with(body, field, value));
      if (!broken(repeat, field) && Ground.ok(repeat) && shows(repeat, field, value)) {
        ground.finding(finding(field, value, control, attack, repeat));
      }
    }

    /** A service that breaks on a field neither takes nor refuses it. */
    private boolean broken(Exchange exchange, String field) {
      int status = exchange.response().status();
      if (status >= 500) {
        ground.unexamined(operation, "answers " + status + " to the field " + field);
      }
      return status >= 500;
    }

    private static boolean shows(Exchange exchange, String field, Json value) {
      return value.equals(Bodies.member(Bodies.json(exchange), field));
    }

    /** Sends with texts that must be one of a kind made so. */
    private Exchange send(Json.Obj object) throws WireException {
      return owned.create(
          operation, caller, ground.request(operation, Map.of(), unique.of(object)));
    }

    /** A value of the same kind that the service did not choose, or null where it shows none. */
    private @Nullable Json other(String field, @Nullable Json set) {
      Schema schema = shown.get(field);
      if (schema != null) {
        for (Json value : schema.values()) {
          if (!value.equals(set)) {
            return value;
          }
        }
      }
      return switch (set) {
        case Json.Bool(boolean value) -> new Json.Bool(!value);
        case Json.Num _ -> new Json.Num(31337);
        case Json.Text(String text) -> new Json.Text(text.equals("admin") ? "root" : "admin");
        case null, default -> null;
      };
    }

    private Finding finding(
        String field, Json value, Exchange control, Exchange attack, Exchange repeat) {
      String call = operation.call();
      String text = String.valueOf(Bodies.text(value));
      String was = String.valueOf(Bodies.text(Bodies.member(Bodies.json(control), field)));
      String shownAs = "\"" + field + "\"";
      return Finding.of(ID, Severity.HIGH, Confidence.PROVED)
          .cwe(915)
          .at(ground.endpoint(operation), ground.location(operation))
          .says(
              "A caller sets what the service decides",
              call
                  + " takes the field "
                  + field
                  + " from the request: sent "
                  + text
                  + ", the answer shows "
                  + text
                  + "; without it "
                  + was)
          .fix(
              "Read the request into a type that has just the fields a caller may set, and set "
                  + field
                  + " by yourself")
          .detail("endpoint", call)
          .detail("parameter", field)
          .proof(
              new Proof(
                  "the value that was sent is kept, another one is the default",
                  steps(
                      Unique.renewed(
                          body,
                          Steps.step(
                              Proof.Role.CONTROL,
                              caller.name(),
                              control,
                              Steps.status("2xx"),
                              Steps.has(shownAs))),
                      Unique.renewed(
                          body,
                          Steps.step(
                              Proof.Role.ATTACK,
                              caller.name(),
                              attack,
                              Steps.status("2xx"),
                              Steps.has(text))),
                      Unique.renewed(
                          body,
                          Steps.step(
                              Proof.Role.REPEAT,
                              caller.name(),
                              repeat,
                              Steps.status("2xx"),
                              Steps.has(text))))))
          .lesson(
              new Lesson(
                  "The request becomes an object with fields that only the service should set.",
                  "Add \"" + field + "\" to the body.",
                  "Use a type of its own for each request, and copy field by field.",
                  "Which of your request types are the very types that you store?",
                  List.of(
                      "https://cwe.mitre.org/data/definitions/915.html",
                      "https://cheatsheetseries.owasp.org/cheatsheets/Mass_Assignment_Cheat_Sheet.html")))
          .identity(call, field)
          .build();
    }

    /** These, each after what it needs to be there. */
    private List<Proof.Step> steps(Proof.Step... creating) {
      List<Proof.Step> steps = new ArrayList<>();
      for (Proof.Step step : creating) {
        steps.addAll(owned.before(operation, caller));
        steps.add(step);
      }
      return steps;
    }
  }
}
