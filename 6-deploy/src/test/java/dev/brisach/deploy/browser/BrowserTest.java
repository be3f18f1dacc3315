package dev.brisach.deploy.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("browser")
class BrowserTest {
  private static @Nullable Browser browser;

  /** One that leaves pages early. */
  private static @Nullable Browser hasty;

  @BeforeAll
  static void start() throws IOException {
    Path program = Browser.installed();
    assumeTrue(program != null, "no Chromium is installed");
    browser = Browser.start(program);
    hasty = Browser.start(program, Duration.ofMillis(2000));
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
    if (hasty != null) {
      hasty.close();
    }
  }

  private static Seen open(Visit visit, Site site) {
    return java.util.Objects.requireNonNull(browser).open(visit, site);
  }

  private static Seen open(String body) {
    return open("", body);
  }

  private static Seen open(String headers, String body) {
    try (Site site = new Site(_ -> Site.page(headers, body))) {
      return open(Visit.of("/", null, "word"), site);
    }
  }

  @Test
  void aScriptOfThePageIsSeenToRun() {
    assertThat(open("<script>word(4711)</script>").calls()).containsExactly("4711");
    assertThat(open("<img src=x onerror=word(12)>").ran(12)).isTrue();
    assertThat(open("<p>word(4711)</p>").calls()).isEmpty();
    assertThat(open("<p>word(4711)</p>").loaded()).isTrue();
  }

  @Test
  void headersOfTheAnswerAreHonoured() {
    String script = "<script>word(1)</script>";

    assertThat(open("Content-Security-Policy: script-src 'self'\r\n", script).calls()).isEmpty();
    assertThat(open("Content-Security-Policy: sandbox allow-scripts\r\n", script).calls())
        .isEmpty();
    assertThat(open("Content-Security-Policy: script-src 'unsafe-inline'\r\n", script).ran(1))
        .isTrue();
  }

  @Test
  void anAnswerThatIsNoPageDoesNotRun() {
    try (Site site =
        new Site(
            _ -> Site.page("<script>word(1)</script>").replace("text/html", "application/json"))) {
      assertThat(open(Visit.of("/", null, "word"), site).calls()).isEmpty();
    }
  }

  @Test
  void aScriptInAFrameOfAnotherOriginIsNotOneOfTheService() {
    assertThat(open("<iframe src='data:text/html,<script>word(1)</script>'></iframe>").calls())
        .isEmpty();
    assertThat(open("<iframe srcdoc='<script>word(2)</script>'></iframe>").ran(2)).isTrue();
  }

  @Test
  void thePageGetsNothingButWhatTheServiceHas() {
    List<String> visited = new java.util.concurrent.CopyOnWriteArrayList<>();
    try (Site other =
            new Site(target -> {
              visited.add(target);
              return Site.page("");
            });
        Site site =
            new Site(target ->
                target.equals("/own.js")
                    ? Site.page("word(5)").replace("text/html", "text/javascript")
                    : Site.page(everywhere(other.base().toString())))) {
      Seen seen = open(Visit.of("/", null, "late").then("0"), site);

      assertThat(visited).isEmpty();
      assertThat(seen.left()).anyMatch(url -> url.startsWith(other.base().toString()));
      assertThat(site.asked).contains("/own.js");
    }
  }

  private static String everywhere(String other) {
    return """
    <img src="%1$s/a"><script src="%1$s/b"></script><script src="/own.js"></script>
    <link rel="preconnect" href="%1$s"><link rel="dns-prefetch" href="%1$s">
    <iframe src="%1$s/c"></iframe>
    <script>
      fetch('%1$s/d').catch(() => 0);
      navigator.sendBeacon('%1$s/e', 'x');
      try { new WebSocket('%1$s/f'.replace('http', 'ws')); } catch (e) {}
      try { new EventSource('%1$s/g'); } catch (e) {}
      try { new Worker(URL.createObjectURL(new Blob(["fetch('%1$s/h')"]))); } catch (e) {}
      window.open('%1$s/i');
      setTimeout(() => { location = '%1$s/j'; }, 20);
    </script>
    """
        .formatted(other);
  }

