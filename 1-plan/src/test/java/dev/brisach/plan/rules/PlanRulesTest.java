package dev.brisach.plan.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brisach.core.BrisachException;
import dev.brisach.core.Threat;
import dev.brisach.core.Weakness;
import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonReader;
import dev.brisach.plan.model.ThreatModelReader;
import dev.brisach.testkit.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class PlanRulesTest {
  private static final List<PlanRule> RULES = PlanRules.bundled();

  @TestFactory
  Stream<DynamicTest> everyRuleFindsItsPositiveModels() {
    return RULES.stream()
        .map(rule ->
            DynamicTest.dynamicTest(
                rule.id(),
                () -> {
                  assertThat(rule.positive()).isNotEmpty();
                  for (String model : rule.positive()) {
                    assertThat(evaluate(rule, model).threats()).as(model).isNotEmpty();
                  }
                }));
  }

  @TestFactory
  Stream<DynamicTest> noRuleFindsOrAsksAnythingInItsNegativeModels() {
    return RULES.stream()
        .map(rule ->
            DynamicTest.dynamicTest(
                rule.id(),
                () -> {
                  assertThat(rule.negative()).isNotEmpty();
                  for (String model : rule.negative()) {
                    RuleEngine.Result result = evaluate(rule, model);
                    assertThat(result.threats()).as(model).isEmpty();
                    assertThat(result.questions()).as(model).isEmpty();
                  }
                }));
  }

  @Test
  void theRulesCoverAllSixLettersOfStride() {
    Set<Character> letters = new TreeSet<>();
    RULES.forEach(rule -> rule.stride().chars().forEach(c -> letters.add((char) c)));

    assertThat(letters).containsExactlyInAnyOrder('S', 'T', 'R', 'I', 'D', 'E');
    assertThat(RULES).hasSizeGreaterThanOrEqualTo(28);
  }

  @Test
  void whatARuleExpectsAtAStageIsItsOwnWeakness() {
    for (PlanRule rule : RULES) {
      for (Threat.Expected expected : rule.expects().values()) {
        assertThat(rule.weaknesses()).as(rule.id()).containsAll(expected.weaknesses());
      }
    }
  }

  @Test
  void everyCriterionIsBackedByAReferenceOfItsRule() {
    for (PlanRule rule : RULES) {
      for (PlanRule.Criterion criterion : rule.criteria()) {
        if (criterion.asvs() != null) {
          assertThat(rule.references()).as(rule.id()).contains(criterion.asvs());
        }
      }
    }
  }

  @Test
  void everyAsvsRequirementExists() throws IOException {
    Path file = Corpus.path("plan/catalogues/asvs/asvs-5.0.0.flat.json");
    Json.Arr flat = list(JsonReader.read(Files.readAllBytes(file)));
    Set<String> known = new TreeSet<>();
    for (Json item : flat.items()) {
      known.add("ASVS-5.0.0-" + ((Json.Obj) item).need("req_id").substring(1));
    }

    for (PlanRule rule : RULES) {
      assertThat(ids(rule, "ASVS-")).as(rule.id()).isSubsetOf(known);
    }
  }

  private static Json.Arr list(Json json) {
    return json instanceof Json.Arr array
        ? array
        : new Json.Arr(((Json.Obj) json).list("requirements"));
  }

  @Test
  void everyTechniqueExists() throws IOException {
    Path file = Corpus.path("plan/catalogues/attack/techniques-v18.1.tsv");
    Set<String> known = new TreeSet<>();
    for (String line : Files.readAllLines(file)) {
      known.add(line.split("\t", -1)[0]);
    }

    for (PlanRule rule : RULES) {
      assertThat(ids(rule, "T")).as(rule.id()).isSubsetOf(known);
    }
  }

  @Test
  void noRuleCarriesAPillarOrAnUnlistedClass() throws IOException {
    Path file = Corpus.path("plan/catalogues/cwe/cwe.tsv");
    Set<String> allowed = new TreeSet<>(Set.of("CWE-327", "CWE-345", "CWE-862", "CWE-1395"));
    for (String line : Files.readAllLines(file)) {
      String[] cells = line.split("\t", -1);
      if (Set.of("Base", "Variant", "Compound").contains(cells[2])) {
        allowed.add(cells[0]);
      }
    }

    for (PlanRule rule : RULES) {
      assertThat(rule.weaknesses().stream().map(Weakness::id))
          .as(rule.id())
          .allMatch(allowed::contains);
    }
  }

  @Test
  void aMistakeInARuleNamesFileLineAndWhatWouldBeRight() {
    String rule =
        """
        id: plan.test
        title: A test
        why: Because.
        stride: S
        weaknesses: [CWE-306]
        applies: {c: component}
        when:
          - c.internetFaccing
        """;

    assertThatThrownBy(() -> PlanRuleReader.read("own.yaml", rule))
        .isInstanceOf(BrisachException.class)
        .hasMessage("own.yaml:8: no fact 'internetFaccing', did you mean 'internetFacing'?");
  }

  private static List<String> ids(PlanRule rule, String prefix) {
    return rule.references().stream()
        .map(Weakness::id)
        .filter(id -> id.startsWith(prefix) && !(prefix.equals("T") && id.contains("-")))
        .toList();
  }

  private static RuleEngine.Result evaluate(PlanRule rule, String model) {
    return RuleEngine.evaluate(ThreatModelReader.read("model.yaml", model), List.of(rule));
  }
}
