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
import dev.brisach.kit.login.LoggedIn;
import dev.brisach.kit.login.Recipe;
import dev.brisach.kit.replay.Steps;
import dev.brisach.kit.wire.Exchange;
import dev.brisach.kit.wire.WireException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Logs in thirty times within ten seconds with wrong passwords, as the last user of the
 * configuration and nobody else, and once with the right one afterwards (CWE-307).
 *
 * <p>Held: the answers turn to 429 or 423, to another refusal, to a challenge or to a growing
 * delay, or the right password is refused afterwards. Else breached, as far as thirty tries can
 * tell. The account may be locked for a while by this.
 */
public final class LoginAttempts implements Check<LiveService> {
  private static final String ID = "test.login-attempts";
  private static final int TRIES = 30;
  private static final int ENOUGH = 15;
  private static final long WITHIN = 10_000_000_000L;
  private static final long DELAY_MILLIS = 1000;
  private static final List<String> CHALLENGES =
      List.of("captcha", "challenge", "too many", "locked", "try again later");
  private static final CheckInfo INFO =
      new CheckInfo(
          ID,
          1,
          "Guessing passwords is slowed down",
          List.of(Stage.TEST),
          Phase.LIVE,
          SubjectKind.of(AssetKind.ENDPOINT),
          List.of(Weakness.cwe(307)),
          List.of(ID),
          List.of("running service", "users"),
          Effect.CHANGE);

  @Override
  public CheckInfo info() {
    return INFO;
  }

  @Override
  public Class<LiveService> subjectType() {
    return LiveService.class;
  }

  /**
   * What the tries showed.
   *
   * @param limit what slowed them down, or null
   */
  private record Seen(Exchange first, String wrong, int tries, @Nullable String limit) {}

  @Override
  public void examine(LiveService service, Context context, Recorder recorder) {
    List<LoggedIn> users = Account.of(service);
    if (users.isEmpty()) {
      recorder.skip(Words.NO_USERS);
      return;
    }
    Endpoints endpoints = Endpoints.of(service, recorder);
    LoggedIn user =
        users.reversed().stream()
            .filter(one ->
                one.recipe().way() instanceof Recipe.Password
                    || one.recipe().way() instanceof Recipe.Basic)
            .findFirst()
            .orElse(null);
    if (user == null) {
      endpoints.unexamined(
          recorder, one -> !one.open(), "no user logs in with a password that could be guessed");
      return;
    }
    Endpoints.One login = login(endpoints, user, recorder);
    try {
      String unknown = user.unknown();
      if (unknown != null) {
        throw new WireException(unknown);
      }
      Seen seen = tries(user, context);
      String after = seen.limit() == null ? problem(user) : null;
      if (seen.limit() == null && after == null) {
        recorder.finding(finding(endpoints, user, login, seen));
      }
      endpoints.covered(recorder);
    } catch (WireException e) {
      endpoints.unexamined(recorder, login::equals, e.getMessage());
    }
  }

  /** Why the right password is refused now; null where it is accepted. */
  private static @Nullable String problem(LoggedIn user) throws WireException {
    String problem = user.loginProblem();
    return problem != null || user.recipe().way() instanceof Recipe.Password
        ? problem
        : user.unknown();
  }

  private static Endpoints.One login(Endpoints endpoints, LoggedIn user, Recorder recorder) {
    if (user.recipe().way() instanceof Recipe.Password password) {
      String path = password.path() == null ? password.page() : password.path();
      return endpoints.named("POST", String.valueOf(path), recorder);
    }
    Recipe.Probe probe = user.recipe().probe();
    return endpoints.named("GET", probe == null ? "/" : probe.path(), recorder);
  }

  private static Seen tries(LoggedIn user, Context context) throws WireException {
    long end = System.nanoTime() + WITHIN;
    String password = made();
    Exchange first = wrong(user, password);
    if (first.response().status() >= 500) {
      throw new WireException("a wrong password is answered " + first.response().status());
    }
    long usual = first.took().toMillis();
    int tries = 1;
    String limit = limit(first, first, usual);
    while (limit == null && tries < TRIES && System.nanoTime() - end < 0) {
      context.checkCancelled();
      Exchange next = wrong(user, made());
      tries++;
      usual = Math.min(usual, next.took().toMillis());
      limit = limit(first, next, usual);
    }
    if (limit == null && tries < ENOUGH) {
      throw new WireException(
          "only " + tries + " wrong passwords could be tried within 10 s: too few to tell");
    }
    return new Seen(first, password, tries, limit);
  }

