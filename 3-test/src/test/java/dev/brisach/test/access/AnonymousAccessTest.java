package dev.brisach.test.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisach.core.Confidence;
import dev.brisach.core.Effect;
import dev.brisach.kit.live.LiveService;
import dev.brisach.kit.openapi.ApiModel;
import dev.brisach.kit.openapi.OpenApiReader;
import dev.brisach.kit.surface.Templates;
import dev.brisach.kit.tree.SourceFile;
import dev.brisach.kit.wire.Scope;
import dev.brisach.kit.wire.Wire;
import dev.brisach.test.Recorded;
import dev.brisach.test.Situation;
import dev.brisach.testkit.RawServer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class AnonymousAccessTest {
  private static final String API =
      """
      openapi: 3.0.3
      security: [{session: []}]
      components:
        securitySchemes: {session: {type: apiKey, in: cookie, name: sid}}
      paths:
        /open:
          get: {security: [], responses: {'200': {}}}
        /orders/{id}:
          parameters: [{name: id, in: path, schema: {type: integer}}]
          get: {responses: {'200': {}}}
          delete: {responses: {'204': {}}}
        /export:
          get:
            parameters: [{name: kind, in: query, required: true, schema: {enum: [csv]}}]
      """;

  private static Recorded examine(Effect ceiling, Function<String, String> answer) {
    Recorded seen = new Recorded();
    try (RawServer server = RawServer.answering(answer)) {
      Wire wire = new Wire(server.uri(), Scope.LOOPBACK, 1000, Duration.ofMillis(500));
      new AnonymousAccess()
          .examine(
              new LiveService(
                  wire, SourceFile.of("openapi.yaml", API).parse(OpenApiReader.OPENAPI)),
              new Situation(ceiling, true),
              seen);
    }
    return seen;
  }

  @Test
  void anOperationThatServesAnybodyIsProvedWithItsControl() {
    Recorded seen =
        examine(
            Effect.TRAFFIC,
            line ->
                line.contains("/export?kind=csv")
                    ? RawServer.http(200, "id,total\n1,20\n")
                    : RawServer.http(line.contains("no-such") ? 404 : 401, "no"));

    assertThat(seen.findings())
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.confidence()).isEqualTo(Confidence.PROVED);
          assertThat(finding.message()).contains("GET /export", "200", "session");
          assertThat(finding.details()).containsEntry("request", "GET /export?kind=csv");
        });
    assertThat(seen.covered()).contains("GET /open", "GET /orders/{id}", "GET /export");
    assertThat(seen.unexamined())
        .containsExactly(Map.entry("DELETE /orders/{id}", "needs --effect change"));
  }

  @Test
  void withChangeAllowedWritingOperationsAreCalledToo() {
    Recorded seen = examine(Effect.CHANGE, line -> RawServer.http(401, "no"));

    assertThat(seen.covered()).contains("DELETE /orders/{id}");
    assertThat(seen.unexamined()).isEmpty();
    assertThat(seen.findings()).isEmpty();
  }

  @Test
  void outsideABoxNothingThatMayBeSomebodysIsWrittenTo() {
    Recorded seen = new Recorded();
    try (RawServer server = RawServer.answering(line -> RawServer.http(401, "no"))) {
      Wire wire = new Wire(server.uri(), Scope.LOOPBACK, 1000, Duration.ofMillis(500));
      new AnonymousAccess()
          .examine(
              new LiveService(
                  wire, SourceFile.of("openapi.yaml", API).parse(OpenApiReader.OPENAPI)),
              new Situation(Effect.CHANGE, false),
              seen);
    }

    assertThat(seen.unexamined().get("DELETE /orders/{id}")).contains("did not make");
    assertThat(seen.covered()).contains("GET /orders/{id}");
  }

  @Test
  void aServerThatAlwaysBreaksNeverHolds() {
    Recorded seen = examine(Effect.TRAFFIC, line -> RawServer.http(500, "oops"));

    assertThat(seen.covered()).containsExactly("GET /open");
    assertThat(seen.unexamined()).containsKeys("GET /orders/{id}", "GET /export");
    assertThat(seen.findings()).isEmpty();
  }

  @Test
  void aServerThatAnswersEveryPathAlikeProvesNothing() {
    Recorded seen = examine(Effect.TRAFFIC, line -> RawServer.http(200, "welcome"));

    assertThat(seen.findings()).isEmpty();
    assertThat(seen.unexamined().get("GET /export")).contains("every path alike");
  }

  @Test
  void aSilentServerIsNamed() {
    Recorded seen = examine(Effect.TRAFFIC, line -> null);

    assertThat(seen.unexamined().get("GET /export")).contains("no answer within");
  }

  private static String answer(int status, String headers, String body) {
    return "HTTP/1.1 "
        + status
        + " X\r\nContent-Length: "
        + body.length()
        + "\r\n"
        + headers
        + "\r\n"
        + body;
  }

  /** The export gives this answer; no other operation is open, and nothing else exists. */
  private static Recorded export(String answer) {
    return examine(
        Effect.TRAFFIC,
        line ->
            line.contains("/export")
                ? answer
                : RawServer.http(line.contains("no-such") ? 404 : 401, "no"));
  }

  @Test
  void aRedirectToALoginRefusesAndOneToItselfTellsNothing() {
    Recorded login = export(answer(302, "Location: /login?next=/export\r\n", ""));
    Recorded slash = export(answer(301, "Location: http://127.0.0.1/export/\r\n", ""));
    Recorded nowhere = export(answer(302, "", ""));

    assertThat(login.covered()).contains("GET /export");
    assertThat(slash.covered()).doesNotContain("GET /export");
    assertThat(slash.unexamined().get("GET /export")).contains("same path");
    assertThat(nowhere.unexamined().get("GET /export")).contains("without saying where");
    assertThat(slash.findings()).isEmpty();
  }

  @Test
  void aRefusalUnderAStatusOfSuccessIsNoFinding() {
    Recorded words =
        export(answer(200, "Content-Type: application/json\r\n", "{\"e\":\"Unauthorized\"}"));
    Recorded page =
        export(
            answer(
                200,
                "Content-Type: text/html\r\n",
                "<form><input name=p type=\"password\"></form>" + " ".repeat(4000)));
    Recorded data =
        export(answer(200, "", "id,comment\n1,was forbidden\n" + "2,ok\n".repeat(1000)));

    assertThat(words.findings()).isEmpty();
    assertThat(words.unexamined().get("GET /export")).contains("seems to refuse: unauthorized");
    assertThat(page.unexamined().get("GET /export")).contains("a login page");
    assertThat(data.findings()).hasSize(1);
  }

  @Test
  void aCatchAllThatEchoesThePathProvesNothing() {
    Recorded seen =
        examine(
            Effect.TRAFFIC, line -> RawServer.http(200, "<h1>" + line + "</h1> is a fine page"));

    assertThat(seen.findings()).isEmpty();
    assertThat(seen.unexamined().get("GET /export")).contains("every path alike");
  }

  @Test
  void anEmptyAnswerIsAHint() {
    Recorded seen = export(answer(200, "", ""));

    assertThat(seen.findings())
        .singleElement()
        .satisfies(finding -> assertThat(finding.confidence()).isEqualTo(Confidence.HEURISTIC));
  }

  @Test
  void aWritingOperationIsSentOnce() {
    List<String> lines = java.util.Collections.synchronizedList(new ArrayList<>());
    Recorded seen =
        examine(
            Effect.CHANGE,
            line -> {
              lines.add(line);
              return line.startsWith("DELETE")
                  ? "HTTP/1.1 204 X\r\n\r\n"
                  : RawServer.http(line.contains("no-such") ? 404 : 401, "no");
            });

    assertThat(lines.stream().filter(line -> line.startsWith("DELETE"))).hasSize(1);
    assertThat(seen.findings())
        .singleElement()
        .satisfies(finding -> assertThat(finding.confidence()).isEqualTo(Confidence.LIKELY));
  }

  @Test
  void pathsStandBelowTheFilesFirstServerUnlessTheUrlHasAPath() {
    for (String server : List.of("/api/v1", "https://shop.example/api/v1/")) {
      ApiModel api = new ApiModel("a.yaml", List.of(server), List.of(), List.of());

      assertThat(Templates.prefix(api, URI.create("http://127.0.0.1:80"))).isEqualTo("/api/v1");
      assertThat(Templates.prefix(api, URI.create("http://127.0.0.1:80/"))).isEqualTo("/api/v1");
      assertThat(Templates.prefix(api, URI.create("http://127.0.0.1:80/v2"))).isEmpty();
    }
    for (String server :
        List.of("https://shop.example", "/", "https://{region}.example/api", "v1")) {
      ApiModel api = new ApiModel("a.yaml", List.of(server), List.of(), List.of());

      assertThat(Templates.prefix(api, URI.create("http://127.0.0.1:80"))).isEmpty();
    }
  }
}
