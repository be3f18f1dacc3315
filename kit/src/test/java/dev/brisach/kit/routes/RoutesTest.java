package dev.brisach.kit.routes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisach.kit.tree.SourceTree;
import dev.brisach.testkit.Trees;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoutesTest {
  @TempDir private @Nullable Path folder;

  private String handler(String call) {
    int space = call.indexOf(' ');
    return String.valueOf(
        Routes.of(SourceTree.read(folder))
            .handler(call.substring(0, space), call.substring(space + 1)));
  }

  @Test
  void springHandlersStandBelowTheirClass() {
    Trees.write(
        folder,
        "src/main/java/Orders.java",
        """
        @RestController
        @RequestMapping({"/api/orders", "api/purchases"})
        class Orders {
          private static final String ONE = "/{id}";

          @GetMapping(ONE)
          @PreAuthorize("x")
          Order read(@PathVariable int id) { return null; }

          @PostMapping
          Order create() { return null; }

          @RequestMapping(path = "/export", method = {RequestMethod.GET, RequestMethod.HEAD})
          String export() { return ""; }

          @RequestMapping("/any")
          String any() { return ""; }

          @GetMapping("/" + other())
          String unknown() { return ""; }
        }
        """);

    assertThat(handler("GET /api/orders/{id}")).isEqualTo("src/main/java/Orders.java:8");
    assertThat(handler("GET /api/purchases/7")).isEqualTo("src/main/java/Orders.java:8");
    assertThat(handler("POST /api/orders")).isEqualTo("src/main/java/Orders.java:11");
    assertThat(handler("GET /api/orders/export")).isEqualTo("src/main/java/Orders.java:14");
    assertThat(handler("DELETE /api/orders/any")).isEqualTo("src/main/java/Orders.java:17");
    assertThat(handler("PUT /api/orders/{id}")).isEqualTo("null");
    assertThat(handler("GET /api/orders")).isEqualTo("null");
  }

  @Test
  void resourcesStandBelowTheirApplicationAndServletsAtTheirPattern() {
    Trees.write(
        folder, "App.java", "@ApplicationPath(\"/rest\") class App extends Application {}\n");
    Trees.write(
        folder,
        "Books.java",
        """
        @Path("books")
        class Books {
          @GET @Path("{isbn: [0-9]+}")
          public Book one(@PathParam("isbn") String isbn) { return null; }

          @DELETE
          public void all() {}
        }
        """);
    Trees.write(
        folder,
        "Upload.java",
        """
        @WebServlet(urlPatterns = {"/upload", "/files/*"})
        class Upload extends HttpServlet {
          @Override
          protected void doPost(HttpServletRequest request, HttpServletResponse response) {}
        }
        """);

    assertThat(handler("GET /rest/books/{isbn}")).isEqualTo("Books.java:4");
    assertThat(handler("DELETE /rest/books")).isEqualTo("Books.java:7");
    assertThat(handler("POST /upload")).isEqualTo("Upload.java:4");
    assertThat(handler("POST /files/a/b")).isEqualTo("Upload.java:4");
    assertThat(handler("GET /upload")).isEqualTo("null");
  }

  @Test
  void whatIsRegisteredByCallsIsFound() {
    Trees.write(
        folder,
        "Web.java",
        """
        class Web {
          void start(HttpServer server, Javalin app, Router router, Map<String, Handler> routes) {
            server.createContext("/health", exchange -> {});
            server.createContext("/", router);
            app.get("/users/{id}", ctx -> ctx.result(""));
            app.post("/users", this::create);
            router.on("PUT", "/users/{id}/name", this::rename);
            routes.put("DELETE /users/{id}", this::remove);
            path("/admin", () -> {
              get("/audit", ctx -> {});
            });
            log.info("GET /users/all", router);
            client.get("/users/remote", Order.class);
            router.on(
                "GET", "/users/{id}/photo",
                call -> call.reply(200));
          }

          void create(Context ctx) {}

          private void rename(Call call) {}

          void remove() {}

          void other(String call) {
            switch (call) {
              case "GET /old" -> old();
              default -> {}
            }
          }
        }
        """);

    assertThat(handler("GET /health")).isEqualTo("Web.java:3");
    assertThat(handler("GET /health/deep")).isEqualTo("Web.java:3");
    assertThat(handler("GET /users/{id}")).isEqualTo("Web.java:5");
    assertThat(handler("POST /users")).isEqualTo("Web.java:19");
    assertThat(handler("PUT /users/{id}/name")).isEqualTo("Web.java:21");
    assertThat(handler("DELETE /users/{id}")).isEqualTo("Web.java:23");
    assertThat(handler("GET /admin/audit")).isEqualTo("Web.java:10");
    assertThat(handler("GET /users/{id}/photo")).isEqualTo("Web.java:16");
    assertThat(handler("GET /old")).isEqualTo("Web.java:27");
    assertThat(handler("GET /users/remote")).isEqualTo("Web.java:5");
    assertThat(handler("GET /nowhere")).isEqualTo("null");
  }

  @Test
  void wordsBeatVariablesAndTwoOfAKindTellNothing() {
    Trees.write(
        folder,
        "A.java",
        """
        class A {
          @GetMapping("/x/{id}") void byId() {}
          @GetMapping("/x/new") void fresh() {}
          @GetMapping("/twice") void one() {}
        }
        """);
    Trees.write(folder, "B.java", "class B {\n  @GetMapping(\"/twice\") void two() {}\n}\n");
    Trees.write(
        folder, "C.java", "@FeignClient class C {\n  @GetMapping(\"/far\") void far() {}\n}\n");
    Trees.write(
        folder, "src/test/java/T.java", "class T {\n  @GetMapping(\"/x/new\") void t() {}\n}\n");
    Trees.write(folder, "Broken.java", "class Broken { @GetMapping(\"/x/new\") void");

    assertThat(handler("GET /x/new")).isEqualTo("A.java:3");
    assertThat(handler("GET /x/3")).isEqualTo("A.java:2");
    assertThat(handler("HEAD /x/{id}")).isEqualTo("A.java:2");
    assertThat(handler("GET /twice")).isEqualTo("null");
    assertThat(handler("GET /far")).isEqualTo("null");
  }
}
