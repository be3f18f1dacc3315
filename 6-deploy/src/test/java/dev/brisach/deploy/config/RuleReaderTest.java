package dev.brisach.deploy.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RuleReaderTest {
  private static final String RULE =
      """
      id: deploy.compose.sample
      title: Sample
      why: Because.
      fix: Mend it.
      severity: low
      confidence: likely
      weaknesses: [CWE-250]
      subject: file/compose
      match:
        select: ports[*]
        where:
          target: '22'
      message: "Port {target}."
      bad: |
        services: {a: {image: "a:1", ports: ["22:22"]}}
      good: |
        services: {a: {image: "a:1", ports: ["80:80"]}}
      """;

  @Test
  void readsARule() {
    Rule rule = RuleReader.read("r.yaml", RULE);

    assertThat(rule.id()).isEqualTo("deploy.compose.sample");
    assertThat(rule.version()).isEqualTo(1);
    assertThat(rule.examples()).hasSize(2);
  }

  @Test
  void anUnknownKeyIsNamedWithItsLineAndWhatWasMeant() {
    assertThatThrownBy(() -> RuleReader.read("r.yaml", RULE.replace("severity:", "severty:")))
        .hasMessage("r.yaml:5: unknown key 'severty' in the rule, did you mean 'severity'?");
    assertThatThrownBy(
            () -> RuleReader.read("r.yaml", RULE.replace("target: '22'", "target: {equal: '22'}")))
        .hasMessage(
            "r.yaml:12: unknown key 'equal' in the test of 'target', did you mean 'equals'?");
  }

  @Test
  void faultsSayWhatWouldBeRight() {
    assertThatThrownBy(() -> RuleReader.read("r.yaml", RULE.replace("ports[*]", "ports..x")))
        .hasMessageContaining("r.yaml:10:");
    assertThatThrownBy(() -> RuleReader.read("r.yaml", RULE.replace("CWE-250", "two")))
        .hasMessageContaining("such as CWE-250");
    assertThatThrownBy(
            () -> RuleReader.read("r.yaml", RULE.replace("severity: low", "severity: lo")))
        .hasMessageContaining("did you mean 'low'?");
    assertThatThrownBy(() -> RuleReader.read("r.yaml", RULE.substring(0, RULE.indexOf("good:"))))
        .hasMessageContaining("at least one example");
    assertThatThrownBy(
            () -> RuleReader.read("r.yaml", RULE.replace("target: '22'", "target: {matches: '['}")))
        .hasMessageContaining("regular expression");
    assertThatThrownBy(() -> RuleReader.read("r.yaml", "a: [")).hasMessageStartingWith("r.yaml:");
  }
}
