package dev.brisach.kit.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brisach.testkit.RawServer;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Connections are kept, replaced when they died, and lost by nobody. */
class WireConnectionTest {
  private static final Exchange.Request GET = Exchange.Request.of("GET", "/");

  /** Keeps connections; counts them; the answer is the target. */
  private static RawServer keeping(AtomicInteger connections, String extra) {
    return RawServer.talking(client -> {
      connections.incrementAndGet();
      while (true) {
        String body = RawServer.head(client).split(" ")[1];
        RawServer.say(
            client,
            "HTTP/1.1 200 OK\r\n" + extra + "Content-Length: " + body.length() + "\r\n\r\n" + body);
      }
    });
  }

  @Test
  void aConnectionServesManyRequestsUnlessEitherSideClosesIt() throws WireException {
    AtomicInteger connections = new AtomicInteger();
    try (RawServer server = keeping(connections, "");
        Wire wire = new Wire(server.uri(), Scope.LOOPBACK)) {
      for (int i = 0; i < 20; i++) {
        assertThat(wire.send(Exchange.Request.of("GET", "/" + i)).response().text())
            .isEqualTo("/" + i);
      }
      assertThat(connections).hasValue(1);

      wire.send(GET.with("Connection", "close"));
      wire.send(GET);
      assertThat(connections).hasValue(2);
    }
    connections.set(0);
    try (RawServer server = keeping(connections, "Connection: close\r\n")) {
      Wire wire = new Wire(server.uri(), Scope.LOOPBACK);
      wire.send(GET);
      wire.send(GET);
      assertThat(connections).hasValue(2);
    }
  }

  @Test
  void aPooledConnectionThatEndsWithoutAByteIsReplacedOnceForWhatMayBeRepeated() throws Exception {
    AtomicInteger requests = new AtomicInteger();
    try (RawServer server =
        RawServer.talking(client -> {
          RawServer.head(client);
          requests.incrementAndGet();
          RawServer.say(client, RawServer.http(200, "ok"));
          RawServer.head(client); // the second request on a connection is never answered
          requests.incrementAndGet();
        })) {
      Wire wire = new Wire(server.uri(), Scope.LOOPBACK);
      wire.send(GET);

      assertThat(wire.send(GET).response().text()).isEqualTo("ok");
      assertThat(requests).hasValue(3);

      int before = requests.get();
      wire.send(new Exchange.Request("POST", "/", Map.of(), new byte[1]));
      assertThat(requests.get() - before).as("a POST is sent exactly once").isEqualTo(1);
    }
  }

  @Test
  void manyThreadsGetEachItsOwnAnswerOverFewConnections() throws Exception {
    AtomicInteger connections = new AtomicInteger();
    try (RawServer server = keeping(connections, "");
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        Wire wire =
            new Wire(
                server.uri(),
                Scope.LOOPBACK,
                WireOptions.usual().withLimits(Limits.usual().withConnections(8)))) {
      List<Future<Boolean>> answers =
          java.util.stream.IntStream.range(0, 2_000)
              .mapToObj(i ->
                  threads.submit(() -> {
                    String target = "/t" + i;
                    return wire.send(Exchange.Request.of("GET", target))
                        .response()
                        .text()
                        .equals(target);
                  }))
              .toList();
      for (Future<Boolean> answer : answers) {
        assertThat(answer.get()).isTrue();
      }
      assertThat(connections.get()).isBetween(1, 8);
    }
  }

  @Test
  void theKillSwitchEndsWhatRunsAndWhatWaitsAndAllThatFollows() throws Exception {
    CountDownLatch asked = new CountDownLatch(4);
    AtomicInteger requests = new AtomicInteger();
    try (RawServer server =
            RawServer.talking(client -> {
              RawServer.head(client);
              requests.incrementAndGet();
              asked.countDown();
              client.getInputStream().read(); // never answers
            });
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Wire wire =
          new Wire(
              server.uri(),
              Scope.LOOPBACK,
              WireOptions.usual()
                  .withLimits(
                      Limits.usual().withConnections(4).withTimeout(Duration.ofSeconds(60))));
      List<Future<String>> sends =
          java.util.stream.IntStream.range(0, 50)
              .mapToObj(i -> threads.submit(() -> failure(wire, GET)))
              .toList();
      asked.await();
      long start = System.nanoTime();
      wire.stop();

      for (Future<String> send : sends) {
        assertThat(send.get()).isEqualTo("stopped");
      }
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
      assertThat(requests).as("nothing new was sent").hasValue(4);
      assertThatThrownBy(() -> wire.send(GET)).hasMessage("stopped");
      assertThatThrownBy(() -> wire.tcp(new byte[1], 1, Duration.ofSeconds(1)))
          .hasMessage("stopped");
    }
  }

