package dev.brisach.kit.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisach.kit.openapi.ApiModel.Operation;
import dev.brisach.kit.openapi.ObjectType.Basis;
import dev.brisach.kit.openapi.ObjectType.Mention;
import dev.brisach.kit.tree.SourceFile;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObjectTypesTest {
  private static final String SCHEMAS =
      """
      openapi: 3.0.3
      components:
        schemas:
          Order: {type: object, properties: {id: {type: integer}, total: {type: number}}}
          Article: {type: object, properties: {slug: {type: string}, title: {type: string}}}
          One: {type: object, properties: {article: {$ref: '#/components/schemas/Article'}}}
        responses:
          Order: {description: one, content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}}
          Article: {description: one, content: {application/json: {schema: {$ref: '#/components/schemas/One'}}}}
      paths:
      """;

  private static Map<String, ObjectType> types(String paths) {
    ApiModel api =
        OpenApiReader.OPENAPI.parse(SourceFile.of("api.yaml", SCHEMAS + paths.indent(2)));
    return ObjectTypes.of(api).stream()
        .collect(Collectors.toMap(ObjectType::path, Function.identity()));
  }

  private static List<String> calls(List<Operation> operations) {
    return operations.stream().map(Operation::call).toList();
  }

  @Test
  void findsCreatorReadersWritersDeleterAndListsByPath() {
    ObjectType order =
        types(
                """
                /orders:
                  get: {}
                  post: {responses: {'201': {$ref: '#/components/responses/Order'}}}
                /orders/{orderId}:
                  get: {responses: {'200': {$ref: '#/components/responses/Order'}}}
                  patch: {}
                  delete: {}
                /orders/{orderId}/cancel: {post: {}}
                /orders/{orderId}/invoice: {get: {}}
                /payments:
                  post: {requestBody: {content: {application/json: {schema: {type: object, properties: {order_id: {type: integer}}}}}}}
                  get: {parameters: [{name: orderId, in: query, schema: {type: integer}}]}
                """)
            .get("/orders/{orderId}");

    assertThat(order.name()).isEqualTo("order");
    assertThat(order.creator().call()).isEqualTo("POST /orders");
    assertThat(order.idPointer()).isEqualTo("/id");
    assertThat(order.basis()).isEqualTo(Basis.PATH);
    assertThat(calls(order.readers()))
        .containsExactly("GET /orders/{orderId}", "GET /orders/{orderId}/invoice");
    assertThat(calls(order.writers()))
        .containsExactly("PATCH /orders/{orderId}", "POST /orders/{orderId}/cancel");
    assertThat(order.deleter().call()).isEqualTo("DELETE /orders/{orderId}");
    assertThat(calls(order.lists())).containsExactly("GET /orders");
    assertThat(order.mentions())
        .extracting(Mention::place, Mention::name)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("body", "/order_id"),
            org.assertj.core.groups.Tuple.tuple("query", "orderId"));
  }

  @Test
  void findsASlugWithinItsWrapping() {
    ObjectType article =
        types(
                """
                /articles: {post: {responses: {'201': {$ref: '#/components/responses/Article'}}}}
                /articles/{slug}: {get: {responses: {'200': {$ref: '#/components/responses/Article'}}}}
                """)
            .get("/articles/{slug}");

    assertThat(article.idPointer()).isEqualTo("/article/slug");
  }

  @Test
  void keepsNestedKindsApart() {
    Map<String, ObjectType> types =
        types(
            """
            /users/{uid}: {get: {}}
            /users/{userId}/orders: {post: {responses: {'201': {$ref: '#/components/responses/Order'}}}, get: {}}
            /users/{uid}/orders/{oid}: {get: {responses: {'200': {$ref: '#/components/responses/Order'}}}}
            """);

    assertThat(types).containsOnlyKeys("/users/{uid}", "/users/{uid}/orders/{oid}");
    ObjectType order = types.get("/users/{uid}/orders/{oid}");
    assertThat(order.creator().call()).isEqualTo("POST /users/{userId}/orders");
    assertThat(order.idPointer()).isEqualTo("/id");
    assertThat(calls(types.get("/users/{uid}").readers()))
        .containsExactly("GET /users/{uid}", "GET /users/{userId}/orders");
  }

  @Test
  void prefersAStatedLink() {
    ObjectType order =
        types(
                """
                /checkout:
                  post:
                    responses:
                      '201':
                        description: made
                        links: {next: {operationId: see, parameters: {id: '$response.body#/made/0/number'}}}
                /orders: {post: {responses: {'201': {$ref: '#/components/responses/Order'}}}}
                /orders/{id}: {get: {operationId: see}}
                """)
            .get("/orders/{id}");

    assertThat(order.creator().call()).isEqualTo("POST /checkout");
    assertThat(order.idPointer()).isEqualTo("/made/0/number");
    assertThat(order.basis()).isEqualTo(Basis.LINK);
  }

  @Test
  void findsACreatorElsewhereByNameAndShape() {
    ObjectType order =
        types(
                """
                /shop/place-order: {post: {operationId: placeOrder, responses: {'200': {$ref: '#/components/responses/Order'}}}}
                /login: {post: {responses: {'200': {description: x, content: {application/json: {schema: {properties: {id: {type: integer}}}}}}}}}
                /orders/{id}: {get: {responses: {'200': {$ref: '#/components/responses/Order'}}}}
                """)
            .get("/orders/{id}");

    assertThat(order.creator().call()).isEqualTo("POST /shop/place-order");
    assertThat(order.basis()).isEqualTo(Basis.NAME);
  }

  @Test
  void namesNoCreatorWhereNoneIsShownAndNoIdWhereTheAnswerHasNone() {
    Map<String, ObjectType> types =
        types(
            """
            /reports/{id}: {get: {responses: {'200': {$ref: '#/components/responses/Order'}}}}
            /login: {post: {responses: {'200': {$ref: '#/components/responses/Order'}}}}
            /tokens: {post: {responses: {'201': {description: made}}}}
            /tokens/{id}: {delete: {}}
            """);

    assertThat(types.get("/reports/{id}").creator()).isNull();
    assertThat(types.get("/tokens/{id}").creator().call()).isEqualTo("POST /tokens");
    assertThat(types.get("/tokens/{id}").idPointer()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "orders,order", "categories,category", "boxes,box", "addresses,address", "statuses,status",
        "pet,pet",
    "bus,bus", "people,person", "matches,match", "houses,house", "analysis,analysis", "ties,tie"
  })
  void knowsSingulars(String plural, String singular) {
    assertThat(Nouns.singular(plural)).isEqualTo(singular);
  }
}
