package dev.brisach.test;

import dev.brisach.core.Check;
import dev.brisach.kit.live.LiveService;
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
import dev.brisach.test.matrix.Team;
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

  /** All of them, by the API file alone. */
  public static List<Check<?>> all() {
    return all(Team.SILENT);
  }

  /**
   * All of them, as the team's files say.
   *
   * @throws dev.brisach.core.BrisachException where these speak of a check that is not there
   */
  public static List<Check<?>> all(Team team) {
    List<Check<LiveService>> all =
        List.of(
            new AnonymousAccess(team),
            new ForeignObjects(team),
            new ForeignFunctions(team),
            new MassAssignment(team),
            new CookieAttributes(),
            new CrossOrigin(),
            new ErrorDetails(),
            new InputBounds(),
            new RequestSize(),
            new SecurityHeaders(),
            new TlsStrength(),
            new SessionFixation(),
            new SessionEnd(),
            new TokenForgery(),
            new CrossSiteRequest(),
            new LoginAttempts()); // last: it may lock an account
    team.require(all.stream().map(check -> check.info().id()).toList());
    List<Check<?>> heeding = new ArrayList<>();
    for (Check<LiveService> check : all) {
      String reason = team.leftOut(check.info().id());
      heeding.add(reason == null ? check : new LeftOut(check, reason));
    }
    return heeding;
  }
}
