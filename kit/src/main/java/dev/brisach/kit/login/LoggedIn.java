package dev.brisach.kit.login;

import dev.brisach.kit.live.Caller;
import dev.brisach.kit.wire.Exchange;
import dev.brisach.kit.wire.Wire;
import dev.brisach.kit.wire.WireException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A user of a service who logs in at the first request and stays logged in. A login that is refused
 * twice, or once with a lock, is not tried again in this run: no account is locked by us.
 */
public final class LoggedIn implements Caller {
  private static final int MOST_RENEWALS = 20;
  private static final int MOST_REMEMBERED = 10_000;

  private final String name;
  private final Entrance entrance;
  private final Standing standing;
  private final List<Cookie> before;
  private final boolean steady;
  private final ReentrantLock lock = new ReentrantLock();
  private final Set<String> accepted = ConcurrentHashMap.newKeySet();
  private volatile @Nullable Pass pass;
  private int renewals;

  private LoggedIn(
      String name, Entrance entrance, Standing standing, List<Cookie> before, boolean steady) {
    this.name = name;
    this.entrance = entrance;
    this.standing = standing;
    this.before = List.copyOf(before);
    this.steady = steady;
  }

  /** A user. Every secret that comes up is hidden from what the wire writes down. */
  public static LoggedIn of(
      String name, Recipe recipe, Credentials credentials, Wire wire, Clock clock) {
    return new LoggedIn(
        name,
        new Entrance(recipe, credentials, wire, clock, new UsedCodes()),
        new Standing(),
        List.of(),
        false);
  }

