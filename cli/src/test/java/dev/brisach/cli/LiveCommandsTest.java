package dev.brisach.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonReader;
import dev.brisach.testkit.Trees;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands for running services, against a small one in this very program. */
class LiveCommandsTest {
  private static final String PAGE =
      """
      <html><body><a href="/items/1">one</a> <a href="/account/delete?id=1">delete</a>
      <a href="https://elsewhere.example/">far</a> <form method="post" action="/say">
      <input name="text"></form></body></html>
      """;
  private static final String SOURCE =
      """
      class Shop {
        void start(HttpServer server) {
          server.createContext("/items", this::items);
        }

        @GetMapping("/private")
        String secrets() { return ""; }
      }
      """;
  private static final String API =
      """
      openapi: 3.0.3
      components: {securitySchemes: {session: {type: apiKey, in: cookie, name: sid}}}
      paths:
        /private:
          get: {security: [{session: []}], responses: {'200': {}}}
      """;

  @TempDir private @Nullable Path folder;
  private @Nullable HttpServer server;
  private String url = "";

  @BeforeEach
  void aServiceIsThere() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    server.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          boolean page = path.equals("/");
          boolean there = page || path.startsWith("/items") || path.equals("/private");
          byte[] body =
              (page ? PAGE : there ? "{\"item\":\"a thing\"}" : "no")
                  .getBytes(StandardCharsets.UTF_8);
          exchange
              .getResponseHeaders()
              .set("Content-Type", page ? "text/html" : "application/json");
          exchange.sendResponseHeaders(there ? 200 : 404, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    url = "http://127.0.0.1:" + server.getAddress().getPort();
    Trees.write(folder, "src/main/java/Shop.java", SOURCE);
    Trees.write(folder, "openapi.yaml", API);
    Trees.write(
        folder,
        "brisach.yaml",
        "project: {id: small}\nenvironments:\n  here: {url: '"
            + url
            + "', openapi: openapi.yaml}\n");
  }

  @AfterEach
  void andGoesAway() {
    server.stop(0);
  }

  private record Said(int exit, String out, String err) {
    Json.Obj json() {
      return JsonReader.readObject(out.getBytes(StandardCharsets.UTF_8));
    }
  }

  private Said brisach(String... args) {
    CommandLine line = Main.commandLine();
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    return new Said(line.execute(args), out.toString(), err.toString());
  }

  private static List<String> lines(Json.Obj said, String list, String... fields) {
    return said.list(list).stream()
        .map(one -> {
          StringBuilder line = new StringBuilder();
          for (String field : fields) {
            Json value = ((Json.Obj) one).get(field);
            line.append(line.isEmpty() ? "" : " ");
            line.append(
                switch (value) {
                  case Json.Text(String text) -> text;
                  case Json.Bool(boolean yes) -> Boolean.toString(yes);
                  case Json.Num number -> number.toString();
                  case null, default -> "-";
                });
          }
          return line.toString();
        })
        .toList();
  }

  @Test
  void aProbeTellsWhatTheCrawlLeftOutAndWhomItReached() {
    String project = folder.toString();

    Said text = brisach("deploy", "probe", url, "--project", project);
    Json.Obj json =
        brisach("deploy", "probe", url, "--project", project, "--format", "json").json();

    assertThat(lines(json, "notExamined", "check", "reason"))
        .contains("crawl another host: elsewhere.example")
        .anyMatch(line -> line.startsWith("crawl ") && line.endsWith(": /account/delete"));
    assertThat(text.err())
        .contains("not examined: crawl: another host: elsewhere.example")
        .contains("/account/delete");
    assertThat(lines(json, "coverage", "endpoint", "identity", "role", "reached"))
        .contains("endpoint:GET " + url + "/  stranger true")
        .contains("endpoint:POST " + url + "/say  stranger false");
    assertThat(text.out()).contains("a stranger reached");
  }

  @Test
  void aRunListsWhatTheCrawlLeftOut() {
    Said run = brisach("run", folder.toString(), "--effect", "traffic", "--format", "json");

    assertThat(lines(run.json(), "notExamined", "check", "reason"))
        .contains("crawl another host: elsewhere.example");
  }

  @Test
  void aFindingPointsAtItsHandlerAndKeepsItsFingerprint() {
    String[] command = {"test", "run", "--project", folder.toString(), "--format", "json"};
    Json.Obj traced = brisach(command).json();
    Trees.write(folder, "src/main/java/Shop.java", "class Shop {}\n");
    Json.Obj bare = brisach(command).json();

    String rule = "test.anonymous-access";
    assertThat(lines(traced, "findings", "rule", "file", "described"))
        .contains(rule + " src/main/java/Shop.java openapi.yaml:5");
    assertThat(lines(bare, "findings", "rule", "file", "described"))
        .contains(rule + " openapi.yaml -");
    assertThat(lines(traced, "findings", "fingerprint"))
        .containsAll(lines(bare, "findings", "fingerprint"));
  }

  @Test
  void brokenTestFilesEndEveryCommandThatGoesByThem() {
    Trees.write(
        folder,
        "security/tests/matrix.yaml",
        "version: 1\noperations:\n  GET /private:\n    stranger: perhaps\n");
    String project = folder.toString();

    for (String[] command :
        List.of(
            new String[] {"test", "run", "--project", project},
            new String[] {"test", "generate", project},
            new String[] {"run", project, "--effect", "traffic"})) {
      Said said = brisach(command);

      assertThat(said.exit()).as(String.join(" ", command)).isEqualTo(2);
      assertThat(said.err()).contains("matrix.yaml:4: write allow, deny or unstated");
    }
  }

  @Test
  void whatTheTeamAllowsIsNoAlarm() {
    Trees.write(
        folder,
        "security/tests/matrix.yaml",
        "version: 1\noperations:\n  GET /private:\n    stranger: allow\n");

    Json.Obj said =
        brisach("test", "run", "--project", folder.toString(), "--format", "json").json();

    assertThat(lines(said, "findings", "rule")).doesNotContain("test.anonymous-access");
  }
}
