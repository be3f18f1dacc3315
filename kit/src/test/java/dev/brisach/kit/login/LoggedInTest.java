package dev.brisach.kit.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brisach.kit.wire.Exchange;
import dev.brisach.kit.wire.WireException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoggedInTest {
  private static final String PROBE = ", probe: {path: /me, shows: anna}}";
  private static final String FORM =
      "{form: {page: /login, fields: {user: anna}, secrets: {password: {env: GOOD}}}" + PROBE;
  private static final String JSON =
      "{json: {path: /api/login, fields: {name: anna}, secrets: {password: {env: GOOD}},"
          + " token: /a/0/to~1ken}"
          + PROBE;

  private final House house = new House();

  @AfterEach
  void close() {
    house.close();
  }

  private static int status(LoggedIn user, String method, String target) throws WireException {
    return user.send(Exchange.Request.of(method, target)).response().status();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        FORM,
        JSON,
        "{basic: {user: anna, password: {env: GOOD}}" + PROBE,
        "{apiKey: {name: X-Key, key: {env: GOOD}}" + PROBE,
        "{apiKey: {in: query, name: key, key: {env: GOOD}}" + PROBE,
        "{apiKey: {in: cookie, name: sid, key: {env: GOOD}}" + PROBE,
        "{cookie: {name: sid, value: {env: GOOD}}" + PROBE,
        "{form: {path: /code, totp: {field: otp, secret: {env: TOTP}}}" + PROBE,
        "{form: {page: /login, path: /login, fields: {user: anna}, secrets: {password: {env:"
            + " GOOD}}, totp: {field: otp, secret: {env: TOTP}, path: /code}}"
            + PROBE,
        "{clientCredentials: {token: /oauth/token, id: app, secret: {env: GOOD}},"
            + " probe: {path: /me, shows: app}}",
        "{clientCredentials: {token: /oauth/token, id: app, secret: {env: GOOD}, send: body,"
            + " scopes: [a, b]}, probe: {path: /me}}"
      })
  void everyWayLetsTheUserIn(String recipe) throws WireException {
    LoggedIn anna = house.user(recipe);

    assertThat(anna.unknown()).isNull();
    assertThat(status(anna, "GET", "/orders?a=b")).isEqualTo(200);
    assertThat(house.wire().send(Exchange.Request.of("GET", "/orders")).response().status())
        .isEqualTo(401);
  }

  @Test
  void oneLoginServesManyRequestsAndWhatIsHandedOnHoldsNoCredential() throws WireException {
    LoggedIn anna = house.user(JSON);
    Exchange exchange = anna.send(Exchange.Request.of("GET", "/orders"));
    status(anna, "POST", "/orders");

    assertThat(house.logins).isEqualTo(1);
    assertThat(exchange.request().headers()).isEmpty();
    assertThat(anna.dressed(Exchange.Request.of("GET", "/x")).headers())
        .containsKey("Authorization");
    assertThat(house.masked("s3cret-good and anna-session-1")).isEqualTo("[hidden] and [hidden]");
  }

  @Test
  void aHeaderOfTheRequestItselfIsKept() throws WireException {
    LoggedIn anna = house.user(JSON);

    Exchange.Request request =
        new Exchange.Request("GET", "/me", Map.of("authorization", "Bearer forged"), null);

    assertThat(anna.send(request).response().status()).isEqualTo(401);
    assertThat(anna.dressed(request).headers())
        .containsOnly(Map.entry("authorization", "Bearer forged"));
  }

  @Test
  void aSessionThatEndsInMidRunIsOpenedAnewAndAReadIsRepeated() throws WireException {
    LoggedIn anna = house.user(FORM);
    assertThat(status(anna, "GET", "/orders")).isEqualTo(200);

    house.sessions.clear();

    assertThat(status(anna, "GET", "/orders")).isEqualTo(200);
    assertThat(house.logins).isEqualTo(2);
  }

  @Test
  void aChangeIsNotSentTwiceAfterTheSessionEnded() throws WireException {
    LoggedIn anna = house.user(FORM);
    status(anna, "GET", "/orders");
    house.sessions.clear();

    assertThatThrownBy(() -> status(anna, "POST", "/orders"))
        .isInstanceOf(WireException.class)
        .hasMessageContaining("the session of anna had ended")
        .hasMessageContaining("POST is not sent twice");
    assertThat(status(anna, "POST", "/orders")).isEqualTo(200);
  }

  @Test
  void aRedirectToTheLoginPageMeansTheSameAsARefusal() throws WireException {
    house.redirects = true;
    LoggedIn anna = house.user(FORM);
    assertThat(status(anna, "GET", "/orders")).isEqualTo(200);

    house.sessions.clear();

    assertThat(status(anna, "GET", "/orders")).isEqualTo(200);
    assertThat(house.logins).isEqualTo(2);
  }

  @Test
  void cookiesBelowThePathOfTheServiceAreSent() throws WireException {
    Jar jar = new Jar("/app");
    Exchange.Request request = Exchange.Request.of("GET", "/deep/login");
    jar.keep(
        new Exchange(
            request,
            new Exchange.Response(
                200,
                Map.of(
                    "set-cookie", java.util.List.of("a=1; Path=/app", "b=2", "c=3; Path=/other")),
                new byte[0],
                false)),
        java.time.Instant.EPOCH);

    assertThat(jar.header("/me")).isEqualTo("a=1");
    assertThat(jar.header("/deep/x?y")).isEqualTo("a=1; b=2");
  }

  @Test
  void freshIsAnotherSessionOfTheSameUser() throws WireException {
    LoggedIn anna = house.user(FORM);
    LoggedIn again = anna.fresh();

    assertThat(again.cookies())
        .doesNotContainAnyElementsOf(
            anna.cookies().stream().filter(cookie -> cookie.name().equals("sid")).toList());
    status(again, "POST", "/logout");
    assertThat(anna.unknown()).isNull();
    assertThat(house.logins).isEqualTo(2);
  }

  @Test
  void aWrongPasswordIsTriedTwiceAtMost() {
    LoggedIn anna = house.user(FORM.replace("GOOD", "BAD"));

    assertThat(anna.unknown()).contains("anna cannot log in", "asks for a password again");
    assertThat(anna.unknown()).endsWith("not tried again");
    assertThat(anna.fresh().unknown()).endsWith("not tried again");
    assertThat(house.logins).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 423})
  void aLockIsNotTriedAgain(int status) {
    house.loginStatus = status;
    LoggedIn anna = house.user(JSON);

    assertThat(anna.unknown()).contains("answers " + status, "locked or tries are limited");
    house.loginStatus = 200;
    assertThat(anna.unknown()).endsWith("not tried again");
    assertThat(house.logins).isEqualTo(1);
  }

  @Test
  void aServiceInTroubleIsAReason() {
    house.loginStatus = 500;
    LoggedIn anna = house.user(JSON);

    assertThat(anna.unknown()).isEqualTo("anna cannot log in: the login answers 500");
    assertThatThrownBy(() -> status(anna, "GET", "/orders")).hasMessageContaining("answers 500");
  }

  @Test
  void aProbeThatAnswersEverybodyShowsNothing() {
    house.open = true;
    LoggedIn anna = house.user(JSON.replace(", shows: anna", ""));

    assertThat(anna.unknown())
        .contains("the probe /me answers a stranger as it should answer a user");
  }

  @Test
  void aProbeThatShowsSomebodyElseIsNoLogin() {
    LoggedIn anna = house.user(JSON.replace("shows: anna", "shows: bela"));

    assertThat(anna.unknown()).contains("does not know anna", "without what the probe must show");
  }

  @Test
  void withoutAProbeNothingIsClaimed() throws WireException {
    LoggedIn anna = house.user(JSON.replace(PROBE, "}"));

    assertThat(anna.unknown()).contains("anna has no 'probe'");
    assertThat(status(anna, "GET", "/orders")).isEqualTo(200);
  }

  @Test
  void aMissingSecretMakesTheUserUnavailable() {
    LoggedIn anna = house.user(JSON.replace("GOOD", "UNSET"));

    assertThat(anna.unknown()).contains("the environment variable UNSET is not set");
    assertThat(house.log).isEmpty();
  }

  @Test
  void aTokenThatIsNotThereAndAServiceThatIsGoneAreReasons() {
    assertThat(house.user(JSON.replace("/a/0/to~1ken", "/a/7/x")).unknown())
        .contains("holds no text at /a/7/x");
    house.close();
    assertThat(house.user(FORM).unknown()).contains("anna cannot log in: no answer");
  }

  @Test
  void aWrongLoginIsOneAnswerWithoutASession() throws WireException {
    LoggedIn anna = house.user(JSON);

    assertThat(anna.wrongLogin("wrong").response().status()).isEqualTo(401);
    assertThat(house.user("{bearer: {env: GOOD}}").wrongLogin("wrong")).isNull();
  }
}
