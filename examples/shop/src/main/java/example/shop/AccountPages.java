package example.shop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Registering, logging in and out, and forgotten passwords. */
final class AccountPages {
  private static final int MIN_PASSWORD = 8;

  private final Accounts accounts;
  private final Sessions sessions;
  private final Path outbox;
  private final EventLog log;

  AccountPages(Accounts accounts, Sessions sessions, Path outbox, EventLog log) {
    this.accounts = accounts;
    this.sessions = sessions;
    this.outbox = outbox;
    this.log = log;
  }

  void addTo(Router router) {
    router.on("GET", "/login", call -> call.html(Html.login()));
    router.on("POST", "/api/register", this::register);
    router.on("POST", "/api/login", this::logIn);
    router.on("POST", "/api/logout", this::logOut);
    router.on("GET", "/api/me", this::me);
    router.on("POST", "/api/password/forgot", this::forgot);
    router.on("POST", "/api/password/reset", this::reset);
  }

  private void register(Call call) throws Exception {
    var account = call.json(Account.class);
    log.event("register", call, Map.of("account", account));
    require(account.name != null && account.name.length() <= 40, "A name is needed");
    require(account.email != null && account.email.contains("@"), "An e-mail is needed");
    requireGood(account.password);
    if (!accounts.add(account)) {
      throw new HttpError(409, "This name is taken");
    }
    call.reply(201, Map.of("name", account.name, "role", account.role));
  }

  private void logIn(Call call) throws Exception {
    var body = call.json(Map.class);
    var account =
        accounts.logIn(String.valueOf(body.get("name")), String.valueOf(body.get("password")));
    if (account == null) {
      throw new HttpError(401, "Wrong name or password");
    }
    String token = sessions.start(account);
    log.event("login", call, Map.of("user", account.name));
    call.setCookie("SESSION", token, (int) Sessions.LENGTH.toSeconds());
    call.reply(200, Map.of("name", account.name, "role", account.role, "token", token));
  }

  private void logOut(Call call) throws IOException {
    call.requireUser();
    sessions.end(call.token());
    call.setCookie("SESSION", "", 0);
    call.reply(200, Map.of("status", "logged out"));
  }

  private void me(Call call) throws IOException {
    var session = call.requireUser();
    var me = new LinkedHashMap<String, Object>();
    me.put("id", session.userId());
    me.put("name", session.name());
    me.put("role", session.role());
    call.reply(200, me);
  }

  /** Answers the same whether the name exists or not. The outbox stands in for a mail server. */
  private void forgot(Call call) throws Exception {
    String name = String.valueOf(call.json(Map.class).get("name"));
    String token = accounts.startReset(name);
    if (token != null) {
      Files.createDirectories(outbox);
      Files.writeString(
          outbox.resolve(System.nanoTime() + ".txt"),
          "To: " + name + "\nYour code for a new password is " + token + "\n");
      log.event("password_reset_requested", call, Map.of("account", name));
    }
    call.reply(202, Map.of("status", "If the account exists, a mail is on its way"));
  }

  private void reset(Call call) throws Exception {
    var body = call.json(Map.class);
    String password = (String) body.get("password");
    requireGood(password);
    if (!accounts.finishReset(String.valueOf(body.get("token")), password)) {
      throw new HttpError(400, "The code is wrong or too old");
    }
    log.event("password_reset", call, Map.of());
    call.reply(200, Map.of("status", "The password is changed"));
  }

  private static void requireGood(String password) {
    require(
        password != null && password.length() >= MIN_PASSWORD,
        "A password needs " + MIN_PASSWORD + " characters");
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new HttpError(400, message);
    }
  }
}
