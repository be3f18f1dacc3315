package dev.brisach.test.matrix;

import dev.brisach.core.Asset;
import dev.brisach.core.AssetKind;
import dev.brisach.core.Binding;
import dev.brisach.core.CheckInfo;
import dev.brisach.core.Effect;
import dev.brisach.core.Model;
import dev.brisach.core.Phase;
import dev.brisach.core.Stage;
import dev.brisach.core.Story;
import dev.brisach.core.SubjectKind;
import dev.brisach.core.Threat;
import dev.brisach.core.Weakness;
import dev.brisach.kit.openapi.ApiModel;
import dev.brisach.kit.openapi.OpenApiReader;
import dev.brisach.kit.tree.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** A small service on paper: its API, users, threats and checks. */
final class Town {
  static final String API =
      """
      openapi: 3.0.3
      security: [{session: []}]
      components:
        securitySchemes: {session: {type: apiKey, in: cookie, name: sid}}
        schemas:
          Letter: {type: object, properties: {id: {type: integer}, text: {type: string}}}
      paths:
        /news:
          get: {security: [], responses: {'200': {}}}
        /letters:
          get: {responses: {'200': {}}}
          post:
            requestBody:
              content: {application/json: {schema: {$ref: '#/components/schemas/Letter'}}}
            responses:
              '201':
                content: {application/json: {schema: {$ref: '#/components/schemas/Letter'}}}
        /letters/{id}:
          parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
          get:
            responses:
              '200':
                content: {application/json: {schema: {$ref: '#/components/schemas/Letter'}}}
          delete: {responses: {'204': {}}}
        /taxes:
          get: {x-roles: [mayor], responses: {'200': {}}}
      """;
  static final String BASE = "http://127.0.0.1:1";
  static final List<User> USERS =
      List.of(
          new User("kim", List.of("citizen")),
          new User("lou", List.of("citizen")),
          new User("max", List.of("mayor")));

  private Town() {}

  static ApiModel api(String text) {
    return SourceFile.of("openapi.yaml", text).parse(OpenApiReader.OPENAPI);
  }

  static CheckInfo check(String id, int cwe) {
    return new CheckInfo(
        id,
        1,
        id,
        List.of(Stage.TEST),
        Phase.LIVE,
        SubjectKind.of(AssetKind.ENDPOINT),
        List.of(Weakness.cwe(cwe)),
        List.of(id),
        List.of(),
        Effect.TRAFFIC);
  }

  static Threat threat(String rule, String component, int cwe) {
    Asset asset = Asset.component(component);
    TreeMap<Stage, Threat.Expected> expected = new TreeMap<>();
    expected.put(Stage.TEST, new Threat.Expected(List.of(Weakness.cwe(cwe)), List.of()));
    return new Threat(
        Threat.idOf(rule, List.of(asset)),
        rule,
        rule,
        asset,
        List.of(asset),
        List.of(Weakness.cwe(cwe)),
        List.of(),
        "E",
        3,
        3,
        expected,
        List.of());
  }

  static Model model(Threat... threats) {
    List<Story> stories = new ArrayList<>();
    for (Threat one : threats) {
      stories.add(
          new Story(
              "story-" + one.rule(),
              "About " + one.rule(),
              List.of(one.id()),
              null,
              List.of(),
              false));
    }
    return new Model(
        false,
        new TreeMap<>(),
        List.of(
            new Binding(
                Asset.component("post"),
                AssetKind.ENDPOINT,
                BASE + "/letters",
                Binding.Source.DECLARED)),
        List.of(threats),
        stories,
        List.of());
  }

  static TestPlan plan(String api, Model model) {
    return TestPlan.of(
        new TestPlan.Source(
            api(api),
            BASE,
            USERS,
            model,
            List.of(
                check("test.anonymous-access", 306),
                check("test.foreign-objects", 639),
                check("test.foreign-functions", 862),
                check("test.session-end", 613))));
  }
}
