package dev.brisach.deploy.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisach.kit.yaml.Yaml;
import dev.brisach.kit.yaml.YamlReader;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScopeTest {
  private static String type(String event, String expression) {
    return type(event, "jobs: {a: {steps: []}}", "a", expression);
  }

  private static String type(String event, String workflow, String job, String expression) {
    Yaml.Mapping root = (Yaml.Mapping) YamlReader.read(workflow);
    Yaml.Mapping at = root.map("jobs").map(job);
    ValueType type = Scope.of(root, Set.of(event), at).ofExpression(expression, null);
    return (type.control() + " " + type.domain()).toLowerCase(java.util.Locale.ROOT);
  }

  @Test
  void aCommitIdOrNumberIsSafeWhoeverChoosesIt() {
    for (String safe :
        new String[] {
          "github.event.pull_request.head.sha",
          "github.event.pull_request.number",
          "github.event.pull_request.user.login",
          "github.event.issue.title == 'x'",
          "contains(github.event.issue.body, 'x')",
          "(github.event.pull_request || github.event.issue).number",
          "hashFiles('**')",
          "steps.x.outcome",
          "secrets.TOKEN",
          "github.actor"
        }) {
      assertThat(type("pull_request_target", safe)).as(safe).isEqualTo("maintainer plain");
    }
  }

  @Test
  void textOfStrangersIsKnownByItsTrigger() {
    assertThat(type("issues", "github.event.issue.title")).isEqualTo("stranger text");
    assertThat(type("issues", "github['event'].issue['BODY']")).isEqualTo("stranger text");
    assertThat(type("issues", "toJSON(github.event)")).isEqualTo("stranger text");
    assertThat(type("issues", "format('{0}', github.event.issue.title)"))
        .isEqualTo("stranger text");
    assertThat(type("issues", "'' || github.event.issue.title")).isEqualTo("stranger text");
    assertThat(type("pull_request", "github.head_ref")).isEqualTo("stranger ref");
    assertThat(type("push", "github.head_ref")).startsWith("maintainer");
    assertThat(type("push", "github.event.commits[0].message")).isEqualTo("contributor text");
    assertThat(type("push", "github.event.commits.*.author.name")).isEqualTo("contributor text");
  }

  @Test
  void valuesAreFollowedThroughEnvOutputsAndMatrix() {
    String workflow =
        """
        env: {T: "${{ github.event.issue.title }}"}
        jobs:
          a:
            outputs: {o: "${{ steps.s.outputs.v }}", n: "${{ github.event.issue.number }}"}
            steps:
              - id: s
                run: echo "v=$T" >> $GITHUB_OUTPUT
          b:
            strategy: {matrix: {m: "${{ fromJSON(needs.a.outputs.o) }}", k: [x, y]}}
            steps: []
        """;

    assertThat(type("issues", workflow, "a", "env.T")).isEqualTo("stranger text");
    assertThat(type("issues", workflow, "b", "needs.a.outputs.o")).isEqualTo("stranger text");
    assertThat(type("issues", workflow, "b", "matrix.m")).isEqualTo("stranger text");
    assertThat(type("issues", workflow, "b", "matrix.k")).isEqualTo("maintainer plain");
    assertThat(type("issues", workflow, "b", "needs.a.outputs.n")).isEqualTo("maintainer plain");
  }

  @Test
  void circlesAndBrokenExpressionsEnd() {
    String circle =
        """
        env: {A: "${{ env.B }}", B: "${{ env.A }}"}
        jobs:
          a: {outputs: {x: "${{ needs.a.outputs.x }}"}}
        """;

    assertThat(type("issues", circle, "a", "env.A")).startsWith("unknown");
    assertThat(type("issues", circle, "a", "needs.a.outputs.x")).startsWith("unknown");
    assertThat(type("issues", "github.event.issue.title ||")).startsWith("unknown");
    assertThat(type("issues", "(".repeat(5000))).startsWith("unknown");
  }
}