  private static String made() {
    byte[] bytes = new byte[8];
    new SecureRandom().nextBytes(bytes);
    return "Wrong-1-" + HexFormat.of().formatHex(bytes);
  }

  private static Exchange wrong(LoggedIn user, String password) throws WireException {
    Exchange exchange = user.wrongLogin(password);
    if (exchange == null) {
      throw new WireException(user.name() + " logs in without a password");
    }
    return exchange;
  }

  /** What slows further tries down, or null where nothing does. */
  private static @Nullable String limit(Exchange first, Exchange next, long usual) {
    int status = next.response().status();
    if (status == 429 || status == 423) {
      return "answers " + status;
    }
    if (next.response().header("retry-after") != null) {
      return "answers with Retry-After";
    }
    if (status != first.response().status() && status < 500) {
      return "answers " + status + " instead of " + first.response().status();
    }
    if (next.took().toMillis() > usual * 5 + DELAY_MILLIS) {
      return "answers after " + next.took().toMillis() + " ms";
    }
    String before = first.response().text().toLowerCase(Locale.ROOT);
    String now = next.response().text().toLowerCase(Locale.ROOT);
    return CHALLENGES.stream()
        .filter(word -> now.contains(word) && !before.contains(word))
        .findFirst()
        .map(word -> "answers with: " + word)
        .orElse(null);
  }

  private static Finding finding(
      Endpoints endpoints, LoggedIn user, Endpoints.One login, Seen seen) {
    String call = login.method() + " " + login.path();
    Finding.Builder finding =
        Finding.of(ID, Severity.MEDIUM, Confidence.HEURISTIC)
            .cwe(307)
            .at(login.asset(), endpoints.location(login))
            .says(
                "Passwords can be guessed without limit",
                "No limit seen in "
                    + seen.tries()
                    + " wrong passwords for "
                    + user.name()
                    + " within 10 s: "
                    + call
                    + " answers "
                    + seen.first().response().status()
                    + " each time, and accepts the right one afterwards")
            .fix(
                "Count wrong passwords by account and by address, and answer 429 or wait longer each"
                    + " time once there were some")
            .detail("tries", Integer.toString(seen.tries()))
            .detail("control", "the right password before and after: accepted")
            .detail("attack", "wrong passwords one after the other: all answered alike")
            .lesson(
                new Lesson(
                    "A list of the usual passwords is tried within minutes.",
                    "Log in wrongly again and again and watch the answers.",
                    "Slow down who guesses: by account, so that many addresses do not help.",
                    "What would tell you that somebody guesses passwords right now?",
                    List.of(
                        "https://cwe.mitre.org/data/definitions/307.html",
                        "https://cheatsheetseries.owasp.org/cheatsheets/Authentication_Cheat_Sheet.html")))
            .identity(call);
    Proof proof = proof(user, seen);
    return (proof == null ? finding : finding.proof(proof)).build();
  }

  /** The tries in steps; none where each of them needs a token of a page that is fetched first. */
  private static @Nullable Proof proof(LoggedIn user, Seen seen) {
    Recipe.Probe probe = user.recipe().probe();
    boolean page = user.recipe().way() instanceof Recipe.Password way && way.page() != null;
    if (page || probe == null) {
      return null;
    }
    Exchange.Request asked = Exchange.Request.of("GET", probe.path());
    List<Proof.Step> steps = new ArrayList<>();
    try {
      Exchange known = user.send(asked);
      steps.add(Steps.step(Proof.Role.CONTROL, user.name(), known, "", Steps.status("2xx")));
    } catch (WireException e) {
      return null;
    }
    for (int i = 1; i <= seen.tries(); i++) {
      Proof.Step step =
          Steps.step(Proof.Role.ATTACK, "", seen.first(), "", Steps.status(seen.first()));
      steps.add(Steps.replaced(step, seen.wrong(), "Wrong-1-${unique}-" + i));
    }
    return new Proof("the last wrong password is answered as the first one", steps);
  }
}
