package dev.brisach.test;

import dev.brisach.core.Check;
import dev.brisach.test.access.AnonymousAccess;
import java.util.List;

/** The checks of stage Test. */
public final class TestChecks {
  private TestChecks() {}

  /** All of them. */
  public static List<Check<?>> all() {
    return List.of(new AnonymousAccess());
  }
}
