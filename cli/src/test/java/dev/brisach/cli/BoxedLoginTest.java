package dev.brisach.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.brisach.core.Check;
import dev.brisach.core.Effect;
import dev.brisach.core.Evidence;
import dev.brisach.core.Model;
import dev.brisach.core.Outcome;
import dev.brisach.engine.LiveRunner;
import dev.brisach.engine.Options;
import dev.brisach.engine.Project;
import dev.brisach.engine.live.BoxedLive;
import dev.brisach.kit.sandbox.Box;
import dev.brisach.kit.tree.SourceTree;
import dev.brisach.testkit.Trees;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user who logs in inside the box, with a password that exists for this run only. */
@Tag("sandbox")
class BoxedLoginTest {
  /** Prints the password it was started with, as a careless service would, and dies in the end. */
  private static final String SERVICE =
      """
      import com.sun.net.httpserver.*;
      import java.net.*;

      class Service {
        static boolean open;

        public static void main(String[] args) throws Exception {
          String password = System.getenv("SEED").substring("anna=".length());
          var server = HttpServer.create(new InetSocketAddress("127.0.0.1", 8098), 0);
          server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            String body = new String(exchange.getRequestBody().readAllBytes());
            String cookie = String.valueOf(exchange.getRequestHeaders().getFirst("Cookie"));
            int status = path.equals("/health") ? 200 : open && cookie.equals("sid=1") ? 200 : 401;
            if (path.equals("/login") && body.contains(password) && password.length() > 20) {
              open = true;
              status = 200;
              exchange.getResponseHeaders().add("Set-Cookie", "sid=1; Path=/");
            }
            if (path.equals("/logout")) {
              open = false;
              status = 204;
              System.out.println("the password was " + password);
            }
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
            if (path.equals("/me") && !open && cookie.equals("sid=1")) {
              Runtime.getRuntime().halt(3);
            }
          });
          server.start();
        }
      }
      """;

  @TempDir private @Nullable Path folder;

  @BeforeEach
  void aBoxCanBeMadeHere() {
    assumeTrue(Box.look() instanceof Box.Availability.Ready, () -> Box.look().toString());
  }

  private Evidence examine(String reference) {
    Trees.write(folder, "Service.java", SERVICE);
    Trees.write(
        folder,
        "brisach.yaml",
        """
        environments:
          box:
            start: [java, -XX:TieredStopAtLevel=1, Service.java]
            url: http://127.0.0.1:8098
            health: /health
            startTimeout: 90s
            env: {SEED: "anna=${random ANNA}"}
            users:
              anna:
                json: {path: /login, secrets: {password: {%s}}}
                probe: {path: /me}
                logout: /logout
        """
            .formatted(reference));
    Project project = Project.open(folder);
    List<Check<?>> checks =
        Checks.all(OutsideData.none()).stream()
            .<Check<?>>map(check -> check)
            .filter(check -> check.info().id().equals("test.session-end"))
            .toList();
    return new BoxedLive(
            Installation.classPath(), Installation.jdk(), BoxMain.class.getName(), name -> null)
        .examine(
            new LiveRunner.Job(
                project,
                "run",
                project.settings().environments().get("box"),
                SourceTree.read(folder),
                Model.empty(),
                List.of(),
                checks,
                Options.reading(Clock.systemUTC()).withCeiling(Effect.TRAFFIC)))
        .evidence()
        .getFirst();
  }

  @Test
  void serviceAndUserKnowTheSamePasswordAndNobodyElseLearnsIt() {
    Evidence evidence = examine("random: ANNA");

    assertThat(evidence.outcome()).isInstanceOf(Outcome.Examined.class);
    Outcome.Examined examined = (Outcome.Examined) evidence.outcome();
    assertThat(examined.findings()).isEmpty();
    assertThat(examined.unexamined()).isEmpty();
    assertThat(examined.covered().count()).isEqualTo(3);
    assertThat(evidence.notes().toString()).contains("exit code 3", "the password was ***");
  }

  @Test
  void aVariableThatIsNotSetMakesTheUserUnavailableAndNoMore() {
    Evidence evidence = examine("env: NOT_SET_HERE");

    assertThat(evidence.outcome()).isInstanceOf(Outcome.Examined.class);
    assertThat(((Outcome.Examined) evidence.outcome()).unexamined())
        .isNotEmpty()
        .allSatisfy(one ->
            assertThat(one.reason()).contains("environment variable NOT_SET_HERE is not set"));
  }
}
