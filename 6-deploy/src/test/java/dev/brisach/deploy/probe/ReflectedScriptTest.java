package dev.brisach.deploy.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisach.core.Confidence;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReflectedScriptTest {
  private static Probing page(String before, String after, UnaryOperator<String> escape) {
    return Probing.of(
        new ReflectedScript(),
        "tea",
        q -> Probing.html("<html><body>" + before + escape.apply(q) + after + "</body></html>"));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<p>|</p>",
        "<input value=\"|\">",
        "<input value='|'>",
        "<textarea>|</textarea>",
        "<!-- | -->",
        "<script>var a = \"|\";</script>",
        "<script>var a = '|';</script>",
      })
  void rawTextBreaksOutAndEscapedTextDoesNot(String page) {
    String[] parts = page.split("\\|", -1);

    assertThat(page(parts[0], parts[1], text -> text).findings)
        .anySatisfy(finding -> {
          assertThat(finding.confidence()).isEqualTo(Confidence.LIKELY);
          assertThat(finding.proof()).isNotNull();
        });
    assertThat(page(parts[0], parts[1], ReflectedScriptTest::escaped).findings).isEmpty();
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
