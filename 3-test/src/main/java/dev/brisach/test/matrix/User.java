package dev.brisach.test.matrix;

import dev.brisach.kit.live.Caller;
import java.util.List;

/** Somebody who may log in, as far as a plan needs to know. */
public record User(String name, List<String> roles) {
  /** The role of users for whom the configuration names none. */
  public static final String ROLE = "user";

  public User {
    roles = roles.isEmpty() ? List.of(ROLE) : List.copyOf(roles);
  }

  /** A caller as a user. */
  public static User of(Caller caller) {
    return new User(caller.name(), caller.roles());
  }
}
