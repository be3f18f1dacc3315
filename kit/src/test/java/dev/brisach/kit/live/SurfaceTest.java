package dev.brisach.kit.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisach.kit.wire.Exchange;
import dev.brisach.kit.wire.Scope;
import dev.brisach.kit.wire.Wire;
import dev.brisach.testkit.RawServer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SurfaceTest {
  private static final Map<String, String> PAGES =
      Map.of(
          "/",
          "<a href='/a?x=1'>a</a> <a href=/logout>bye</a> <a href='/item/7'>7</a>"
              + "<a href='/item/8'>8</a> <a href='http://elsewhere.example/'>e</a>"
              + "<img src=/i.png><link rel=stylesheet href=/s.css>"
              + "<form method=post action=/save><input name=t><input name=n value=5></form>"
              + "<form action=/find><input name=w></form>"
              + "<script>fetch('/api/things?k=1')</script>",
          "/a?x=1",
          "<a href='b/c'>deeper</a>",
          "/robots.txt",
          "User-agent: *\nDisallow: /hidden\n",
          "/hidden",
          "<p>secret",
          "/find?w=text",
          "<p>found");

  @Test
  void linksFormsScriptsAndRobotsAreFoundAndNothingHarmfulIsSent() {
    List<String> lines = Collections.synchronizedList(new ArrayList<>());
    Surface surface;
    try (RawServer server =
        RawServer.answering(line -> {
          lines.add(line);
          String target = line.split(" ", -1)[1];
          String page = PAGES.get(target);
          String html = page == null ? "<p>item" : page;
          boolean known = page != null || target.startsWith("/item") || target.startsWith("/api");
          return "HTTP/1.1 "
              + (known ? 200 : 404)
              + " X\r\nContent-Type: text/html\r\n"
              + "Content-Length: "
              + html.length()
              + "\r\n\r\n"
              + html;
        })) {
      Wire wire = new Wire(server.uri(), Scope.LOOPBACK);
      LiveService service = new LiveService(wire, null);

      surface = service.learnt(Surface.OF);

      assertThat(service.learnt(Surface.OF)).isSameAs(surface);
    }

    assertThat(surface.endpoints())
        .extracting(Surface.Endpoint::call)
        .contains(
            "GET /a",
            "GET /item/{id}",
            "POST /save",
            "GET /find",
            "GET /api/things",
            "GET /hidden",
            "GET /logout")
        .doesNotContain("GET /item/7", "GET /i.png", "GET /b/c", "GET /sitemap.xml");
    assertThat(lines).noneMatch(line -> line.startsWith("POST") || line.contains("logout"));
    assertThat(surface.statics()).isPositive();
    assertThat(surface.exchanges()).isNotEmpty();
    Exchange.Request post =
        surface.endpoints().stream()
            .filter(endpoint -> endpoint.call().equals("POST /save"))
            .findFirst()
            .orElseThrow()
            .samples()
            .getFirst()
            .request();
    assertThat(new String(post.body(), java.nio.charset.StandardCharsets.US_ASCII))
        .isEqualTo("t=text&n=5");
  }
}
