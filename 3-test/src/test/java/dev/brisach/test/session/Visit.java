package dev.brisach.test.session;

import dev.brisach.core.Asset;
import dev.brisach.core.Binding;
import dev.brisach.core.Check;
import dev.brisach.core.Context;
import dev.brisach.core.DataVersion;
import dev.brisach.core.Effect;
import dev.brisach.core.Environment;
import dev.brisach.core.Evidence;
import dev.brisach.core.Finding;
import dev.brisach.core.Reached;
import dev.brisach.core.Recorder;
import dev.brisach.core.Threat;
import dev.brisach.kit.live.Caller;
import dev.brisach.kit.live.LiveService;
import dev.brisach.kit.login.Credentials;
import dev.brisach.kit.login.LoggedIn;
import dev.brisach.kit.login.Recipe;
import dev.brisach.kit.login.RecipeReader;
import dev.brisach.kit.openapi.ApiModel;
import dev.brisach.kit.openapi.OpenApiReader;
import dev.brisach.kit.tree.SourceFile;
import dev.brisach.kit.wire.Scope;
import dev.brisach.kit.wire.Wire;
import dev.brisach.kit.yaml.Form;
import dev.brisach.kit.yaml.YamlReader;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What one check said of a service. */
record Visit(
    Map<String, String> unexamined, List<String> covered, List<Finding> findings, String[] skipped)
    implements Recorder {
  static final String API =
      """
      openapi: 3.0.3
      security: [{session: []}]
      components:
        securitySchemes: {session: {type: apiKey, in: cookie, name: sid}}
      paths:
        /login:
          post: {security: [], responses: {'200': {}}}
        /logout:
          post: {operationId: endSession, responses: {'204': {}}}
        /me:
          get: {responses: {'200': {}}}
        /notes:
          post: &note
            requestBody:
              content:
                application/json:
                  schema: {type: object, required: [text], properties: {text: {type: string}}}
            responses: {'201': {}}
          put: *note
        /notes/{id}/share:
          post:
            parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
            responses: {'200': {}}
      """;
  static final String ANNA =
      "{json: {path: /login, fields: {name: anna}, secrets: {password: {env: RIGHT}}},"
          + " probe: {path: /me, shows: anna}}";
  static final String BY_TOKEN = ANNA.replace("RIGHT}}}", "RIGHT}}, token: /token}");

  static Visit of(Check<LiveService> check, URI uri, @Nullable String api, String... users) {
    Wire wire = new Wire(uri, Scope.LOOPBACK);
    List<Caller> callers = new ArrayList<>();
    for (String user : users) {
      Recipe recipe =
          RecipeReader.read(
              Form.of("brisach.yaml", YamlReader.read(user), "user 'anna'", RecipeReader.KEYS));
      Credentials credentials =
          Credentials.resolve(
              List.of(recipe),
              new Credentials.Sources(
                  name ->
                      switch (name) {
                        case "RIGHT" -> "right-password";
                        case "WRONG" -> "wrong-password";
                        default -> null;
                      },
                  Path.of("."),
                  Map.of()));
      callers.add(LoggedIn.of("anna", recipe, credentials, wire, Clock.systemUTC()));
    }
    ApiModel model =
        api == null ? null : SourceFile.of("openapi.yaml", api).parse(OpenApiReader.OPENAPI);
    Visit visit =
        new Visit(new TreeMap<>(), new ArrayList<>(), new ArrayList<>(), new String[] {""});
    check.examine(new LiveService(wire, model, callers, List.of()), new Now(), visit);
    return visit;
  }

  private record Now() implements Context {
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
    public Effect ceiling() {
      return Effect.CHANGE;
    }

    @Override
    public Clock clock() {
      return Clock.systemUTC();
    }

    @Override
    public void checkCancelled() {}
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
  public void reached(Reached reached) {}

  @Override
  public void bound(Binding binding) {}

  @Override
  public void dataVersion(DataVersion version) {}

  @Override
  public void skip(String reason) {
    skipped[0] = reason;
  }
}
