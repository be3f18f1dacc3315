package dev.brisach.kit.login;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.brisach.core.json.JsonPointer;
import dev.brisach.kit.wire.Exchange;
import dev.brisach.testkit.Seeds;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a service answers to a login may be anything. */
@Tag("fuzz")
class AnswerFuzzTest {
  private static final List<String> ANSWERS =
      List.of(
          "sid=abc; Path=/; Max-Age=10; Expires=Wed, 21 Oct 2015 07:28:00 GMT; SameSite=Lax; Secure",
          "<form action='../x?y#z'><input type=hidden name=a value=b><input name=c type=password>",
          "{\"a\":[{\"b/c\":\"token\"}],\"d\":{}}",
          "http://user@host:80/../a//b?c=%zz#d");

  @FuzzTest
  void anyBytesAreReadOrPassedOver(byte[] bytes) {
    read(new String(bytes, StandardCharsets.ISO_8859_1));
  }

  @Test
  void mutatedAnswersAreReadOrPassedOver() {
    Random random = Seeds.random();
    for (String answer : ANSWERS) {
      for (int round = 0; round < 2_000; round++) {
        char[] mutated = answer.substring(0, 1 + random.nextInt(answer.length())).toCharArray();
        for (int i = random.nextInt(4); i >= 0; i--) {
          mutated[random.nextInt(mutated.length)] = (char) random.nextInt(256);
        }
        read(new String(mutated));
      }
    }
  }

  private static void read(String text) {
    Exchange exchange =
        new Exchange(
            Exchange.Request.of("GET", "/login"),
            new Exchange.Response(
                200,
                Map.of("set-cookie", List.of(text), "content-type", List.of("text/html")),
                text.getBytes(StandardCharsets.ISO_8859_1),
                false));
    Jar jar = new Jar("");
    jar.keep(exchange, Instant.EPOCH);
    assertThat(jar.all()).hasSizeLessThan(2);
    assertThat(Page.read(exchange, List.of("a", "c")).filled()).hasSizeLessThan(100);
    Page.asksForPassword(exchange);
    JsonPointer.value(exchange.response().body(), "/a/0/b~1c");
    String below = Places.below(URI.create("http://host/app"), "/login", text);
    assertThat(below == null || below.startsWith("/")).isTrue();
  }
}
