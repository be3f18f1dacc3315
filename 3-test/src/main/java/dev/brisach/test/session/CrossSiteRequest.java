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
import dev.brisach.kit.surface.Templates;
import dev.brisach.kit.wire.Exchange;
import dev.brisach.kit.wire.WireException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sends changing operations as a page of another site makes the user's browser send them (CWE-352).
 *
 * <p>Control: the same from the service's own page is done, and is not done for a stranger.
 * Breached: it is done from the other site too, where the browser would send it and its cookies.
 * Held: it is refused there, the browser would not send it without leave that is not given, or
 * SameSite keeps the cookies back. What needs an object to work on is tried on one that does not
 * exist, which can show that it is refused, never that it is done.
 */
public final class CrossSiteRequest implements Check<LiveService> {
  private static final String ID = "test.cross-site-request";
  private static final Set<String> CHANGING = Set.of("POST", "PUT", "PATCH", "DELETE");
  private static final List<String> SPARED =
      List.of("login", "signin", "password", "pay", "checkout", "transfer", "mfa", "otp");
  private static final List<String> ENDING = List.of("logout", "signout", "logoff");
  private static final CheckInfo INFO =
      new CheckInfo(
          ID,
          1,
          "Another site cannot act in a user's name",
          List.of(Stage.TEST),
          Phase.LIVE,
          SubjectKind.of(AssetKind.ENDPOINT),
          List.of(Weakness.cwe(352)),
          List.of(ID),
          List.of("running service", "users", "OpenAPI file"),
          Effect.CHANGE);

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
    if (service.api() == null) {
      recorder.skip("no OpenAPI file: name it as 'openapi' of the environment");
      return;
    }
    Endpoints endpoints = Endpoints.of(service, recorder);
    List<Browser> browsers = new ArrayList<>();
    String reason = browsers(service, users, browsers);
    if (browsers.isEmpty() && reason == null) {
      endpoints.covered(recorder); // no browser sends a credential of these by itself
      return;
    }
    for (Endpoints.One one : endpoints.all()) {
      context.checkCancelled();
      if (!concerned(one)) {
        recorder.covered(one.asset());
      } else if (browsers.isEmpty()) {
        recorder.unexamined(one.asset(), String.valueOf(reason));
      } else {
        judge(endpoints, one, browsers, recorder);
      }
    }
  }

  /**
   * A browser in which a user is logged in.
   *
   * @param cookies those that let the user in
   * @param kept true where SameSite keeps them from requests of other sites
   */
  private record Browser(LoggedIn user, List<Cookie> cookies, boolean kept, ForeignSite site) {}

  private static @Nullable String browsers(
      LiveService service, List<LoggedIn> users, List<Browser> browsers) {
    String reason = null;
    for (LoggedIn user : users) {
      boolean password = user.recipe().way() instanceof Recipe.Password;
      if (user.recipe().way() instanceof Recipe.Basic) {
        reason = "browsers send Basic credentials by themselves, which is not tried";
      } else if (password || user.recipe().way() instanceof Recipe.SessionCookie) {
        LoggedIn cookies = password ? user.byCookies() : user;
        String unknown = cookies.unknown();
        if (unknown != null) {
          boolean byToken =
              user.recipe().way() instanceof Recipe.Password way
                  && way.token() != null
                  && user.unknown() == null;
          reason = byToken ? reason : unknown;
          continue;
        }
        try {
          browsers.add(browser(service, cookies));
        } catch (WireException e) {
          reason = e.getMessage();
        }
      }
    }
    return reason;
  }

  private static Browser browser(LiveService service, LoggedIn user) throws WireException {
    List<Cookie> all = user.cookies();
    List<Cookie> alone = Account.alone(service, user);
    List<Cookie> needed = alone.isEmpty() ? all : alone;
    boolean kept =
        needed.stream()
            .allMatch(
                cookie -> "strict".equals(cookie.sameSite()) || "lax".equals(cookie.sameSite()));
    ApiModel api = service.api();
    String prefix = api == null ? "" : Templates.prefix(api, service.wire().base());
    return new Browser(user, needed, kept, new ForeignSite(service.wire(), prefix, all));
  }

  private static boolean concerned(Endpoints.One one) {
    return CHANGING.contains(one.method())
        && !one.open()
        && one.operation() != null
        && ENDING.stream().noneMatch(bare(one.path())::contains);
  }

  private static String bare(String path) {
    return path.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
  }

  private static void judge(
      Endpoints endpoints, Endpoints.One one, List<Browser> browsers, Recorder recorder) {
    if (browsers.stream().allMatch(Browser::kept)) {
      recorder.covered(one.asset());
      return;
    }
    String spared = SPARED.stream().filter(bare(one.path())::contains).findFirst().orElse(null);
    if (spared != null) {
      recorder.unexamined(one.asset(), "not tried, since its path holds '" + spared + "'");
      return;
    }
    String reason = "";
    for (Browser browser : browsers) {
      try {
        Tried tried = tried(endpoints, one, browser);
        if (tried.done() != null) {
          recorder.finding(finding(endpoints, one, browser, tried.done()));
        }
        recorder.covered(one.asset());
        return;
      } catch (WireException e) {
        reason = e.getMessage();
      }
    }
    recorder.unexamined(one.asset(), reason);
  }

  /**
   * How it went.
   *
   * @param done control and attack where both were done; null: refused
   */
  private record Tried(@Nullable List<Exchange> done) {}

  private static Tried tried(Endpoints endpoints, Endpoints.One one, Browser browser)
      throws WireException {
    ApiModel.Operation operation = java.util.Objects.requireNonNull(one.operation());
    ForeignSite site = browser.site();
    Exchange.Request own = site.own(operation);
    Exchange.Request foreign = site.foreign(own);
    if (site.stopped(own) != null) {
      return new Tried(null);
    }
    boolean onNothing = !operation.in("path").isEmpty();
    if (good(site.wire().send(foreign))) {
      throw new WireException("is done for a stranger as well");
    }
    Exchange control = site.wire().send(site.fromHere(own, tokens(browser, own)));
    CleanUp cleanUp = new CleanUp(endpoints, one, browser.site());
    cleanUp.after(control, tokens(browser, own));
    int status = control.response().status();
    if (status >= 500 || status == 401 || status == 403 || status == 429) {
      throw new WireException(
          "answers " + browser.user().name() + " with " + status + " from its own page as well");
    }
    Exchange attack = site.wire().send(site.withCookies(foreign));
    cleanUp.after(attack, tokens(browser, own));
    int answered = attack.response().status();
    boolean refused = answered == 401 || answered == 403 || answered == 415;
    if (refused) {
      return new Tried(null);
    }
    if (onNothing) {
      throw new WireException(
          "needs an object to work on; on one that does not exist it answers "
              + answered
              + " to another site");
    }
    if (!good(control)) {
      throw new WireException(
          "answers " + status + " to a sample request of " + browser.user().name());
    }
    if (!good(attack)) {
      return answered == 400 || answered == 422 || redirected(attack)
          ? new Tried(null)
          : unclear(answered);
    }
    return new Tried(List.of(control, attack));
  }

  private static Tried unclear(int answered) throws WireException {
    throw new WireException(
        "answers " + answered + " to another site, which tells neither yes nor no");
  }

  private static boolean redirected(Exchange exchange) {
    return exchange.response().status() >= 300 && exchange.response().status() < 400;
  }

  private static boolean good(Exchange exchange) {
    int status = exchange.response().status();
    return status >= 200 && status < 300;
  }

  /** Tokens that the service's own page repeats in a header. */
  private static Map<String, String> tokens(Browser browser, Exchange.Request own)
      throws WireException {
    Map<String, String> tokens = new LinkedHashMap<>();
    for (Exchange.Field field : browser.user().dressed(own).fields()) {
      if (!field.name().equalsIgnoreCase("Cookie") && !own.fields().contains(field)) {
        tokens.put(field.name(), field.value());
      }
    }
    return tokens;
  }

  private static Finding finding(
      Endpoints endpoints, Endpoints.One one, Browser browser, List<Exchange> done) {
    String call = one.method() + " " + one.path();
    Exchange control = done.getFirst();
    Exchange attack = done.getLast();
    String cookie = browser.cookies().getFirst().name();
    Finding.Builder finding =
        Finding.of(ID, Severity.MEDIUM, Confidence.LIKELY)
            .cwe(352)
            .at(one.asset(), endpoints.location(one))
            .says(
                "Another site can act in the user's name",
                call
                    + " is done for "
                    + browser.user().name()
                    + " when a page of "
                    + ForeignSite.ORIGIN
                    + " has the browser send it: answers "
                    + attack.response().status()
                    + " without any token, by the cookie "
                    + cookie
                    + (browser.cookies().getFirst().sameSite() == null
                        ? ", which says nothing of SameSite"
                        : ", whose SameSite lets it through"))
            .fix(
                "Set SameSite=Lax or Strict on "
                    + cookie
                    + ", and refuse changing requests whose Origin is another site or whose body"
                    + " is not of the type that the service's own pages send")
            .detail("endpoint", call)
            .detail("control", "from its own page: " + control.response().status())
            .detail("attack", "from another site: " + attack.response().status())
            .lesson(
                new Lesson(
                    "A page that the user visits can do " + call + " without the user knowing.",
                    "Put a form that sends it on another origin and open it while logged in.",
                    "Let the service ask where a request comes from, not only who sends it.",
                    "Which requests would your service still do if a stranger's page sent them?",
                    List.of(
                        "https://cwe.mitre.org/data/definitions/352.html",
                        "https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html")))
            .identity(call);
    if (!(browser.user().recipe().way() instanceof Recipe.Password way) || way.token() == null) {
      finding.proof(proof(browser, control, attack));
    }
    return finding.build();
  }

  private static Proof proof(Browser browser, Exchange control, Exchange attack) {
    return new Proof(
        "the same is done whether its own page or another site has it sent",
        List.of(
            step(Proof.Role.CONTROL, browser, control), step(Proof.Role.ATTACK, browser, attack)));
  }

  private static Proof.Step step(Proof.Role role, Browser browser, Exchange exchange) {
    byte[] body = exchange.request().body();
    List<Proof.Header> headers =
        exchange.request().fields().stream()
            .filter(field -> field.name().equals("Content-Type") || field.name().equals("Origin"))
            .map(field -> new Proof.Header(field.name(), field.value()))
            .toList();
    String text = exchange.response().text();
    return new Proof.Step(
        role,
        browser.user().name(),
        new Proof.Call(
            exchange.request().method(),
            exchange.request().target(),
            headers,
            body == null ? null : new String(body, StandardCharsets.ISO_8859_1)),
        List.of(),
        List.of(new Proof.Expectation(Proof.Expectation.Kind.STATUS, "", "2xx")),
        exchange.response().status(),
        browser
            .site()
            .wire()
            .options()
            .secrets()
            .mask(text.substring(0, Math.min(200, text.length()))));
  }
}
