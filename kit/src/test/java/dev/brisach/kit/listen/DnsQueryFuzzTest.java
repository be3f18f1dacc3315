package dev.brisach.kit.listen;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.brisach.testkit.Seeds;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fuzz")
class DnsQueryFuzzTest {
  @FuzzTest
  void anyPacketIsAQuestionOrNone(byte[] packet) {
    read(packet);
  }

  @Test
  void randomPacketsAreAQuestionOrNone() {
    Random random = Seeds.random();
    for (int round = 0; round < 5_000; round++) {
      byte[] packet = new byte[random.nextInt(80)];
      random.nextBytes(packet);
      for (int i = 2; i < Math.min(12, packet.length); i++) {
        packet[i] = (byte) (i == 5 ? 1 : 0);
      }
      for (int i = 12; i < packet.length; i++) {
        packet[i] = (byte) (random.nextInt(6));
      }
      read(packet);
    }
  }

  private static void read(byte[] packet) {
    DnsQuery query = DnsQuery.of(packet);
    if (query != null) {
      assertThat(query.answer().length).isBetween(17, packet.length + 16);
      assertThat(query.name().length()).isLessThanOrEqualTo(512);
    }
  }
}
