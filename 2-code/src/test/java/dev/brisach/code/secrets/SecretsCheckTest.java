package dev.brisach.code.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisach.core.Finding;
import dev.brisach.core.Lesson;
import dev.brisach.core.Weakness;
import dev.brisach.kit.rules.Example;
import dev.brisach.kit.tree.SourceFile;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SecretsCheckTest {
  private static final String VALUE = "K7vq-Tz4mw";
  private final SecretsCheck check = new SecretsCheck(SecretScanner.bundled(new byte[] {1}));

  @Test
  void everyWeaknessItListsHasABadExampleThatItFinds() {
    Set<Weakness> found = new TreeSet<>();
    for (Example example : check.examples()) {
      List<Finding> findings = check.findings(SourceFile.of(example.path(), example.content()));
      if (example.breaches().isEmpty()) {
        assertThat(findings).as(example.content()).isEmpty();
      } else {
        findings.forEach(finding -> found.addAll(finding.weaknesses()));
      }
    }

    assertThat(found).containsAll(check.info().weaknesses());
  }

  @Test
  void aFindingIsKnownAgainWhereTheLineMovedAndTheValueChanged() {
    Finding before = only("a.properties", "db.password=" + VALUE + "\n");
    Finding after = only("a.properties", "# moved\n\n  db.password=Zt6-pQ9xLm2\n");

    assertThat(after.fingerprint()).isEqualTo(before.fingerprint());
    assertThat(only("b.properties", "db.password=" + VALUE).fingerprint())
        .isNotEqualTo(before.fingerprint());
  }

  @Test
  void equalLinesAreToldApartByTheirOrder() {
    String line = "password: " + VALUE + "\n";
    List<Finding> findings = check.findings(SourceFile.of("a.yml", line + "x: 1\n" + line));

    assertThat(findings).extracting(Finding::fingerprint).doesNotHaveDuplicates().hasSize(2);
  }

  @Test
  void neverHoldsTheValueInAnyPart() {
    String both = "url: postgres://shop:" + VALUE + "x1@db.shop.net/a # password: " + VALUE;
    for (Finding finding : check.findings(SourceFile.of("a.yml", both))) {
      assertThat(finding.toString()).doesNotContain(VALUE);
    }
    assertThat(check.findings(SourceFile.of("a.yml", both))).isNotEmpty();
  }

  @Test
  void theLessonSpeaksTheLanguageOfTheFile() {
    assertThat(lesson("A.java", "String dbPassword = \"" + VALUE + "\";").replacement())
        .contains("System.getenv(\"DB_PASSWORD\")");
    assertThat(lesson("a.py", "DB_PASSWORD = '" + VALUE + "'").replacement())
        .contains("os.environ[\"DB_PASSWORD\"]");
    assertThat(lesson("a.ts", "const dbPassword = '" + VALUE + "';").replacement())
        .contains("process.env.DB_PASSWORD");
    assertThat(lesson("compose.yaml", "      DB_PASSWORD: " + VALUE).replacement())
        .contains("secrets:")
        .contains("/run/secrets/db_password");
    assertThat(lesson("Dockerfile", "ENV DB_PASSWORD=" + VALUE).replacement())
        .contains("--mount=type=secret");
    assertThat(lesson("A.java", "String dbPassword = \"" + VALUE + "\";").links())
        .anyMatch(link -> link.contains("cwe.mitre.org/data/definitions/798"))
        .anyMatch(link -> link.startsWith("ASVS-5.0.0-13.3"))
        .anyMatch(link -> link.contains("cheatsheetseries.owasp.org"));
  }

  @Test
  void theListHoldsTheCheckWithAKeyOfItsOwnRun() {
    assertThat(SecretChecks.all())
        .singleElement()
        .satisfies(one -> assertThat(one.info().id()).isEqualTo("code.secrets"));
  }

  private Lesson lesson(String path, String line) {
    Lesson lesson = only(path, line).lesson();
    assertThat(lesson).isNotNull();
    return java.util.Objects.requireNonNull(lesson);
  }

  private Finding only(String path, String content) {
    List<Finding> findings = check.findings(SourceFile.of(path, content));
    assertThat(findings).hasSize(1);
    return findings.getFirst();
  }
}
