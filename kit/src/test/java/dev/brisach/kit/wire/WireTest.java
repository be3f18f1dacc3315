package dev.brisach.kit.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brisach.testkit.RawServer;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class WireTest {
  private static Wire wire(RawServer server) {
    return new Wire(server.uri(), Scope.LOOPBACK, 1000, Duration.ofMillis(800));
  }

  @Test
  void aBodyComesWholeWithStatusAndHeaders() throws WireException {
    try (RawServer server = RawServer.answering(line -> RawServer.http(200, "hello " + line))) {
      Exchange exchange = wire(server).send(Exchange.Request.of("GET", "/a?b=c"));

      assertThat(exchange.response().status()).isEqualTo(200);
      assertThat(exchange.response().text()).isEqualTo("hello GET /a?b=c HTTP/1.1");
      assertThat(exchange.response().header("Content-Type")).isEqualTo("text/plain");
    }
  }

  @Test
  void chunksAreJoinedAndAnEndlessBodyIsCut() throws WireException {
    String chunked =
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n";
    try (RawServer server = RawServer.answering(line -> chunked)) {
      assertThat(wire(server).send(Exchange.Request.of("GET", "/")).response().text())
          .isEqualTo("abcde");
    }
    try (RawServer server =
        RawServer.answering(line -> "HTTP/1.1 200 OK\r\n\r\n" + "x".repeat(100_000))) {
      Exchange.Response response = wire(server).send(Exchange.Request.of("GET", "/")).response();
      assertThat(response.cut()).isTrue();
      assertThat(response.body()).hasSize(1000);
    }
  }

  @Test
  void silenceBrokenHeadsAndNonsenseAreNamed() {
    try (RawServer silent = RawServer.answering(line -> null);
        RawServer broken = RawServer.answering(line -> "HTTP/1.1 200 OK\r\nA: b");
        RawServer nonsense = RawServer.answering(line -> "SSH-2.0-x\r\n\r\n");
        RawServer huge =
            RawServer.answering(line -> "HTTP/1.1 200 OK\r\nA: " + "b".repeat(70_000))) {
      assertThatThrownBy(() -> wire(silent).send(Exchange.Request.of("GET", "/")))
          .hasMessageContaining("no answer within 0.8 s");
      assertThatThrownBy(() -> wire(broken).send(Exchange.Request.of("GET", "/")))
          .hasMessageContaining("broke off");
      assertThatThrownBy(() -> wire(nonsense).send(Exchange.Request.of("GET", "/")))
          .hasMessageContaining("not HTTP/1.1");
      assertThatThrownBy(() -> wire(huge).send(Exchange.Request.of("GET", "/")))
          .hasMessageContaining("longer than");
    }
  }

  @Test
  void anAddressOutsideTheScopeIsNeverConnectedTo() {
    Wire wire = new Wire(URI.create("http://192.0.2.1/"), Scope.LOOPBACK);

    assertThatThrownBy(() -> wire.send(Exchange.Request.of("GET", "/")))
        .isInstanceOf(WireException.class)
        .hasMessageContaining("outside the scope");
  }

  @Test
  void aNamedHostIsAllowedButNotAtAnAddressThatPointsInward() throws Exception {
    Scope scope = new Scope(List.of("staging.example"), List.of(443));
    InetAddress outside =
        InetAddress.getByAddress("staging.example", new byte[] {(byte) 192, 0, 2, 1});
    InetAddress inside =
        InetAddress.getByAddress("staging.example", new byte[] {(byte) 169, (byte) 254, 1, 1});

    assertThat(scope.allows("staging.example", outside, 443)).isTrue();
    assertThat(scope.allows("staging.example", outside, 80)).isFalse();
    assertThat(scope.allows("staging.example", inside, 443)).isFalse();
    assertThat(scope.allows("other.example", outside, 443)).isFalse();
  }

  @Test
  void lineBreaksCannotSplitARequest() {
    try (RawServer server = RawServer.answering(line -> RawServer.http(200, ""))) {
      assertThatThrownBy(() -> wire(server).send(Exchange.Request.of("GET", "/\r\nX: y")))
          .hasMessageContaining("not a request target");
    }
  }
}
