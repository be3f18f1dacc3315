package dev.brisach.code.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brisach.core.BrisachException;
import dev.brisach.kit.rules.Example;
import dev.brisach.testkit.Trees;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretRulesTest {
  private static final byte[] KEY =
      "a key for tests".getBytes(java.nio.charset.StandardCharsets.UTF_8);

  @Test
  void everyRuleFindsItsBadExamplesAndIsSilentAtItsGoodOnes() {
    SecretScanner scanner = SecretScanner.bundled(KEY);
    List<String> wrong = new ArrayList<>();
    for (SecretRule rule : scanner.rules()) {
      int number = 0;
      for (Example example : rule.examples()) {
        number++;
        List<SecretHit> hits = scanner.scan(example.content(), example.path());
        boolean own = hits.stream().anyMatch(hit -> hit.rule().id().equals(rule.id()));
        if (example.breaches().isEmpty() ? !hits.isEmpty() : !own) {
          wrong.add(
              rule.id()
                  + " example "
                  + number
                  + " gave "
                  + hits.stream().map(hit -> hit.rule().id()).toList());
        }
      }
    }

    assertThat(wrong).isEmpty();
  }

  @Test
  void everyRuleHasABadExampleAndSaysWhatWhyAndHow() {
    List<SecretRule> rules = SecretRules.bundled();

    assertThat(rules).hasSizeGreaterThanOrEqualTo(40);
    assertThat(rules)
        .allSatisfy(rule -> {
          assertThat(rule.id()).startsWith("code.secrets.");
          assertThat(rule.examples())
              .as(rule.id())
              .anyMatch(example -> !example.breaches().isEmpty());
          assertThat(rule.title()).isNotBlank();
          assertThat(rule.why()).endsWith(".");
          assertThat(rule.fix()).endsWith(".");
        });
  }

  @Test
  void readsAUsersOwnRule(@TempDir Path folder) {
    Path file =
        Trees.write(
            folder,
            "acme.yaml",
            """
            id: acme.secrets.badge
            title: Acme badge in a file
            what: an Acme badge
            why: Opens the door.
            fix: Ask the front desk for a new one.
            severity: medium
            match:
              - keywords: [acme_]
                pattern: 'acme_[0-9]{8}'
            """);
    SecretScanner scanner = new SecretScanner(SecretRules.load(file), KEY);

    List<SecretHit> hits = scanner.scan("badge: acme_83619274\n", "doors.txt");

    assertThat(hits).singleElement().satisfies(hit -> assertThat(hit.line()).isEqualTo(1));
    assertThat(SecretRules.with(SecretRules.bundled(), SecretRules.load(folder)))
        .hasSize(SecretRules.bundled().size() + 1);
  }

  @Test
  void namesFileLineAndMistakeOfABrokenRule(@TempDir Path folder) {
    Path file =
        Trees.write(
            folder,
            "broken.yaml",
            """
            id: acme.secrets.badge
            title: t
            what: w
            why: y
            fix: f
            match:
              - keywords: [acme_]
                patern: 'acme_[0-9]{8}'
            """);

    assertThatThrownBy(() -> SecretRules.load(file))
        .isInstanceOf(BrisachException.class)
        .hasMessageContaining("broken.yaml:8")
        .hasMessageContaining("did you mean 'pattern'?");
  }

  @Test
  void namesAMissingFolderOfRules(@TempDir Path folder) {
    assertThatThrownBy(() -> SecretRules.load(folder.resolve("none")))
        .isInstanceOf(BrisachException.class)
        .hasMessageContaining("no such file");
  }
}
