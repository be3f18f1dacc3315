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

class SurfaceOperationsTest {
  private final Site site = new Site();

  @AfterEach
  void close() {
    site.close();
  }

  @Test
  void pagesOfUsersAreSeenAsTheyAreAndOnceForEachRole() {
    site.answering(
            "/",
            user ->
                new Site.Answer(
                    200,
                    "text/html",
                    user.isEmpty() ? "hello" : "<a href=/my/" + user + ">my</a>",
                    ""))
        .answering("/my/admin-1", user -> page(user, "admin"))
        .answering("/my/clerk-1", user -> page(user, "clerk"))
        .user("admin-1")
        .user("admin-2")
        .user("clerk-1");

    Surface surface = site.surface();

    Operation mine = Site.operation(surface, "GET /my/admin-1");
    assertThat(mine.open()).isFalse();
    assertThat(mine.samples()).extracting(Sample::caller).containsExactly("admin-1");
    assertThat(Site.names(surface)).contains("GET /my/clerk-1");
    assertThat(site.asked).noneMatch(line -> line.contains("admin-2"));
  }

  private static Site.Answer page(String user, String role) {
    return user.startsWith(role)
        ? new Site.Answer(200, "text/html", "page of " + user, "")
        : new Site.Answer(403, "text/html", "no", "");
  }

  @Test
  void theApiFileComesFirstAndRequestsAreMatchedToIt() {
    site.page(
            "/",
            "<a href=/v1/users/anna>a</a><a href=/v1/users/me>m</a><a href=/v1/files/a.json>f</a>")
        .api(
            """
            openapi: 3.0.3
            servers: [{url: '/v1'}]
            security: [{key: []}]
            paths:
              /users/{name}:
                get: {parameters: [{name: name, in: path, required: true, schema: {type: string}}], responses: {200: {description: ok}}}
                delete: {parameters: [{name: name, in: path, required: true, schema: {type: string}}], responses: {200: {description: ok}}}
              /users/me: {get: {security: [], responses: {200: {description: ok}}}}
              /files/{f}.json:
                get: {parameters: [{name: f, in: path, required: true, schema: {type: string}}], responses: {200: {description: ok}}}
            """)
        .otherwise(target -> target.startsWith("/v1/") ? "user" : "nothing", 200)
        .user("anna");

    Surface surface = site.surface();

    assertThat(Site.names(surface))
        .containsExactlyInAnyOrder(
            "GET /v1/users/{name}",
            "DELETE /v1/users/{name}",
            "GET /v1/users/me",
            "GET /v1/files/{f}.json",
            "GET /");
    assertThat(Site.operation(surface, "GET /v1/users/{name}").open()).isFalse();
    assertThat(Site.operation(surface, "GET /v1/users/me").open()).isTrue();
    assertThat(Site.operation(surface, "DELETE /v1/users/{name}").samples().getFirst().seen())
        .isNull();
    assertThat(surface.operations()).filteredOn(o -> o.source() == Source.API).hasSize(4);
    assertThat(site.asked).allMatch(line -> line.startsWith("GET "));
  }

  @Test
  void operationsBeyondTheBudgetAreStillListed() {
    StringBuilder api = new StringBuilder("openapi: 3.0.3\npaths:\n");
    for (int i = 0; i < 50; i++) {
      api.append("  /o").append(i).append(": {get: {responses: {200: {description: ok}}}}\n");
    }
    site.api(api.toString());

    Surface surface = site.surface(new Spider.Budget(20, 20_000));

    assertThat(surface.operations()).filteredOn(o -> o.source() == Source.API).hasSize(50);
    assertThat(surface.operations()).allMatch(o -> !o.samples().isEmpty());
    assertThat(surface.leftOut()).contains("more than 20 places to visit");
  }

  @Test
  void fewSeedsAreSentAndThousandsAreOnlyKept() {
    site.seed(Exchange.Request.of("GET", "/one?a=1"))
        .seed(
            Exchange.Request.of("POST", "/one")
                .withBody("application/json", "{\"a\": 1}".getBytes(StandardCharsets.UTF_8)))
        .page("/one?a=1", "one");
    assertThat(Site.operation(site.surface(), "GET /one").samples().getFirst().seen()).isNotNull();
    assertThat(Site.operation(site.surface(), "POST /one").samples().getFirst().seen()).isNull();

    for (int i = 0; i < 5000; i++) {
      site.seed(Exchange.Request.of("GET", "/t" + i + "x/page?name=v" + i));
    }
    site.asked.clear();
    Surface surface = site.surface();

    assertThat(surface.operations()).hasSizeBetween(5001, 5003);
    assertThat(Site.operation(surface, "GET /t77x/page").samples().getFirst().seen()).isNull();
    assertThat(site.asked).hasSizeLessThan(10);
  }

  @Test
  void oneAddressWithManyPurposesKeepsASampleOfEach() {
    StringBuilder links = new StringBuilder();
    for (String name : List.of("id", "v", "name", "size", "path", "domain", "xml", "redir", "c")) {
      links.append("<a href='?").append(name).append("=1'>x</a>");
    }
    links.append("<a href='?page=login'>l</a><a href='?page=shop'>s</a>");
    site.page("/", links.toString())
        .otherwise(target -> target.startsWith("/?") ? "page " : "nothing", 200);

    Surface surface = site.surface();

    assertThat(Site.operation(surface, "GET /").samples()).hasSize(12);
  }

  @Test
  void aPageForEverythingIsNotAPageButTheStartIs() {
    String shell =
        "<html><head><title>App</title></head><body><script src=/app.js></script></body></html>";
    site.page("/", shell + "<!-- x -->")
        .page("/index.html", shell)
        .text("/app.js", "text/javascript", "go('/about'); fetch('/api/a')")
        .text("/api/a", "application/json", "{}")
        .otherwise(_ -> shell, 200);

    Surface surface = site.surface();

    assertThat(Site.names(surface)).containsExactlyInAnyOrder("GET /", "GET /api/a");
  }
}
