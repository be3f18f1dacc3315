package dev.brisach.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.brisach.core.Check;
import dev.brisach.core.Effect;
import dev.brisach.core.Environment;
import dev.brisach.core.Evidence;
import dev.brisach.core.Finding;
import dev.brisach.core.Model;
import dev.brisach.core.Outcome;
import dev.brisach.core.Phase;
import dev.brisach.engine.LiveRunner;
import dev.brisach.engine.Options;
import dev.brisach.engine.Project;
import dev.brisach.engine.live.BoxedLive;
import dev.brisach.kit.sandbox.Box;
import dev.brisach.kit.tree.SourceTree;
import dev.brisach.testkit.RawServer;
import dev.brisach.testkit.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real service in a real box, examined by the real probe. */
@Tag("sandbox")
class BoxedLiveTest {
  private static final String API =
      """
      openapi: 3.0.3
      security: [{session: []}]
      components:
        securitySchemes: {session: {type: apiKey, in: cookie, name: sid}}
      paths:
        /health:
          get: {security: [], responses: {'200': {}}}
        /orders:
          get: {responses: {'200': {}}}
        /export:
          get: {responses: {'200': {}}}
      """;

  /** Serves orders to nobody and the export to everybody; its argument says what else it does. */
  private static final String SERVICE =
      """
      import com.sun.net.httpserver.*;
      import java.net.*;
      import java.nio.file.*;

      class Service {
        public static void main(String[] args) throws Exception {
          if (args[0].equals("refuses")) {
            System.out.println("cannot go on: token is " + System.getenv("TOKEN") + " \\u001b[31m");
            System.exit(7);
          }
          if (args[0].equals("attacks")) {
            for (String place : new String[] {"/out/ledger/x.ndjson", "/box/x", "/app/x", "/usr/x"}) {
              try {
                Files.createDirectories(Path.of(place).getParent());
                Files.writeString(Path.of(place), "{}");
                System.out.println("wrote " + place);
              } catch (java.io.IOException e) {
                // as it should be
              }
            }
            ProcessHandle.allProcesses().filter(one -> one.pid() != ProcessHandle.current().pid())
                .forEach(ProcessHandle::destroyForcibly);
          }
          var server = HttpServer.create(new InetSocketAddress("127.0.0.1", 8099), 0);
          server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            boolean open = path.equals("/health") || path.equals("/export");
            byte[] body = (open ? "here you are: " + path : "no").getBytes();
            exchange.sendResponseHeaders(open ? 200 : path.equals("/orders") ? 401 : 404, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
            if (args[0].equals("dies") && path.startsWith("/no-such")) {
              System.out.println("out of luck");
              Runtime.getRuntime().halt(9);
            }
          });
          if (args[0].equals("sleeps")) {
            Thread.sleep(600_000);
          }
          server.start();
        }
      }
      """;

  @TempDir private @Nullable Path folder;

  @BeforeEach
  void aBoxCanBeMadeHere() {
    assumeTrue(Box.look() instanceof Box.Availability.Ready, () -> Box.look().toString());
  }

  private Outcome examine(String settings, Effect ceiling) {
    Trees.write(folder, "brisach.yaml", settings);
    Project project = Project.open(folder);
    List<Check<?>> checks =
        Checks.all(OutsideData.none()).stream()
            .<Check<?>>map(check -> check)
            .filter(check -> check.info().id().equals("test.anonymous-access"))
            .filter(check -> check.info().phase() == Phase.LIVE)
            .toList();
    Environment environment =
        project.settings().environments().values().stream().findFirst().orElseThrow();
    BoxedLive live =
        new BoxedLive(
            Installation.classPath(), Installation.jdk(), BoxMain.class.getName(), name -> null);
    List<Evidence> evidence =
        live.examine(
                new LiveRunner.Job(
                    project,
                    "run",
                    environment,
                    SourceTree.read(folder),
                    Model.empty(),
                    List.of(),
                    checks,
                    Options.reading(Clock.systemUTC()).withCeiling(ceiling)))
            .evidence();
    assertThat(evidence).hasSize(1);
    last = evidence.getFirst();
    return last.outcome();
  }

  private @Nullable Evidence last;

  private String box(String mode, String more) {
    Trees.write(folder, "Service.java", SERVICE);
    Trees.write(folder, "openapi.yaml", API);
    return """
    project: {id: tiny}
    environments:
      box:
        start: [java, -XX:TieredStopAtLevel=1, Service.java, %s]
        url: http://127.0.0.1:8099
        health: /health
        openapi: openapi.yaml
        env: {TOKEN: abcd-secret-efgh}
    """
            .formatted(mode)
        + more;
  }

