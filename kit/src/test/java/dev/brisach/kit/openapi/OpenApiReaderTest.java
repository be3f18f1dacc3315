package dev.brisach.kit.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonReader;
import dev.brisach.kit.openapi.ApiModel.Login;
import dev.brisach.kit.openapi.ApiModel.Operation;
import dev.brisach.kit.openapi.ApiModel.Parameter;
import dev.brisach.kit.tree.SourceFile;
import dev.brisach.kit.tree.SourceTree;
import dev.brisach.kit.tree.Unreadable;
import dev.brisach.testkit.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenApiReaderTest {
  private static final String THREE =
      """
      openapi: 3.0.3
      servers:
        - {url: 'https://{host}/v1', variables: {host: {default: api.example.com}}}
        - {url: 'http://bad host/'}
      security: [{key: []}]
      components:
        securitySchemes:
          key: {type: apiKey, in: header, name: X-Key}
          token: {type: http, scheme: Bearer, bearerFormat: JWT}
          oauth:
            type: oauth2
            flows:
              clientCredentials: {tokenUrl: /token, scopes: {'orders:read': Read}}
        parameters:
          Page: {name: page, in: query, schema: {type: integer, minimum: 1}}
        schemas:
          Base: {type: object, required: [id], properties: {id: {type: integer, readOnly: true}}}
          Order:
            allOf:
              - $ref: '#/components/schemas/Base'
              - type: object
                required: [note]
                properties:
                  note: {type: string, maxLength: 20}
                  parent: {$ref: '#/components/schemas/Order'}
      paths:
        /orders:
          get:
            operationId: listOrders
            security: [{oauth: ['orders:read']}, {token: []}]
            parameters:
              - $ref: '#/components/parameters/Page'
              - {name: tag, in: query, style: pipeDelimited, schema: {type: array, items: {type: string}}}
            responses: {'200': {description: all}}
          post:
            summary: Make one
            tags: [orders]
            x-roles: [admin, clerk]
            requestBody:
              required: true
              content:
                application/json:
                  schema: {$ref: '#/components/schemas/Order'}
                  examples: {one: {value: {note: from the file}}}
            responses:
              '201':
                description: made
                headers: {Location: {schema: {type: string}}}
                content:
                  application/json: {schema: {$ref: '#/components/schemas/Order'}}
                links:
                  read: {operationId: readOrder, parameters: {id: '$response.body#/id'}}
        /orders/{id}:
          get:
            operationId: readOrder
            security: []
            parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
            responses: {'200': {description: one}}
      """;

  private static ApiModel read(String text) {
    return OpenApiReader.OPENAPI.parse(SourceFile.of("api.yaml", text));
  }

  private static Operation only(String text) {
    return read(text).operations().getFirst();
  }

  private static Schema schema(String words) {
    return only("""
    openapi: 3.1.0
    components:
      schemas:
        Node: {type: object, required: [name], properties: {name: {type: string}, next: {$ref: '#/components/schemas/Node'}}}
    paths:
      /x:
        post:
          requestBody:
            content:
              application/json:
                schema: %s
    """
            .formatted(words))
        .body()
        .contents()
        .getFirst()
        .schema();
  }

  private static boolean fits(Schema schema, String json) {
    return schema.accepts(JsonReader.read(json), Direction.REQUEST);
  }

  @Test
  void readsOperationsWithSchemasSecurityBodiesAndLinks() {
    ApiModel api = read(THREE);

    Operation list = api.operation("listOrders");
    assertThat(list.scopes()).containsExactly("orders:read");
    assertThat(list.login()).isEqualTo(Login.NEEDED);
    assertThat(list.parameters())
        .extracting(Parameter::style)
        .containsExactly("form", "pipeDelimited");
    assertThat(list.parameters().getFirst().schema().bounds().minimum()).isEqualTo(1.0);
    Operation post = api.operations().get(1);
    assertThat(post.roles()).containsExactly("admin", "clerk");
    assertThat(post.requirements().getFirst().schemes()).containsOnlyKeys("key");
    assertThat(post.body().required()).isTrue();
    assertThat(post.body().contents().getFirst().example())
        .isEqualTo(JsonReader.read("{\"note\": \"from the file\"}"));
    assertThat(post.responses().getFirst().headers()).containsKey("Location");
    assertThat(post.responses().getFirst().links().getFirst().path()).isEqualTo("/orders/{id}");
    assertThat(api.operation("readOrder").login()).isEqualTo(Login.OPEN);
  }

  @Test
  void namesServersWithVariablesFilledAndThoseThatAreNone() {
    ApiModel api = read(THREE);

    assertThat(api.servers()).containsExactly("https://api.example.com/v1");
    assertThat(api.problems())
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.line()).isEqualTo(4);
          assertThat(problem.what()).contains("http://bad host/");
        });
  }

  @Test
  void readsSecuritySchemesOfAllKinds() {
    ApiModel api = read(THREE);

    assertThat(api.schemes()).containsExactly("key", "token", "oauth");
    assertThat(api.scheme("key")).isEqualTo(new SecurityScheme.ApiKey("key", "header", "X-Key"));
    assertThat(api.scheme("token")).isEqualTo(new SecurityScheme.Http("token", "bearer", "JWT"));
    assertThat(api.scheme("oauth"))
        .isInstanceOfSatisfying(
            SecurityScheme.OAuth2.class,
            oauth -> {
              assertThat(oauth.flows().getFirst().tokenUrl()).isEqualTo("/token");
              assertThat(oauth.flows().getFirst().scopes()).containsOnlyKeys("orders:read");
            });
  }

  @Test
  void mergesAllOfAndLeavesACycleACycle() {
    Schema order = read(THREE).operations().get(1).body().contents().getFirst().schema();

    assertThat(order.name()).isEqualTo("Order");
    assertThat(order.properties()).containsOnlyKeys("id", "note", "parent");
    assertThat(order.required()).containsExactly("id", "note");
    assertThat(order.properties().get("parent")).isSameAs(order);
    assertThat(fits(order, "{\"note\": \"a\", \"parent\": {\"note\": \"b\"}}")).isTrue();
    assertThat(fits(order, "{\"note\": \"a\", \"parent\": {}}")).isFalse();
  }

  @Test
  void readsSwaggerTwoWithFormFieldsHostAndCollectionFormat() {
    ApiModel api =
        read(
            """
            swagger: '2.0'
            host: api.example.com
            basePath: /v2
            schemes: [http]
            securityDefinitions: {b: {type: basic}, o: {type: oauth2, flow: accessCode, tokenUrl: /t, scopes: {a: x}}}
            consumes: [application/xml]
            definitions: {Pet: {type: object, properties: {name: {type: string}}}}
            paths:
              /pets:
                post:
                  parameters: [{name: pet, in: body, required: true, schema: {$ref: '#/definitions/Pet'}}]
                  responses: {200: {description: ok, schema: {$ref: '#/definitions/Pet'}}}
                get:
                  parameters: [{name: ids, in: query, type: array, items: {type: integer}, collectionFormat: multi}]
              /upload:
                post:
                  consumes: [multipart/form-data]
                  parameters:
                    - {name: note, in: formData, type: string, required: true}
                    - {name: photo, in: formData, type: file}
            """);

    assertThat(api.servers()).containsExactly("http://api.example.com/v2");
    assertThat(api.scheme("b")).isEqualTo(new SecurityScheme.Http("b", "basic", null));
    Operation post = api.operations().getFirst();
    assertThat(post.parameters()).isEmpty();
    assertThat(post.body().contents().getFirst().mediaType()).isEqualTo("application/xml");
    assertThat(post.responses().getFirst().jsonSchema().name()).isEqualTo("Pet");
    Parameter ids = api.operations().get(1).parameters().getFirst();
    assertThat(ids.explode()).isTrue();
    assertThat(ids.type()).isEqualTo("array");
    Schema form = api.operations().get(2).body().contents().getFirst().schema();
    assertThat(form.required()).containsExactly("note");
    assertThat(form.properties().get("photo").format()).isEqualTo("binary");
  }

  @Test
  void readsTheTypeListsAndNullAlternativesOfThreeOne() {
    Schema schema =
        schema(
            "{type: object, properties: {a: {type: [string, 'null']}, b: {anyOf: [{$ref:"
                + " '#/components/schemas/Node'}, {type: 'null'}]}, c: {const: 7}, d: {type: integer,"
                + " exclusiveMinimum: 3}}}");

    assertThat(fits(schema, "{\"a\": null, \"b\": null, \"c\": 7, \"d\": 4}")).isTrue();
    assertThat(fits(schema, "{\"b\": {}}")).isFalse();
    assertThat(fits(schema, "{\"c\": 8}")).isFalse();
    assertThat(fits(schema, "{\"d\": 3}")).isFalse();
  }

  @Test
  void namesWhatDoesNotFit() {
    Schema schema =
        schema(
            "{type: object, required: [n], additionalProperties: false, properties: {n: {type: string,"
                + " minLength: 2, pattern: '^[a-z]+$'}, l: {type: array, uniqueItems: true, items:"
                + " {type: integer, multipleOf: 2}}}}");

    assertThat(
            schema.faults(
                JsonReader.read("{\"n\": \"A\", \"l\": [2, 2, 3], \"x\": 1}"), Direction.EITHER))
        .containsExactlyInAnyOrder(
            "/n has 1 characters, fewer than 2",
            "/n does not match the pattern",
            "/l holds an item twice",
            "/l/2 is no multiple of 2",
            "/x has no place here");
    assertThat(schema.faults(JsonReader.read("[]"), Direction.EITHER))
        .containsExactly("the value is array, not object");
  }

  @Test
  void namesMissingAndCircularReferencesAndReadsTheRest() {
    ApiModel api =
        read(
            """
            openapi: 3.0.0
            components: {schemas: {A: {$ref: '#/components/schemas/B'}, B: {$ref: '#/components/schemas/A'}}}
            paths:
              /x:
                post:
                  parameters: [{$ref: '#/components/parameters/None'}]
                  requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}}
                  responses: {'200': {$ref: 'http://elsewhere.example/x.yaml'}, '201': {$ref: '../../etc/passwd'}}
              /y/{id}: {get: {}}
              z: {get: {}}
              /bad: 7
            """);

    assertThat(api.operations()).hasSize(2);
    assertThat(api.operations().getFirst().body().contents().getFirst().schema().cut()).isTrue();
    assertThat(api.problems())
        .extracting(problem -> problem.line() + " " + problem.what())
        .anyMatch(text -> text.startsWith("6 reference '#/components/parameters/None'"))
        .anyMatch(text -> text.contains("circle"))
        .anyMatch(text -> text.contains("http://elsewhere.example/x.yaml' leads out"))
        .anyMatch(text -> text.contains("../../etc/passwd' leads out"))
        .anyMatch(text -> text.contains("'id' is not declared"))
        .anyMatch(text -> text.contains("path 'z'"))
        .anyMatch(text -> text.startsWith("11 a path item is a mapping"));
  }

  @Test
  void survivesAllOfThatContainsItself() {
    ApiModel api =
        read(
            """
            openapi: 3.0.0
            components: {schemas: {A: {allOf: [{$ref: '#/components/schemas/A'}, {properties: {n: {type: string}}}]}}}
            paths: {/x: {post: {requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}}}}}
            """);

    assertThat(api.problems()).anyMatch(problem -> problem.what().contains("part of itself"));
    assertThat(api.operations().getFirst().body().contents().getFirst().schema().properties())
        .containsKey("n");
  }

  @Test
  void followsReferencesToFilesBesideItWhereATreeIsGiven(@TempDir Path root) throws IOException {
    Files.createDirectories(root.resolve("api/parts"));
    Files.writeString(
        root.resolve("api/api.yaml"),
        """
        openapi: 3.0.0
        paths:
          /pets: {post: {requestBody: {content: {application/json: {schema: {$ref: 'parts/pet.yaml#/Pet'}}}}}}
          /cats: {$ref: 'parts/cats.json'}
        """);
    Files.writeString(
        root.resolve("api/parts/pet.yaml"),
        "Pet: {type: object, properties: {owner: {$ref: '#/Owner'}}}\nOwner: {type: string}\n");
    Files.writeString(
        root.resolve("api/parts/cats.json"), "{\"get\": {\"operationId\": \"cats\"}}");
    SourceTree tree = SourceTree.read(root);

    ApiModel api = OpenApiReader.read(tree.open(tree.get("api/api.yaml")), tree);

    assertThat(api.problems()).isEmpty();
    Schema pet = api.operations().getFirst().body().contents().getFirst().schema();
    assertThat(pet.properties().get("owner").types()).containsExactly("string");
    assertThat(api.operation("cats")).isNotNull();
  }

  @Test
  void readsJsonWithLinesAndBoundsItsDepth() {
    ApiModel api = read("{\"openapi\": \"3.0.0\",\n \"paths\": {\n  \"/a\": {\n   \"get\": {}}}}");

    assertThat(api.operations().getFirst().line()).isEqualTo(4);
    assertThatThrownBy(() -> read("{\"paths\": " + "[".repeat(5000) + "]".repeat(5000) + "}"))
        .isInstanceOf(Unreadable.class);
    assertThat(read("{openapi: 3.0.0, paths: {/a: {get: {}}}}").operations()).hasSize(1);
  }

  @Test
  void readsTenMegabytesOfJsonAndOfYaml() {
    StringBuilder json = new StringBuilder("{\"openapi\": \"3.0.0\", \"paths\": {");
    StringBuilder yaml = new StringBuilder("openapi: 3.0.0\npaths:\n");
    String words = "words that describe it ".repeat(250);
    for (int i = 0; i < 1800; i++) {
      json.append(i == 0 ? "" : ",")
          .append("\"/p")
          .append(i)
          .append("\": {\"get\": {\"summary\": \"");
      json.append(words).append("\"}}");
      yaml.append("  /p")
          .append(i)
          .append(":\n    get: {summary: \"")
          .append(words)
          .append("\"}\n");
    }
    json.append("}}");

    assertThat(json.length()).isGreaterThan(10_000_000);
    assertThat(read(json.toString()).operations()).hasSize(1800);
    assertThat(read(yaml.toString()).operations()).hasSize(1800);
  }

  @Test
  void refusesWhatIsNoApiFileInOneLine() {
    for (String text : List.of("", "7", "[]", "a: [", "openapi: 3.0.0", "\0\1\2", "{\"paths\": ")) {
      assertThatThrownBy(() -> read(text))
          .isInstanceOf(Unreadable.class)
          .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
    }
  }

  @Test
  void neverFailsOnMutatedFiles() {
    Random random = Seeds.random();
    String[] nodes = {
      "7", "[]", "{}", "null", "[a]", "{$ref: '#/paths'}", "'#/'", "{$ref: '#'}", "true"
    };
    for (int i = 0; i < 400; i++) {
      StringBuilder text = new StringBuilder(THREE);
      for (int k = random.nextInt(4); k >= 0; k--) {
        int at = random.nextInt(text.length());
        int end = Math.min(text.length(), at + random.nextInt(30));
        text.replace(at, end, random.nextBoolean() ? nodes[random.nextInt(nodes.length)] : "");
      }
      try {
        ApiModel api = read(text.toString());
        Samples samples = new Samples(i);
        api.operations().forEach(samples::call);
        ObjectTypes.of(api);
      } catch (Unreadable e) {
        assertThat(e.getMessage()).isNotEmpty();
      }
    }
  }

  @Test
  void doesNotHangOnAHostilePatternOrChoice() {
    Schema pattern = schema("{type: string, pattern: '^(a+a+)+\\1!?b$'}");
    Schema twins =
        schema(
            "{oneOf: [{$ref: '#/paths/~1x/post/requestBody/content/application~1json/schema'}, {type: string}]}");

    assertThat(pattern.accepts(new Json.Text("a".repeat(60) + "!"))).isTrue(); // undecided
    assertThat(twins.accepts(new Json.Text("a"))).isTrue();
    assertThat(new Samples(1).value(twins, Direction.REQUEST, "x").value()).isNotNull();
  }
}
