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
import dev.brisach.kit.live.Caller;
import dev.brisach.kit.live.LiveService;
import dev.brisach.kit.openapi.ApiModel;
import dev.brisach.kit.openapi.ObjectType;
import dev.brisach.kit.wire.Exchange;
import dev.brisach.kit.wire.WireException;
import dev.brisach.test.matrix.Team;
import dev.brisach.test.matrix.TestFiles;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Calls operations that the API file keeps for certain roles as a user without them (CWE-862,
 * broken function level authorisation).
 *
 * <p>Control: a user with the role does it, or gets further than a refusal. Held: 401, 403, a
 * redirect, or 404 where the control succeeds. Breached: the same success as the control, twice for
 * reading. Writing operations need the ceiling change; they are tried on an id that nothing has,
 * and where that tells nothing on an object of our own. Where a user without the role gets exactly
 * what the user with it gets, short of success, while other operations refuse that user, it is
 * likely that nobody asked.
 */
public final class ForeignFunctions implements Check<LiveService> {
  private static final String ID = "test.foreign-functions";
  private static final CheckInfo INFO =
      new CheckInfo(
          ID,
          1,
          "A user cannot do what belongs to another role",
          List.of(Stage.TEST),
          Phase.LIVE,
          SubjectKind.of(AssetKind.ENDPOINT),
          List.of(Weakness.cwe(862)),
          List.of(ID),
          List.of("running service", "users of two roles", "OpenAPI file"),
          Effect.TRAFFIC);

  private final Team team;

  /** By the API file alone. */
  public ForeignFunctions() {
    this(Team.SILENT);
  }

  /** As a team says. */
  public ForeignFunctions(Team team) {
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
    Owned owned = new Owned(ground);
    List<Tried> tried = new ArrayList<>();
    try {
      for (ApiModel.Operation operation : ground.api().operations()) {
        context.checkCancelled();
        if (!operation.roles().isEmpty()
            && operation.login() != ApiModel.Login.OPEN
            && ground.asks(operation, context)) {
          examine(ground, owned, operation, context.ceiling(), tried);
        }
      }
    } finally {
      owned.cleanUp();
    }
    boolean refuses = tried.stream().anyMatch(one -> one.refused);
    tried.forEach(one -> one.judge(ground, refuses));
    ground.tell(context, recorder);
  }

  /** What came of one operation. */
  private static final class Tried {
    private final ApiModel.Operation operation;
    private final Caller low;
    private final Caller high;
    private boolean refused;
    private @Nullable Finding finding;
    private @Nullable Exchange attack;
    private @Nullable Exchange control;
    private String reason = "";

    Tried(ApiModel.Operation operation, Caller low, Caller high) {
      this.operation = operation;
      this.low = low;
      this.high = high;
    }

    void judge(Ground ground, boolean othersRefuse) {
      if (finding != null) {
        ground.finding(finding);
      } else if (!refused) {
        if (othersRefuse && attack != null && control != null && same(attack, control)) {
          ground.finding(likely(ground, this));
        } else {
          ground.unexamined(operation, reason);
        }
      }
    }

    private static boolean same(Exchange a, Exchange b) {
      return a.response().status() == b.response().status()
          && a.response().status() < 500
          && (a.response().text().equals(b.response().text()) || Bodies.alike(b, b, a));
    }
  }

  private static void examine(
      Ground ground, Owned owned, ApiModel.Operation operation, Effect ceiling, List<Tried> tried) {
    boolean writes = !operation.method().equals("GET") && !operation.method().equals("HEAD");
    if (writes && ceiling.compareTo(Effect.CHANGE) < 0) {
      ground.unexamined(operation, "needs --effect change");
      return;
    }
    List<Caller> users = ground.users(operation);
    Caller high =
        users.stream().filter(user -> Ground.mayCall(operation, user)).findFirst().orElse(null);
    List<Caller> lows = lows(ground, operation);
    if (high == null && operation.roles().equals(List.of(Team.NOBODY)) && !lows.isEmpty()) {
      closed(ground, operation, lows.getFirst(), tried);
      return;
    }
    if (high == null || lows.isEmpty()) {
      ground.unexamined(
          operation,
          high == null
              ? "no user has one of the roles " + String.join(", ", operation.roles())
              : "no user is without the roles " + String.join(", ", operation.roles()));
      return;
    }
    Tried one = new Tried(operation, lows.getFirst(), high);
    for (Caller low : lows) { // until somebody is let in
      one = new Tried(operation, low, high);
      attempt(ground, owned, one, writes);
      if (!one.refused) {
        break;
      }
    }
    tried.add(one);
  }

  private static void attempt(Ground ground, Owned owned, Tried one, boolean writes) {
    try {
      if (writes) {
        write(ground, owned, one);
      } else {
        read(ground, owned, one);
      }
    } catch (WireException e) {
      one.reason = e.getMessage();
    }
  }

