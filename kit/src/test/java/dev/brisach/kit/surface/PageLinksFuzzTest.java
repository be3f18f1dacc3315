package dev.brisach.kit.surface;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.brisach.kit.wire.Exchange;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

class PageLinksFuzzTest {
  private static final String[] TYPES = {
    "text/html", "text/javascript", "application/json", "text/xml", "text/plain"
  };

  @FuzzTest
  void everyTargetFoundCanBeSent(FuzzedDataProvider data) {
    String type = data.pickValue(TYPES);
    byte[] body = data.consumeRemainingAsString().getBytes(StandardCharsets.UTF_8);
    Exchange exchange =
        new Exchange(
            Exchange.Request.of("GET", "/a/b"),
            new Exchange.Response(200, Map.of("content-type", List.of(type)), body, false));
    for (PageLinks.Found found :
        new PageLinks(new Addresses(URI.create("http://h/app")), "/a/b").read(exchange)) {
      String target = found.request().target();
      if (!target.startsWith("/") || target.chars().anyMatch(c -> c <= ' ' || c > '~')) {
        throw new AssertionError("not a target: " + target);
      }
    }
  }
}
