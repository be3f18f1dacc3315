package dev.brisach.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisach.core.Weakness;
import dev.brisach.deploy.config.Rule;
import dev.brisach.deploy.config.RuleCheck;
import dev.brisach.deploy.config.RuleReader;
import dev.brisach.kit.rules.Example;
import dev.brisach.kit.tree.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The guide's complete rule is read and run as it stands there. */
class RuleGuideTest {
  @Test
  void theRuleOfTheGuideWorks() throws IOException {
    String guide = Files.readString(Path.of("../docs/guides/add-a-rule.md"));
    int start = guide.indexOf("```yaml\n") + "```yaml\n".length();
    Rule rule = RuleReader.read("telnet.yaml", guide.substring(start, guide.indexOf("```", start)));
    RuleCheck check = DeployChecks.check(rule);

    for (Example example : check.examples()) {
      Sweeps sweep = Sweeps.of(check, SourceFile.of(example.path(), example.content()));

      assertThat(sweep.findings.stream().flatMap(f -> f.weaknesses().stream()).distinct())
          .as(example.content())
          .containsExactlyElementsOf(example.breaches());
    }
    assertThat(rule.weaknesses()).containsExactly(Weakness.cwe(319));
  }
}
