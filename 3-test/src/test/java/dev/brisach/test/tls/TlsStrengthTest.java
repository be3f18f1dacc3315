package dev.brisach.test.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisach.test.answers.Bench;
import dev.brisach.testkit.RawServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TlsStrengthTest {
  private static final byte[] ALERT = {21, 3, 1, 0, 2, 2, 70};

  /** Agrees to these versions with the first suite offered that is in the list, or to any. */
  private static void speak(Socket client, Set<Integer> versions, Set<Integer> suites)
      throws IOException {
    InputStream in = client.getInputStream();
    byte[] head = in.readNBytes(5);
    byte[] hello = in.readNBytes(((head[3] & 0xff) << 8) | (head[4] & 0xff));
    int version = ((hello[4] & 0xff) << 8) | (hello[5] & 0xff);
    int session = hello[38] & 0xff;
    int at = 39 + session;
    int length = ((hello[at] & 0xff) << 8) | (hello[at + 1] & 0xff);
    for (int i = at + 2; i < at + 2 + length; i += 2) {
      int suite = ((hello[i] & 0xff) << 8) | (hello[i + 1] & 0xff);
      if (versions.contains(version) && suites.contains(suite)) {
        client.getOutputStream().write(serverHello(version, suite));
        return;
      }
    }
    client.getOutputStream().write(ALERT);
  }

  private static byte[] serverHello(int version, int suite) {
    byte[] answer = new byte[47];
    answer[0] = 22;
    answer[1] = 3;
    answer[2] = (byte) version;
    answer[4] = 42;
    answer[5] = 2;
    answer[8] = 38;
    answer[9] = 3;
    answer[10] = (byte) version;
    answer[44] = (byte) (suite >> 8);
    answer[45] = (byte) suite;
    return answer;
  }

  private static Bench against(RawServer.Talk talk) {
    try (RawServer server = RawServer.talking(talk)) {
      return Bench.at(new TlsStrength(), URI.create("https://127.0.0.1:" + server.uri().getPort()));
    }
  }

  @Test
  void oldVersionsAndBrokenSuitesAreNamed() {
    Bench bench =
        against(client -> speak(client, Set.of(0x0301, 0x0303), Set.of(0xc02f, 0x002f, 0x0005)));

    assertThat(bench.findings())
        .extracting(finding -> finding.title())
        .containsExactlyInAnyOrder("TLS agrees to TLS 1.0", "TLS agrees to RC4");
    assertThat(bench.covered()).containsExactly("GET /");
  }

  @Test
  void aStrictServiceBreachesNothing() {
    Bench bench = against(client -> speak(client, Set.of(0x0303), Set.of(0xc02f)));

    assertThat(bench.findings()).isEmpty();
    // its certificate was never shown, so it does not hold
    assertThat(bench.unexamined().get("GET /")).contains("certificate");
  }

  @Test
  void aServiceThatRefusesEverythingOrSpeaksNoTlsNeverHolds() {
    Bench refuses = against(client -> client.getOutputStream().write(ALERT));
    Bench other = against(client -> RawServer.say(client, "220 mail ready\r\n"));

    assertThat(refuses.covered()).isEmpty();
    assertThat(refuses.unexamined().get("GET /")).contains("no ordinary TLS");
    assertThat(other.covered()).isEmpty();
    assertThat(other.findings()).isEmpty();
  }

  @Test
  void plainHttpIsSkipped() {
    assertThat(Bench.at(new TlsStrength(), URI.create("http://127.0.0.1:9")).unexamined().get(""))
        .contains("no TLS");
  }
}