  /** The users of an environment, in the order of their names. */
  public static List<Caller> all(
      Map<String, Recipe> recipes, Credentials credentials, Wire wire, Clock clock) {
    List<Caller> users = new ArrayList<>();
    recipes.forEach((name, recipe) -> users.add(of(name, recipe, credentials, wire, clock)));
    return users;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<String> roles() {
    return recipe().roles();
  }

  /** How this user logs in. */
  public Recipe recipe() {
    return entrance.recipe();
  }

  @Override
  public Exchange.Request dressed(Exchange.Request request) throws WireException {
    return entered().dress(request);
  }

  @Override
  public Exchange send(Exchange.Request request) throws WireException {
    Pass used = entered();
    Exchange exchange = sent(used, request);
    int query = request.target().indexOf('?');
    String key =
        request.method()
            + ' '
            + (query < 0 ? request.target() : request.target().substring(0, query));
    if (steady || (exchange.response().status() != 401 && !entrance.sendsToLogin(exchange))) {
      if (exchange.response().status() < 400 && accepted.size() < MOST_REMEMBERED) {
        accepted.add(key);
      }
      return exchange;
    }
    if (!entrance.renews() || !(replaced(used) || accepted.contains(key) || forgotten(used))) {
      return exchange;
    }
    Pass renewed = renewed(used);
    if (!Pass.safe(request.method())) {
      throw new WireException(
          "the session of "
              + name
              + " had ended; logged in anew, but "
              + request.method()
              + " is not sent twice");
    }
    Exchange again = sent(renewed, request);
    if (again.response().status() == 401 || entrance.sendsToLogin(again)) {
      accepted.remove(key);
    }
    return again;
  }

  /** Sends with the credential; what is handed on holds the request without it. */
  private Exchange sent(Pass with, Exchange.Request request) throws WireException {
    Exchange exchange = entrance.wire().send(with.dress(request));
    with.jar().keep(exchange, entrance.clock().instant(), !steady);
    return new Exchange(
        request, exchange.response(), exchange.id(), exchange.took(), exchange.tls());
  }

  @Override
  public @Nullable String unknown() {
    Recipe.Probe probe = recipe().probe();
    try {
      Pass used = entered();
      if (probe == null) {
        return "user " + name + " has no 'probe' in brisach.yaml that would show the login";
      }
      String nothing = standing.nothingTold(probe, entrance.wire());
      if (nothing != null) {
        return nothing;
      }
      Exchange answer = sent(used, Exchange.Request.of("GET", probe.path()));
      if (!Standing.shows(probe, answer) && entrance.renews()) {
        answer = sent(renewed(used), Exchange.Request.of("GET", probe.path()));
      }
      return Standing.shows(probe, answer)
          ? null
          : "the service does not know "
              + name
              + ": "
              + probe.path()
              + " answers "
              + answer.response().status()
              + (Standing.good(answer) ? " without what the probe must show" : "");
    } catch (WireException e) {
      return e.getMessage();
    }
  }

  private boolean replaced(Pass used) {
    Pass known = pass;
    return known != null && known.jar() != used.jar();
  }

  private boolean forgotten(Pass used) throws WireException {
    Recipe.Probe probe = recipe().probe();
    return probe != null
        && standing.nothingTold(probe, entrance.wire()) == null
        && !Standing.shows(probe, sent(used, Exchange.Request.of("GET", probe.path())));
  }

  @Override
  public LoggedIn fresh() {
    return begin(List.of());
  }

  @Override
  public LoggedIn steady() {
    return new LoggedIn(name, entrance, standing, List.of(), true);
  }

  /** The same user in a new session that begins with these cookies in the browser. */
  public LoggedIn begin(List<Cookie> cookies) {
    return new LoggedIn(name, entrance, standing, cookies, false);
  }

  /** The cookies of the session; logs in where that is needed. */
  public List<Cookie> cookies() throws WireException {
    return entered().jar().all();
  }

  /**
   * The same user by cookies alone, where the recipe would take a token from the answer to the
   * login; of its own: what becomes of its logins is not counted against this one.
   */
  public LoggedIn byCookies() {
    Recipe recipe = recipe();
    if (recipe.way() instanceof Recipe.Password password) {
      recipe = new Recipe(recipe.roles(), password.withoutToken(), recipe.probe(), recipe.logout());
    }
    return new LoggedIn(
        name,
        new Entrance(
            recipe, entrance.credentials(), entrance.wire(), entrance.clock(), entrance.codes()),
        new Standing(),
        List.of(),
        false);
  }

  /** Why a login with the right credential fails now, or null where it succeeds. */
  public @Nullable String loginProblem() {
    try {
      new LoggedIn(name, entrance, new Standing(), List.of(), false).entered();
      return null;
    } catch (WireException e) {
      return e.getMessage();
    }
  }

  /** Whether an answer to the probe shows that this user asked. */
  public boolean shows(Exchange answer) {
    Recipe.Probe probe = recipe().probe();
    return probe != null && Standing.shows(probe, answer);
  }

  /**
   * One login with a wrong password, which may lock the account: what was sent and answered; null
   * where this user's way to log in sends no password.
   */
  public @Nullable Exchange wrongLogin(String password) throws WireException {
    try {
      return entrance.wrong(password);
    } catch (LoginRefused e) {
      throw new WireException(name + " cannot try to log in: " + e.getMessage());
    }
  }

  private Pass entered() throws WireException {
    Pass known = pass;
    if (known != null) {
      return known;
    }
    lock.lock();
    try {
      if (pass == null) {
        pass = enter();
      }
      return pass;
    } finally {
      lock.unlock();
    }
  }

  /** A new session in the place of one that ended, unless another thread was faster. */
  private Pass renewed(Pass ended) throws WireException {
    lock.lock();
    try {
      Pass known = pass;
      if (known != null && known.jar() != ended.jar()) {
        return known;
      }
      if (++renewals > MOST_RENEWALS) {
        throw new WireException(
            "the sessions of " + name + " end again and again: " + MOST_RENEWALS + " were opened");
      }
      pass = null;
      Pass entered = enter();
      pass = entered;
      return entered;
    } finally {
      lock.unlock();
    }
  }

  private Pass enter() throws WireException {
    Jar jar = entrance.jar();
    before.forEach(jar::put);
    return standing.enter(name, entrance, jar);
  }
}
