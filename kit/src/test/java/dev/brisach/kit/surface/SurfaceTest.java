package dev.brisach.kit.surface;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisach.kit.surface.Surface.Operation;
import dev.brisach.kit.surface.Surface.Sample;
import dev.brisach.kit.surface.Surface.Source;
import dev.brisach.kit.wire.Exchange;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SurfaceTest {
  private final Site site = new Site();

  @AfterEach
  void close() {
    site.close();
  }

  private static String body(Sample sample) {
    byte[] body = sample.request().body();
    return body == null ? "" : new String(body, StandardCharsets.UTF_8);
  }

  @Test
  void linksAreFollowedOnceEvenInALoopAndOtherHostsAreLeftAlone() {
    site.page(
            "/",
            "<a href=a>A</a> <a href='/b?x=1#top'>B</a> <a href='http://other.example/c'>C</a>")
        .page(
            "/a",
            "<a href=/>home</a><a href=./a>self</a><a href='../../d/e'>up</a><a href=''>me</a>")
        .page(
            "/b?x=1",
            "<a href='?x=1'>self</a><a href=//other.example/>o</a><a href=mailto:a@b.c>m</a>")
        .page("/d/e", "<a href='/ünï code|[1]'>odd</a><a href=#x>here</a>")
        .page("/%C3%BCn%C3%AF%20code%7C%5B1%5D", "ok");

    Surface surface = site.surface();

    assertThat(Site.names(surface))
        .containsExactlyInAnyOrder(
            "GET /", "GET /a", "GET /b", "GET /d/e", "GET /%C3%BCn%C3%AF%20code%7C%5B1%5D");
    assertThat(site.asked).filteredOn(line -> line.equals("GET /a")).hasSize(1);
    assertThat(surface.leftOut()).containsExactly("another host: other.example");
    Operation b = Site.operation(surface, "GET /b");
    assertThat(b.endpoint().name()).isEqualTo("GET http://127.0.0.1:" + site.port() + "/b");
    assertThat(b.samples().getFirst().request().target()).isEqualTo("/b?x=1");
    assertThat(b.samples().getFirst().seen()).isNotNull();
    assertThat(b.open()).isTrue();
  }

  @Test
  void keysInPathsBecomeOneTemplateAndItsSamplesDifferByParameters() {
    StringBuilder links = new StringBuilder();
    for (int i = 0; i < 50; i++) {
      links.append("<a href='/items/").append(i).append("'>i</a>");
    }
    site.page(
            "/",
            links
                + "<a href='/u/123e4567-e89b-12d3-a456-426614174000/edit'>u</a>"
                + "<a href='/h/0cc175b9c0f1b6a831c399e269772661'>h</a>"
                + "<a href='/items/3?sort=up'>s</a>")
        .otherwise(
            target -> target.startsWith("/bx") || target.contains(".") ? "nothing" : "page", 200);

    Surface surface = site.surface();

    assertThat(Site.names(surface))
        .containsExactlyInAnyOrder("GET /", "GET /items/{id}", "GET /u/{id}/edit", "GET /h/{id}");
    assertThat(Site.operation(surface, "GET /items/{id}").samples())
        .extracting(sample -> sample.request().target())
        .containsExactly("/items/0", "/items/3?sort=up");
    assertThat(site.asked).filteredOn(line -> line.startsWith("GET /items/")).hasSize(7);
    assertThat(surface.leftOut()).containsExactly("more of the same: /items/{id}");
  }

  @Test
  void anEndlessCalendarEndsByBudgetsAndTheOtherPagesAreStillFound() {
    site.page("/", "<a href=/cal/start>cal</a><a href=/about>about</a>")
        .page("/about", "<a href=/team>team</a>")
        .page("/team", "team")
        .otherwise(
            target -> {
              int n = target.startsWith("/cal/") ? target.hashCode() : 0;
              return n == 0
                  ? "nothing here"
                  : ("<a href='/cal/w" + n + "a/'>x</a><a href='/cal/w" + n + "b/'>y</a>")
                      .repeat(20)
                      .replace("/'>x", "-x/'>x");
            },
            200);

    Surface surface = site.surface(new Spider.Budget(60, 20_000));

    assertThat(Site.names(surface)).contains("GET /about", "GET /team");
    assertThat(site.asked).hasSizeLessThan(70);
    assertThat(surface.leftOut()).isNotEmpty();
  }

  @Test
  void tenThousandLinksDoNotUseUpWhatOtherFoldersNeed() {
    StringBuilder links = new StringBuilder();
    for (int i = 0; i < 10_000; i++) {
      links.append("<a href='/big/page").append((char) ('a' + i % 26)).append(i).append("x'>i</a>");
    }
    site.page("/", "<form action=/form><input name=q></form>" + links)
        .page("/robots.txt", "")
        .text("/robots.txt", "text/plain", "User-agent: *\nDisallow: /hidden\nAllow: /shown*x\n")
        .page("/hidden", "h")
        .page("/shown", "s")
        .page("/form?q=test", "f")
        .otherwise(target -> target.startsWith("/big") ? "big " + target : "nothing", 200);

    Surface surface = site.surface(new Spider.Budget(100, 20_000));

    assertThat(Site.names(surface)).contains("GET /hidden", "GET /shown", "GET /form");
    assertThat(site.asked).hasSizeBetween(100, 103);
    assertThat(surface.leftOut()).contains("more than 100 places to visit", "read only in part: /");
  }

  @Test
  void theCrawlStopsInTimeWhereAServiceIsSlow() {
    site.answering(
            "/",
            _ ->
                new Site.Answer(
                    200,
                    "text/html",
                    "<a href=/s/aa>1</a><a href=/s/bb>2</a><a href=/cc>3</a>",
                    ""))
        .otherwise(
            target -> {
              if (target.startsWith("/s/") || target.equals("/cc")) {
                java.util.concurrent.locks.LockSupport.parkNanos(300_000_000L);
                return "<a href='" + target + "z'>on</a>" + target;
              }
              return "nothing";
            },
            200);

    Surface surface = site.surface(new Spider.Budget(400, 700));

    assertThat(surface.leftOut()).contains("not all was visited within 0 s");
    assertThat(Site.names(surface)).contains("GET /", "GET /cc").hasSizeLessThan(12);
  }

  @Test
  void whatLooksDestructiveIsNeverRequested() {
    List<String> bad =
        List.of(
            "/logout",
            "/user/log-out",
            "/signOut",
            "/items/1/delete",
            "/deleteItem?id=3",
            "/x?action=remove",
            "/l%6Fgout",
            "/account/close",
            "/session/sign_off",
            "/admin/purge");
    StringBuilder links =
        new StringBuilder("<a href=/x/77>Delete</a><a href=/y><i>Log</i> out</a>");
    bad.forEach(path -> links.append("<a href='").append(path).append("'>go</a>"));
    site.page(
            "/",
            links
                + "<img src=/i.png><button onclick=\"location='/z/wipe'\">x</button>"
                + "<form action=/gone><input name=a><button>Remove it</button></form>"
                + "<form method=post action=/leave><button>Sign out</button></form>"
                + "<form method=post action=/drop><button>Delete my account</button></form>"
                + "<script>fetch('/api/delete/9'); $.post('/api/empty', {a: 1})</script>"
                + "<a href=/deleted-items>Cancelled orders</a>")
        .otherwise(target -> target.startsWith("/bx") ? "nothing" : "page " + target, 200)
        .api(
            """
            openapi: 3.0.3
            paths:
              /api/logout: {get: {responses: {200: {description: ok}}}}
            """)
        .seed(Exchange.Request.of("GET", "/cart/remove?id=1"));

    Surface surface = site.surface();

    assertThat(site.asked)
        .allSatisfy(
            line -> assertThat(line).matches("GET /(|robots.txt|sitemap.xml|bx.*|deleted-items)"));
    assertThat(Site.names(surface))
        .contains(
            "GET /deleted-items",
            "GET /api/logout",
            "GET /cart/remove",
            "POST /drop",
            "POST /api/empty")
        .doesNotContain("POST /leave", "GET /logout");
    assertThat(Site.operation(surface, "GET /api/logout").samples().getFirst().seen()).isNull();
    assertThat(surface.leftOut())
        .contains(
            "looks as if it ended or deleted something: /logout",
            "looks as if it ended the session: /leave");
  }

  @Test
  void formsAreFilledInAndOnlyThoseThatReadAreSent() {
    site.page(
            "/",
            """
            <form action='/search'><input name=q type=search><select name=in><option>all<option value=b>B</select>
              <input type=submit name=go value=Find><input type=submit name=more value=More></form>
            <table><form method=POST action='save?step=2'><tr><td><input name='na me' value='ü&x'>
              <input type=radio name=r value=1><input type=radio name=r value=2 checked>
              <input type=checkbox name=c value=a><input type=checkbox name=c value=b>
              <input type=hidden name=csrf value=tok><input type=password name=pw><input disabled name=no>
              <textarea name=t>two
            lines</textarea><button name=do value=it>Save</button></td></tr></form></table>
            <form method=post action=/up enctype=multipart/form-data id=f><input type=file name=doc></form>
            <form method=dialog><input name=x></form>
            """)
        .page("/search?q=test&in=b&go=Find", "found");

    Surface surface = site.surface();

    assertThat(site.asked)
        .contains("GET /search?q=test&in=b&go=Find")
        .noneMatch(l -> l.startsWith("POST"));
    Operation save = Site.operation(surface, "POST /save");
    assertThat(save.source()).isEqualTo(Source.FORM);
    assertThat(save.writes()).isTrue();
    Sample sample = save.samples().getFirst();
    assertThat(sample.seen()).isNull();
    assertThat(sample.request().target()).isEqualTo("/save?step=2");
    assertThat(body(sample))
        .isEqualTo("na+me=%C3%BC%26x&r=2&c=a&csrf=tok&pw=test&t=two%0Alines&do=it");
    assertThat(body(Site.operation(surface, "POST /up").samples().getFirst()))
        .contains("name=\"doc\"; filename=\"note.txt\"");
  }

  @Test
  void scriptsAreReadForAddresses() {
    site.page(
            "/",
            "<script src=app.js></script><script>axios.get('inline/data')</script>"
                + "<a href=\"javascript:location.href='/js-link'\">x</a>"
                + "<div data-url='/data-url'></div><button hx-post='/hx'>y</button>")
        .text(
            "/app.js",
            "application/javascript",
            """
            const a = "/api/list"; const re = /x\\/y/; fetch(`/api/items/${id}/parts`);
            fetch("/api/save", { method: "PUT", body: b }); fetch('rel/path');
            xhr.open("POST", "/api/send", true); $.ajax({ url: "/api/ajax", type: "POST" });
            let c = "//cdn.example/x.js", d = "text/html", e = "/nowhere";
            """)
        .text("/api/list", "application/json", "{\"next\": \"/api/list2?after=5\", \"n\": 1}")
        .text("/api/list2?after=5", "application/json", "[]x")
        .text("/api/items/1/parts", "application/json", "[1]")
        .page("/rel/path", "r")
        .page("/inline/data", "i")
        .page("/js-link", "j")
        .page("/data-url", "d");

    Surface surface = site.surface();

    assertThat(Site.names(surface))
        .containsExactlyInAnyOrder(
            "GET /",
            "GET /api/list",
            "GET /api/list2",
            "GET /api/items/{id}/parts",
            "PUT /api/save",
            "GET /rel/path",
            "POST /api/send",
            "POST /api/ajax",
            "GET /inline/data",
            "GET /js-link",
            "GET /data-url",
            "POST /hx");
    assertThat(Site.operation(surface, "GET /api/list").source()).isEqualTo(Source.SCRIPT);
    assertThat(site.asked).doesNotContain("GET /api/save", "GET /api/send", "GET /api/ajax");
    assertThat(surface.pages()).extracting(page -> page.request().target()).contains("/app.js");
  }

  @Test
  void robotsAndSitemapsAreRead() {
    String base = "http://127.0.0.1:" + site.port();
    site.page("/", "home")
        .text(
            "/robots.txt",
            "text/plain",
            "Disallow: /secret/\r\nSitemap: " + base + "/maps/one.xml\n")
        .page("/secret/", "s")
        .text(
            "/maps/one.xml",
            "application/xml",
            "<urlset><url><loc> " + base + "/p?a=1&amp;b=2 </loc></url></urlset>")
        .text(
            "/sitemap.xml",
            "text/xml",
            "<loc>" + base + "/from-map</loc><loc>http://o.example/</loc>")
        .page("/p?a=1&b=2", "p")
        .page("/from-map", "m");

    Surface surface = site.surface();

    assertThat(Site.names(surface)).contains("GET /secret/", "GET /p", "GET /from-map");
    assertThat(Site.operation(surface, "GET /from-map").source()).isEqualTo(Source.WELL_KNOWN);
    assertThat(surface.leftOut()).containsExactly("another host: o.example");
  }

  @Test
  void redirectsAreFollowedWithinTheServiceOnly() {
    site.redirect("/", "/start")
        .page("/start", "<a href=/away>a</a><a href=/members>m</a>")
        .redirect("/away", "https://away.example/x")
        .redirect("/members", "/login?next=/members")
        .page("/login?next=/members", "<form method=post><input name=user></form>");

    Surface surface = site.surface();

    assertThat(Site.names(surface))
        .containsExactlyInAnyOrder(
            "GET /", "GET /start", "GET /away", "GET /members", "GET /login", "POST /login");
    assertThat(Site.operation(surface, "GET /members").open()).isFalse();
    assertThat(Site.operation(surface, "POST /login").open()).isTrue();
    assertThat(surface.leftOut()).containsExactly("another host: away.example");
  }
}
