package dev.brisach.test.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.brisach.core.Confidence;
import dev.brisach.core.Effect;
import dev.brisach.core.Finding;
import dev.brisach.core.Proof;
import dev.brisach.kit.live.Caller;
import dev.brisach.kit.live.LiveService;
import dev.brisach.kit.openapi.OpenApiReader;
import dev.brisach.kit.replay.Replay;
import dev.brisach.kit.tree.SourceFile;
import dev.brisach.kit.wire.Exchange;
import dev.brisach.kit.wire.Scope;
import dev.brisach.kit.wire.Wire;
import dev.brisach.kit.wire.WireException;
import dev.brisach.test.Recorded;
import dev.brisach.test.Situation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The check of strangers, where a user can log in. */
class WithUsersTest {
  private static final String TOKEN = "Bearer right-Token-1";
  private static final String API =
      """
      openapi: 3.0.3
      security: [{token: []}]
      components:
        securitySchemes: {token: {type: http, scheme: bearer}}
      paths:
        /purse:
          get: {responses: {'200': {}}}
      """;

  /** A user with a fixed token. */
  private record Holder(Wire wire, @Nullable String unknown) implements Caller {
    @Override
    public String name() {
      return "kim";
    }

    @Override
    public List<String> roles() {
      return List.of();
    }

    @Override
    public Exchange.Request dressed(Exchange.Request request) {
      return request.with("Authorization", TOKEN);
    }

    @Override
    public Exchange send(Exchange.Request request) throws WireException {
      return new Exchange(request, wire.send(dressed(request)).response());
    }

    @Override
    public Caller fresh() {
      return this;
    }
  }

  /** Status and body by the Authorization header. */
  private interface Purse {
    String answer(@Nullable String authorization);
  }

  private static Recorded examine(@Nullable String unknown, Purse purse) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    server.createContext(
        "/",
        exchange -> {
          boolean there = exchange.getRequestURI().getPath().equals("/purse");
          String said =
              there
                  ? purse.answer(exchange.getRequestHeaders().getFirst("Authorization"))
                  : "404 none";
          byte[] body = said.substring(4).getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(Integer.parseInt(said.substring(0, 3)), body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    try {
      Wire wire =
          new Wire(URI.create("http://127.0.0.1:" + server.getAddress().getPort()), Scope.LOOPBACK);
      LiveService service =
          new LiveService(
              wire,
              SourceFile.of("openapi.yaml", API).parse(OpenApiReader.OPENAPI),
              List.of(new Holder(wire, unknown)),
              List.of());
      Recorded seen = new Recorded();
      new AnonymousAccess().examine(service, new Situation(Effect.TRAFFIC, true), seen);
      for (Finding finding : seen.findings()) {
        Proof proof = finding.proof();
        assertThat(proof).isNotNull();
        assertThat(proof.toString()).doesNotContain("right-Token-1");
        assertThat(Replay.of(proof, service, "u").verdict()).isEqualTo(Replay.Verdict.SHOWN);
      }
      return seen;
    } finally {
      server.stop(0);
    }
  }

  @Test
  void aServiceThatAsksWhoItIsHolds() throws IOException {
    var seen = examine(null, header -> TOKEN.equals(header) ? "200 {\"coins\":3}" : "401 {}");

    assertThat(seen.findings()).isEmpty();
    assertThat(seen.covered()).containsExactly("GET /purse");
  }

  @Test
  void whatAStrangerReadsLikeAUserIsProved() throws IOException {
    var seen = examine(null, header -> "200 {\"coins\":3}");

    assertThat(seen.findings())
        .singleElement()
        .satisfies(one -> assertThat(one.confidence()).isEqualTo(Confidence.PROVED));
  }

  @Test
  void anythingInThePlaceOfATokenIsProvedToOpen() throws IOException {
    var seen = examine(null, header -> header == null ? "401 {}" : "200 {\"coins\":3}");

    assertThat(seen.findings())
        .singleElement()
        .satisfies(one -> {
          assertThat(one.title()).isEqualTo("Operation accepts a worthless credential");
          assertThat(one.confidence()).isEqualTo(Confidence.PROVED);
        });
  }

  @Test
  void anAnswerForStrangersIsNoBreach() throws IOException {
    var seen =
        examine(
            null,
            header ->
                TOKEN.equals(header) ? "200 {\"user\":{\"coins\":3}}" : "200 {\"user\":null}");

    assertThat(seen.findings()).isEmpty();
    assertThat(seen.unexamined().get("GET /purse")).contains("something else");
  }

  @Test
  void whoRefusesEverybodyHoldsNothing() throws IOException {
    var all = examine(null, header -> "401 {}");
    var login = examine("the service does not know kim", header -> "401 {}");

    assertThat(all.covered()).isEmpty();
    assertThat(all.unexamined().get("GET /purse")).contains("neither yes nor no");
    assertThat(login.covered()).isEmpty();
    assertThat(login.unexamined().get("GET /purse")).contains("does not know kim");
  }

  @Test
  void aWorthlessCredentialKeepsNothingOfTheSecretButItsShape() {
    assertThat(Rubbish.turned("aB1-c")).hasSize(5).isNotEqualTo("aB1-c").contains("-");
    assertThat(Rubbish.turned("aaaa")).isEqualTo(Rubbish.turned("zzzz"));
  }
}
