package dev.brisach.test.answers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisach.core.Check;
import dev.brisach.core.Confidence;
import dev.brisach.core.Effect;
import dev.brisach.core.Severity;
import dev.brisach.core.Weakness;
import dev.brisach.kit.live.LiveService;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class AnswersTest {
  private static final String API =
      """
      openapi: 3.0.3
      paths:
        /items/{id}:
          get:
            security: []
            parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
        /items:
          get:
            security: []
            parameters: [{name: limit, in: query, schema: {type: integer, minimum: 1, maximum: 50}}]
          post:
            security: []
            requestBody:
              content:
                application/json:
                  schema:
                    type: object
                    required: [amount]
                    properties:
                      amount: {type: integer, minimum: 1, maximum: 9}
                      kind: {type: string, enum: [tea, ink]}
        /items/{id}/lines:
          delete:
            security: []
            parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
      """;

  private static final String JSON = "Content-Type: application/json\r\n";
  private static final String HTML = "Content-Type: text/html; charset=utf-8\r\n";
  private static final String SESSION = "Zk3v9QpX7rT2mB8wLs5dYh1c";

  private static List<Check<LiveService>> all() {
    return List.of(
        new CookieAttributes(),
        new SecurityHeaders(),
        new CrossOrigin(),
        new ErrorDetails(),
        new InputBounds(),
        new RequestSize());
  }

  private static Bench cookie(String header) {
    return Bench.run(
        new CookieAttributes(),
        null,
        Effect.TRAFFIC,
        head -> Bench.answer(200, "Set-Cookie: " + header + "\r\n", "hello"));
  }

  @Test
  void aServerThatAlwaysBreaksNeverHoldsWhereItWasAsked() {
    for (Check<LiveService> check : all()) {
      Bench bench = Bench.run(check, API, Effect.CHANGE, head -> Bench.answer(500, "", "oops"));

      assertThat(bench.findings()).as(check.info().id()).isEmpty();
      assertThat(bench.covered())
          .as(check.info().id())
          .doesNotContain("GET /items", "GET /items/{id}", "POST /items");
    }
  }

  @Test
  void aSilentServerNeverHolds() {
    for (Check<LiveService> check : all()) {
      Bench bench = Bench.run(check, null, Effect.TRAFFIC, head -> null);

      assertThat(bench.findings()).as(check.info().id()).isEmpty();
      assertThat(bench.covered()).as(check.info().id()).isEmpty();
      assertThat(bench.unexamined()).as(check.info().id()).isNotEmpty();
    }
  }

  @Test
  void belowChangeNothingIsWritten() {
    for (Check<LiveService> check : all()) {
      Bench bench = Bench.run(check, API, Effect.TRAFFIC, head -> Bench.answer(200, JSON, "[]"));

      assertThat(bench.sent())
          .as(check.info().id())
          .noneMatch(line -> line.startsWith("POST") || line.startsWith("DELETE"));
    }
  }

  @Test
  void objectsOfOthersAreNeverDeleted() {
    for (Check<LiveService> check : all()) {
      Bench bench = Bench.run(check, API, Effect.CHANGE, head -> Bench.answer(200, JSON, "[]"));

      assertThat(bench.sent()).as(check.info().id()).noneMatch(line -> line.startsWith("DELETE"));
    }
  }

  @Test
  void aSessionCookieNeedsAllThreeAttributes() {
    assertThat(cookie("JSESSIONID=" + SESSION + "; Path=/").cwes())
        .containsExactly(614, 1004, 1275);
    assertThat(cookie("sid=" + SESSION + "; Secure; HttpOnly; SameSite=None").cwes())
        .containsExactly(1275);
    Bench good = cookie("sid=" + SESSION + "; Secure; HttpOnly; SameSite=Lax");
    assertThat(good.findings()).isEmpty();
    assertThat(good.covered()).containsExactly("GET /");
  }

  @Test
  void ofOtherCookiesOnlyTheMissingSecureIsTold() {
    for (String header :
        List.of(
            "theme=dark",
            "XSRF-TOKEN=" + SESSION,
            "session_seen=1",
            "sid=; Max-Age=0",
            "_ga=" + SESSION)) {
      assertThat(cookie(header).findings())
          .as(header)
          .allSatisfy(finding -> {
            assertThat(finding.weaknesses()).containsExactly(Weakness.cwe(614));
            assertThat(finding.severity()).isEqualTo(Severity.LOW);
          });
    }
    assertThat(cookie("theme=dark; Secure").findings()).isEmpty();
    assertThat(cookie("sid=; Max-Age=0").findings()).isEmpty();
  }

  @Test
  void theValueOfACookieIsNotKept() {
    assertThat(cookie("sid=" + SESSION).findings().toString()).doesNotContain(SESSION);
  }

  private static Bench page(String headers, String body) {
    return Bench.run(
        new SecurityHeaders(), null, Effect.TRAFFIC, head -> Bench.answer(200, headers, body));
  }

  @Test
  void aPageWithAFormSaysWhoMayFrameIt() {
    String form = "<form action=/x><button>go</button></form>";

    assertThat(page(HTML, form).cwes()).containsExactly(1021);
    assertThat(page(HTML + "X-Frame-Options: DENY\r\n", form).findings()).isEmpty();
    assertThat(page(HTML + "Content-Security-Policy: frame-ancestors 'self'\r\n", form).findings())
        .isEmpty();
    assertThat(page(HTML + "Content-Security-Policy: frame-ancestors *\r\n", form).cwes())
        .containsExactly(1021);
    assertThat(page(HTML, "<p>nothing to click</p>").findings()).isEmpty();
    assertThat(page(JSON, form).findings()).isEmpty();
  }

  private static String origin(String request) {
    for (String line : request.split("\r\n", -1)) {
      if (line.toLowerCase(Locale.ROOT).startsWith("origin:")) {
        return line.substring(7).strip();
      }
    }
    return "";
  }

  private static Bench cors(Function<String, String> allowed, String credentials) {
    return Bench.run(
        new CrossOrigin(),
        null,
        Effect.TRAFFIC,
        head -> {
          String named = allowed.apply(origin(head));
          return Bench.answer(
              200,
              (named.isEmpty() ? "" : "Access-Control-Allow-Origin: " + named + "\r\n")
                  + credentials,
              "{\"mine\": 1}");
        });
  }

  @Test
  void aForeignOriginIsAllowedOnlyByWholeName() {
    String with = "Access-Control-Allow-Credentials: true\r\n";

    assertThat(cors(origin -> origin, with).cwes()).containsExactly(942);
    assertThat(cors(origin -> origin.equals("null") ? origin : "", with).cwes())
        .containsExactly(942);
    assertThat(cors(origin -> origin.startsWith("http://127.0.0.1") ? origin : "", with).cwes())
        .containsExactly(942);
    assertThat(cors(origin -> origin.endsWith("127.0.0.1") ? origin : "", with).cwes())
        .containsExactly(942);
    assertThat(cors(origin -> "*", with).findings()).isEmpty();
    assertThat(cors(origin -> origin, "").findings()).isEmpty();
    assertThat(cors(origin -> "https://shop.example", with).findings()).isEmpty();
  }

  @Test
  void aPreflightTellsOfWritingOperationsWithoutWriting() {
    Bench bench =
        Bench.run(
            new CrossOrigin(),
            API,
            Effect.TRAFFIC,
            head ->
                Bench.answer(
                    204,
                    "Access-Control-Allow-Credentials: true\r\nAccess-Control-Allow-Methods: GET,"
                        + " POST\r\nAccess-Control-Allow-Origin: "
                        + origin(head)
                        + "\r\n",
                    ""));

    assertThat(bench.findings())
        .singleElement()
        .satisfies(finding -> assertThat(finding.message()).contains("POST /items"));
  }

  private static Bench errors(String body, int status) {
    return Bench.run(
        new ErrorDetails(),
        API,
        Effect.CHANGE,
        head -> {
          boolean plain = head.startsWith("GET /items HTTP") && !head.contains("//;;");
          return plain ? Bench.answer(200, JSON, "[]") : Bench.answer(status, "", body);
        });
  }

  @Test
  void aStackTraceOfAnyLanguageIsFoundAndAPlainRefusalHolds() {
    for (String body :
        List.of(
            "java.lang.RuntimeException: x\n\tat a.b.C.run(C.java:12)",
            "Traceback (most recent call last):\n  File \"/srv/a.py\", line 3, in f\n",
            "   at Shop.Cart.Add(String id) in C:\\src\\Cart.cs:line 9",
            "#0 /var/www/a.php(12): f()\n",
            "<b>Warning</b>: f() failed in <b>/var/www/a.php</b> on line <b>7</b>",
            "TypeError: x\n    at f (/srv/app/a.js:1:20)",
            "goroutine 7 [running]:\nmain.f()",
            "app/models/a.rb:12:in `f'",
            "ORA-01756: quoted string not properly terminated",
            "{\"error\":\"org.x.y.BadThingException: no\"}")) {
      Bench bench = errors(body, 400);

      assertThat(bench.cwes()).as("%s %s", body, bench.unexamined()).contains(209);
      assertThat(bench.findings().getFirst().confidence()).isEqualTo(Confidence.PROVED);
    }
    for (String body :
        List.of(
            "{\"error\":\"limit must be a number\"}",
            "Bad request at line 1 column 4",
            "See /docs/errors/400.html",
            "")) {
      Bench bench = errors(body, 400);

      assertThat(bench.findings()).as(body).isEmpty();
      assertThat(bench.covered()).as(body).contains("GET /items");
    }
  }

  @Test
  void aTraceThatTheOrdinaryAnswerHasTooIsNoError() {
    Bench bench =
        Bench.run(
            new ErrorDetails(),
            null,
            Effect.TRAFFIC,
            head ->
                Bench.answer(
                    head.contains("q=") ? 404 : 200, "", "a page on at a.b.C.run(C.java:12)"));

    assertThat(bench.findings()).isEmpty();
  }

  @Test
  void aBoundThatDoesNotHoldShowsInWhatWasStored() {
    Bench loose =
        Bench.run(
            new InputBounds(),
            API,
            Effect.CHANGE,
            head -> Bench.answer(200, JSON, head.substring(head.indexOf("\r\n\r\n") + 4)));
    Bench strict =
        Bench.run(
            new InputBounds(),
            API,
            Effect.CHANGE,
            head ->
                Bench.answer(
                    head.contains("zqbrisach")
                            || head.contains(":0")
                            || head.contains(":10")
                            || head.contains("limit=0")
                            || head.contains("limit=51")
                        ? 422
                        : 200,
                    JSON,
                    "{}"));
    Bench ignoring =
        Bench.run(new InputBounds(), API, Effect.CHANGE, head -> Bench.answer(200, JSON, "{}"));

    assertThat(loose.findings())
        .anySatisfy(finding -> assertThat(finding.message()).contains("POST /items", "amount"));
    assertThat(strict.findings()).isEmpty();
    assertThat(ignoring.findings()).isEmpty();
    assertThat(ignoring.covered()).doesNotContain("POST /items");
  }

  @Test
  void aDeepBodyThatBreaksTheServiceIsToldFromOneThatIsRefused() {
    Function<Integer, Bench> deep =
        status ->
            Bench.run(
                new RequestSize(),
                API,
                Effect.CHANGE,
                head ->
                    head.length() > 10_000
                        ? Bench.answer(status, "", "no")
                        : Bench.answer(400, "", "no"));

    assertThat(deep.apply(500).cwes()).containsExactly(770);
    assertThat(deep.apply(400).findings()).isEmpty();
    assertThat(deep.apply(400).covered()).containsExactly("POST /items");
  }
}
