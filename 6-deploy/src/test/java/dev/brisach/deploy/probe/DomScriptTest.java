package dev.brisach.deploy.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.brisach.core.Confidence;
import dev.brisach.core.Effect;
import dev.brisach.core.Finding;
import dev.brisach.deploy.browser.Browser;
import dev.brisach.kit.wire.Exchange;
import dev.brisach.testkit.RawServer;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("browser")
class DomScriptTest {
  private static final String OUT = "<div id=o></div><script>const o = document.all.o;";

  /** Path, and what its page does with text from outside. */
  private static final Map<String, String> FLAWED =
      Map.of(
          "/fragment", OUT + "o.innerHTML = decodeURIComponent(location.hash.slice(1));</script>",
          "/query", OUT + "eval('0;' + new URLSearchParams(location.search).get('then'));</script>",
          "/name", "<script>document.write(name);</script>",
          "/referrer", OUT + "o.innerHTML = decodeURIComponent(document.referrer);</script>",
          "/link", "<a id=a>x</a><script>a.href = location.hash.slice(1);</script>",
          "/message",
              OUT + "onmessage = e => { if (e.data.kind) o.innerHTML = e.data.text; };</script>",
          "/stored", OUT + "o.innerHTML = localStorage.getItem('draft');</script>",
          "/away", "<script>if (location.hash) location = location.hash.slice(1);</script>");

  private static final Map<String, String> SOUND =
      Map.of(
          "/text", OUT + "o.textContent = decodeURIComponent(location.hash.slice(1));</script>",
          "/guarded",
              OUT + "onmessage = e => { if (e.origin === origin) o.innerHTML = e.data; };</script>",
          "/address",
              "<a id=a>x</a><script>const u = new URL(location.hash.slice(1), 'http://a.invalid');"
                  + "if (u.protocol === 'https:') a.href = u;</script>",
          "/calm", "<script>setTimeout(() => 0, 5); localStorage.getItem('a');</script>");

  private static Probing probed(Map<String, String> pages) {
    return Probing.of(
        new DomScript(),
        Effect.TRAFFIC,
        pages.keySet().stream().map(path -> Exchange.Request.of("GET", path)).toList(),
        line -> {
          String target = line.substring(line.indexOf(' ') + 1, line.lastIndexOf(' '));
          String page = pages.get(target.split("[?]", 2)[0]);
          return page == null ? RawServer.http(404, "no") : Probing.html("<body>" + page);
        });
  }

  @Test
  void whatAPageMakesOfTextOfOthersIsProvedWhereItRan() {
    assumeTrue(Browser.installed() != null, "no Chromium is installed");
    Probing probing = probed(new TreeMap<>(FLAWED));

    assertThat(
            probing.findings.stream()
                .map(finding -> finding.details().get("endpoint"))
                .collect(Collectors.toSet()))
        .isEqualTo(FLAWED.keySet().stream().map("GET "::concat).collect(Collectors.toSet()));
    assertThat(probing.findings).extracting(Finding::confidence).containsOnly(Confidence.PROVED);
  }

  @Test
  void aPageThatTreatsTextAsTextIsNoFinding() {
    assumeTrue(Browser.installed() != null, "no Chromium is installed");

    assertThat(probed(new TreeMap<>(SOUND)).findings).isEmpty();
  }
}