  private static String reason(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Skipped.class);
    return ((Outcome.Skipped) outcome).reason();
  }

  @Test
  void anOperationOpenToAnybodyIsFoundInTheBox() throws IOException {
    Outcome outcome = examine(box("works", "    startTimeout: 90s\n"), Effect.TRAFFIC);

    assertThat(outcome).isInstanceOf(Outcome.Examined.class);
    Outcome.Examined examined = (Outcome.Examined) outcome;
    assertThat(examined.findings())
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.asset().name()).isEqualTo("GET http://127.0.0.1:8099/export");
          assertThat(finding.location().file()).isEqualTo("openapi.yaml");
        });
    assertThat(examined.covered().count()).isEqualTo(3);
    assertThat(examined.unexamined()).isEmpty();
    assertThat(last.notes()).singleElement().asString().matches("\\d+ requests in \\d+ s");
    assertThat(folder.resolve(".brisach")).doesNotExist();
  }

  @Test
  void aHostileServiceReachesNeitherResultsNorProbe() {
    Outcome outcome = examine(box("attacks", "    startTimeout: 90s\n"), Effect.TRAFFIC);

    assertThat(outcome).isInstanceOf(Outcome.Examined.class);
    assertThat(((Outcome.Examined) outcome).findings()).extracting(Finding::rule).hasSize(1);
    assertThat(folder.resolve("x")).doesNotExist();
    assertThat(Files.exists(Path.of("/usr/x"))).isFalse();
  }

  @Test
  void aServiceThatDoesNotStartIsSkippedWithItsLastWordsAndWithoutItsSecrets() {
    String reason = reason(examine(box("refuses", ""), Effect.TRAFFIC));

    assertThat(reason)
        .contains("did not come up", "exit code 7", "cannot go on: token is ***")
        .doesNotContain("abcd-secret", "\u001b");
  }

  @Test
  void aCommandThatIsNotThereIsSkipped() {
    String settings =
        """
        environments:
          box: {start: no-such-program, url: 'http://127.0.0.1:8099'}
        """;

    assertThat(reason(examine(settings, Effect.TRAFFIC))).contains("did not come up", "no-such-");
  }

  @Test
  void aServiceThatNeverAnswersIsSkippedAfterItsTime() {
    String reason = reason(examine(box("sleeps", "    startTimeout: 2s\n"), Effect.TRAFFIC));

    assertThat(reason).contains("did not come up within 2 s");
  }

  @Test
  void aServiceThatDiesInTheMiddleIsNeverCalledSafe() {
    Outcome outcome = examine(box("dies", "    startTimeout: 90s\n"), Effect.TRAFFIC);

    assertThat(outcome).isInstanceOf(Outcome.Examined.class);
    Outcome.Examined examined = (Outcome.Examined) outcome;
    assertThat(examined.findings()).isEmpty();
    assertThat(examined.unexamined()).hasSize(2);
    assertThat(last.notes()).last().asString().contains("exit code 9", "out of luck");
  }

  @Test
  void aMissingOrBrokenApiFileIsNamed() {
    String settings = box("works", "");

    Trees.write(folder, "openapi.yaml", "paths: [broken");
    String broken = reason(examine(settings, Effect.TRAFFIC));
    String missing =
        reason(examine(settings.replace("openapi.yaml", "../gone.yaml"), Effect.TRAFFIC));

    assertThat(broken).startsWith("openapi.yaml: ");
    assertThat(missing).isEqualTo("../gone.yaml: there is no such file");
  }

  @Test
  void aServiceOutsideTheBoxIsNotReachedFromWithin() {
    try (RawServer outside = RawServer.answering(line -> RawServer.http(200, "outside"))) {
      Trees.write(folder, "openapi.yaml", API);
      String settings =
          """
          environments:
            box: {start: sleep 100, url: '%s', openapi: openapi.yaml, startTimeout: 1s}
          """
              .formatted(outside.uri());

      assertThat(reason(examine(settings, Effect.TRAFFIC))).contains("did not come up");
    }
  }

  @Test
  void anEnvironmentWithAUrlAloneIsExaminedFromHere() {
    try (RawServer outside =
        RawServer.answering(line ->
            line.contains("/export")
                ? RawServer.http(200, "all of it")
                : RawServer.http(line.contains("no-such") ? 404 : 401, "no"))) {
      Trees.write(folder, "openapi.yaml", API);
      String settings =
          "environments:\n  near: {url: '" + outside.uri() + "', openapi: ./openapi.yaml}\n";

      Outcome outcome = examine(settings, Effect.TRAFFIC);

      assertThat(outcome).isInstanceOf(Outcome.Examined.class);
      assertThat(((Outcome.Examined) outcome).findings()).hasSize(1);
    }
  }

  @Test
  void aPlaceThatNoScopeNamesIsNotSpokenTo() {
    Trees.write(folder, "openapi.yaml", API);
    String settings =
        """
        environments:
          far: {url: 'http://192.0.2.1:81', openapi: openapi.yaml}
        scopes:
          - {hosts: [192.0.2.1], ports: [80]}
          - {hosts: [192.0.2.9], ports: [81]}
        """;

    Outcome outcome = examine(settings, Effect.TRAFFIC);

    assertThat(outcome).isInstanceOf(Outcome.Examined.class);
    assertThat(((Outcome.Examined) outcome).unexamined())
        .extracting(Outcome.Unexamined::reason)
        .anyMatch(reason -> reason.contains("outside the scope"));
    assertThat(((Outcome.Examined) outcome).findings()).isEmpty();
  }

  @Test
  void withoutLeaveNothingIsStarted() {
    assertThat(reason(examine(box("works", ""), Effect.READ))).isEqualTo("needs --effect traffic");
    assertThat(reason(examine(box("works", "    ceiling: read\n"), Effect.CHANGE)))
        .isEqualTo("the environment's ceiling is read, it needs traffic");
  }
}
