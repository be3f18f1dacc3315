package dev.brisach.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.brisach.core.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page as a reader has it: in a real browser. */
@Tag("browser")
class HtmlReportTest {
  /** All contrasts of visible text below 4.5 (3 for large text), as "ratio text". */
  private static final String CONTRASTS =
      """
      (() => {
        const parse = c => (c.match(/[\\d.]+/g) || []).map(Number);
        const lum = ([r, g, b]) => {
          const f = v => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; };
          return 0.2126 * f(r) + 0.7152 * f(g) + 0.0722 * f(b);
        };
        const ground = e => {
          for (; e; e = e.parentElement) {
            const c = parse(getComputedStyle(e).backgroundColor);
            if (c.length === 3 || c[3] === 1) return c;
          }
          return [255, 255, 255];
        };
        const bad = [];
        let seen = 0;
        const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        while (walk.nextNode()) {
          const node = walk.currentNode, e = node.parentElement;
          if (!node.data.trim() || !e.checkVisibility() || e.closest('.skip')) continue;
          const style = getComputedStyle(e), svg = e.closest('svg');
          let back = ground(e);
          if (svg) {
            const shape = e.matches('.sign') ? e.parentElement.querySelector('polygon')
                : e.matches('.share, .share-word') ? svg.querySelector('.place') : null;
            if (shape) back = parse(getComputedStyle(shape).fill);
          }
          const a = lum(parse(svg ? style.fill : style.color)), b = lum(back);
          const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
          seen++;
          if (ratio < 4.5) bad.push(ratio.toFixed(2) + ' ' + node.data.trim().slice(0, 40));
        }
        return {seen, bad};
      })()
      """;

  private static final String OPEN_ALL =
      "document.querySelectorAll('details').forEach(d => d.open = true)";

