package dev.brisach.kit.login;

import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonPointer;
import dev.brisach.core.json.JsonWriter;
import dev.brisach.kit.wire.Exchange;
import dev.brisach.kit.wire.Wire;
import dev.brisach.kit.wire.WireException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Carries out a recipe; every secret that comes up is hidden from what the wire writes down. */
record Entrance(Recipe recipe, Credentials credentials, Wire wire, Clock clock, UsedCodes codes) {
  private static final String FORM = "application/x-www-form-urlencoded";

  /** An empty jar for cookies of this service. */
  Jar jar() {
    return new Jar(Places.prefix(wire.base()));
  }

  /** True where an answer sends whoever asked to the login. */
  boolean sendsToLogin(Exchange exchange) {
    int status = exchange.response().status();
    String location = exchange.response().header("location");
    if (status < 300
        || status >= 400
        || location == null
        || !(recipe.way() instanceof Recipe.Password password)) {
      return false;
    }
    String target = Places.below(wire.base(), exchange.request().target(), location);
    if (target == null) {
      return false;
    }
    int query = target.indexOf('?');
    String path = query < 0 ? target : target.substring(0, query);
    return path.equals(password.page()) || path.equals(password.path());
  }

  /** True where logging in anew gives another credential. */
  boolean renews() {
    return recipe.way() instanceof Recipe.Password
        || recipe.way() instanceof Recipe.ClientCredentials;
  }

  /**
   * Logs in once.
   *
   * @param jar cookies to begin with; those of the new session join them
   */
  Pass enter(Jar jar) throws WireException, LoginRefused {
    String lacking = credentials.lacking(recipe);
    if (lacking != null) {
      throw new LoginRefused(lacking, true);
    }
    credentials.values().values().forEach(wire::hide);
    return switch (recipe.way()) {
      case Recipe.Basic(String user, SecretRef password) ->
          Pass.authorization(jar, basic(user, secret(password)));
      case Recipe.Bearer(SecretRef token) -> Pass.authorization(jar, "Bearer " + secret(token));
      case Recipe.ApiKey(Recipe.Place in, String name, SecretRef key) ->
          new Pass(jar, null, in, name, secret(key));
      case Recipe.SessionCookie(String name, SecretRef value) -> {
        jar.put(new Cookie(name, secret(value), "/", false, false, null, false));
        yield Pass.cookies(jar);
      }
      case Recipe.ClientCredentials client -> client(client, jar);
      case Recipe.Password password -> password(password, jar, secrets(password));
    };
  }

  /** A login with a wrong secret, or null where the recipe sends none. */
  @Nullable Exchange wrong(String wrong) throws WireException, LoginRefused {
    Recipe.Probe probe = recipe.probe();
    if (recipe.way() instanceof Recipe.Basic(String user, _) && probe != null) {
      return wire.send(
          Exchange.Request.of("GET", probe.path()).with("Authorization", basic(user, wrong)));
    }
    if (!(recipe.way() instanceof Recipe.Password password) || password.secrets().isEmpty()) {
      return null;
    }
    SortedMap<String, String> secrets = new TreeMap<>();
    password.secrets().keySet().forEach(name -> secrets.put(name, wrong));
    return submitted(password, jar(), secrets);
  }

  private String secret(SecretRef reference) {
    String value = credentials.get(reference);
    return value == null ? "" : value; // enter() looked before
  }

  private SortedMap<String, String> secrets(Recipe.Password way) {
    SortedMap<String, String> secrets = new TreeMap<>();
    way.secrets().forEach((name, reference) -> secrets.put(name, secret(reference)));
    return secrets;
  }

  private String basic(String user, String password) {
    String value =
        Base64.getEncoder()
            .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    wire.hide(value);
    return "Basic " + value;
  }

  private Pass client(Recipe.ClientCredentials way, Jar jar) throws WireException, LoginRefused {
    SortedMap<String, String> fields = new TreeMap<>(Map.of("grant_type", "client_credentials"));
    Map<String, String> headers = new LinkedHashMap<>(Map.of("Accept", "application/json"));
    headers.put("Content-Type", FORM);
    if (!way.scopes().isEmpty()) {
      fields.put("scope", String.join(" ", way.scopes()));
    }
    if (way.inBody()) {
      fields.put("client_id", way.id());
      fields.put("client_secret", secret(way.secret()));
    } else {
      headers.put("Authorization", basic(encoded(way.id()), encoded(secret(way.secret()))));
    }
    Places.There there = Places.of(wire, way.token());
    Exchange answer =
        there.wire().send(new Exchange.Request("POST", there.target(), headers, form(fields)));
    refuse(answer);
    return Pass.authorization(jar, "Bearer " + token(answer, "/access_token"));
  }

