package dev.brisach.kit.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisach.testkit.RawServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** Services that answer badly, on purpose or not: one clear reason or a cut body, and in time. */
class WireBadAnswersTest {
  private static final Exchange.Request GET = Exchange.Request.of("GET", "/");

  private static Wire wire(RawServer server) {
    return new Wire(server.uri(), Scope.LOOPBACK, 1_000_000, Duration.ofMillis(600));
  }

  private static Exchange.Response response(String answer) throws WireException {
    try (RawServer server = saying(answer)) {
      return wire(server).send(GET).response();
    }
  }

  private static String failure(String answer) {
    try (RawServer server = saying(answer)) {
      return WireConnectionTest.failure(wire(server), GET);
    }
  }

  private static RawServer saying(String answer) {
    return RawServer.talking(client -> {
      RawServer.head(client);
      RawServer.say(client, answer);
    });
  }

  private static String packed(byte[] body, boolean gzip) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (var out = gzip ? new GZIPOutputStream(packed) : new DeflaterOutputStream(packed)) {
      out.write(body);
    }
    return "HTTP/1.1 200 OK\r\nContent-Encoding: "
        + (gzip ? "gzip" : "deflate")
        + "\r\nContent-Length: "
        + packed.size()
        + "\r\n\r\n"
        + packed.toString(StandardCharsets.ISO_8859_1);
  }

  @Test
  void aDripIsCutAtTheDeadlineAndAHangToo() throws WireException {
    String head = "HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\nbegin";
    try (RawServer drip =
            RawServer.talking(client -> {
              RawServer.head(client);
              RawServer.say(client, head);
              while (true) {
                Thread.sleep(100);
                RawServer.say(client, ".");
              }
            });
        RawServer hang =
            RawServer.talking(client -> {
              RawServer.head(client);
              RawServer.say(client, head);
              Thread.sleep(20_000);
            })) {
      for (RawServer server : new RawServer[] {drip, hang}) {
        long start = System.nanoTime();
        Exchange.Response response = wire(server).send(GET).response();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
        assertThat(response.text()).startsWith("begin");
        assertThat(response.cutBecause()).isEqualTo("did not end within 0.6 s");
      }
    }
  }

  @Test
  void aDrippingHeadAndAPeerThatNeverReadsEndAtTheDeadline() {
    try (RawServer head =
            RawServer.talking(client -> {
              while (true) {
                Thread.sleep(50);
                RawServer.say(client, "H");
              }
            });
        RawServer deaf = RawServer.talking(client -> Thread.sleep(20_000))) {
      assertThat(WireConnectionTest.failure(wire(head), GET)).isEqualTo("no answer within 0.6 s");
      Exchange.Request large = Exchange.Request.of("POST", "/").withBody("x/y", new byte[20 << 20]);
      assertThat(WireConnectionTest.failure(wire(deaf), large)).isEqualTo("no answer within 0.6 s");
    }
  }

  @Test
  void anAnswerBeforeTheRequestWasReadIsAnAnswer() throws WireException {
    try (RawServer server =
        RawServer.talking(client -> {
          RawServer.head(client);
          RawServer.say(client, RawServer.http(413, "too much"));
          client.shutdownOutput();
          Thread.sleep(1_000);
        })) {
      Exchange.Request large = Exchange.Request.of("POST", "/").withBody("x/y", new byte[1 << 20]);

      assertThat(wire(server).send(large).response().status()).isEqualTo(413);
    }
  }

  @Test
  void bodiesThatEndTooEarlyAreCut() throws WireException {
    Exchange.Response early = response("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc");
    assertThat(early.text()).isEqualTo("abc");
    assertThat(early.cutBecause()).isEqualTo("the connection ended in mid-body");
    Exchange.Response chunk =
        response("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nff\r\nde");
    assertThat(chunk.text()).isEqualTo("abcde");
    assertThat(chunk.cut()).isTrue();
  }

  @Test
  void brokenFramingIsRefused() {
    String chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    assertThat(failure(chunked + "zz\r\nabc")).isEqualTo("not HTTP: a chunk without its size");
    assertThat(failure(chunked + "-3\r\nabc")).isEqualTo("not HTTP: a chunk without its size");
    assertThat(failure(chunked + "2\r\nabc\r\n0\r\n\r\n"))
        .isEqualTo("not HTTP: a chunk is longer than its size");
    String ok = "HTTP/1.1 200 OK\r\n";
    assertThat(failure(ok + "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd"))
        .isEqualTo("not HTTP: Content-Length is both 3 and 4");
    assertThat(failure(ok + "Content-Length: -3\r\n\r\nabc")).contains("Content-Length -3");
    assertThat(failure(ok + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"))
        .isEqualTo("not understood: Transfer-Encoding gzip");
  }

  @Test
  void garbageFloodsAndSilenceAreNamed() {
    assertThat(failure("HTTP/9 ok\r\n\r\n")).contains("no status line");
    assertThat(failure("HTTP/1.1 2x0 OK\r\n\r\n")).contains("no status line");
    assertThat(failure("\u0000\u0001\u0002".repeat(100))).contains("broke off");
    assertThat(failure("")).isEqualTo("no answer: the connection was closed");
    assertThat(failure("HTTP/1.1 200 OK\r\n" + "A: b\r\n".repeat(2000)))
        .contains("more than 1000 lines");
    assertThat(failure("HTTP/1.1 200 OK\r\n" + ("A: " + "b".repeat(900) + "\r\n").repeat(100)))
        .contains("longer than 65536 bytes");
    assertThat(failure("HTTP/1.1 100 Continue\r\n\r\n".repeat(100))).contains("interim");
  }

  @Test
  void packedBodiesAreUnpackedAndBombsAreNot() throws Exception {
    byte[] text = "a quiet body".getBytes(StandardCharsets.US_ASCII);
    assertThat(response(packed(text, true)).text()).isEqualTo("a quiet body");
    assertThat(response(packed(text, false)).text()).isEqualTo("a quiet body");

    Exchange.Response bomb = response(packed(new byte[50_000_000], true));
    assertThat(bomb.cut()).isTrue();
    assertThat(bomb.body().length).isLessThanOrEqualTo(1_000_000);
    assertThat(bomb.cutBecause()).contains("unpacked");

    Exchange.Response liar =
        response("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nplain");
    assertThat(liar.text()).isEqualTo("plain");
    assertThat(liar.cutBecause()).contains("not packed as gzip");
  }

  @Test
  void aCharsetThatDoesNotExistIsReadAsUtf8() throws WireException {
    String head = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Type: text/html; charset=";
    assertThat(response(head + "no such!\r\n\r\n\u00c3\u00a9").text()).isEqualTo("é");
    assertThat(response(head + "\"iso-8859-1\"\r\n\r\n\u00e9!").text()).isEqualTo("é!");
  }

  @Test
  void foldedLinesBareLineFeedsAndBareCarriageReturnsAreReadAsTheyStand() throws WireException {
    Exchange.Response response =
        response("HTTP/1.1 200 OK\nA: one\n two\nB: x\ry\nContent-Length: 1\n\nz");

    assertThat(response.header("a")).isEqualTo("one two");
    assertThat(response.header("b")).isEqualTo("x\ry");
    assertThat(response.text()).isEqualTo("z");
  }
}
