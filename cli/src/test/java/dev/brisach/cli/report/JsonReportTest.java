package dev.brisach.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisach.core.Finding;
import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonReader;
import dev.brisach.core.json.JsonWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonReportTest {
  @Test
  void keepsToItsSchemaAndDocumentsEveryField() {
    Json.Obj run = JsonReport.of(Reports.shop());
    assertThat(Schemas.faults("run-1.json", run, false)).isEmpty();
    assertThat(Schemas.faults("run-1.json", run, true)).isEmpty();
    assertThat(Schemas.faults("run-1.json", JsonReport.of(Reports.hostile()), true)).isEmpty();
  }

  @Test
  void theSchemaRefusesWhatTheContractForbids() {
    Json.Obj run = JsonReport.of(Reports.shop());
    for (String field : List.of("schema", "project", "stages", "threats", "evidence", "gate")) {
      assertThat(Schemas.faults("run-1.json", without(run, field), false)).as(field).isNotEmpty();
    }
    assertThat(Schemas.faults("run-1.json", with(run, "branch", new Json.Text("")), false))
        .isNotEmpty();
    assertThat(Schemas.faults("run-1.json", with(run, "schema", new Json.Text("run/2")), false))
        .isNotEmpty();
    Json.Obj finding = (Json.Obj) run.list("findings").getFirst();
    for (Map.Entry<String, String> wrong :
        Map.of("severity", "HIGH", "confidence", "sure", "fingerprint", "abc", "asset", "x")
            .entrySet()) {
      Json bad = with(finding, wrong.getKey(), new Json.Text(wrong.getValue()));
      assertThat(Schemas.faults("finding-1.json", bad, false)).as(wrong.getKey()).isNotEmpty();
    }
  }

  @Test
  void hasNoEmptyStringAnywhere() {
    List<String> empty = new ArrayList<>();
    empty("", JsonReport.of(Reports.shop()), empty);
    assertThat(empty).isEmpty();
  }

  @Test
  void equalInputGivesEqualBytes() {
    assertThat(JsonWriter.pretty(JsonReport.of(Reports.shop())))
        .isEqualTo(JsonWriter.pretty(JsonReport.of(Reports.shop())));
  }

  @Test
  void reasonsOfTheGateNameTheirThreat() {
    Json.Obj reason =
        (Json.Obj) JsonReport.of(Reports.shop()).object("gate").list("reasons").getFirst();
    assertThat(reason.text("message"))
        .isEqualTo("SQL injection in Orders (orders): code breached, likely");
    assertThat(reason.text("threat")).isEqualTo("plan.sql-injection@orders");
  }

  @Test
  void aFindingAloneTakesItsStageFromItsRule() {
    Finding finding = Reports.shop().assurance().findings().getFirst();
    Json.Obj alone = JsonReport.finding(finding, null, List.of());
    assertThat(alone.text("stage")).isEqualTo("code");
    assertThat(Schemas.faults("finding-1.json", alone, true)).isEmpty();
  }

  @Test
  void aDetailCannotReplaceAFieldOfItsOwn() {
    Finding finding =
        Finding.of("code.x", dev.brisach.core.Severity.LOW, dev.brisach.core.Confidence.LIKELY)
            .cwe(20)
            .at("A.java", 1)
            .says("title", "message")
            .detail("id", "F-000000000000")
            .detail("kev", "true")
            .detail("parameter", " ")
            .identity("x")
            .build();
    Json.Obj json = JsonReport.finding(finding, null, List.of());
    assertThat(json.text("id")).isEqualTo(finding.id());
    assertThat(json.flag("kev")).isTrue();
    assertThat(json.get("parameter")).isNull();
  }

  @Test
  void everySchemaIsListedAndNamesItsOutput() {
    String table = Schemas.text(Schemas.folder().resolve("README.md"));
    for (Path file : Schemas.files()) {
      String name = file.getFileName().toString();
      assertThat(table).contains("](" + name + ")");
      Json.Obj schema = (Json.Obj) JsonReader.read(Schemas.text(file));
      String named = schema.object("properties").object("schema").text("const");
      if (named != null) {
        assertThat(name).isEqualTo(named.replace('/', '-') + ".json");
        assertThat(table).contains("`" + named + "`");
      }
    }
  }

  private static Json.Obj with(Json.Obj object, String name, Json value) {
    Map<String, Json> members = new LinkedHashMap<>(object.members());
    members.put(name, value);
    return new Json.Obj(members);
  }

  private static Json.Obj without(Json.Obj object, String name) {
    Map<String, Json> members = new LinkedHashMap<>(object.members());
    members.remove(name);
    return new Json.Obj(members);
  }

  private static void empty(String at, Json value, List<String> found) {
    switch (value) {
      case Json.Obj(Map<String, Json> members) ->
          members.forEach((name, member) -> empty(at + "/" + name, member, found));
      case Json.Arr(List<Json> items) -> items.forEach(item -> empty(at + "/*", item, found));
      case Json.Text(String text) -> {
        if (text.isEmpty()) {
          found.add(at);
        }
      }
      case Json.Num _, Json.Bool _, Json.Null _ -> {}
    }
  }
}