  @Test
  void aServiceThatIsDownIsLeftAloneUntilATrialSucceeds() throws Exception {
    AtomicInteger connections = new AtomicInteger();
    WireOptions options =
        WireOptions.usual().withLimits(Limits.usual().withBreaker(3, Duration.ofMillis(150)));
    java.net.URI gone;
    try (var free = new java.net.ServerSocket(0, 9, java.net.InetAddress.getLoopbackAddress())) {
      gone = java.net.URI.create("http://127.0.0.1:" + free.getLocalPort());
    }
    Wire wire = new Wire(gone, Scope.LOOPBACK, options);
    for (int i = 0; i < 3; i++) {
      assertThat(failure(wire, GET)).contains("refused");
    }
    assertThat(failure(wire, GET)).startsWith("the service stopped answering: 3 failures in a row");

    try (java.net.ServerSocket back =
            new java.net.ServerSocket(
                gone.getPort(), 9, java.net.InetAddress.getLoopbackAddress());
        RawServer _ =
            RawServer.talking(
                back,
                client -> {
                  connections.incrementAndGet();
                  RawServer.head(client);
                  RawServer.say(client, RawServer.http(200, "back"));
                })) {
      Thread.sleep(200);

      assertThat(wire.send(GET).response().text()).isEqualTo("back");
      assertThat(wire.send(GET).response().text()).isEqualTo("back");
      assertThat(connections).hasValue(2);
    }
  }

  @Test
  void aRatePerHostIsKept() throws Exception {
    try (RawServer server = keeping(new AtomicInteger(), "")) {
      Wire wire =
          new Wire(
              server.uri(),
              Scope.LOOPBACK,
              WireOptions.usual().withLimits(Limits.usual().withPerSecond(50)));
      long start = System.nanoTime();
      for (int i = 0; i < 30; i++) {
        wire.send(GET);
      }

      // ten at once, twenty more at 20 ms each
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(350));
    }
  }

  @Test
  void plainBytesGoOutAndWhatComesIsRead() throws Exception {
    Map<String, String> said = new ConcurrentHashMap<>();
    try (RawServer server =
        RawServer.talking(client -> {
          byte[] hello = client.getInputStream().readNBytes(3);
          said.put("said", new String(hello, StandardCharsets.ISO_8859_1));
          RawServer.say(client, "\u0015\u0003\u0003\u0000\u0002\u0002F");
          hold(client);
        })) {
      Wire wire = new Wire(server.uri(), Scope.LOOPBACK);

      Wire.Bytes answer =
          wire.tcp(new byte[] {22, 3, 1}, 100, Duration.ofSeconds(5), bytes -> bytes.length >= 7);
      assertThat(answer.bytes()).containsExactly(21, 3, 3, 0, 2, 2, 'F');
      assertThat(answer.ended()).isFalse();
      assertThat(said).containsEntry("said", "\u0016\u0003\u0001");

      assertThat(wire.tcp(new byte[] {22, 3, 1}, 4, Duration.ofSeconds(5)).bytes()).hasSize(4);
      assertThat(wire.tcp(new byte[] {22, 3, 1}, 99, Duration.ofMillis(200)).bytes()).hasSize(7);
    }
  }

  private static void hold(Socket client) throws java.io.IOException {
    while (client.getInputStream().read() >= 0) {}
  }

  static String failure(Wire wire, Exchange.Request request) {
    try {
      return "answered " + wire.send(request).response().status();
    } catch (WireException e) {
      return e.getMessage();
    }
  }
}
