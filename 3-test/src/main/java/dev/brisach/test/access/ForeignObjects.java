package dev.brisach.test.access;

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
import dev.brisach.kit.wire.WireException;
import dev.brisach.test.matrix.Expected;
import dev.brisach.test.matrix.Team;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks as one user for objects of another (CWE-639, broken object level authorisation), and whether
 * the answer tells that they exist (CWE-204).
 *
 * <p>The first user makes an object that holds a random word, or has one. Control: the first user
 * reads it. Breached: the second user's answer holds that word, or says the same apart from what
 * changes between two readings, and it is not what an id that does not exist gets; and something
 * shows that such objects belong to somebody: the second user's own list does not hold it, or
 * another operation on it refuses the second user. Without that it may be shared by all, which is
 * unexamined. A status alone tells nothing.
 */
public final class ForeignObjects implements Check<LiveService> {
  static final String ID = "test.foreign-objects";
  private static final CheckInfo INFO =
      new CheckInfo(
          ID,
          1,
          "A user cannot reach what belongs to another user",
          List.of(Stage.TEST),
          Phase.LIVE,
          SubjectKind.of(AssetKind.ENDPOINT),
          List.of(Weakness.cwe(204), Weakness.cwe(639)),
          List.of(ID),
          List.of("running service", "two users", "OpenAPI file"),
          Effect.CHANGE);

  private final Team team;

  /** By the API file alone. */
  public ForeignObjects() {
    this(Team.SILENT);
  }

  /** As a team says. */
  public ForeignObjects(Team team) {
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

  /** Two users of whom neither has a role that the other lacks, where there are such. */
  private record Pair(Caller first, Caller second) {}

  @Override
  public void examine(LiveService service, Context context, Recorder recorder) {
    Ground ground = Ground.of(service, recorder, ID, team);
    if (ground == null) {
      return;
    }
    Owned owned = new Owned(ground, context.ceiling());
    try {
      for (ObjectType type : owned.types()) {
        context.checkCancelled();
        examine(ground, owned, type, context);
      }
    } finally {
      owned.cleanUp();
    }
    ground.tell(context, recorder);
  }

  private static List<ApiModel.Operation> concerned(Ground ground, ObjectType type) {
    List<ApiModel.Operation> all = new ArrayList<>(type.readers());
    all.addAll(type.writers());
    if (type.deleter() != null) {
      all.add(type.deleter());
    }
    boolean open = type.readers().stream().anyMatch(one -> one.login() == ApiModel.Login.OPEN);
    return all.stream()
        .filter(one -> one.login() != ApiModel.Login.OPEN)
        .filter(one -> !open || owners(type, one) || denied(ground, one))
        .distinct()
        .toList();
  }

  /** True where the team states that some user may not do it to another user's object. */
  private static boolean denied(Ground ground, ApiModel.Operation operation) {
    return ground.users().stream().anyMatch(user -> ground.denies(operation, user));
  }

  /**
   * True for an operation that an object's owner alone may do, though everybody reads it: a change
   * of the object itself that is not kept for a role. What is added below it belongs to who adds
   * it.
   */
  private static boolean owners(ObjectType type, ApiModel.Operation operation) {
    return operation.path().equals(type.path())
        && !operation.method().equals("GET")
        && operation.roles().isEmpty();
  }

  private static void examine(Ground ground, Owned owned, ObjectType type, Context context) {
    List<ApiModel.Operation> all =
        concerned(ground, type).stream().filter(one -> ground.asks(one, context)).toList();
    Pair pair = pair(ground, all);
    List<ApiModel.Operation> concerned =
        pair == null ? all : all.stream().filter(one -> !allowed(ground, one, pair)).toList();
    if (concerned.isEmpty()) {
      return;
    }
    String reason = "needs two users with the same roles";
    if (pair != null) {
      try {
        Owned.Item item = owned.of(type, pair.first());
        reason = "no object of kind '" + type.name() + "' can be made or found for a user";
        if (item != null) {
          new ObjectTrial(ground, owned, item, pair.second()).run(concerned);
          return;
        }
      } catch (WireException e) {
        reason = e.getMessage();
      }
    }
    for (ApiModel.Operation operation : concerned) {
      if (pair != null || operation.roles().isEmpty()) { // of one role alone: ForeignFunctions
        ground.unexamined(operation, reason);
      }
    }
  }

  private static boolean allowed(Ground ground, ApiModel.Operation operation, Pair pair) {
    return ground.team().expects(ID, operation.call()) != Expected.Access.DENY
        && ground.team().foreign(operation, pair.second()) == Expected.Access.ALLOW;
  }

  private static @Nullable Pair pair(Ground ground, List<ApiModel.Operation> concerned) {
    List<Caller> users = ground.users();
    for (ApiModel.Operation operation : concerned) { // the first that the team names callers for
      List<Caller> named = ground.users(operation);
      users = users.size() == ground.users().size() ? named : users;
    }
    for (Caller first : users) {
      for (Caller second : users) {
        boolean same = first.roles().containsAll(second.roles());
        if (!first.equals(second)
            && same
            && second.roles().containsAll(first.roles())
            && concerned.stream().anyMatch(one -> Owned.mayCall(one, first))) {
          return new Pair(first, second);
        }
      }
    }
    return null;
  }
}
