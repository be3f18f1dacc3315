package dev.brisach.plan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisach.core.Severity;
import dev.brisach.core.Threat;
import dev.brisach.plan.model.ThreatModel;
import dev.brisach.plan.model.ThreatModelReader;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RuleEngineTest {
  private static final String RULE =
      """
      id: plan.cleartext
      title: "{f} in the clear"
      why: It can be read.
      stride: I
      weaknesses: [CWE-319]
      applies: {f: flow}
      when:
        - not f.encrypted
        - any:
            - f.crossesBoundary
            - f.sensitivity >= confidential
      unless:
        - f.authorised
      likelihood: ["4 when f.to.internetFacing", 2]
      impact: ["4 when f.sensitivity >= strictly-confidential", "3 when f.sensitivity >= confidential", 1]
      expects: {deploy: [CWE-319]}
      story:
        criteria: [{text: It is encrypted}]
        scenario: Given it
      """;

  @Test
  void anUnknownFactThatDecidesIsAQuestionAndNoThreat() {
    RuleEngine.Result result =
        evaluate("{from: a, to: b, protocol: tcp, crossesBoundary: true, authorised: false}");

    assertThat(result.threats()).isEmpty();
    assertThat(result.questions())
        .singleElement()
        .satisfies(question ->
            assertThat(question.texts())
                .containsExactly("Is a->b encrypted on the way? (flows.a->b.encrypted)"));
  }

  @Test
  void anUnknownMitigationIsAThreatWithAQuestion() {
    RuleEngine.Result result =
        evaluate("{from: a, to: b, protocol: http, crossesBoundary: true, data: [open]}");

    assertThat(result.questions()).isEmpty();
    Threat threat = result.threats().getFirst();
    assertThat(threat.id()).isEqualTo("plan.cleartext@a->b");
    assertThat(threat.questions())
        .containsExactly(
            "Can b be reached from the internet? (components.b.internetFacing)",
            "Does the called side of a->b check what the caller may do? (flows.a->b.authorised)");
    assertThat(threat.likelihood()).isEqualTo(4);
    assertThat(threat.impact()).isEqualTo(1);
  }

  @Test
  void aFalseConditionIsNothingAtAll() {
    RuleEngine.Result result = evaluate("{from: a, to: b, protocol: https, data: [secret]}");

    assertThat(result.threats()).isEmpty();
    assertThat(result.questions()).isEmpty();
  }

  @Test
  void theSensitivityOfWhatAFlowCarriesSetsTheImpact() {
    RuleEngine.Result result =
        evaluate("{from: a, to: b, protocol: http, data: [open, secret], authorised: false}");

    assertThat(result.threats())
        .singleElement()
        .satisfies(threat -> assertThat(threat.severity()).isEqualTo(Severity.CRITICAL));
  }

  @Test
  void aMitigationThatHoldsTakesTheThreatAway() {
    RuleEngine.Result result =
        evaluate("{from: a, to: b, protocol: http, data: [secret], authorised: true}");

    assertThat(result.threats()).isEmpty();
  }

  @Test
  void ofUnknownCasesTheMildestCounts() {
    RuleEngine.Result result =
        evaluate("{from: a, to: b, protocol: http, crossesBoundary: true, authorised: false}");

    assertThat(result.threats())
        .singleElement()
        .satisfies(threat -> assertThat(threat.impact()).isEqualTo(3));
  }

  @Test
  void aDraftHasThreatsOnlyWhereNothingIsOpenThatCouldTakeThemAway() {
    String flow = "{from: a, to: b, protocol: http, crossesBoundary: true}";

    RuleEngine.Result result =
        RuleEngine.evaluate(
            ThreatModelReader.read("m.yaml", "draft: true\n" + model(flow)), rules());

    assertThat(result.threats()).isEmpty();
    assertThat(result.questions()).hasSize(1);
  }

  @Test
  void boundariesAndActorsSayWhatCrosses() {
    ThreatModel model =
        ThreatModelReader.read(
            "m.yaml",
            """
            actors: {user: {}}
            components:
              a: {kind: api}
              b: {kind: datastore, internetFacing: false}
            boundaries:
              inside: {members: [b]}
            flows:
              - {from: user, to: a, protocol: http, authorised: false, data: []}
              - {from: a, to: b, protocol: http, authorised: false, data: []}
            """);

    assertThat(RuleEngine.evaluate(model, rules()).threats())
        .extracting(Threat::id)
        .containsExactly("plan.cleartext@a->b", "plan.cleartext@user->a");
  }

  @Test
  void theSameModelGivesTheSameThreatsInAnyOrderOfItsParts() {
    String a = "{from: a, to: b, protocol: http, data: [secret], authorised: false}";
    String b = "{from: b, to: a, protocol: http, data: [secret], authorised: false}";

    RuleEngine.Result one =
        RuleEngine.evaluate(ThreatModelReader.read("m.yaml", model(a + "\n  - " + b)), rules());
    RuleEngine.Result two =
        RuleEngine.evaluate(ThreatModelReader.read("m.yaml", model(b + "\n  - " + a)), rules());

    assertThat(one.threats()).hasSize(2).isEqualTo(two.threats());
  }

  private static RuleEngine.Result evaluate(String flow) {
    return RuleEngine.evaluate(ThreatModelReader.read("m.yaml", model(flow)), rules());
  }

  private static List<PlanRule> rules() {
    return List.of(PlanRuleReader.read("rule.yaml", RULE));
  }

  private static String model(String flow) {
    return """
    data:
      open: {sensitivity: public}
      secret: {sensitivity: strictly-confidential}
    components:
      a: {kind: api}
      b: {kind: service}
    flows:
      - %s
    """
        .formatted(flow);
  }
}
