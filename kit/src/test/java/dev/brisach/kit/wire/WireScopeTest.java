package dev.brisach.kit.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brisach.testkit.RawServer;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nothing outside the scope is connected to, whatever names, redirects or raw bytes say. */
class WireScopeTest {
  private static final Exchange.Request GET = Exchange.Request.of("GET", "/");

  private static InetAddress address(String host, int... bytes) throws UnknownHostException {
    byte[] address = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      address[i] = (byte) bytes[i];
    }
    return InetAddress.getByAddress(host, address);
  }

  @Test
  void ofSeveralAddressesOnlyTheAllowedAreTried() throws Exception {
    try (RawServer server = RawServer.answering(line -> RawServer.http(200, "in"))) {
      Resolver mixed = host -> List.of(address(host, 192, 0, 2, 1), address(host, 127, 0, 0, 1));
      URI base = URI.create("http://mixed.example:" + server.uri().getPort());
      Wire wire = new Wire(base, Scope.LOOPBACK, WireOptions.usual().withResolver(mixed));

      assertThat(wire.send(GET).response().text()).isEqualTo("in");
    }
  }

  @Test
  void eachConnectionAsksOnceAndIsMadeToTheAddressThatWasChecked() throws Exception {
    try (RawServer server = RawServer.answering(line -> RawServer.http(200, "in"))) {
      List<String> asked = Collections.synchronizedList(new ArrayList<>());
      Resolver rebinding =
          host -> {
            asked.add(host);
            return List.of(
                asked.size() == 1 ? address(host, 127, 0, 0, 1) : address(host, 192, 0, 2, 1));
          };
      URI base = URI.create("http://moving.example:" + server.uri().getPort());
      Wire wire = new Wire(base, Scope.LOOPBACK, WireOptions.usual().withResolver(rebinding));

      wire.send(GET.with("Connection", "close"));
      assertThat(asked).hasSize(1);
      assertThatThrownBy(() -> wire.send(GET))
          .isInstanceOfSatisfying(WireException.class, e -> assertThat(e.refused()).isTrue())
          .hasMessageContaining("moving.example (192.0.2.1) is outside the scope");
    }
  }

  @Test
  void aNameThatWasOutsideCannotMoveToThisMachine() throws Exception {
    Scope scope = new Scope(List.of("outside.example"), List.of());
    try (RawServer server = RawServer.answering(line -> RawServer.http(200, "in"))) {
      URI base = URI.create("http://outside.example:" + server.uri().getPort());
      Dialer dialer =
          new Dialer(
              base,
              scope,
              WireOptions.usual().withResolver(host -> List.of(address(host, 127, 0, 0, 1))));
      Dialer from = outside(scope);

      dialer.reachedFrom(from);
      assertThatThrownBy(() -> dialer.connect(Deadline.in(Duration.ofSeconds(1))))
          .hasMessageContaining("from outside nothing leads to this machine");
    }
  }

  /** A dialer that knows its service to be outside. */
  private static Dialer outside(Scope scope) throws UnknownHostException {
    Dialer dialer = new Dialer(URI.create("http://x.example"), scope, WireOptions.usual());
    dialer.connectedTo(address("x.example", 192, 0, 2, 7));
    return dialer;
  }

  @Test
  void redirectsAreFollowedWithinTheScopeOnly() throws Exception {
    List<String> seen = Collections.synchronizedList(new ArrayList<>());
    try (RawServer second =
            RawServer.talking(client -> {
              seen.add(RawServer.head(client));
              RawServer.say(client, RawServer.http(200, "there"));
            });
        RawServer first =
            RawServer.talking(client -> {
              String target = RawServer.head(client).split(" ")[1];
              String to =
                  switch (target) {
                    case "/in" -> second.uri() + "/x y?a=1#part";
                    case "/out" -> "http://192.0.2.1/";
                    case "/circle" -> "/circle";
                    case "/far" -> "gopher://127.0.0.1/";
                    default -> target + "/n";
                  };
              RawServer.say(
                  client,
                  "HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: " + to + "\r\n\r\n");
            })) {
      Wire wire = new Wire(first.uri(), Scope.LOOPBACK);

      Followed in =
          wire.follow(
              Exchange.Request.of("POST", "/in").with("Cookie", "c").with("X-Kept", "k"), 5);
      assertThat(in.stop()).isEqualTo(Followed.Stop.ARRIVED);
      assertThat(in.last().response().text()).isEqualTo("there");
      assertThat(in.exchanges()).hasSize(2);
      assertThat(seen.getFirst())
          .startsWith("GET /x%20y?a=1 HTTP/1.1\r\n")
          .contains("X-Kept: k")
          .doesNotContain("Cookie");

      Followed out = wire.follow(Exchange.Request.of("GET", "/out"), 5);
      assertThat(out.stop()).isEqualTo(Followed.Stop.REFUSED);
      assertThat(out.why()).contains("192.0.2.1").contains("outside the scope");
      assertThat(wire.follow(Exchange.Request.of("GET", "/circle"), 5).stop())
          .isEqualTo(Followed.Stop.CIRCLE);
      assertThat(wire.follow(Exchange.Request.of("GET", "/far"), 5).stop())
          .isEqualTo(Followed.Stop.REFUSED);
      assertThat(wire.follow(Exchange.Request.of("GET", "/n"), 2).stop())
          .isEqualTo(Followed.Stop.TOO_MANY);
    }
  }

  @Test
  void ordinaryRequestsKeepTheirShapeAndRawOnesHaveNone() throws Exception {
    List<String> seen = Collections.synchronizedList(new ArrayList<>());
    try (RawServer server =
        RawServer.talking(client -> {
          seen.add(RawServer.head(client));
          RawServer.say(client, RawServer.http(200, ""));
        })) {
      Wire wire = new Wire(URI.create(server.uri() + "/app/"), Scope.LOOPBACK);

      wire.send(
          Exchange.Request.of(
              "GET",
              "/a",
              List.of(
                  new Exchange.Field("X", "1"),
                  new Exchange.Field("Host", "other.example"),
                  new Exchange.Field("User-Agent", "me"),
                  new Exchange.Field("X", "2")),
              null));
      assertThat(seen.getLast())
          .isEqualTo(
              "GET /app/a HTTP/1.1\r\nAccept: */*\r\nX: 1\r\nHost: other.example\r\n"
                  + "User-Agent: me\r\nX: 2\r\n\r\n");

      wire.send(
          Exchange.Request.raw(
              "GET",
              "http://other.example/\u00ff\u0000",
              List.of(new Exchange.Field("X", "a\rb\nc: d")),
              null));
      assertThat(seen.getLast())
          .startsWith("GET http://other.example/\u00ff\u0000 HTTP/1.1\r\n")
          .contains("X: a\rb\nc: d\r\n");

      assertThat(WireConnectionTest.failure(wire, GET.with("X", "a\r\nb: c")))
          .isEqualTo("a line break in the header X");
      assertThat(WireConnectionTest.failure(wire, GET.with("Content-Length", "9")))
          .contains("set by the wire");
      assertThat(WireConnectionTest.failure(wire, Exchange.Request.of("GET", "*")))
          .contains("not a request target");
      assertThat(seen).hasSize(2);
    }
  }

  @Test
  void aScopeOfPathsIsNotLedRound() {
    Scope scope = new Scope(List.of(), List.of(), List.of("/shop"));
    Wire wire = new Wire(URI.create("http://127.0.0.1:9"), scope);
    for (String target :
        List.of("/", "/shopping", "/shop/../x", "/shop/%2e%2E/x", "/shop/..%5cx", "/shop\\..\\x")) {
      assertThat(WireConnectionTest.failure(wire, Exchange.Request.of("GET", target)))
          .as(target)
          .contains("outside the scope's paths");
    }
    Exchange.Request smuggled =
        new Exchange.Request(
            "GET", "/shop", List.of(new Exchange.Field("A", "\r\n\r\nGET /x")), null, true);
    assertThat(WireConnectionTest.failure(wire, smuggled)).contains("could hide another");
    assertThat(
            WireConnectionTest.failure(
                wire, Exchange.Request.raw("GET", "http://127.0.0.1:9/x", List.of(), null)))
        .contains("outside the scope's paths");
  }
}