  @Test
  void aFormThatSendsItselfIsNotSent() {
    try (Site site =
        new Site(_ ->
            Site.page(
                "<form method=post action=/pay></form><script>document.forms[0].submit()"
                    + "</script>"))) {
      open(Visit.of("/", null, "word"), site);

      assertThat(site.asked).containsOnly("/");
    }
  }

  @Test
  void aPageThatAsksForEverIsEnded() {
    long begin = System.nanoTime();

    for (String endless :
        List.of("while (true) alert(1);", "onbeforeunload = () => 1; for (;;);")) {
      try (Site site = new Site(_ -> Site.page("<script>" + endless + "</script>"))) {
        java.util.Objects.requireNonNull(hasty).open(Visit.of("/", null, "word"), site);
      }
    }

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
    assertThat(open("<script>word(6)</script>").ran(6)).isTrue();
  }

  @Test
  void aPageThatNeverEndsIsLeft() {
    try (Site site =
        new Site(target -> target.equals("/") ? Site.page("<img src=/never><p>text") : null)) {
      Seen seen = java.util.Objects.requireNonNull(hasty).open(Visit.of("/", null, "word"), site);

      assertThat(seen.loaded()).isFalse();
      assertThat(seen.calls()).isEmpty();
    }
  }

  @Test
  void aPageThatCrashesIsToldAndTheNextOneIsOpened() {
    try (Site site =
        new Site(target -> {
          if (target.equals("/crash")) {
            ended(java.util.Objects.requireNonNull(browser), "--type=renderer");
          }
          return Site.page("<p>text<img src=/crash>");
        })) {
      assertThat(open(Visit.of("/", null, "word"), site).problem()).isEqualTo("the page crashed");
    }
    assertThat(open("<script>word(7)</script>").ran(7)).isTrue();
  }

  @Test
  void aBrowserThatEndsIsTold() throws IOException {
    Path program = Browser.installed();
    assumeTrue(program != null, "no Chromium is installed");
    try (Browser other = Browser.start(program);
        Site site =
            new Site(target -> {
              if (target.equals("/crash")) {
                other.handle().destroyForcibly();
              }
              return Site.page("<p>text<img src=/crash>");
            })) {
      assertThat(other.open(Visit.of("/", null, "word"), site).problem()).contains("ended");
      assertThat(other.alive()).isFalse();
    }
  }

  private static void ended(Browser browser, String word) {
    browser
        .handle()
        .descendants()
        .filter(one -> said(one).contains(word))
        .forEach(ProcessHandle::destroyForcibly);
  }

  private static String said(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
    } catch (IOException e) {
      return "";
    }
  }

  @Test
  void theNextPageKnowsNothingOfTheOneBefore() {
    open(
        "<script>document.cookie='a=1'; localStorage.a = 1; sessionStorage.a = 1; name ="
            + " 'a'</script>");

    assertThat(
            open("<script>if (!document.cookie && !localStorage.a && !sessionStorage.a && !name)"
                    + " word(8)</script>")
                .ran(8))
        .isTrue();
  }

  @Test
  void itsProcessEndsWithItsClosing() throws IOException, InterruptedException {
    Path program = Browser.installed();
    assumeTrue(program != null, "no Chromium is installed");
    Browser other = Browser.start(program);
    List<ProcessHandle> all = new java.util.ArrayList<>(other.handle().descendants().toList());
    all.add(other.handle());

    other.close();

    for (int i = 0; i < 50 && all.stream().anyMatch(ProcessHandle::isAlive); i++) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
    assertThat(all).noneMatch(ProcessHandle::isAlive);
    assertThat(other.alive()).isFalse();
  }
}
