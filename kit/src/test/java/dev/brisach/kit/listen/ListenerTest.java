package dev.brisach.kit.listen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisach.kit.wire.Exchange;
import dev.brisach.kit.wire.Scope;
import dev.brisach.kit.wire.Wire;
import java.io.ByteArrayOutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ListenerTest {
  @Test
  void whoComesByHttpIsNotedUnderItsTokenAndToldSomethingNew() throws Exception {
    try (Listener listener = Listener.open()) {
      String token = listener.newToken();
      String other = listener.newToken();
      URI url = URI.create(listener.urlFor(token));
      Wire wire = new Wire(URI.create("http://127.0.0.1:" + listener.httpPort()), Scope.LOOPBACK);

      Exchange exchange = wire.send(Exchange.Request.of("GET", url.getPath() + ".jpg?x=1"));

      assertThat(exchange.response().text()).isEqualTo(Listener.answerFor(token));
      assertThat(listener.await(token, Duration.ofSeconds(5)))
          .singleElement()
          .satisfies(hit -> {
            assertThat(hit.kind()).isEqualTo(Hit.Kind.HTTP);
            assertThat(hit.what()).isEqualTo("GET /" + token + ".jpg?x=1 HTTP/1.1");
          });
      assertThat(listener.await(other, Duration.ofMillis(50))).isEmpty();

      wire.send(Exchange.Request.of("GET", "/").with("Host", other + ".listener.test"));
      assertThat(listener.hits(other)).hasSize(1);
      wire.send(Exchange.Request.of("GET", "/favicon.ico"));
      assertThat(listener.strangers()).isEqualTo(1);
    }
  }

  @Test
  void whoAsksForANameIsNotedAndSentToThisMachine() throws Exception {
    try (Listener listener = Listener.open();
        DatagramSocket client = new DatagramSocket()) {
      String token = listener.newToken();
      client.setSoTimeout(5_000);
      client.connect(InetAddress.getLoopbackAddress(), listener.dnsPort());
      client.send(new DatagramPacket(new byte[5], 5)); // nonsense is passed over
      byte[] query = query(listener.hostFor(token).toUpperCase(Locale.ROOT), 1);
      client.send(new DatagramPacket(query, query.length));
      DatagramPacket answer = new DatagramPacket(new byte[512], 512);
      client.receive(answer);
      byte[] bytes = Arrays.copyOf(answer.getData(), answer.getLength());

      assertThat(bytes[0]).isEqualTo((byte) 0x12);
      assertThat(bytes[3] & 0x0f).as("no error").isZero();
      assertThat(Arrays.copyOfRange(bytes, bytes.length - 4, bytes.length))
          .containsExactly(127, 0, 0, 1);
      assertThat(listener.hits(token))
          .singleElement()
          .satisfies(hit -> assertThat(hit.what()).startsWith("A "));

      byte[] six = query(listener.hostFor(token), 28);
      client.send(new DatagramPacket(six, six.length));
      client.receive(answer);
      assertThat(answer.getData()[7]).as("no record for version 6").isZero();
    }
  }

  private static byte[] query(String name, int type) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {0x12, 0x34, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0});
    for (String label : name.split("\\.")) {
      out.write(label.length());
      out.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
    }
    out.writeBytes(new byte[] {0, 0, (byte) type, 0, 1});
    return out.toByteArray();
  }
}
