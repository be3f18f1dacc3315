package dev.brisach.kit.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisach.testkit.RawServer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class JournalTest {
  @Test
  void everyExchangeIsNotedAndNoSecretIs() throws Exception {
    BoundedJournal journal = new BoundedJournal(100, 1 << 20);
    String secret = "s3cret/\"value\"";
    String base64 = Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
    String answer =
        "HTTP/1.1 200 OK\r\nSet-Cookie: id=topsecret\r\nX-Echo: s3cret/\"value\"\r\n"
            + "Content-Length: "
            + base64.length()
            + "\r\n\r\n"
            + base64;
    try (RawServer server =
        RawServer.talking(client -> {
          RawServer.head(client);
          RawServer.say(client, answer);
        })) {
      Wire wire = new Wire(server.uri(), Scope.LOOPBACK, WireOptions.usual().withJournal(journal));
      wire.hide(secret);
      Exchange exchange =
          wire.send(
              Exchange.Request.of("POST", "/q?p=s3cret%2F%22value%22")
                  .with("Authorization", "Bearer abcdef")
                  .with("X-Api-Key", "ghijkl")
                  .withBody(
                      "application/json",
                      "{\"p\":\"s3cret/\\\"value\\\"\"}".getBytes(StandardCharsets.UTF_8)));

      Journal.Entry entry = journal.entries().getFirst();
      assertThat(entry.id()).isEqualTo(exchange.id()).isPositive();
      assertThat(entry.status()).isEqualTo(200);
      assertThat(entry.target()).isEqualTo("/q?p=" + Secrets.MASK);
      assertThat(entry.requestFields())
          .contains(new Exchange.Field("Authorization", Secrets.MASK))
          .contains(new Exchange.Field("X-Api-Key", Secrets.MASK));
      assertThat(entry.toString())
          .doesNotContain("s3cret", "topsecret", "abcdef", "ghijkl", base64);
      assertThat(entry.requestBody().begin()).isEqualTo("{\"p\":\"" + Secrets.MASK + "\"}");
      assertThat(entry.responseBody().size()).isEqualTo(base64.length());
      assertThat(entry.received()).isEqualTo(answer.length());
      assertThat(entry.sent()).isPositive();
    }
  }

  @Test
  void failuresAreNotedWithTheirReason() {
    BoundedJournal journal = new BoundedJournal(100, 1 << 20);
    try (RawServer server = RawServer.answering(line -> "nonsense\r\n\r\n")) {
      Wire wire = new Wire(server.uri(), Scope.LOOPBACK, WireOptions.usual().withJournal(journal));
      WireConnectionTest.failure(wire, Exchange.Request.of("GET", "/x"));
    }
    assertThat(journal.entries())
        .singleElement()
        .satisfies(entry -> {
          assertThat(entry.status()).isZero();
          assertThat(entry.problem()).contains("no status line");
        });
  }

  @Test
  void theOldestGoWhenItIsFull() {
    BoundedJournal few = new BoundedJournal(3, 1 << 20);
    BoundedJournal small = new BoundedJournal(1000, 5_000);
    for (int i = 0; i < 100; i++) {
      Journal.Entry entry =
          new Journal.Entry(
              i, "s", "GET", "/" + i, 200, "", 1, 1, 1, List.of(), null, List.of(), null);
      few.note(entry);
      small.note(entry);
    }

    assertThat(few.entries()).extracting(Journal.Entry::id).containsExactly(97L, 98L, 99L);
    assertThat(few.dropped()).isEqualTo(97);
    assertThat(small.entries().size()).isBetween(5, 20);
  }
}
