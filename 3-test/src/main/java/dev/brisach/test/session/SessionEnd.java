package dev.brisach.test.session;

import dev.brisach.core.AssetKind;
import dev.brisach.core.Check;
import dev.brisach.core.CheckInfo;
import dev.brisach.core.Confidence;
import dev.brisach.core.Context;
import dev.brisach.core.Effect;
import dev.brisach.core.Finding;
import dev.brisach.core.Lesson;
import dev.brisach.core.Phase;
import dev.brisach.core.Proof;
import dev.brisach.core.Recorder;
import dev.brisach.core.Severity;
import dev.brisach.core.Stage;
import dev.brisach.core.SubjectKind;
import dev.brisach.core.Weakness;
import dev.brisach.kit.live.LiveService;
import dev.brisach.kit.login.Cookie;
import dev.brisach.kit.login.LoggedIn;
import dev.brisach.kit.login.Recipe;
import dev.brisach.kit.openapi.ApiModel;
import dev.brisach.kit.replay.Steps;
import dev.brisach.kit.wire.Exchange;
import dev.brisach.kit.wire.WireException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Logs out and tries the old credential once more (CWE-613).
 *
 * <p>Breached: the probe still shows the user, twice. Held: it did before, the logout was accepted,
 * and now it does not. Each session is one of our own, opened for this.
 */
