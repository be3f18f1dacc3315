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
import dev.brisach.core.Recorder;
import dev.brisach.core.Severity;
import dev.brisach.core.Stage;
import dev.brisach.core.SubjectKind;
import dev.brisach.core.Weakness;
import dev.brisach.kit.live.LiveService;
import dev.brisach.kit.login.Cookie;
import dev.brisach.kit.login.LoggedIn;
import dev.brisach.kit.login.Recipe;
import dev.brisach.kit.wire.Exchange;
import dev.brisach.kit.wire.WireException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Logs in with a session id that was known beforehand (CWE-384).
 *
 * <p>Breached: a client with nothing but that id is taken for the user afterwards, twice; the id
 * was handed out by the service before the login, or made up by us. Held: the login of the same
 * user works, and no id from before is good for anything after it. Users whose login is no cookie
 * have no id to be fixed.
 */
public final class SessionFixation implements Check<LiveService> {
  private static final String ID = "test.session-fixation";
  private static final CheckInfo INFO =
      new CheckInfo(
          ID,
          1,
          "A login gives a session id that nobody knew before",
          List.of(Stage.TEST),
          Phase.LIVE,
          SubjectKind.of(AssetKind.ENDPOINT),
          List.of(Weakness.cwe(384)),
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

  /** An id that was good after the login, and where it came from. */
  private record Fixed(String cookie, boolean madeUp) {}

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
      if (!(user.recipe().way() instanceof Recipe.Password password)) {
        if (user.recipe().way() instanceof Recipe.SessionCookie) {
          reason = "how " + user.name() + " logs in is not known, only the cookie";
        }
        continue; // a credential that was made elsewhere
      }
      LoggedIn cookies = user.byCookies();
      String unknown = cookies.unknown();
      if (unknown != null) {
        if (password.token() == null || user.fresh().unknown() != null) {
          reason = unknown;
        } // else: the token alone lets the user in
        continue;
      }
      try {
        Fixed fixed = fixed(service, cookies, password);
        judged = true;
        if (fixed != null) {
          recorder.finding(finding(endpoints, user, password, fixed, recorder));
          break;
        }
      } catch (WireException e) {
        reason = e.getMessage();
      }
    }
    if (reason != null && !judged) {
      endpoints.unexamined(recorder, one -> !one.open() || logsIn(one, users), reason);
    } else {
      endpoints.covered(recorder);
    }
  }

  private static boolean logsIn(Endpoints.One one, List<LoggedIn> users) {
    return users.stream()
        .anyMatch(user ->
            user.recipe().way() instanceof Recipe.Password password
                && one.method().equals("POST")
                && one.path().equals(place(password)));
  }

  private static String place(Recipe.Password password) {
    return password.path() == null ? String.valueOf(password.page()) : password.path();
  }

  private static @Nullable Fixed fixed(LiveService service, LoggedIn user, Recipe.Password password)
      throws WireException {
    List<Cookie> session = Account.alone(service, user);
    if (session.isEmpty()) {
      throw new WireException("no cookie of " + user.name() + " lets the user in alone");
    }
    List<Cookie> before = handedOut(service, user, password);
    for (Cookie cookie : session) {
      for (Cookie early : before) {
        if (early.name().equals(cookie.name())
            && good(service, user, early)
            && good(service, user, again(service, user, password, early.name()))) {
          return new Fixed(cookie.name(), false);
        }
      }
      Cookie first = madeUp(cookie);
      Cookie second = madeUp(cookie);
      if (good(service, user, first) && good(service, user, second)) {
        return new Fixed(cookie.name(), true);
      }
    }
    return null;
  }

  /** Cookies that the service gives to a stranger. */
  private static List<Cookie> handedOut(
      LiveService service, LoggedIn user, Recipe.Password password) throws WireException {
    Set<String> targets = new LinkedHashSet<>();
    for (String target : new String[] {password.page(), "/", password.path()}) {
      if (target != null) {
        targets.add(target);
      }
    }
    targets.add(Account.probe(user).target());
    List<Cookie> cookies = new ArrayList<>();
    for (String target : targets) {
      Exchange answer = service.wire().send(Exchange.Request.of("GET", target));
      cookies.addAll(Cookie.all(answer));
    }
    return cookies;
  }

  private static @Nullable Cookie again(
      LiveService service, LoggedIn user, Recipe.Password password, String name)
      throws WireException {
    return handedOut(service, user, password).stream()
        .filter(cookie -> cookie.name().equals(name))
        .findFirst()
        .orElse(null);
  }

  private static Cookie madeUp(Cookie like) {
    byte[] bytes = new byte[16];
    new SecureRandom().nextBytes(bytes);
    return new Cookie(
        like.name(), HexFormat.of().formatHex(bytes), like.path(), false, false, null, false);
  }

  /** Whether this id lets somebody in after the user logged in with it, and did not before. */
  private static boolean good(LiveService service, LoggedIn user, @Nullable Cookie early)
      throws WireException {
    if (early == null) {
      return false;
    }
    Exchange.Request stolen = Account.probe(user).with("Cookie", Account.pair(early));
    if (user.shows(service.wire().send(stolen))) {
      return false; // it let somebody in without any login: another defect
    }
    LoggedIn fresh = user.begin(List.of(early));
    fresh.cookies();
    return user.shows(service.wire().send(stolen));
  }

  private static Finding finding(
      Endpoints endpoints,
      LoggedIn user,
      Recipe.Password password,
      Fixed fixed,
      Recorder recorder) {
    String path = place(password);
    Endpoints.One login = endpoints.named("POST", path, recorder);
    String origin =
        fixed.madeUp() ? "a value that we made up" : "the value it had before the login";
    return Finding.of(ID, Severity.HIGH, Confidence.PROVED)
        .cwe(384)
        .at(login.asset(), endpoints.location(login))
        .says(
            "Session id from before the login stays good",
            "After "
                + user.name()
                + " logged in with the cookie "
                + fixed.cookie()
                + " set to "
                + origin
                + ", a client with nothing but that value is taken for "
                + user.name())
        .fix(
            "Give the session a new id as soon as the login succeeded, and refuse ids that the"
                + " service did not make")
        .detail("cookie", fixed.cookie())
        .detail("control", "the same value before the login: not taken for the user")
        .detail("attack", "the same value after the login: taken for the user, twice")
        .lesson(
            new Lesson(
                "Whoever can set a cookie in a victim's browser is logged in as the victim later.",
                "Set " + fixed.cookie() + " to any value, log in, and use the value elsewhere.",
                "Make a new session id at every change of rights; the old one dies with it.",
                "Which of your pages hand out a session id before the login?",
                List.of(
                    "https://cwe.mitre.org/data/definitions/384.html",
                    "https://cheatsheetseries.owasp.org/cheatsheets/Session_Management_Cheat_Sheet.html")))
        .identity("POST " + path, fixed.cookie())
        .build();
  }
}