  @TempDir static Path folder;
  private static ChromiumPage browser;
  private static Path shop;
  private static Path hostile;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(ChromiumPage.CHROMIUM), "no " + ChromiumPage.CHROMIUM);
    shop = ChromiumPage.page(folder, "shop.html", HtmlReport.of(Reports.shop()));
    hostile = ChromiumPage.page(folder, "hostile.html", HtmlReport.of(Reports.hostile()));
    browser = ChromiumPage.start(folder.resolve("profile"));
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
  }

  @Test
  void asksForNothingButItself() {
    for (Path page : List.of(shop, hostile)) {
      browser.open(page);
      browser.eval(OPEN_ALL);
      assertThat(browser.events("Network.requestWillBeSent"))
          .extracting(event -> event.object("request").text("url"))
          .containsExactly(page.toUri().toString());
      assertThat(browser.events("Runtime.consoleAPICalled")).isEmpty();
      assertThat(browser.events("Log.entryAdded")).isEmpty();
    }
  }

  @Test
  void neverRunsWhatAStrangerNamed() {
    browser.open(hostile);
    browser.eval(OPEN_ALL);
    assertThat(browser.events("Page.javascriptDialogOpening")).isEmpty();
    assertThat(number("document.querySelectorAll('script, img, iframe, object, form').length"))
        .isZero();
    assertThat(
            text(
                "[...document.querySelectorAll('*')].flatMap(e => [...e.attributes])"
                    + ".filter(a => a.name.startsWith('on')).map(a => a.name).join()"))
        .isEmpty();
    assertThat(text("document.querySelector('h1').textContent")).isEqualTo(Reports.HOSTILE);
    assertThat(
            text(
                "[...document.querySelectorAll('a')].map(a => a.getAttribute('href'))"
                    + ".filter(h => !h.startsWith('https://') && !h.startsWith('#')).join()"))
        .isEmpty();
    assertThat(text("[...document.querySelectorAll('a[href^=https]')].map(a => a.href).join()"))
        .isEqualTo("https://cwe.mitre.org/data/definitions/79.html");
  }

  @Test
  void lightAndDarkDifferAndBothCanBeRead() {
    List<String> grounds = new ArrayList<>();
    for (String scheme : List.of("light", "dark")) {
      browser.show(1200, 900, scheme);
      for (Path page : List.of(shop, hostile)) {
        browser.open(page);
        browser.eval(OPEN_ALL);
        Json.Obj contrasts = (Json.Obj) browser.eval(CONTRASTS);
        assertThat(contrasts.number("seen", 0)).isGreaterThan(100);
        assertThat(contrasts.texts("bad")).as(scheme).isEmpty();
      }
      grounds.add(text("getComputedStyle(document.body).backgroundColor"));
    }
    assertThat(grounds).doesNotHaveDuplicates();
  }

  @Test
  void fitsANarrowScreen() {
    browser.show(420, 900, "light");
    for (Path page : List.of(shop, hostile)) {
      browser.open(page);
      browser.eval(OPEN_ALL);
      assertThat(number("document.documentElement.scrollWidth")).isLessThanOrEqualTo(420);
    }
    browser.show(1200, 900, "light");
  }

  @Test
  void printsOnWhiteWithEverythingOpen() {
    browser.show(800, 900, "dark");
    browser.open(shop);
    double closed = number("document.documentElement.scrollHeight");
    browser.showPrinted();
    assertThat(text("getComputedStyle(document.body).backgroundColor"))
        .isEqualTo("rgb(255, 255, 255)");
    assertThat(number("document.documentElement.scrollHeight")).isGreaterThan(closed + 1000);
    assertThat(text("getComputedStyle(document.querySelector('nav')).display")).isEqualTo("none");
    browser.show(1200, 900, "light");
  }

  @Test
  void everythingIsReachedByKeyboard() {
    browser.open(shop);
    List<String> reached = new ArrayList<>();
    for (int i = 0; i < 90 && !reached.contains("BODY  "); i++) {
      browser.press("Tab", 9);
      reached.add(
          text(
              "(e => e.tagName.toUpperCase() + ' ' + (e.getAttribute('class') || '') + ' ' +"
                  + " (e.getAttribute('href') || '') + (e.matches('body, :focus-visible') ? '' : '"
                  + " unseen'))(document.activeElement)"));
    }
    assertThat(reached).contains("A skip #matrix", "A bastion s-breached #stage-code");
    assertThat(reached).contains("A cell c-breached #threat-0");
    assertThat(reached).anyMatch(line -> line.startsWith("SUMMARY"));
    assertThat(reached).noneMatch(line -> line.endsWith("unseen"));
  }

  @Test
  void enterOpensAFindingAndALinkOpensItsTarget() {
    browser.open(shop);
    browser.eval("document.querySelector('#findings ~ details.item > summary').focus()");
    browser.press("Enter", 13);
    assertThat(flag("document.querySelector('#findings ~ details.item').open")).isTrue();
    browser.eval("document.querySelector('a.cell[href=\"#threat-0\"]').focus()");
    browser.press("Enter", 13);
    browser.eval("new Promise(done => setTimeout(done, 200))");
    assertThat(flag("document.getElementById('threat-0').parentElement.open")).isTrue();
    assertThat(text("location.hash")).isEqualTo("#threat-0");
  }

  @Test
  void isBuiltForEarsToo() {
    browser.open(shop);
    assertThat(text("[...document.querySelectorAll('h1,h2,h3,h4')].map(h => h.tagName).join()"))
        .matches("H1(,H2)+");
    assertThat(number("document.querySelectorAll('main').length")).isEqualTo(1);
    assertThat(number("document.querySelectorAll('nav[aria-label], header, footer').length"))
        .isEqualTo(3);
    assertThat(
            text(
                "[...document.querySelectorAll('a')].filter(a => !(a.getAttribute('aria-label')"
                    + " || a.textContent.trim())).map(a => a.outerHTML).join()"))
        .isEmpty();
    assertThat(
            text(
                "[...document.querySelectorAll('a[href^=\"#\"]')]"
                    + ".map(a => a.getAttribute('href')).filter(h => !document.querySelector("
                    + "'[id=\"' + h.slice(1) + '\"]')).join()"))
        .as("links that lead nowhere")
        .isEmpty();
    assertThat(
            text(
                "(ids => ids.filter((id, i) => ids.indexOf(id) !== i).join())"
                    + "([...document.querySelectorAll('[id]')].map(e => e.id))"))
        .isEmpty();
  }

  @Test
  void theGateSaysWhichThreatItMeans() {
    String page = HtmlReport.of(Reports.shop());
    assertThat(page).contains("SQL injection in Orders</a>").contains("code breached, likely");
    assertThat(page).contains("The mapper reads our own files only.").contains("grace");
  }

  @Test
  void aLargeProjectStaysUsable() {
    String page = HtmlReport.of(Reports.large(500, 2000));
    assertThat(page.getBytes(StandardCharsets.UTF_8).length).isLessThan(5_000_000);
    browser.open(ChromiumPage.page(folder, "large.html", page));
    assertThat(number("document.querySelectorAll('details[open]').length")).isZero();
    assertThat(number("document.documentElement.scrollHeight")).isLessThan(60_000);
    assertThat(number("document.querySelectorAll('.matrix tbody tr').length")).isEqualTo(500);
  }

  private static String text(String script) {
    return browser.eval(script) instanceof Json.Text(String value) ? value : "";
  }

  private static double number(String script) {
    return browser.eval(script) instanceof Json.Num(double value) ? value : Double.NaN;
  }

  private static boolean flag(String script) {
    return browser.eval(script) instanceof Json.Bool(boolean value) && value;
  }
}
