package dev.brisach.plan.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brisach.core.BrisachException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ThreatModelReaderTest {
  @Test
  void readsComponentsByNameOrAsAList() {
    ThreatModel byName =
        read("components:\n  b: {kind: api, code: ./src/}\n  a: {kind: datastore, title: Store}\n");
    ThreatModel asList =
        read(
            "components:\n  - {name: a, kind: datastore}\n  - {name: b, kind: api, code: [src]}\n");

    assertThat(byName.components()).extracting(Component::name).containsExactly("a", "b");
    assertThat(byName.components().get(1).bound().code()).containsExactly("src");
    assertThat(asList.components().get(1).bound().code()).containsExactly("src");
    assertThat(byName.components().getFirst().title()).isEqualTo("Store");
    assertThat(byName.components().getFirst().kind()).isEqualTo("datastore");
  }

  @Test
  void keepsPlacesOfElementsAndFacts() {
    Component component =
        read("title: T\ncomponents:\n  shop:\n    kind: api\n    internetFacing: yes\n")
            .components()
            .getFirst();

    assertThat(component.place()).hasToString("security/threat-model.yaml:3");
    assertThat(component.fact("internetFacing"))
        .isNotNull()
        .satisfies(fact -> {
          assertThat(fact.words()).containsExactly("true");
          assertThat(fact.place()).hasToString("security/threat-model.yaml:5");
        });
  }

  @Test
  void whatIsMissingOrUnknownHasNoFact() {
    Component component =
        read("components:\n  a: {kind: api, authentication: unknown, stores: []}\n")
            .components()
            .getFirst();

    assertThat(component.fact("authentication")).isNull();
    assertThat(component.fact("internetFacing")).isNull();
    assertThat(component.fact("stores"))
        .isNotNull()
        .extracting(Fact::words)
        .isEqualTo(java.util.List.of());
  }

  @Test
  void anAuthenticationMethodOfAFlowMeansTrue() {
    ThreatModel model =
        read(
            """
            components: {a: {kind: api}, b: {kind: api}}
            flows:
              - {from: a, to: b, authenticated: token}
              - {from: b, to: a, authenticated: none}
            """);

    assertThat(model.flows().get(0).fact("authenticated")).isNotNull().matches(Fact::isTrue);
    assertThat(model.flows().get(1).fact("authenticated")).isNotNull().matches(f -> !f.isTrue());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "components:\\n  a: {kind: apii} | 2: 'kind' of component 'a' is one of",
        "components:\\n  a: {kind: api, internetFaccing: true} | 2: unknown key 'internetFaccing' in"
            + " component 'a', did you mean 'internetFacing'?",
        "componets: {} | 1: unknown key 'componets' in the threat model, did you mean 'components'?",
        "components:\\n  orders: {kind: api}\\nflows:\\n  - {from: orders, to: ordrs} | 4: flow names"
            + " component 'ordrs', did you mean 'orders'?",
        "components:\\n  - {name: a, kind: api}\\n  - {name: a, kind: api} | 3: component 'a' is already"
            + " declared in line 2",
        "components:\\n  a: {kind: api}\\n  a: {kind: api} | 3: key 'a' already stands in line 2",
        "components:\\n  a: {title: x} | 2: component 'a' needs 'kind'",
        "components:\\n  a: {kind: api, stores: [card]}\\ndata:\\n  cards: {} | 2: 'stores' names data"
            + " 'card', did you mean 'cards'?",
        "components:\\n  a: {kind: api, code: ../b} | 2: 'code' of component 'a' is a path below the root",
        "components:\\n  a: {kind: api, technology: [sqll]} | 2: 'technology' of component 'a' knows no"
            + " 'sqll', did you mean 'sql'?",
        "components:\\n  a: {kind: api}\\nboundaries:\\n  x: {members: [b]} | 4: boundary 'x' names"
            + " component 'b'",
        "components:\\n  a: {kind: api}\\nflows:\\n  - {from: a} | 4: a flow needs 'to'",
        "components:\\n  a: {kind: api, internetFacing: maybe} | 2: 'internetFacing' of component 'a' is"
            + " true or false",
        "actors: {a: {}}\\ncomponents: {a: {kind: api}} | 1: 'a' is a component too",
        "components: 7 | 1: 'components' of the threat model is a mapping by name",
      })
  void everyMistakeIsOneClearLineWithItsPlace(String text, String message) {
    assertThatThrownBy(() -> read(text.replace("\\n", "\n")))
        .isInstanceOf(BrisachException.class)
        .hasMessageStartingWith("security/threat-model.yaml:" + message.strip());
  }

  @Test
  void twoFlowsBetweenTheSameEndsNeedNames() {
    String flow = "  - {from: a, to: b}\n";
    String one = "components: {a: {kind: api}, b: {kind: api}}\nflows:\n" + flow;

    assertThatThrownBy(() -> read(one + flow))
        .hasMessageEndingWith(
            ":4: there is already a flow 'a->b'; give this one a 'name' of its own");
    assertThat(read(one + "  - {name: x, from: a, to: b}\n").flows()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a: [", "\u0000", "- a\n- b", "--- a\n--- b", "{{", "&a [*a]", "a: !!x"})
  void brokenTextIsAUsageErrorToo(String text) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(BrisachException.class);
  }

  @Test
  void aModelWrittenOutReadsBackTheSame() {
    ThreatModel model =
        read(
            """
            title: "A: shop #1"
            owner: team
            actors: {user: {title: A user}}
            data: {cards: {sensitivity: strictly-confidential, personal: true}}
            components:
              shop:
                kind: api
                owner: "yes"
                stores: []
                processes: [cards]
                technology: [sql, html]
                code: ["src/*.java", .]
                urls: ["http://127.0.0.1:8080/a b"]
              db: {kind: datastore, stores: [cards]}
            flows:
              - {from: user, to: shop, protocol: https, authenticated: session}
              - {name: x, from: shop, to: db, data: [cards]}
            boundaries: {inner: {members: [db, shop]}}
            notShipped: ["**/src/test/**"]
            """);

    ThreatModel again = read(ThreatModelWriter.write(model));

    assertThat(ThreatModelWriter.write(again)).isEqualTo(ThreatModelWriter.write(model));
    assertThat(again.components())
        .extracting(Component::bound)
        .isEqualTo(model.components().stream().map(Component::bound).toList());
    assertThat(again.components().get(1).owner()).isEqualTo("yes");
    assertThat(again.title()).isEqualTo("A: shop #1");
  }

  private static ThreatModel read(String text) {
    return ThreatModelReader.read("security/threat-model.yaml", text);
  }
}