  /**
   * Who is to try: the user with the fewest roles, and one of each other set of roles that the team
   * denies it.
   */
  private static List<Caller> lows(Ground ground, ApiModel.Operation operation) {
    List<Caller> without =
        ground.users(operation).stream()
            .filter(user -> !Ground.mayCall(operation, user))
            .sorted(Comparator.comparingInt(user -> user.roles().size()))
            .toList();
    List<Caller> lows = new ArrayList<>();
    Set<Set<String>> seen = new HashSet<>();
    for (Caller user : without) {
      boolean asked = lows.isEmpty() || ground.team().denied(operation, user);
      if (asked && seen.add(Set.copyOf(user.roles()))) {
        lows.add(user);
      }
    }
    return lows;
  }

  /** An operation that by the team's word nobody may call: success alone tells that it is open. */
  private static void closed(
      Ground ground, ApiModel.Operation operation, Caller low, List<Tried> tried) {
    Tried one = new Tried(operation, low, low);
    tried.add(one);
    try {
      Exchange.Request request = ground.request(operation, Map.of());
      Exchange attack = low.send(request);
      ground.reach(operation, low, Ground.ok(attack), "answers " + attack.response().status());
      one.refused = Ground.refused(attack) || attack.response().status() == 404;
      one.reason = "answers " + attack.response().status() + ", which tells neither yes nor no";
      if (Ground.ok(attack)) {
        one.finding = proved(ground, one, null, attack, null);
      }
    } catch (WireException e) {
      one.reason = e.getMessage();
    }
  }

  /** Path parameters of objects that the user with the role can see; else samples. */
  private static Map<String, String> ids(
      Owned owned, ApiModel.Operation operation, Caller high, boolean own) throws WireException {
    Map<String, String> given = new LinkedHashMap<>();
    for (ApiModel.Parameter parameter : operation.in("path")) {
      ObjectType type = owned.typeOf(operation.path(), parameter.name());
      Owned.Item item = type == null ? null : owned.of(type, high);
      if (item != null && (!own || !item.made().isEmpty())) {
        given.putAll(item.ids());
        given.put("path." + parameter.name(), item.id());
      }
    }
    return given;
  }

  private static void read(Ground ground, Owned owned, Tried one) throws WireException {
    Map<String, String> ids = new HashMap<>();
    for (ApiModel.Parameter parameter : one.operation.in("path")) {
      ObjectType type = owned.typeOf(one.operation.path(), parameter.name());
      Owned.Item item = type == null ? null : owned.of(type, one.high);
      if (item != null) {
        ids.putAll(item.ids());
      }
    }
    Exchange.Request request = ground.request(one.operation, ids);
    Exchange control = one.high.send(request);
    Exchange attack = one.low.send(request);
    int status = attack.response().status();
    boolean works = Ground.ok(control);
    ground.reach(one.operation, one.high, works, "answers " + control.response().status());
    ground.reach(one.operation, one.low, Ground.ok(attack), "answers " + status);
    if (Ground.ok(attack) && works) {
      Exchange again = one.high.send(request);
      Exchange repeat = one.low.send(request);
      if (Ground.ok(repeat) && Bodies.alike(control, again, attack)) {
        one.finding = proved(ground, one, control, attack, repeat);
      } else if (Ground.ok(repeat) && ground.team().denied(one.operation, one.low)) {
        one.finding = proved(ground, one, null, attack, repeat); // stated: its own answer is enough
      } else {
        one.reason = "answers " + status + ", with something else than to " + one.high.name();
      }
    } else if (works && (Ground.refused(attack) || status == 404)) {
      one.refused = true;
    } else if (Ground.refused(attack) && !Ground.refused(control)) {
      one.refused = true;
    } else {
      one.attack = attack;
      one.control = control;
      one.reason = unclear(one, attack, control);
    }
  }

  private static void write(Ground ground, Owned owned, Tried one) throws WireException {
    Map<String, String> nothing = new LinkedHashMap<>();
    List<ApiModel.Parameter> path = one.operation.in("path");
    if (!path.isEmpty()) {
      nothing.putAll(ids(owned, one.operation, one.high, false));
      String last = path.getLast().name();
      nothing.put("path." + last, "7731" + one.operation.path().length() + "99");
    }
    Exchange.Request request = ground.request(one.operation, nothing);
    Exchange attack = one.low.send(request);
    if (Ground.refused(attack)) {
      Exchange control = path.isEmpty() ? null : one.high.send(request);
      one.refused = control == null || !Ground.refused(control);
      one.reason =
          one.refused ? "" : unclear(one, attack, java.util.Objects.requireNonNull(control));
      ground.reach(one.operation, one.low, false, "answers " + attack.response().status());
      if (control != null) {
        ground.reach(one.operation, one.high, true, "");
      }
      return;
    }
    Exchange control = one.high.send(request);
    boolean works = !Ground.refused(control) && control.response().status() < 500;
    ground.reach(one.operation, one.high, works, "answers " + control.response().status());
    if (Ground.ok(attack)) {
      ground.reach(one.operation, one.low, true, "");
      one.finding = works ? proved(ground, one, control, attack, null) : null;
      one.reason = works ? "" : unclear(one, attack, control);
      return;
    }
    one.attack = attack;
    one.control = control;
    one.reason = unclear(one, attack, control);
    if (!path.isEmpty()) {
      onOwn(ground, owned, one);
    }
  }

