package dev.brisach.test.session;

import dev.brisach.core.Check;
import dev.brisach.core.Effect;
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
import dev.brisach.test.Recorded;
import dev.brisach.test.Situation;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One check at a service with users who log in by a recipe. */
final class Visit {
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

  private Visit() {}

  static Recorded of(Check<LiveService> check, URI uri, @Nullable String api, String... users) {
    Recorded visit = new Recorded();
    check.examine(service(uri, api, users), new Situation(Effect.CHANGE, false), visit);
    return visit;
  }

  static LiveService service(URI uri, @Nullable String api, String... users) {
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
    return new LiveService(wire, model, callers, List.of());
  }
}
