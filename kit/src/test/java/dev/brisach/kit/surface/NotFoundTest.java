package dev.brisach.kit.surface;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisach.kit.wire.Exchange;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NotFoundTest {
  private static Exchange answer(String target, int status, String body, String... location) {
    Map<String, List<String>> headers =
        location.length == 0 ? Map.of() : Map.of("location", List.of(location));
    return new Exchange(
        Exchange.Request.of("GET", target),
        new Exchange.Response(status, headers, body.getBytes(StandardCharsets.UTF_8), false));
  }

  private static String missing(String path, String token) {
    return menu() + "<p>There is no " + path + "</p><i>" + token + "</i></html>";
  }

  private static String menu() {
    StringBuilder menu = new StringBuilder("<html><ul>");
    for (char c = 'a'; c <= 'z'; c++) {
      menu.append("<li>").append(c).append(" of the menu</li>");
    }
    return menu + "</ul>";
  }

  @Test
  void aFriendlyPageIsKnownByItsSentenceWhateverItRepeatsOrMakesUp() {
    NotFound model =
        new NotFound(
            List.of(
                answer("/bx1", 200, missing("/bx1", "kd93kfmw")),
                answer("/bx1x", 200, missing("/bx1x", "pqo3mxbz"))));

    assertThat(model.is(answer("/other/page", 200, missing("/other/page", "zzz")))).isTrue();
    assertThat(model.is(answer("/shop", 200, menu() + "<p>Our shop</p></html>"))).isFalse();
    assertThat(model.is(answer("/shop", 500, missing("/shop", "x")))).isFalse();
  }

  @Test
  void statusAndRedirectsSpeakForThemselves() {
    NotFound model = new NotFound(List.of(answer("/bx1", 302, "", "/login?next=/bx1")));

    assertThat(model.is(answer("/a", 404, "anything"))).isTrue();
    assertThat(model.is(answer("/a", 410, ""))).isTrue();
    assertThat(model.is(answer("/a/b", 302, "", "/login?next=/a/b"))).isTrue();
    assertThat(model.is(answer("/a/b", 302, "", "/welcome"))).isFalse();
    assertThat(model.is(answer("/a/b", 302, ""))).isFalse();
    assertThat(new NotFound(List.of()).is(answer("/a", 200, ""))).isFalse();
  }

  @Test
  void anEmptyAnswerIsLikeAnEmptyOneOnly() {
    NotFound model = new NotFound(List.of(answer("/bx1", 200, "")));

    assertThat(model.is(answer("/a", 200, " \n"))).isTrue();
    assertThat(model.is(answer("/a", 200, "a page"))).isFalse();
  }
}
