package dev.brisach.deploy.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisach.core.Confidence;
import org.junit.jupiter.api.Test;

class RedirectAndHeaderTest {
  private static String to(String location) {
    return Probing.answer("Location: " + location + "\r\n", 302, "");
  }

  private static String line(String text) {
    return text.replace("\r", "").replace("\n", "");
  }

  @Test
  void aRedirectToAnyHostIsProved() {
    Probing open = Probing.of(new OpenRedirect(), "%2Fhome", q -> to(line(q)));
    Probing prefixed =
        Probing.of(new OpenRedirect(), "%2Fhome", q -> to("https://shop.example" + line(q)));

    assertThat(open.findings)
        .anySatisfy(found -> assertThat(found.confidence()).isEqualTo(Confidence.PROVED));
    assertThat(prefixed.findings).isNotEmpty();
  }

  @Test
  void aHostBesideThePathIsNoRedirectThere() {
    Probing query =
        Probing.of(
            new OpenRedirect(), "%2Fhome", q -> to("/login?next=" + InsertionPoint.encoded(q)));
    Probing below =
        Probing.of(new OpenRedirect(), "%2Fhome", q -> to("https://shop.example/go/" + line(q)));

    assertThat(query.findings).isEmpty();
    assertThat(below.findings).isEmpty();
  }

  @Test
  void hostsAreReadAsABrowserReadsThem() {
    assertThat(OpenRedirect.isHost("/\\evil.example/", "evil.example")).isTrue();
    assertThat(OpenRedirect.isHost("https:evil.example", "evil.example")).isTrue();
    assertThat(OpenRedirect.isHost("https://a@evil.example:8/", "evil.example")).isTrue();
    assertThat(OpenRedirect.isHost("/evil.example/", "evil.example")).isFalse();
    assertThat(OpenRedirect.isHost("https://a.example/?evil.example", "evil.example")).isFalse();
    assertThat(OpenRedirect.isHost("https://evil.example.net/", "evil.example")).isFalse();
  }

  @Test
  void aLineBreakThatBeginsAHeaderIsProvedAndAnEncodedOneIsNot() {
    Probing split =
        Probing.of(
            new HeaderInjection(), "tea", q -> Probing.answer("X-Word: " + q + "\r\n", 200, "x"));
    Probing clean =
        Probing.of(
            new HeaderInjection(),
            "tea",
            q -> Probing.answer("X-Word: " + InsertionPoint.encoded(q) + "\r\n", 200, "x"));

    assertThat(split.findings)
        .anySatisfy(found -> assertThat(found.confidence()).isEqualTo(Confidence.PROVED));
    assertThat(clean.findings).isEmpty();
  }
}