  private Pass password(Recipe.Password way, Jar jar, SortedMap<String, String> secrets)
      throws WireException, LoginRefused {
    Exchange answer = submitted(way, jar, secrets);
    refuse(answer);
    Exchange last = followed(answer, jar);
    Recipe.Code totp = way.totp();
    if (totp != null && totp.path() != null) {
      SortedMap<String, String> code = new TreeMap<>(Map.of(totp.field(), code(totp)));
      answer = sent(totp.path(), totp.page(), way.json(), code, jar);
      refuse(answer);
      last = followed(answer, jar);
    }
    if (way.token() != null) {
      return Pass.authorization(jar(), "Bearer " + token(answer, way.token()));
    }
    if (jar.all().isEmpty()) {
      throw new LoginRefused(
          "the login answers " + answer.response().status() + " and sets no cookie", false);
    }
    if (Page.asksForPassword(last)) {
      throw new LoginRefused("the login leads to a page that asks for a password again", false);
    }
    jar.all().forEach(cookie -> wire.hide(cookie.value()));
    return Pass.cookies(jar);
  }

  private Exchange submitted(Recipe.Password way, Jar jar, SortedMap<String, String> secrets)
      throws WireException, LoginRefused {
    SortedMap<String, String> fields = new TreeMap<>(way.fields());
    fields.putAll(secrets);
    if (way.totp() != null && way.totp().path() == null) {
      fields.put(way.totp().field(), code(way.totp()));
    }
    return sent(way.path(), way.page(), way.json(), fields, jar);
  }

  private String code(Recipe.Code totp) throws LoginRefused {
    try {
      return Totp.code(secret(totp.secret()), totp.kind(), codes.next(totp.kind(), clock));
    } catch (IllegalArgumentException e) {
      throw new LoginRefused(String.valueOf(e.getMessage()), true);
    }
  }

  /** Fetches the page where there is one, and sends its form with these fields. */
  private Exchange sent(
      @Nullable String path,
      @Nullable String page,
      boolean json,
      SortedMap<String, String> fields,
      Jar jar)
      throws WireException, LoginRefused {
    Map<String, String> all = new LinkedHashMap<>();
    Map<String, String> headers = new LinkedHashMap<>();
    String target = path;
    if (page != null) {
      Exchange shown = followed(get(page, jar), jar);
      if (shown.response().status() >= 400) {
        throw new LoginRefused(
            "the login page " + page + " answers " + shown.response().status(), false);
      }
      Page form = Page.read(shown, fields.keySet());
      all.putAll(form.filled());
      headers.putAll(form.metaToken());
      headers.put("Origin", Places.origin(wire.base()));
      headers.put("Referer", Places.origin(wire.base()) + Places.prefix(wire.base()) + page);
      if (target == null) {
        target = Places.below(wire.base(), shown.request().target(), form.action());
      }
    }
    if (target == null) {
      throw new LoginRefused("the form of " + page + " is sent to another service", true);
    }
    all.putAll(fields);
    headers.put("Content-Type", json ? "application/json" : FORM);
    byte[] body = json ? json(all) : form(all);
    Exchange answer =
        wire.send(Pass.cookies(jar).dress(new Exchange.Request("POST", target, headers, body)));
    jar.keep(answer, clock.instant());
    return answer;
  }

  private Exchange get(String target, Jar jar) throws WireException {
    Exchange answer = wire.send(Pass.cookies(jar).dress(Exchange.Request.of("GET", target)));
    jar.keep(answer, clock.instant());
    return answer;
  }

  /** Follows redirects within the service, as a browser does after a login. */
  private Exchange followed(Exchange answer, Jar jar) throws WireException {
    Exchange last = answer;
    for (int i = 0; i < 5; i++) {
      int status = last.response().status();
      String location = last.response().header("location");
      if (status < 300 || status >= 400 || location == null) {
        return last;
      }
      String target = Places.below(wire.base(), last.request().target(), location);
      if (target == null) {
        return last;
      }
      last = get(target, jar);
    }
    return last;
  }

  private static void refuse(Exchange answer) throws LoginRefused {
    int status = answer.response().status();
    if (status == 429 || status == 423) {
      throw new LoginRefused(
          "the login answers " + status + ": the account is locked or tries are limited", true);
    }
    if (status >= 400) {
      throw new LoginRefused("the login answers " + status, false);
    }
  }

  private String token(Exchange answer, String pointer) throws LoginRefused {
    String token = JsonPointer.value(answer.response().body(), pointer);
    if (token == null || token.isBlank()) {
      throw new LoginRefused("the answer to the login holds no text at " + pointer, false);
    }
    wire.hide(token);
    return token;
  }

  private static byte[] form(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
        .collect(Collectors.joining("&"))
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] json(Map<String, String> fields) {
    Json.Builder body = Json.object();
    fields.forEach(body::put);
    return JsonWriter.line(body.build()).strip().getBytes(StandardCharsets.UTF_8);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