public final class SessionEnd implements Check<LiveService> {
  private static final String ID = "test.session-end";
  private static final List<String> LOGOUT =
      List.of("logout", "signout", "logoff", "signoff", "endsession");
  private static final CheckInfo INFO =
      new CheckInfo(
          ID,
          1,
          "A credential is worth nothing after the logout",
          List.of(Stage.TEST),
          Phase.LIVE,
          SubjectKind.of(AssetKind.ENDPOINT),
          List.of(Weakness.cwe(613)),
          List.of(ID),
          List.of("running service", "users"),
          Effect.TRAFFIC);

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
    List<LoggedIn> users = Account.of(service);
    if (users.isEmpty()) {
      recorder.skip(Words.NO_USERS);
      return;
    }
    Endpoints endpoints = Endpoints.of(service, recorder);
    String reason = null;
    boolean judged = false;
    for (LoggedIn user : users) {
      context.checkCancelled();
      if (!(user.recipe().way() instanceof Recipe.Password)) {
        if (user.recipe().way() instanceof Recipe.SessionCookie
            || user.recipe().way() instanceof Recipe.Bearer) {
          reason = "the credential of " + user.name() + " is not ours to end";
        } // else: no session that could be ended
        continue;
      }
      Endpoints.One logout = logout(endpoints, user, recorder);
      if (logout == null) {
        reason = "no logout is known: name it as 'logout' of a user in brisach.yaml";
        continue;
      }
      try {
        Outlived seen = after(service, user, logout);
        judged = true;
        if (seen != null) {
          recorder.finding(finding(endpoints, user, logout, seen));
          break;
        }
      } catch (WireException e) {
        reason = e.getMessage();
      }
    }
    if (judged || reason == null) {
      endpoints.covered(recorder);
    } else {
      endpoints.unexamined(recorder, one -> !one.open(), reason);
    }
  }

  /** What ends a session: as the recipe says, else an operation that is called so. */
  static Endpoints.@Nullable One logout(Endpoints endpoints, LoggedIn user, Recorder recorder) {
    String told = user.recipe().logout();
    if (told != null) {
      return endpoints.named("POST", told, recorder);
    }
    for (String method : List.of("POST", "DELETE", "GET")) {
      for (Endpoints.One one : endpoints.all()) {
        ApiModel.Operation operation = one.operation();
        if (operation != null && one.method().equals(method) && isLogout(operation)) {
          return one;
        }
      }
    }
    return null;
  }

  private static boolean isLogout(ApiModel.Operation operation) {
    if (operation.path().contains("{")) {
      return false;
    }
    String last = operation.path().substring(operation.path().lastIndexOf('/') + 1);
    return LOGOUT.contains(bare(last))
        || (operation.operationId() != null
            && LOGOUT.stream().anyMatch(bare(operation.operationId())::equals))
        || (operation.method().equals("DELETE") && bare(last).equals("session"));
  }

  private static String bare(String name) {
    return name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
  }

  /** The answers before, to, and after the logout, the last of which still shows the user. */
  private record Outlived(Exchange before, Exchange logout, Exchange after, boolean replaced) {}

  /** What was seen, or null where the old credential is refused. */
  private static @Nullable Outlived after(LiveService service, LoggedIn user, Endpoints.One logout)
      throws WireException {
    LoggedIn session = user.fresh();
    String unknown = session.unknown();
    if (unknown != null) {
      throw new WireException(unknown);
    }
    Exchange before = session.send(Account.probe(user));
    Exchange.Request old = session.dressed(Account.probe(user));
    Exchange ended =
        service.wire().send(session.dressed(Exchange.Request.of(logout.method(), logout.path())));
    if (ended.response().status() >= 400) {
      throw new WireException(
          logout.method() + " " + logout.path() + " answers " + ended.response().status());
    }
    Exchange after = service.wire().send(old);
    String unclear = Account.unclear(after);
    if (unclear != null) {
      throw new WireException(unclear + " to the probe after the logout");
    }
    boolean replaced =
        Cookie.all(ended).stream()
            .anyMatch(cookie -> !cookie.gone() && Account.sets(session, cookie));
    return user.shows(after) && user.shows(service.wire().send(old))
        ? new Outlived(before, ended, after, replaced)
        : null;
  }

  /**
   * The same in steps. Where the logout hands out another cookie of that name, whoever sends it
   * again would hold that one: no proof.
   */
  private static @Nullable Proof proof(LoggedIn user, Endpoints.One logout, Outlived seen) {
    if (seen.replaced()) {
      return null;
    }
    Recipe.Probe probe = user.recipe().probe();
    List<Proof.Expectation> shown = new ArrayList<>(List.of(Steps.status("2xx")));
    if (probe != null && probe.shows() != null) {
      shown.add(Steps.has(probe.shows()));
    }
    Proof.Expectation[] known = shown.toArray(Proof.Expectation[]::new);
    Exchange probed = bare(user, seen.after());
    return new Proof(
        "the credential from before the logout is good after it",
        List.of(
            Steps.step(Proof.Role.CONTROL, user.name(), bare(user, seen.before()), known),
            Steps.step(
                Proof.Role.PREPARE,
                user.name(),
                new Exchange(
                    Exchange.Request.of(logout.method(), logout.path()), seen.logout().response()),
                "",
                Steps.status(seen.logout())),
            Steps.step(Proof.Role.ATTACK, user.name(), probed, known),
            Steps.step(Proof.Role.REPEAT, user.name(), probed, known)));
  }

  /** What was answered to the probe, without the credential that was sent with it. */
  private static Exchange bare(LoggedIn user, Exchange exchange) {
    return new Exchange(Account.probe(user), exchange.response());
  }

  private static Finding finding(
      Endpoints endpoints, LoggedIn user, Endpoints.One logout, Outlived seen) {
    String probe = Account.probe(user).target();
    Finding.Builder finding =
        Finding.of(ID, Severity.MEDIUM, Confidence.PROVED)
            .cwe(613)
            .at(logout.asset(), endpoints.location(logout))
            .says(
                "Credential still good after the logout",
                "After "
                    + logout.method()
                    + " "
                    + logout.path()
                    + " the credential from before is still taken for "
                    + user.name()
                    + ": GET "
                    + probe
                    + " answers "
                    + seen.after().response().status())
            .fix(
                "End the session in the service itself at the logout; where credentials are"
                    + " self-contained tokens, keep a list of those that were ended until they expire")
            .detail("control", "GET " + probe + " with the credential before the logout: the user")
            .detail(
                "attack", "GET " + probe + " with the same credential after it: the user, twice")
            .lesson(
                new Lesson(
                    "Taking the cookie from the browser does not take it from whoever copied it.",
                    "Copy the credential, log out, and send a request with the copy.",
                    "Forget the session where it is kept, not only where it is shown.",
                    "Who else may still hold a credential that a user believes to be ended?",
                    List.of(
                        "https://cwe.mitre.org/data/definitions/613.html",
                        "https://cheatsheetseries.owasp.org/cheatsheets/Session_Management_Cheat_Sheet.html")))
            .identity(logout.method() + " " + logout.path());
    Proof proof = proof(user, logout, seen);
    return (proof == null ? finding : finding.proof(proof)).build();
  }
}
