package dev.brisach.test.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisach.core.Asset;
import dev.brisach.core.Binding;
import dev.brisach.core.Confidence;
import dev.brisach.core.Context;
import dev.brisach.core.DataVersion;
import dev.brisach.core.Effect;
import dev.brisach.core.Environment;
import dev.brisach.core.Evidence;
import dev.brisach.core.Finding;
import dev.brisach.core.Recorder;
import dev.brisach.core.Threat;
import dev.brisach.kit.live.LiveService;
import dev.brisach.kit.openapi.OpenApiReader;
import dev.brisach.kit.tree.SourceFile;
import dev.brisach.kit.wire.Scope;
import dev.brisach.kit.wire.Wire;
import dev.brisach.testkit.RawServer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class AnonymousAccessTest {
  private static final String API =
      """
      openapi: 3.0.3
      security: [{session: []}]
      components:
        securitySchemes: {session: {type: apiKey, in: cookie, name: sid}}
      paths:
        /open:
          get: {security: [], responses: {'200': {}}}
        /orders/{id}:
          parameters: [{name: id, in: path, schema: {type: integer}}]
          get: {responses: {'200': {}}}
          delete: {responses: {'204': {}}}
        /export:
          get:
            parameters: [{name: kind, in: query, required: true, schema: {enum: [csv]}}]
      """;

  private record Seen(Map<String, String> unexamined, List<String> covered, List<Finding> findings)
      implements Recorder {
    Seen() {
      this(new TreeMap<>(), new ArrayList<>(), new ArrayList<>());
    }

    @Override
    public void finding(Finding finding) {
      findings.add(finding);
    }

    @Override
    public void covered(Asset asset) {
      covered.add(path(asset));
    }

    @Override
    public void unexamined(Asset asset, String reason) {
      unexamined.put(path(asset), reason);
    }

    private static String path(Asset asset) {
      String name = asset.name();
      return name.substring(0, name.indexOf(' ') + 1)
          + name.substring(name.indexOf('/', name.indexOf("://") + 3));
    }

    @Override
    public void discovered(Asset asset, Asset container, String digest) {}

    @Override
    public void bound(Binding binding) {}

    @Override
    public void dataVersion(DataVersion version) {}

    @Override
    public void skip(String reason) {
      unexamined.put("", reason);
    }
  }

  private record At(Effect ceiling) implements Context {
    @Override
    public List<Threat> threats() {
      return List.of();
    }

    @Override
    public List<Binding> bindings() {
      return List.of();
    }

    @Override
    public List<Evidence> earlier() {
      return List.of();
    }

    @Override
    public Environment environment() {
      return Environment.SOURCE;
    }

    @Override
    public Clock clock() {
      return Clock.systemUTC();
    }

    @Override
    public void checkCancelled() {}
  }

  private static Seen examine(Effect ceiling, Function<String, String> answer) {
    Seen seen = new Seen();
    try (RawServer server = RawServer.answering(answer)) {
      Wire wire = new Wire(server.uri(), Scope.LOOPBACK, 1000, Duration.ofMillis(500));
      new AnonymousAccess()
          .examine(
              new LiveService(
                  wire, SourceFile.of("openapi.yaml", API).parse(OpenApiReader.OPENAPI)),
              new At(ceiling),
              seen);
    }
    return seen;
  }

  @Test
  void anOperationThatServesAnybodyIsProvedWithItsControl() {
    Seen seen =
        examine(
            Effect.TRAFFIC,
            line ->
                line.contains("/export?kind=csv")
                    ? RawServer.http(200, "id,total\n1,20\n")
                    : RawServer.http(line.contains("no-such") ? 404 : 401, "no"));

    assertThat(seen.findings())
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.confidence()).isEqualTo(Confidence.PROVED);
          assertThat(finding.message()).contains("GET /export", "200", "session");
          assertThat(finding.details()).containsEntry("request", "GET /export?kind=csv");
        });
    assertThat(seen.covered()).contains("GET /open", "GET /orders/{id}", "GET /export");
    assertThat(seen.unexamined())
        .containsExactly(Map.entry("DELETE /orders/{id}", "needs --effect change"));
  }

  @Test
  void withChangeAllowedWritingOperationsAreCalledToo() {
    Seen seen = examine(Effect.CHANGE, line -> RawServer.http(401, "no"));

    assertThat(seen.covered()).contains("DELETE /orders/{id}");
    assertThat(seen.unexamined()).isEmpty();
    assertThat(seen.findings()).isEmpty();
  }

  @Test
  void aServerThatAlwaysBreaksNeverHolds() {
    Seen seen = examine(Effect.TRAFFIC, line -> RawServer.http(500, "oops"));

    assertThat(seen.covered()).containsExactly("GET /open");
    assertThat(seen.unexamined()).containsKeys("GET /orders/{id}", "GET /export");
    assertThat(seen.findings()).isEmpty();
  }

  @Test
  void aServerThatAnswersEveryPathAlikeProvesNothing() {
    Seen seen = examine(Effect.TRAFFIC, line -> RawServer.http(200, "welcome"));

    assertThat(seen.findings()).isEmpty();
    assertThat(seen.unexamined().get("GET /export")).contains("every path alike");
  }

  @Test
  void aSilentServerIsNamed() {
    Seen seen = examine(Effect.TRAFFIC, line -> null);

    assertThat(seen.unexamined().get("GET /export")).contains("no answer within");
  }
}
