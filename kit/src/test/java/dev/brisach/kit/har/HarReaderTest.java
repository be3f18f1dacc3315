package dev.brisach.kit.har;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brisach.kit.tree.Unreadable;
import dev.brisach.testkit.Seeds;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HarReaderTest {
  private static final String LOGIN =
      """
      {"log": {"version": "1.2", "entries": [
        {"request": {"method": "post", "url": "https://shop.example/login?next=a|b",
          "headers": [{"name": "Cookie", "value": "sid=hidden"}, {"name": "Accept", "value": "*/*"}],
          "queryString": [{"name": "next", "value": "a|b"}],
          "postData": {"mimeType": "application/x-www-form-urlencoded", "text": "user=a&pass=hidden",
            "params": [{"name": "user", "value": "a"}, {"name": "pass", "value": "hidden"}]}},
         "response": {"status": 302}},
        {"request": {"method": "GET", "url": "ws://shop.example/x"}},
        {"request": {"method": "GET", "url": "http://shop.example/home"}, "response": {"status": 200}}
      ]}}
      """;

  private static Har read(String text) {
    return HarReader.read(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void readsRequestsAndNamesTheEntryThatIsNone() {
    Har har = read(LOGIN);

    assertThat(har.entries()).hasSize(2);
    Har.Entry login = har.entries().getFirst();
    assertThat(login.method()).isEqualTo("POST");
    assertThat(login.url()).hasHost("shop.example").hasPath("/login");
    assertThat(login.header("cookie")).isEqualTo("sid=hidden");
    assertThat(login.query()).containsExactly(new Har.Pair("next", "a|b"));
    assertThat(login.body().params()).hasSize(2);
    assertThat(login.status()).isEqualTo(302);
    assertThat(har.entries().get(1).body()).isNull();
    assertThat(har.problems()).containsExactly("entry 2: its URL is no http or https address");
  }

  @Test
  void neverShowsCredentialsInWords() {
    assertThat(read(LOGIN).entries().getFirst().toString()).doesNotContain("hidden");
  }

  @Test
  void refusesWhatIsNoHarFile() {
    for (String text :
        new String[] {"", "[]", "{}", "{\"log\": {}}", "{\"log\": ", "[".repeat(10_000)}) {
      assertThatThrownBy(() -> read(text)).isInstanceOf(Unreadable.class);
    }
    assertThatThrownBy(() -> HarReader.read(new byte[HarReader.MAX_BYTES + 1]))
        .isInstanceOf(Unreadable.class)
        .hasMessageContaining("larger than 64 MiB");
  }

  @Test
  void boundsTheNumberOfEntries() {
    String entry = "{\"request\": {\"method\": \"GET\", \"url\": \"http://a.example/\"}}";
    String many = (entry + ",").repeat(HarReader.MAX_ENTRIES) + entry;

    Har har = read("{\"log\": {\"entries\": [" + many + "]}}");

    assertThat(har.entries()).hasSize(HarReader.MAX_ENTRIES);
    assertThat(har.problems()).singleElement().asString().contains("the rest is left out");
  }

  @Test
  void neverFailsOnMutatedFiles() {
    Random random = Seeds.random();
    for (int i = 0; i < 500; i++) {
      byte[] bytes = LOGIN.getBytes(StandardCharsets.UTF_8);
      for (int k = random.nextInt(4); k >= 0; k--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      try {
        assertThat(HarReader.read(bytes).entries()).isNotNull();
      } catch (Unreadable e) {
        assertThat(e.getMessage()).isNotEmpty();
      }
    }
  }
}
