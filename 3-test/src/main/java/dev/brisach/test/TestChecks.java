package dev.brisach.test;

import dev.brisach.core.Check;
import dev.brisach.test.access.AnonymousAccess;
import dev.brisach.test.access.ForeignFunctions;
import dev.brisach.test.access.ForeignObjects;
import dev.brisach.test.access.MassAssignment;
import dev.brisach.test.answers.CookieAttributes;
import dev.brisach.test.answers.CrossOrigin;
import dev.brisach.test.answers.ErrorDetails;
import dev.brisach.test.answers.InputBounds;
import dev.brisach.test.answers.RequestSize;
import dev.brisach.test.answers.SecurityHeaders;
import dev.brisach.test.session.CrossSiteRequest;
import dev.brisach.test.session.LoginAttempts;
import dev.brisach.test.session.SessionEnd;
import dev.brisach.test.session.SessionFixation;
import dev.brisach.test.session.TokenForgery;
import dev.brisach.test.tls.TlsStrength;
import java.util.ArrayList;
import java.util.List;

/** The checks of stage Test. */
public final class TestChecks {
  private TestChecks() {}

  /** All of them. */
  public static List<Check<?>> all() {
    List<Check<?>> all = new ArrayList<>();
    all.add(new AnonymousAccess());
    all.add(new ForeignObjects());
    all.add(new ForeignFunctions());
    all.add(new MassAssignment());
    all.add(new CookieAttributes());
    all.add(new CrossOrigin());
    all.add(new ErrorDetails());
    all.add(new InputBounds());
    all.add(new RequestSize());
    all.add(new SecurityHeaders());
    all.add(new TlsStrength());
    all.add(new SessionFixation());
    all.add(new SessionEnd());
    all.add(new TokenForgery());
    all.add(new CrossSiteRequest());
    all.add(new LoginAttempts()); // last: it may lock an account
    return all;
  }
}
