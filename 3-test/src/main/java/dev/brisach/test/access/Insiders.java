package dev.brisach.test.access;

import dev.brisach.kit.live.Caller;
import dev.brisach.kit.live.LiveService;
import dev.brisach.kit.openapi.ApiModel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Users whom the service knows, each in a session of its own, and why it does not know the others.
 *
 * @param known whose login was shown
 * @param problem why one of the users is not known, or null
 */
record Insiders(List<Caller> known, @Nullable String problem) {
  static Insiders of(LiveService service) {
    List<Caller> known = new ArrayList<>();
    String problem = null;
    for (Caller one : service.users()) {
      Caller user = one.fresh();
      String unknown = user.unknown();
      if (unknown == null) {
        known.add(user);
      } else if (problem == null) {
        problem = unknown;
      }
    }
    return new Insiders(List.copyOf(known), problem);
  }

  /** Somebody who may call an operation by what the file says of roles, or null. */
  @Nullable Caller allowed(ApiModel.Operation operation) {
    return known.stream().filter(user -> Owned.mayCall(operation, user)).findFirst().orElse(null);
  }
}
