package dev.brisach.test.matrix;

import dev.brisach.kit.openapi.ApiModel;
import dev.brisach.kit.openapi.ApiModel.Operation;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A kind of test that is made for single operations.
 *
 * @param check the check that carries it out
 * @param asvs requirements of ASVS 5.0.0
 * @param who who calls
 * @param applies for which operations
 */
record Template(String check, List<String> asvs, Who who, Applies applies) {
  /** All of them; a check that is not here is tested on the service as a whole. */
  static final List<Template> ALL =
      List.of(
          new Template(
              "test.anonymous-access",
              List.of("ASVS-5.0.0-8.2.1", "ASVS-5.0.0-8.3.1"),
              Who.STRANGER_AND_ONE,
              (operation, _) -> operation.login() == ApiModel.Login.NEEDED),
          new Template(
              "test.foreign-objects",
              List.of("ASVS-5.0.0-8.2.2"),
              Who.TWO_AND_STRANGER,
              (operation, facts) -> facts.takesObject() && needsLogin(operation)),
          new Template(
              "test.foreign-functions",
              List.of("ASVS-5.0.0-8.2.1", "ASVS-5.0.0-8.3.1"),
              Who.DENIED_AND_ALLOWED,
              (operation, facts) -> facts.deniedToSomeUser() && needsLogin(operation)),
          new Template(
              "test.mass-assignment",
              List.of("ASVS-5.0.0-8.2.3", "ASVS-5.0.0-15.3.3"),
              Who.ONE,
              (operation, _) ->
                  Set.of("POST", "PUT", "PATCH").contains(operation.method())
                      && operation.body() != null
                      && operation.body().contents().stream().anyMatch(ApiModel.Content::json)));

  /** The template of a check, or null where it is tested on the service as a whole. */
  static @Nullable Template of(String check) {
    return ALL.stream().filter(one -> one.check().equals(check)).findFirst().orElse(null);
  }

  /** Who takes part in a test. */
  enum Who {
    ONE,
    STRANGER_AND_ONE,
    TWO_AND_STRANGER,
    DENIED_AND_ALLOWED
  }

  /** What the matrix and the kinds of objects say of an operation. */
  record Facts(boolean takesObject, boolean deniedToSomeUser) {}

  /** Whether a test makes sense for an operation. */
  @FunctionalInterface
  interface Applies {
    boolean to(Operation operation, Facts facts);
  }

  private static boolean needsLogin(Operation operation) {
    return operation.login() != ApiModel.Login.OPEN;
  }
}
