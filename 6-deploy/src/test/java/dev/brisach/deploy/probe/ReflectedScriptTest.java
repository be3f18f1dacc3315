package dev.brisach.deploy.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisach.core.Confidence;
import dev.brisach.core.Effect;
import dev.brisach.core.Finding;
import dev.brisach.deploy.browser.Browser;
import dev.brisach.kit.wire.Exchange;
import dev.brisach.testkit.RawServer;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReflectedScriptTest {
  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  private static final List<String> PAGES =
      List.of(
          "<p>|</p>",
          "<input value=\"|\">",
          "<input value='|'>",
          "<input value=|>",
          "<textarea>|</textarea>",
          "<!-- | -->",
          "<style>|</style>",
          "<a href='|'>x</a>",
          "<script src='|'></script>",
          "<script>var a = \"|\";</script>",
          "<script>var a = '|';</script>",
          "<script>var a = `|`;</script>",
          "<script>var a = /|/;</script>",
          "<p onclick='go(\"|\")'>x</p>");

  /** All pages, each at a path of its own. */
  private static Probing all(UnaryOperator<String> escape) {
    return Probing.of(
        new DetectorCheck(new ReflectedScript()),
        Effect.TRAFFIC,
        IntStream.range(0, PAGES.size())
            .mapToObj(i -> Exchange.Request.of("GET", "/page" + i + "?q=tea"))
            .toList(),
        line -> {
          int at = line.indexOf("?q=");
          if (at < 0 || !line.startsWith("GET /page")) {
            return RawServer.http(404, "no such page");
          }
          String page = PAGES.get(Integer.parseInt(line.substring("GET /page".length(), at)));
          String raw = line.substring(at + 3, line.lastIndexOf(' '));
          String text = escape.apply(URLDecoder.decode(raw, StandardCharsets.UTF_8));
          return Probing.html("<html><body>" + page.replace("|", text) + "</body></html>");
        });
  }

  @Test
  void rawTextBreaksOutOfEveryPlace() {
    boolean browser = Browser.installed() != null;
    List<Finding> findings = all(text -> text).findings;

    assertThat(findings)
        .extracting(finding -> finding.details().get("endpoint"))
        .hasSize(PAGES.size())
        .doesNotHaveDuplicates();
    assertThat(findings)
        .extracting(Finding::confidence)
        .containsOnly(browser ? Confidence.PROVED : Confidence.LIKELY);
  }

  @Test
  void whatIsEscapedForItsPlaceDoesNot() {
    assertThat(all(ReflectedScriptTest::everywhere).findings).isEmpty();
  }

  /** Letters and digits only, which is right everywhere. */
  private static String everywhere(String text) {
    StringBuilder plain = new StringBuilder();
    text.chars().filter(Character::isLetterOrDigit).forEach(c -> plain.append((char) c));
    return plain.toString();
  }

  @Test
  void whatAPolicyKeepsFromRunningIsNotProved() {
    Probing strict =
        Probing.of(
            new ReflectedScript(),
            "tea",
            q ->
                Probing.answer(
                    "Content-Type: text/html\r\nContent-Security-Policy: default-src 'self'\r\n",
                    200,
                    "<p>" + q + "</p>"));

    assertThat(strict.findings).extracting(Finding::confidence).containsOnly(Confidence.HEURISTIC);
  }

  @Test
  void htmlThatIsEscapedIsNoScriptOfText() {
    assertThat(
            Probing.of(new ReflectedScript(), "tea", q -> Probing.html("<p>" + escaped(q) + "</p>"))
                .findings)
        .isEmpty();
  }

  @Test
  void textThatIsNoPageIsNoMarkup() {
    Probing json =
        Probing.of(
            new ReflectedScript(),
            "tea",
            q ->
                Probing.answer(
                    "Content-Type: application/json\r\n",
                    200,
                    "{\"q\":\"" + q.replace("\"", "\\\"") + "\"}"));

    assertThat(json.findings).isEmpty();
  }

  @Test
  void aQuoteInAStringIsNoCall() {
    assertThat(ParsedScript.code("var a = 'x-w()-y';", "w")).isFalse();
    assertThat(ParsedScript.code("var a = ''-w()-'';", "w")).isTrue();
    assertThat(ParsedScript.code("var a = '\\'-w()-\\'';", "w")).isFalse();
    assertThat(ParsedScript.code("// w()\n", "w")).isFalse();
  }
}
