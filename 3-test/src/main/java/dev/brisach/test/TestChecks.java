package dev.brisach.test;

import dev.brisach.core.Check;
import dev.brisach.test.access.AnonymousAccess;
import dev.brisach.test.answers.CookieAttributes;
import dev.brisach.test.answers.CrossOrigin;
import dev.brisach.test.answers.ErrorDetails;
import dev.brisach.test.answers.InputBounds;
import dev.brisach.test.answers.RequestSize;
import dev.brisach.test.answers.SecurityHeaders;
import dev.brisach.test.tls.TlsStrength;
import java.util.List;

/** The checks of stage Test. */
public final class TestChecks {
  private TestChecks() {}

  /** All of them. */
  public static List<Check<?>> all() {
    return List.of(
        new AnonymousAccess(),
        new CookieAttributes(),
        new CrossOrigin(),
        new ErrorDetails(),
        new InputBounds(),
        new RequestSize(),
        new SecurityHeaders(),
        new TlsStrength());
  }
}
