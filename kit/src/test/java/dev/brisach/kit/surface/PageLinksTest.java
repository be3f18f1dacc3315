package dev.brisach.kit.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.brisach.kit.wire.Exchange;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageLinksTest {
  private static List<String> read(String base, String at, String type, String body) {
    Map<String, List<String>> headers =
        type.isEmpty() ? Map.of() : Map.of("content-type", List.of(type));
    Exchange exchange =
        new Exchange(
            Exchange.Request.of("GET", at),
            new Exchange.Response(200, headers, body.getBytes(StandardCharsets.UTF_8), false));
    return new PageLinks(new Addresses(URI.create(base)), at)
        .read(exchange).stream()
            .map(found -> found.request().method() + " " + found.request().target())
            .toList();
  }

  private static List<String> html(String body) {
    return read("http://h", "/dir/page?x=1", "text/html", body);
  }

  @ParameterizedTest
  @CsvSource({
    "a, /dir/a",
    "?y=2, /dir/page?y=2",
    "'', /dir/page?x=1",
    "../../../up, /up",
    "/a/../../b, /b",
    "/a;jsessionid=AB12?b=c, /a?b=c",
    "/100%, /100%25",
    "HTTP://H:80/c#d, /c",
    "http://h, /",
    "\\back\\slash, /back/slash"
  })
  void referencesAreReadAsBrowsersDo(String reference, String target) {
    assertThat(html("<a href='" + reference + "'>x</a>")).containsExactly("GET " + target);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://h/a", "//other/a", "ftp://h/a", "http://h:81/a", "mailto:a@b.c",
            "data:text/html,x",
        "tel:1", "#part", "http://", "http://[", "::", "http:// h/"
      })
  void whatLeadsElsewhereOrNowhereIsNoTarget(String reference) {
    assertThat(html("<a href='" + reference + "'>x</a>")).isEmpty();
  }

  @Test
  void aServiceBelowAPathKeepsToIt() {
    String page = "<a href=/app/a>1</a><a href=/app>2</a><a href=/other>3</a><a href=b>4</a>";

    assertThat(read("http://h/app/", "/dir/", "text/html", page))
        .containsExactly("GET /a", "GET /", "GET /dir/b");
  }

  @Test
  void theBaseOfAPageCounts() {
    assertThat(html("<base href=/root/><a href=x>1</a><form method=post></form>"))
        .containsExactly("POST /dir/page?x=1", "GET /root/x");
  }

  @Test
  void brokenPagesAreReadAsFarAsTheyGo() {
    assertThat(read("http://h", "/", "", "<a href=/a><table><form action=/f><a href='/b"))
        .contains("GET /a", "GET /f");
    assertThat(html("<a href=/ok>\0\uFFFD</a><script>fetch('/s'")).contains("GET /ok", "GET /s");
    assertThat(read("http://h", "/", "text/html;charset=x-none", "<a href=/ok>")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<div data-x='/a'>",
        "<a href=/x>",
        "<form><input name=a>",
        "<button onclick=\"fetch('/a')\">",
        "<script>fetch('a',",
        "<b>",
        "<select name=x><option>",
        "<!--",
        "<table><tr><td>",
        "{\"a\":",
        "$.post("
      })
  void hugeAndDeepPagesEndSoon(String piece) {
    String huge = piece.repeat((2 << 20) / piece.length());

    for (String type : List.of("text/html", "text/javascript", "application/json", "text/xml")) {
      Assertions.assertTimeout(
          Duration.ofSeconds(20),
          () ->
              assertThatCode(
                      () -> assertThat(read("http://h", "/", type, huge)).hasSizeLessThan(2001))
                  .doesNotThrowAnyException());
    }
  }
}
