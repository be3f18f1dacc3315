package dev.brisach.test.access;

import dev.brisach.core.AssetKind;
import dev.brisach.core.Check;
import dev.brisach.core.CheckInfo;
import dev.brisach.core.Context;
import dev.brisach.core.Effect;
import dev.brisach.core.Finding;
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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
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
  static final String ID = "test.foreign-functions";
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
    Owned owned = new Owned(ground, context.ceiling());
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
    private final FunctionFinding words;
    private final Caller low;
    private final Caller high;
    private Way way = Way.NONE;
    private boolean refused;
    private @Nullable Finding finding;
    private @Nullable Exchange attack;
    private @Nullable Exchange control;
    private String reason = "";

    Tried(Ground ground, ApiModel.Operation operation, Caller low, Caller high) {
      this.operation = operation;
      this.low = low;
      this.high = high;
      this.words = new FunctionFinding(ground, operation, low, high);
    }

    void judge(Ground ground, boolean othersRefuse) {
      if (finding != null) {
        ground.finding(finding);
      } else if (!refused) {
        if (othersRefuse && attack != null && control != null && served(attack, control)) {
          ground.finding(words.likely(way, control, attack));
        } else {
          ground.unexamined(operation, reason);
        }
      }
    }

    /** Just as the user with the role, or even with success where that one has none. */
    private static boolean served(Exchange attack, Exchange control) {
      boolean same =
          attack.response().status() == control.response().status()
              && attack.response().status() < 500
              && (attack.response().text().equals(control.response().text())
                  || Bodies.alike(control, control, attack));
      boolean more =
          Ground.ok(attack)
              && !attack.request().method().equals("GET")
              && !Ground.ok(control)
              && !Ground.refused(control);
      return same || more;
    }
  }

  private static void examine(
      Ground ground, Owned owned, ApiModel.Operation operation, Effect ceiling, List<Tried> tried) {
    boolean writes = !operation.method().equals("GET") && !operation.method().equals("HEAD");
    if (writes && ceiling.compareTo(Effect.CHANGE) < 0) {
      ground.unexamined(operation, "needs --effect change");
      return;
    }
    List<Caller> lows = lows(ground, operation);
    Caller high =
        ground.users(operation).stream()
            .filter(user -> Owned.mayCall(operation, user))
            .findFirst()
            .orElse(null);
    if (high == null && operation.roles().contains(Team.NOBODY) && !lows.isEmpty()) {
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
    Tried one = new Tried(ground, operation, lows.getFirst(), high);
    for (Caller low : lows) { // until somebody is let in
      one = new Tried(ground, operation, low, high);
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
            .filter(user -> !Owned.mayCall(operation, user))
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
    Tried one = new Tried(ground, operation, low, low);
    tried.add(one);
    try {
      Exchange attack = low.send(ground.request(operation, Map.of()));
      String answers = "answers " + attack.response().status();
      ground.reach(operation, low, Ground.ok(attack), answers);
      one.refused = Ground.refused(attack) || attack.response().status() == 404;
      one.reason = answers + ", which tells neither yes nor no";
      if (Ground.ok(attack)) {
        one.finding = one.words.proved(Way.NONE, null, attack, null);
      }
    } catch (WireException e) {
      one.reason = e.getMessage();
    }
  }

  /** Objects that the user with the role can see, for path parameters; else samples. */
  private static Way way(Owned owned, ApiModel.Operation operation, Caller high)
      throws WireException {
    Way way = Way.NONE;
    for (ApiModel.Parameter parameter : operation.in("path")) {
      ObjectType type = owned.typeOf(operation.path(), parameter.name());
      Owned.Item item = type == null ? null : owned.of(type, high);
      way = item == null ? way : way.and(item, parameter.name());
    }
    return way;
  }

  private static void read(Ground ground, Owned owned, Tried one) throws WireException {
    one.way = way(owned, one.operation, one.high);
    Exchange.Request request = ground.request(one.operation, one.way.ids());
    Exchange control = one.high.send(request);
    Exchange attack = one.low.send(request);
    int status = attack.response().status();
    boolean works = Ground.ok(control);
    ground.reach(one.operation, one.high, works, "answers " + control.response().status());
    ground.reach(one.operation, one.low, Ground.ok(attack), "answers " + status);
    if (Ground.ok(attack) && works) {
      Exchange again = one.high.send(request);
      Exchange repeat = one.low.send(request);
      boolean alike = Ground.ok(repeat) && Bodies.alike(control, again, attack);
      if (alike && Bodies.says(attack)) {
        one.finding = one.words.proved(one.way, control, attack, repeat);
      } else if (Ground.ok(repeat) && ground.team().denied(one.operation, one.low)) {
        // stated: what it is answered by itself is enough
        one.finding = one.words.proved(one.way, null, attack, repeat);
      } else if (alike) {
        one.attack = attack; // an empty list may be empty for each of them
        one.control = control;
        one.reason = "answers both users with nothing in it";
      } else {
        one.reason = "answers " + status + ", with something else than to " + one.high.name();
      }
    } else if (works && (Ground.refused(attack) || status == 404)) {
      one.refused = true;
    } else if (Ground.refused(attack) && !Ground.refused(control) && !broken(control)) {
      one.refused = true;
    } else {
      one.attack = attack;
      one.control = control;
      one.reason = unclear(one, attack, control);
    }
  }

  private static boolean broken(Exchange exchange) {
    return exchange.response().status() >= 500;
  }

  private static void write(Ground ground, Owned owned, Tried one) throws WireException {
    List<ApiModel.Parameter> path = one.operation.in("path");
    if (!path.isEmpty()) {
      String nothing = "7731" + one.operation.path().length() + "99";
      one.way = way(owned, one.operation, one.high).with(path.getLast().name(), nothing);
    }
    Unique unique = new Unique();
    Exchange attack = one.low.send(unique.request(ground, one.operation, one.way.ids()));
    if (Ground.refused(attack)) {
      Exchange control =
          path.isEmpty()
              ? null
              : one.high.send(unique.request(ground, one.operation, one.way.ids()));
      one.refused = control == null || !(Ground.refused(control) || broken(control));
      one.reason = one.refused || control == null ? "" : unclear(one, attack, control);
      ground.reach(one.operation, one.low, false, "answers " + attack.response().status());
      if (control != null) {
        ground.reach(one.operation, one.high, true, "");
      }
      return;
    }
    Exchange control = one.high.send(unique.request(ground, one.operation, one.way.ids()));
    boolean works = !Ground.refused(control) && !broken(control);
    ground.reach(one.operation, one.high, works, "answers " + control.response().status());
    if (Ground.ok(attack) && works) {
      ground.reach(one.operation, one.low, true, "");
      one.finding = one.words.proved(one.way, control, attack, null);
      return;
    }
    one.attack = attack;
    one.control = control;
    one.reason = unclear(one, attack, control);
    if (!path.isEmpty() && !Ground.ok(attack)) {
      onOwn(ground, owned, one);
    }
  }

  /** The same on an object that was made for it. */
  private static void onOwn(Ground ground, Owned owned, Tried one) throws WireException {
    String last = one.operation.in("path").getLast().name();
    ObjectType type = owned.typeOf(one.operation.path(), last);
    Owned.Item item = type == null ? null : owned.another(type, one.high);
    if (item == null) {
      return;
    }
    Way way = item.way().and(item, last);
    Exchange attack = one.low.send(ground.request(one.operation, way.ids()));
    if (Ground.refused(attack)) {
      one.refused = true;
    } else if (Ground.ok(attack)) {
      one.finding = one.words.onOwn(way, java.util.Objects.requireNonNull(one.control), attack);
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
}
