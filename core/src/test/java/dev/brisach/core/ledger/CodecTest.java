package dev.brisach.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brisach.core.Confidence;
import dev.brisach.core.Evidence;
import dev.brisach.core.Finding;
import dev.brisach.core.Inventory;
import dev.brisach.core.Severity;
import dev.brisach.core.Stage;
import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonFault;
import dev.brisach.core.json.JsonReader;
import dev.brisach.core.json.JsonWriter;
import dev.brisach.testkit.Seeds;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class CodecTest {
  @Test
  void everyWordComesBackAsItWasWritten() {
    Samples samples = new Samples(Seeds.random());

    for (int i = 0; i < 300; i++) {
      roundTrip(samples.check(), CheckJson::of, CheckJson::read);
      roundTrip(samples.environment(), CheckJson::of, CheckJson::readEnvironment);
      roundTrip(samples.finding(), f -> FindingJson.of(f, Stage.CODE), FindingJson::read);
      roundTrip(samples.evidence("run"), EvidenceJson::of, EvidenceJson::read);
      roundTrip(samples.decision(), DecisionJson::of, DecisionJson::read);
      roundTrip(samples.model(), ModelJson::of, ModelJson::read);
      for (Inventory.Item item : samples.inventory(5).items().values()) {
        roundTrip(item, InventoryJson::of, InventoryJson::read);
      }
    }
  }

  private static <T> void roundTrip(T value, Function<T, Json> write, Function<Json, T> read) {
    byte[] bytes = JsonWriter.canonical(write.apply(value));

    T back = read.apply(JsonReader.read(bytes));

    assertThat(back).isEqualTo(value);
    assertThat(JsonWriter.canonical(write.apply(back))).isEqualTo(bytes);
  }

  @Test
  void findingHasTheFieldsOfTheContract() {
    Finding finding =
        Finding.of("code.sql", Severity.HIGH, Confidence.LIKELY)
            .cwe(89)
            .at("src/A.java", 7)
            .says("SQL injection", "name reaches a statement")
            .fix("bind it")
            .detail("parameter", "name")
            .identity("A.find")
            .build();

    Json.Obj json = FindingJson.of(finding, Stage.CODE);

    assertThat(json.members().keySet())
        .containsExactly(
            "id",
            "rule",
            "stage",
            "severity",
            "confidence",
            "weaknesses",
            "asset",
            "file",
            "line",
            "parameter",
            "title",
            "message",
            "fix",
            "fingerprint");
    assertThat(json.text("asset")).isEqualTo("file:src/A.java");
    assertThat(json.number("line", 0)).isEqualTo(7);
  }

  @Test
  void summaryNamesFindingsByIdOnly() {
    Samples samples = new Samples(new Random(7));
    Evidence evidence = samples.evidence("run");
    while (EvidenceJson.of(evidence).list("findings").isEmpty()) {
      evidence = samples.evidence("run");
    }

    assertThat(EvidenceJson.summary(evidence).texts("findings"))
        .isNotEmpty()
        .allMatch(id -> id.startsWith("F-"));
  }

  @Test
  void unknownMembersArePassedOver() {
    Evidence evidence = new Samples(new Random(1)).evidence("run");

    Json.Obj newer =
        with(EvidenceJson.of(evidence), "future", new Json.Arr(List.of(new Json.Num(1))));

    assertThat(EvidenceJson.read(newer)).isEqualTo(evidence);
  }

  @Test
  void everyMissingOrWrongMemberIsOneClearFault() {
    Samples samples = new Samples(Seeds.random());
    Json.Obj evidence = EvidenceJson.of(samples.evidence("run"));
    Json.Obj finding = FindingJson.of(samples.finding(), null);
    Json.Obj check = CheckJson.of(samples.check());
    Json.Obj decision = DecisionJson.of(samples.decision());
    Json.Obj model = ModelJson.of(samples.model());

    wrongMembers(evidence, EvidenceJson::read);
    wrongMembers(finding, FindingJson::read);
    wrongMembers(check, CheckJson::read);
    wrongMembers(decision, DecisionJson::read);
    wrongMembers(model, ModelJson::read);
  }

  /** Reads the object without each member, and with a wrong value: a value, or a JsonFault. */
  private static void wrongMembers(Json.Obj object, Function<Json, ?> read) {
    List<Json> wrong =
        List.of(
            new Json.Null(),
            new Json.Num(-1.5),
            new Json.Num(1e300),
            new Json.Text(""),
            new Json.Bool(true),
            new Json.Arr(List.of(new Json.Null(), new Json.Arr(List.of()))),
            new Json.Obj(Map.of("x", new Json.Num(1))));
    for (String name : object.members().keySet()) {
      for (Json value : wrong) {
        try {
          assertThat((Object) read.apply(with(object, name, value))).isNotNull();
        } catch (JsonFault e) {
          assertThat(e.getMessage()).isNotBlank().doesNotContain("\n");
        }
      }
    }
  }

  private static Json.Obj with(Json.Obj object, String name, Json value) {
    Map<String, Json> members = new LinkedHashMap<>(object.members());
    members.put(name, value);
    return new Json.Obj(members);
  }

  @Test
  void faultNamesTheMember() {
    Json.Obj finding = FindingJson.of(new Samples(new Random(3)).finding(), null);

    assertThatThrownBy(() -> FindingJson.read(with(finding, "severity", new Json.Text("awful"))))
        .isInstanceOf(JsonFault.class)
        .hasMessage("finding: Unknown severity: awful");
    assertThatThrownBy(() -> FindingJson.read(with(finding, "rule", new Json.Num(1))))
        .isInstanceOf(JsonFault.class)
        .hasMessage("finding: \"rule\" is no string");
    assertThatThrownBy(() -> FindingJson.read(with(finding, "fingerprint", new Json.Text("v1:"))))
        .isInstanceOf(JsonFault.class);
  }

  @Test
  void overlongTextIsRefused() {
    Json.Obj finding = FindingJson.of(new Samples(new Random(3)).finding(), null);
    Json long4 = new Json.Text("x".repeat(Fields.MAX_TEXT + 1));

    assertThatThrownBy(() -> FindingJson.read(with(finding, "message", long4)))
        .isInstanceOf(JsonFault.class)
        .hasMessageContaining("longer than");
  }

  @Test
  void merkleRootIsThatOfRfc9162() {
    List<Json> leaves = List.of(new Json.Text("a"), new Json.Text("b"), new Json.Text("c"));

    String root = InventoryJson.rootOf(leaves);

    String left = node(leaf("\"a\""), leaf("\"b\""));
    assertThat(root).isEqualTo(node(left, leaf("\"c\"")));
    assertThat(InventoryJson.rootOf(List.of()))
        .isEqualTo(dev.brisach.core.Digests.sha256(new byte[0]));
  }

  private static String leaf(String json) {
    return dev.brisach.core.Digests.sha256(
        ("\0" + json).getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private static String node(String left, String right) {
    byte[] bytes = java.util.HexFormat.of().parseHex("01" + left + right);
    return dev.brisach.core.Digests.sha256(bytes);
  }
}
