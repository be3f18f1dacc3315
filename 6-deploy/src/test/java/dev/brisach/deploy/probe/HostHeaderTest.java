package dev.brisach.deploy.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisach.core.Effect;
import dev.brisach.kit.live.LiveService;
import dev.brisach.kit.wire.Exchange;
import dev.brisach.kit.wire.Scope;
import dev.brisach.kit.wire.Wire;
import dev.brisach.testkit.RawServer;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class HostHeaderTest {
  private static Probing probing(String header, UnaryOperator<String> page) {
    Probing probing = Probing.with(Effect.TRAFFIC);
    RawServer.Talk talk =
        client -> {
          String host =
              RawServer.head(client)
                  .lines()
                  .filter(line -> line.regionMatches(true, 0, header + ":", 0, header.length() + 1))
                  .map(line -> line.substring(header.length() + 1).strip())
                  .findFirst()
                  .orElse("shop.example");
          String answer = page.apply(host);
          client.getOutputStream().write(answer.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        };
    try (RawServer server = RawServer.talking(talk)) {
      Wire wire = new Wire(server.uri(), Scope.LOOPBACK);
      new HostHeader()
          .examine(
              new LiveService(wire, null, List.of(), List.of(Exchange.Request.of("GET", "/page"))),
              probing,
              probing);
    }
    return probing;
  }

  @Test
  void aLinkWithTheHostThatWasSentIsProvedOnceForItsHeader() {
    Probing probing =
        probing(
            "X-Forwarded-Host",
            host -> Probing.html("<a href='https://" + host + "/reset?t=1'>reset</a>"));

    assertThat(probing.findings)
        .singleElement()
        .satisfies(finding ->
            assertThat(finding.details()).containsEntry("parameter", "X-Forwarded-Host"));
  }

  @Test
  void aRedirectToTheHostThatWasSentIsProved() {
    assertThat(
            probing("Host", host -> Probing.answer("Location: http://" + host + "/in\r\n", 302, ""))
                .findings)
        .hasSize(1);
  }

  @Test
  void aHostThatIsOnlyShownAsTextIsNoFlaw() {
    assertThat(probing("X-Forwarded-Host", host -> Probing.html("<p>seen " + host)).findings)
        .isEmpty();
    assertThat(probing("X-Forwarded-Host", host -> Probing.html("<a href='/a'>a</a>")).findings)
        .isEmpty();
  }
}