  /** The same on an object that was made for it. */
  private static void onOwn(Ground ground, Owned owned, Tried one) throws WireException {
    ObjectType type = owned.typeOf(one.operation.path(), one.operation.in("path").getLast().name());
    Owned.Item item = type == null ? null : owned.another(type, one.high);
    if (item == null) {
      return;
    }
    Exchange.Request request = ground.request(one.operation, item.ids());
    Exchange attack = one.low.send(request);
    if (Ground.refused(attack)) {
      one.refused = true;
    } else if (Ground.ok(attack)) {
      one.finding = proved(ground, one, attack, attack, null);
    }
  }

  private static String unclear(Tried one, Exchange attack, Exchange control) {
    return "answers "
        + attack.response().status()
        + " to "
        + one.low.name()
        + " and "
        + control.response().status()
        + " to "
        + one.high.name()
        + ", which tells neither yes nor no";
  }

  private static Finding.Builder begin(Ground ground, Tried one, Confidence confidence) {
    String call = one.operation.call();
    return Finding.of(ID, Severity.HIGH, confidence)
        .cwe(862)
        .at(ground.endpoint(one.operation), ground.location(one.operation))
        .fix(
            "Ask for "
                + (closed(one)
                    ? "a role that may"
                    : "the role " + String.join(" or ", one.operation.roles()))
                + " before any other work in the handler of "
                + call
                + ", and answer 403 without it")
        .detail("endpoint", call)
        .lesson(
            new Lesson(
                call + " does its work for users who do not have the role it is meant for.",
                "Log in as a user without the role and send the same request.",
                "Declare the role at the handler itself and refuse by default.",
                "Would a new handler of yours be open to every user unless somebody remembers?",
                List.of(
                    "https://cwe.mitre.org/data/definitions/862.html",
                    "https://owasp.org/API-Security/editions/2023/en/0xa5-broken-function-level-authorization/")))
        .identity(call);
  }

  private static boolean closed(Tried one) {
    return one.operation.roles().equals(List.of(Team.NOBODY));
  }

  /** Why the user is not to do it. */
  private static String rightly(Ground ground, Tried one) {
    return ground.team().denied(one.operation, one.low)
        ? ", whom " + Team.FOLDER + "/" + TestFiles.MATRIX + " denies it"
        : ", who has none of the roles " + String.join(", ", one.operation.roles());
  }

  private static Finding proved(
      Ground ground,
      Tried one,
      @Nullable Exchange control,
      Exchange attack,
      @Nullable Exchange repeat) {
    List<Proof.Step> steps = new ArrayList<>();
    if (control != null && Ground.ok(control)) {
      steps.add(Proofs.step(Proof.Role.CONTROL, one.high.name(), control, Proofs.status("2xx")));
    }
    steps.add(Proofs.step(Proof.Role.ATTACK, one.low.name(), attack, Proofs.status("2xx")));
    if (repeat != null) {
      steps.add(Proofs.step(Proof.Role.REPEAT, one.low.name(), repeat, Proofs.status("2xx")));
    }
    return begin(ground, one, control == null ? Confidence.LIKELY : Confidence.PROVED)
        .says(
            "Operation of another role is open",
            one.operation.call()
                + " answers "
                + attack.response().status()
                + " to "
                + one.low.name()
                + rightly(ground, one))
        .proof(new Proof(one.low.name() + " may do what only others should", steps))
        .build();
  }

  private static Finding likely(Ground ground, Tried one) {
    Exchange attack = java.util.Objects.requireNonNull(one.attack);
    Exchange control = java.util.Objects.requireNonNull(one.control);
    String status = Integer.toString(attack.response().status());
    return begin(ground, one, Confidence.LIKELY)
        .says(
            "Nobody seems to ask for the role",
            one.operation.call()
                + " answers "
                + status
                + " to "
                + one.low.name()
                + " as it does to "
                + one.high.name()
                + ", where other operations refuse "
                + one.low.name())
        .proof(
            new Proof(
                "with and without the role the answer is the same, and it is no refusal",
                List.of(
                    Proofs.step(
                        Proof.Role.CONTROL, one.high.name(), control, Proofs.status(status)),
                    Proofs.step(Proof.Role.ATTACK, one.low.name(), attack, Proofs.status(status)))))
        .build();
  }
}
