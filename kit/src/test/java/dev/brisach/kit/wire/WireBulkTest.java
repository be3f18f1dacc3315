package dev.brisach.kit.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brisach.testkit.RawServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WireBulkTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir private Path folder;

  private static Wire wire(RawServer server) {
    return new Wire(server.uri(), Scope.LOOPBACK, 1000, Duration.ofMillis(800));
  }

  private static final class Counted implements Bulk.Sink {
    private final long most;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private boolean closed;

    Counted(long most) {
      this.most = most;
    }

    @Override
    public long most() {
      return most;
    }

    @Override
    public @Nullable OutputStream open(Exchange.Response head) {
      return head.status() != 200
          ? null
          : new OutputStream() {
            @Override
            public void write(int b) {
              kept.write(b);
            }

            @Override
            public void close() {
              closed = true;
            }
          };
    }
  }

  private static void saying(java.net.Socket client, int bytes, boolean chunked)
      throws IOException {
    RawServer.head(client);
    RawServer.say(
        client,
        "HTTP/1.1 200 OK\r\n"
            + (chunked ? "Transfer-Encoding: chunked" : "Content-Length: " + bytes)
            + "\r\n\r\n");
    int left = bytes;
    while (left > 0) {
      int n = Math.min(left, 5000);
      String piece = "x".repeat(n);
      RawServer.say(client, chunked ? Integer.toHexString(n) + "\r\n" + piece + "\r\n" : piece);
      left -= n;
    }
    if (chunked) {
      RawServer.say(client, "0\r\n\r\n");
    }
  }

  @Test
  void aBodyLargerThanTheCapGoesToTheSinkAndNotToMemory() throws WireException {
    for (boolean chunked : new boolean[] {true, false}) {
      try (RawServer server = RawServer.talking(client -> saying(client, 200_000, chunked))) {
        Counted sink = new Counted(200_000);

        Exchange.Response response =
            wire(server)
                .send(Exchange.Request.of("GET", "/"), new Bulk(null, sink, LONG))
                .response();

        assertThat(response.cut()).as(response.cutBecause()).isFalse();
        assertThat(response.body()).isEmpty();
        assertThat(sink.kept.size()).isEqualTo(200_000);
        assertThat(sink.closed).isTrue();
      }
    }
  }

  @Test
  void theSinksOwnCapHoldsAndOtherAnswersStayInMemory() throws WireException {
    try (RawServer server = RawServer.talking(client -> saying(client, 9_000, true))) {
      Counted sink = new Counted(8_999);
      Exchange.Response response =
          wire(server).send(Exchange.Request.of("GET", "/"), new Bulk(null, sink, LONG)).response();

      assertThat(response.cutBecause()).isEqualTo("longer than 8999 bytes");
      assertThat(sink.kept.size()).isEqualTo(8_999);
    }
    try (RawServer server = RawServer.answering(_ -> RawServer.http(404, "no such thing"))) {
      Exchange.Response response =
          wire(server)
              .send(Exchange.Request.of("GET", "/"), new Bulk(null, new Counted(9), LONG))
              .response();

      assertThat(response.text()).isEqualTo("no such thing");
    }
  }

  @Test
  void aBodyThatStandsStillIsGivenUpLongBeforeItsTime() throws WireException {
    try (RawServer server =
        RawServer.talking(client -> {
          RawServer.head(client);
          RawServer.say(client, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
          Thread.sleep(20_000);
        })) {
      long start = System.nanoTime();
      Exchange.Response response =
          wire(server)
              .send(Exchange.Request.of("GET", "/"), new Bulk(null, new Counted(100), LONG))
              .response();

      assertThat(response.cutBecause()).isEqualTo("stood still in mid-body");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }
  }

  /** Counts the body of a request, as long as its head says. */
  private static void counting(java.net.Socket client, AtomicLong count) throws IOException {
    String head = RawServer.head(client);
    int at = head.indexOf("Content-Length: ") + "Content-Length: ".length();
    long length = Long.parseLong(head.substring(at, head.indexOf('\r', at)));
    byte[] buffer = new byte[8192];
    while (count.get() < length) {
      int n = client.getInputStream().read(buffer);
      if (n < 0) {
        return;
      }
      count.addAndGet(n);
    }
    RawServer.say(client, RawServer.http(200, "took " + count));
  }

  @Test
  void aFileIsSentFromWhereItLies() throws IOException, WireException {
    Path file = folder.resolve("large");
    Files.write(file, new byte[3_000_000]);
    AtomicLong count = new AtomicLong();
    try (RawServer server = RawServer.talking(client -> counting(client, count))) {
      Bulk bulk = new Bulk(Bulk.Source.of(file, 1_000_000, 1_500_000), null, LONG);

      Exchange.Response response =
          wire(server).send(Exchange.Request.of("PUT", "/"), bulk).response();

      assertThat(response.text()).isEqualTo("took 1500000");
    }
  }

  @Test
  void whatFailsOnOurSideIsNotBlamedOnTheService() {
    Bulk.Source tooShort =
        new Bulk.Source() {
          @Override
          public long length() {
            return 10;
          }

          @Override
          public InputStream open() {
            return new ByteArrayInputStream(new byte[5]);
          }
        };
    Bulk.Sink full =
        new Bulk.Sink() {
          @Override
          public long most() {
            return 100;
          }

          @Override
          public OutputStream open(Exchange.Response head) throws IOException {
            throw new IOException("the disk is full");
          }
        };
    AtomicLong count = new AtomicLong();
    try (RawServer server = RawServer.talking(client -> counting(client, count));
        RawServer other = RawServer.answering(_ -> RawServer.http(200, "hello"))) {
      assertThatThrownBy(() ->
              wire(server).send(Exchange.Request.of("PUT", "/"), new Bulk(tooShort, null, LONG)))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("shorter than was said");
      assertThatThrownBy(
              () -> wire(other).send(Exchange.Request.of("GET", "/"), new Bulk(null, full, LONG)))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("the disk is full");
    }
  }

  @Test
  void aRequestHasOneBody() {
    Bulk bulk = new Bulk(Bulk.Source.of(folder, 0, 1), null, LONG);
    try (RawServer server = RawServer.answering(_ -> RawServer.http(200, ""))) {
      Exchange.Request two = Exchange.Request.of("PUT", "/").withBody("text/plain", new byte[1]);
      assertThatThrownBy(() -> wire(server).send(two, bulk)).hasMessageContaining("one body");
    }
  }
}
