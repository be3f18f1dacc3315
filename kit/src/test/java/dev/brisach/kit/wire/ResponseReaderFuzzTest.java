package dev.brisach.kit.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.brisach.testkit.Seeds;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fuzz")
class ResponseReaderFuzzTest {
  private static final Limits LIMITS = Limits.usual().withBodyCap(10_000);

  private static final List<String> ANSWERS =
      List.of(
          "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nA: b\r\n\r\nabcde",
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n",
          "HTTP/1.0 404 No\r\nContent-Encoding: gzip\r\nContent-Length: 23\r\n\r\n"
              + "\u001f\u008b\b\0\0\0\0\0\0\3KLJ\6\0\u00c2A$5\3\0\0\0",
          "HTTP/1.1 100 Go\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html; charset=x\r\n\r\nz");

  @FuzzTest
  void anyBytesAreAResponseOrAReason(byte[] bytes) {
    read(bytes);
  }

  @Test
  void mutatedAnswersAreAResponseOrAReason() {
    Random random = Seeds.random();
    for (String answer : ANSWERS) {
      byte[] bytes = answer.getBytes(StandardCharsets.ISO_8859_1);
      assertThat(read(bytes)).isTrue();
      for (int round = 0; round < 3_000; round++) {
        byte[] mutated = java.util.Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length));
        for (int i = random.nextInt(4); i >= 0; i--) {
          mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
        }
        read(mutated);
      }
    }
  }

  private static boolean read(byte[] bytes) {
    Incoming in = new Incoming(new ByteArrayInputStream(bytes), null);
    in.begin(Deadline.in(Duration.ofSeconds(5)));
    try {
      Exchange.Response response = ResponseReader.read(in, "GET", LIMITS).response();
      assertThat(response.status()).isBetween(100, 999);
      assertThat(response.body().length).isLessThanOrEqualTo(LIMITS.bodyCap());
      assertThat(response.cut()).isEqualTo(!response.cutBecause().isEmpty());
      assertThat(response.text()).isNotNull();
      return true;
    } catch (WireException | IOException e) {
      assertThat(e.getMessage()).isNotBlank();
      return false;
    }
  }
}
