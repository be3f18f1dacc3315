package dev.brisach.kit.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonReader;
import dev.brisach.kit.openapi.ApiModel.Operation;
import dev.brisach.kit.openapi.Samples.Sample;
import dev.brisach.kit.tree.SourceFile;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SamplesTest {
  private static final Samples SAMPLES = new Samples(42);

  private static Operation post(String type, String schema) {
    return OpenApiReader.OPENAPI
        .parse(
            SourceFile.of(
                "api.yaml",
                """
                openapi: 3.0.3
                components:
                  schemas:
                    Node: {type: object, required: [name], properties: {name: {type: string}, next: {$ref: '#/components/schemas/Node'}}}
                    Cat: {type: object, required: [kind, lives], properties: {kind: {type: string}, lives: {type: integer}}}
                    Dog: {type: object, required: [kind, bark], properties: {kind: {type: string}, bark: {type: string}}}
                    Base: {type: object, required: [next], properties: {next: {$ref: '#/components/schemas/Derived'}}}
                    Derived: {allOf: [{$ref: '#/components/schemas/Base'}, {properties: {x: {type: string}}}]}
                paths:
                  /x/{id}:
                    post:
                      parameters:
                        - {name: id, in: path, required: true, schema: {type: string, format: uuid}}
                        - {name: q, in: query, required: true, schema: {type: array, minItems: 2, items: {type: integer}}}
                        - {name: f, in: query, required: true, style: deepObject, schema: {type: object, properties: {a: {type: string, enum: ['x y']}}}}
                        - {name: X-Trace, in: header, required: true, example: abc}
                        - {name: s, in: cookie, required: true, schema: {type: string, default: v}}
                        - {name: unused, in: query, schema: {type: string}}
                      requestBody: {content: {%s: {schema: %s}}}
                """
                    .formatted(type, schema)))
        .operations()
        .getFirst();
  }

  private static Sample json(String schema) {
    return SAMPLES.body(post("application/json", schema));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{type: object, required: [a], properties: {a: {type: integer, minimum: 100, maximum: 101}}}",
        "{type: integer, minimum: 5, exclusiveMinimum: true, multipleOf: 5}",
        "{type: number, minimum: 0.2, maximum: 0.4}",
        "{type: integer, maximum: -3}",
        "{type: string, minLength: 50, maxLength: 60}",
        "{type: string, maxLength: 3}",
        "{type: string, pattern: '^[A-Z]{2}\\d{3,5}(-(foo|bar))?$'}",
        "{type: string, pattern: '^\\+?[0-9 ()-]{8,}$'}",
        "{type: string, pattern: '^[^@\\s]+@[^@\\s]+$', minLength: 8}",
        "{type: string, pattern: '^(?=.*[a-z])[a-z]+$', minLength: 12}",
        "{type: string, format: email}",
        "{type: string, format: uuid}",
        "{type: string, format: date-time}",
        "{type: string, format: date}",
        "{type: string, format: ipv4}",
        "{type: array, minItems: 3, items: {type: string, enum: [a, b, c]}, uniqueItems: true}",
        "{$ref: '#/components/schemas/Node'}",
        "{oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}], discriminator: {propertyName: kind}}",
        "{anyOf: [{type: string}, {type: integer}]}",
        "{type: object, additionalProperties: {type: integer}, minProperties: 2}",
        "{type: boolean}",
        "{}"
      })
  void makesBodiesThatFit(String schema) {
    Sample sample = json(schema);

    assertThat(sample.doubts()).isEmpty();
    Operation operation = post("application/json", schema);
    assertThat(
            operation
                .body()
                .contents()
                .getFirst()
                .schema()
                .faults(JsonReader.read(sample.text()), Direction.REQUEST))
        .isEmpty();
  }

  @Test
  void prefersExampleDefaultAndListedValuesButOnlyWhereTheyFit() {
    assertThat(json("{type: string, example: 007}").text()).isEqualTo("\"007\"");
    assertThat(json("{type: integer, default: 12}").text()).isEqualTo("12");
    assertThat(json("{type: string, enum: [b, a]}").text()).isEqualTo("\"b\"");
    assertThat(json("{type: integer, example: many}").value()).isInstanceOf(Json.Num.class);
  }

  @Test
  void leavesReadOnlyPropertiesOutOfRequests() {
    String schema =
        "{type: object, required: [id, name], properties: {id: {type: integer, readOnly: true}, name:"
            + " {type: string, example: n}}, example: {id: 7, name: given}}";

    assertThat(json(schema).text()).isEqualTo("{\"name\":\"given\"}");
    assertThat(
            SAMPLES
                .value(
                    post("application/json", schema).body().contents().getFirst().schema(),
                    Direction.RESPONSE,
                    "x")
                .value())
        .isEqualTo(JsonReader.read("{\"id\": 7, \"name\": \"given\"}"));
  }

  @Test
  void saysWhereAPatternOrACycleCannotBeSatisfied() {
    Sample pattern = json("{type: string, pattern: '^(?<=x)\\p{Lu}{3}$'}");
    Sample cycle = json("{$ref: '#/components/schemas/Derived'}");

    assertThat(pattern.doubts()).anyMatch(doubt -> doubt.contains("no text was found"));
    assertThat(cycle.doubts()).isNotEmpty();
  }

  @Test
  void namesTheAlternativeInTheDiscriminator() {
    Sample sample =
        json("{oneOf: [{$ref: '#/components/schemas/Dog'}], discriminator: {propertyName: kind}}");
    Sample choice =
        json(
            "{oneOf: [{$ref: '#/components/schemas/Dog'}, {$ref: '#/components/schemas/Cat'}],"
                + " discriminator: {propertyName: kind, mapping: {woof: '#/components/schemas/Dog'}}}");

    assertThat(sample.text()).contains("bark");
    assertThat(((Json.Obj) choice.value()).text("kind")).isEqualTo("woof");
  }

  @Test
  void givesTheSameValuesForTheSameSeedInAnyOrder() {
    String schema =
        "{type: object, properties: {a: {type: string}, b: {type: string, format: uuid}, c: {type: integer}}}";
    Sample first = json(schema);
    new Samples(42).body(post("application/json", "{type: string}"));

    assertThat(new Samples(42).body(post("application/json", schema))).isEqualTo(first);
    assertThat(new Samples(43).body(post("application/json", schema))).isNotEqualTo(first);
  }

  @Test
  void writesFormsMultipartAndXml() {
    String schema =
        "{type: object, xml: {name: pet}, properties: {name: {type: string, example: 'a&b'}, tags: {type: array,"
            + " xml: {wrapped: true}, items: {type: string, xml: {name: tag}}, example: [x, y]}, id: {type: integer,"
            + " example: 3, xml: {attribute: true}}, file: {type: string, format: binary, example: data}}}";

    assertThat(SAMPLES.body(post("application/x-www-form-urlencoded", schema)).text())
        .isEqualTo("name=a%26b&tags=x&tags=y&id=3&file=data");
    assertThat(SAMPLES.body(post("application/xml", schema)).text())
        .endsWith(
            "<pet id=\"3\"><name>a&amp;b</name><tags><tag>x</tag><tag>y</tag></tags><file>data</file></pet>");
    Sample multipart = SAMPLES.body(post("multipart/form-data", schema));
    String boundary = multipart.contentType().substring(multipart.contentType().indexOf('=') + 1);
    assertThat(multipart.text())
        .contains(
            "name=\"file\"; filename=\"sample.txt\"\r\nContent-Type: application/octet-stream\r\n\r\ndata\r\n")
        .endsWith("--" + boundary + "--\r\n");
  }

  @Test
  void writesWholeRequestsWithParametersByStyle() {
    Samples.Call call =
        SAMPLES.call(
            post("application/json", "{type: integer, example: 1}"), Map.of("path.id", "a/b"));

    assertThat(call.target())
        .startsWith("/x/a%2Fb?q=")
        .endsWith("&f%5Ba%5D=x%20y")
        .doesNotContain("unused");
    assertThat(call.headers())
        .containsEntry("X-Trace", "abc")
        .containsEntry("Cookie", "s=v")
        .containsEntry("Content-Type", "application/json");
    assertThat(call.body().text()).isEqualTo("1");
  }
}
