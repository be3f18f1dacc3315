package dev.brisach.test.matrix;

import dev.brisach.core.BrisachException;
import dev.brisach.core.Effect;
import dev.brisach.kit.live.Caller;
import dev.brisach.kit.openapi.ApiModel;
import dev.brisach.kit.openapi.ApiModel.Operation;
import dev.brisach.kit.yaml.Suggestions;
import dev.brisach.test.matrix.Expected.Access;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A team's word on its service, for the checks to go by. What was generated and nobody touched says
 * nothing here: that follows the API file. Words with a question mark are no statements.
 */
public final class Team {
  /** A team that wrote nothing. */
  public static final Team SILENT = new Team(TestFiles.Read.NOTHING);

  /** Where the files stand in a project. */
  public static final String FOLDER = "security/tests";

  /** The role of an operation that nobody may call; no user has it. */
  public static final String NOBODY = "(nobody)";

  private final AccessMatrix reviewed;
  private final List<TestFiles.Written> tests;

  /** What these files say. */
  public Team(TestFiles.Read read) {
    this(
        read.reviewed(),
        read.written().stream()
            .filter(TestFiles.Written::touched)
            .filter(one -> one.test().edits().gone() == null)
            .toList());
  }

  Team(AccessMatrix reviewed, List<TestFiles.Written> tests) {
    this.reviewed = reviewed;
    this.tests = tests;
  }

  /** Refuses tests of checks that are not there, and edits that no check would heed. */
  public void require(Collection<String> checks) {
    for (TestFiles.Written one : tests) {
      TestCase test = one.test();
      if (!checks.contains(test.check())) {
        throw fault(
            one,
            "no check '"
                + test.check()
                + "'"
                + Suggestions.hint(test.check(), checks)
                + "; 'brisach test generate' writes those there are");
      }
      TestCase.Edits edits = test.edits();
      boolean whole = test.operation().equals(TestPlan.SERVICE);
      boolean more = edits.expect() != null || edits.body() != null || !edits.seeds().isEmpty();
      if (whole && more) {
        throw fault(one, "a test of the service as a whole takes 'skip' only");
      }
      if (!whole && Template.of(test.check()) == null) {
        throw fault(
            one,
            test.check()
                + " tests the service as a whole; write 'operation: "
                + TestPlan.SERVICE
                + "'");
      }
      boolean objects = test.check().startsWith("test.foreign-");
      if (!edits.seeds().isEmpty() && !objects) {
        throw fault(one, test.check() + " takes no 'seeds': it asks for no object of a user");
      }
      if (edits.body() != null && !objects && !test.check().equals("test.mass-assignment")) {
        throw fault(one, test.check() + " takes no 'body': it sends none");
      }
      if (edits.expect() != null) {
        agree(one, edits.expect());
      }
    }
  }

  /** Two files must not say the opposite of one test. */
  private void agree(TestFiles.Written one, Expected expect) {
    for (TestFiles.Written other : tests) {
      Expected also = other.test().edits().expect();
      if (also != null
          && same(other.test(), one.test().check(), one.test().operation())
          && also.access() != expect.access()) {
        throw fault(
            one, "expect: " + expect.word() + ", but " + name(other) + " says " + also.word());
      }
    }
  }

  private static BrisachException fault(TestFiles.Written one, String words) {
    return BrisachException.usage(one.file(), one.line(), words);
  }

  private static boolean same(TestCase test, String check, String operation) {
    return test.check().equals(check) && test.operation().equals(operation);
  }

  private Stream<TestFiles.Written> tests(String check, String operation) {
    return tests.stream().filter(one -> same(one.test(), check, operation));
  }

  /** Why the whole of a check is left out, or null. */
  public @Nullable String leftOut(String check) {
    return leftOut(check, TestPlan.SERVICE, Effect.ATTACK);
  }

  /** Why a check is left out at an operation under this ceiling, or null. */
  public @Nullable String leftOut(String check, String operation, Effect ceiling) {
    for (TestFiles.Written one : tests(check, operation).toList()) {
      String skip = one.test().edits().skip();
      if (skip != null) {
        return "left out by " + name(one) + ": " + skip;
      }
      Effect effect = one.test().effect();
      if (effect.compareTo(ceiling) > 0) {
        return "needs --effect " + effect.word() + " by " + name(one);
      }
    }
    return null;
  }

  /** The file and line of a test, as a reader of a report finds it. */
  private static String name(TestFiles.Written one) {
    String file = one.file().substring(one.file().replace('\\', '/').lastIndexOf('/') + 1);
    return FOLDER + "/" + file + ":" + one.line();
  }

