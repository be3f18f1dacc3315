package dev.brisach.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.brisach.core.Finding;
import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonWriter;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SarifReportTest {
  private static final Schema OFFICIAL = official();

  private static Schema official() {
    try (InputStream in =
        SarifReportTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema(in);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void keepsToTheOfficialSchema() {
    assertThat(faults(SarifReport.of(Reports.shop()))).isEmpty();
    assertThat(faults(SarifReport.of(Reports.hostile()))).isEmpty();
    assertThat(faults(SarifReport.of(Reports.shop().assurance().findings()))).isEmpty();
    assertThat(faults(SarifReport.of(List.<Finding>of()))).isEmpty();
  }

  @Test
  void theOfficialSchemaRefusesWhatIsNoSarif() {
    assertThat(faults(Json.object().put("version", "2.1.0").build())).isNotEmpty();
    assertThat(faults(Json.object().put("version", "2.0").put("runs", List.of()).build()))
        .isNotEmpty();
  }

  @Test
  void everyResultPointsToItsRule() {
    Json.Obj run = run();
    List<Json> rules = run.object("tool").object("driver").list("rules");
    for (Json one : run.list("results")) {
      Json.Obj result = (Json.Obj) one;
      Json.Obj rule = (Json.Obj) rules.get((int) result.number("ruleIndex", -1));
      assertThat(rule.text("id")).isEqualTo(result.text("ruleId"));
    }
    assertThat(run.list("results")).hasSize(5);
  }

  @Test
  void aRuleTeachesWithTheGuidanceCard() {
    Json.Obj rule = rule("code.java.sql-injection");
    assertThat(rule.object("help").text("markdown"))
        .contains("**An attacker would send**", "name=x' OR '1'='1", "<https://cwe.mitre.org/");
    assertThat(rule.object("help").text("text")).contains("Check yourself: Who decides");
    assertThat(rule.text("helpUri")).isEqualTo("https://cwe.mitre.org/data/definitions/89.html");
    assertThat(rule.object("properties").texts("tags")).contains("external/cwe/cwe-89");
  }

  @Test
  void aFlowIsToldStepByStep() {
    Json.Obj flow = (Json.Obj) result("code.java.sql-injection").list("codeFlows").getFirst();
    Json.Obj thread = (Json.Obj) flow.list("threadFlows").getFirst();
    List<String> texts =
        thread.list("locations").stream()
            .map(step -> ((Json.Obj) step).object("location").object("message").text("text"))
            .toList();
    assertThat(texts).hasSize(3);
    assertThat(texts.getFirst()).startsWith("source: String name");
    assertThat(texts.getLast()).startsWith("sink: ");
  }

  @Test
  void aFingerprintStaysWhenLinesMove() {
    Finding finding = Reports.shop().assurance().findings().getFirst();
    assertThat(result(finding.rule()).object("partialFingerprints").members())
        .isEqualTo(Map.of("brisach/v1", new Json.Text(finding.fingerprint().substring(3))));
  }

  @Test
  void whatWasDecidedIsSuppressedWithItsReason() {
    Json.Obj suppression =
        (Json.Obj) result("package.vulnerable-component").list("suppressions").getFirst();
    assertThat(suppression.text("justification"))
        .startsWith("accept by ada")
        .endsWith("The mapper reads our own files only.");
    assertThat(result("code.java.sql-injection").get("suppressions")).isNull();
  }

  @Test
  void whatWasNotExaminedIsAWarning() {
    Json.Obj invocation = (Json.Obj) run().list("invocations").getFirst();
    assertThat(invocation.flag("executionSuccessful")).as("one check failed").isFalse();
    List<String> texts = new ArrayList<>();
    for (Json one : invocation.list("toolExecutionNotifications")) {
      Json.Obj notification = (Json.Obj) one;
      assertThat(notification.text("level")).isEqualTo("warning");
      texts.add(notification.object("message").text("text"));
    }
    assertThat(texts)
        .contains(
            "Not examined: target: ignored by .gitignore",
            "Not examined: test.anonymous-access: needs --effect traffic",
            "Not examined: file:src/main/java/shop/Old.java: too large");
  }

  @Test
  void placesAreRelativeAddresses() {
    for (String path : List.of("a b/ü/c#d?.java", "a:b.txt", Reports.HOSTILE, "100%/x")) {
      URI uri = URI.create(SarifReport.uri(path));
      assertThat(uri.isAbsolute()).isFalse();
      assertThat(uri.getPath()).isEqualTo(path);
    }
  }

  @Test
  void aFenceIsLongerThanAnyInItsText() {
    Json.Obj rule =
        (Json.Obj)
            ((Json.Obj) SarifReport.of(Reports.hostile()).list("runs").getFirst())
                .object("tool")
                .object("driver")
                .list("rules")
                .getFirst();
    assertThat(rule.object("help").text("markdown"))
        .contains("````\n```<script>")
        .doesNotContain("javascript:");
    assertThat(rule.text("helpUri")).doesNotContain("<", "\"");
  }

  private static List<String> faults(Json value) {
    return OFFICIAL.validate(JsonWriter.line(value), InputFormat.JSON).stream()
        .map(Object::toString)
        .toList();
  }

  private static Json.Obj run() {
    return (Json.Obj) SarifReport.of(Reports.shop()).list("runs").getFirst();
  }

  private static Json.Obj rule(String id) {
    return find(run().object("tool").object("driver").list("rules"), "id", id);
  }

  private static Json.Obj result(String rule) {
    return find(run().list("results"), "ruleId", rule);
  }

  private static Json.Obj find(List<Json> all, String name, String value) {
    return all.stream()
        .map(Json.Obj.class::cast)
        .filter(one -> value.equals(one.text(name)))
        .findFirst()
        .orElseThrow();
  }
}