  /** What a test states for those whom it tries; unstated where it states nothing. */
  public Access expects(String check, String operation) {
    return tests(check, operation)
        .map(one -> one.test().edits().expect())
        .filter(one -> one != null && !one.guessed())
        .map(Expected::access)
        .findFirst()
        .orElse(Access.UNSTATED);
  }

  /** Names of those who are to call, the stranger left out; empty where the team names nobody. */
  public List<String> callers(String check, String operation) {
    return tests(check, operation)
        .flatMap(one -> one.test().identities().stream())
        .filter(name -> !name.equals(AccessMatrix.STRANGER))
        .distinct()
        .toList();
  }

  /** Ids of objects that a user has, from any test at one of these operations. */
  public List<String> seeds(Collection<String> operations, String user) {
    return tests.stream()
        .map(TestFiles.Written::test)
        .filter(test -> operations.contains(test.operation()))
        .flatMap(test -> test.edits().seeds().getOrDefault(user, List.of()).stream())
        .distinct()
        .toList();
  }

  /** The body to send to an operation, or null. */
  public @Nullable String body(String check, String operation) {
    return tests(check, operation)
        .map(one -> one.test().edits().body())
        .filter(java.util.Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  /** Operations that the team speaks of for this check and the API file does not have. */
  public Set<String> strange(String check, ApiModel api) {
    Set<String> operations = new TreeSet<>(reviewed.cells().keySet());
    tests.stream()
        .filter(one -> one.test().check().equals(check))
        .forEach(one -> operations.add(one.test().operation()));
    operations.remove(TestPlan.SERVICE);
    api.operations().forEach(one -> operations.remove(one.call()));
    return operations;
  }

  /** What the matrix states of a caller without login. */
  public Access stranger(Operation operation) {
    return stated(operation.call(), AccessMatrix.STRANGER, Ownership.NONE);
  }

  /** What the matrix states of an object that belongs to another user. */
  public Access foreign(Operation operation, Caller caller) {
    return together(operation, caller, Ownership.OTHER);
  }

  /** True where the matrix states that this user, whoever's object it is, may not. */
  public boolean denied(Operation operation, Caller caller) {
    return together(operation, caller, Ownership.OWN) == Access.DENY;
  }

  /** One of several roles that may is enough. */
  private Access together(Operation operation, Caller caller, Ownership ownership) {
    boolean denied = true;
    for (String role : User.of(caller).roles()) {
      Access one = stated(operation.call(), role, ownership);
      if (one == Access.ALLOW) {
        return one;
      }
      denied &= one == Access.DENY;
    }
    return denied ? Access.DENY : Access.UNSTATED;
  }

  private Access stated(String operation, String role, Ownership ownership) {
    Expected cell = reviewed.of(operation, role, ownership);
    return cell.guessed() ? Access.UNSTATED : cell.access();
  }

  /**
   * The API file with what the team states of logins and roles in the place of what it says itself.
   */
  public ApiModel applied(ApiModel api, Collection<User> users) {
    if (reviewed.cells().isEmpty()) {
      return api;
    }
    Set<String> roles = new TreeSet<>();
    users.forEach(user -> roles.addAll(user.roles()));
    api.operations().forEach(one -> roles.addAll(one.roles()));
    reviewed.cells().values().forEach(row -> roles.addAll(row.keySet()));
    roles.remove(AccessMatrix.STRANGER);
    return new ApiModel(
        api.file(),
        api.servers(),
        api.security(),
        api.operations().stream().map(one -> applied(one, roles)).toList(),
        api.problems());
  }

  private Operation applied(Operation operation, Set<String> roles) {
    Map<String, ?> row = reviewed.cells().get(operation.call());
    if (row == null) {
      return operation;
    }
    ApiModel.Login login =
        switch (stranger(operation)) {
          case ALLOW -> ApiModel.Login.OPEN;
          case DENY -> ApiModel.Login.NEEDED;
          case UNSTATED -> operation.login();
        };
    List<String> may = new ArrayList<>(roles);
    may.removeIf(role -> !may(operation, role));
    boolean all = may.size() == roles.size();
    return new Operation(
        operation.method(),
        operation.path(),
        login,
        operation.parameters(),
        operation.line(),
        operation.operationId(),
        operation.summary(),
        operation.tags(),
        all ? List.of() : may.isEmpty() ? List.of(NOBODY) : may,
        operation.requirements(),
        operation.body(),
        operation.responses());
  }

  private boolean may(Operation operation, String role) {
    return switch (stated(operation.call(), role, Ownership.OWN)) {
      case ALLOW -> true;
      case DENY -> false;
      case UNSTATED -> operation.roles().isEmpty() || operation.roles().contains(role);
    };
  }
}
