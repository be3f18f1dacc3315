package dev.brisach.core.assurance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisach.core.Asset;
import dev.brisach.core.AssetKind;
import dev.brisach.core.Confidence;
import dev.brisach.core.Decision;
import dev.brisach.core.Finding;
import dev.brisach.core.Severity;
import dev.brisach.core.Stage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a decision covers what it was made on, and what ends it. */
class DecisionTest {
  private static final Asset FILE = Asset.file("src/Orders.java");
  private static final Asset OTHER = Asset.file("src/Carts.java");
  private static final String THREAT = "sql@orders";

  private final Ground ground = new Ground();

  @BeforeEach
  void aShopWithAnSqlInjection() {
    ground
        .file("src/Orders.java", "one", "java")
        .file("src/Carts.java", "carts", "java")
        .bind("orders", AssetKind.FILE, "src")
        .check("code.sql", 1, Stage.CODE, "file/java", 89)
        .threat(THREAT, "orders", 89, Map.of(Stage.CODE, Ground.cwe(89)));
    sees(2, finding(FILE, Severity.HIGH, Confidence.LIKELY, "one"));
  }

  private static Finding finding(Asset at, Severity severity, Confidence sure, String digest) {
    return Findings.at(at, severity, sure, 89).digest(digest).build();
  }

  private void sees(int hoursAgo, Finding... findings) {
    Ground.Laid sweep = ground.sweep("code.sql", Stage.CODE, "source", Ground.hoursAgo(hoursAgo));
    sweep.covers(FILE).covers(OTHER);
    for (Finding finding : findings) {
      sweep.finds(finding);
    }
    sweep.lay();
  }

  private Basis basis(String target) {
    return Basis.of(ground.state(), ground.runs, target).orElseThrow();
  }

  private void decide(Basis basis, String... approvers) {
    decide(basis, Ground.NOW, Ground.daysAgo(-60), List.of(), approvers);
  }

  private void decide(
      Basis basis, Instant decided, Instant until, List<String> refused, String... approvers) {
    ground.decisions.clear();
    ground.decisions.add(
        new Decision(
            "D-1",
            Decision.Act.ACCEPT,
            basis.target(),
            "behind a gateway",
            "ann",
            List.of(approvers),
            until,
            new Decision.Terms(decided, basis.severity(), null, basis.evidence()),
            refused));
  }

  private Ruling ruling() {
    return ground.assurance().decisions().get("D-1");
  }

  private CellState cell() {
    return ground.cell(THREAT, Stage.CODE, "source").state();
  }

  private String target(String kind) {
    return kind.equals("threat")
        ? THREAT
        : finding(FILE, Severity.HIGH, Confidence.LIKELY, "").id();
  }

  @ParameterizedTest
  @ValueSource(strings = {"threat", "finding"})
  void anApprovedDecisionCoversWhatItWasMadeOn(String kind) {
    Basis basis = basis(target(kind));
    assertThat(basis.severity()).isEqualTo(Severity.HIGH);
    assertThat(basis.evidence()).hasSize(1);
    decide(basis, "bob");

    assertThat(ruling().state()).isEqualTo(Ruling.State.VALID);
    assertThat(cell()).isEqualTo(CellState.DECIDED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"threat", "finding"})
  void withoutAnotherPersonItIsUnapprovedAndTheCellSaysWhy(String kind) {
    decide(
        basis(target(kind)), Ground.NOW, Ground.daysAgo(-60), List.of("mallory: unknown"), "ann");

    assertThat(ruling().state()).isEqualTo(Ruling.State.UNAPPROVED);
    assertThat(ruling().why()).contains("high needs 1 approval", "mallory: unknown");
    assertThat(cell()).isEqualTo(CellState.BREACHED);
    assertThat(ground.cell(THREAT, Stage.CODE, "source").reasons())
        .anyMatch(reason -> reason.startsWith("decision D-1 is unapproved: high needs 1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"threat", "finding"})
  void aChangedFileVoidsIt(String kind) {
    decide(basis(target(kind)), "bob");
    ground.file("src/Orders.java", "two", "java");
    sees(1, finding(FILE, Severity.HIGH, Confidence.LIKELY, "two"));

    assertThat(ruling().state()).isEqualTo(Ruling.State.VOID);
    assertThat(ruling().why()).contains("F-", "has changed since");
    assertThat(cell()).isEqualTo(CellState.BREACHED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"threat", "finding"})
  void aSurerFindingVoidsItAndTheSameAgainDoesNot(String kind) {
    decide(basis(target(kind)), "bob");
    sees(1, finding(FILE, Severity.HIGH, Confidence.LIKELY, "one"));
    assertThat(ruling().state()).isEqualTo(Ruling.State.VALID);

    sees(0, finding(FILE, Severity.HIGH, Confidence.PROVED, "one"));
    assertThat(ruling().state()).isEqualTo(Ruling.State.VOID);
  }

  @ParameterizedTest
  @ValueSource(strings = {"threat", "finding"})
  void risenSeverityVoidsItAndFallenDoesNot(String kind) {
    decide(basis(target(kind)), Ground.NOW, Ground.daysAgo(-20), List.of(), "bob", "eve");
    sees(1, finding(FILE, Severity.MEDIUM, Confidence.LIKELY, "one"));
    assertThat(ruling().state()).isEqualTo(Ruling.State.VALID);

    sees(0, finding(FILE, Severity.CRITICAL, Confidence.LIKELY, "one"));
    assertThat(ruling().state()).isEqualTo(Ruling.State.VOID);
    assertThat(ruling().why()).isEqualTo("the severity rose from high to critical");
  }

  @Test
  void aNewFindingVoidsADecisionOnItsThreatAndAMendedOneDoesNot() {
    sees(
        1,
        finding(FILE, Severity.HIGH, Confidence.LIKELY, "one"),
        finding(OTHER, Severity.HIGH, Confidence.LIKELY, "carts"));
    decide(basis(THREAT), "bob");
    assertThat(ruling().state()).isEqualTo(Ruling.State.VALID);

    sees(0, finding(OTHER, Severity.HIGH, Confidence.LIKELY, "carts"));
    assertThat(ruling().state()).isEqualTo(Ruling.State.VALID);

    decide(basis(THREAT), "bob");
    sees(
        0,
        finding(FILE, Severity.HIGH, Confidence.LIKELY, "one"),
        finding(OTHER, Severity.HIGH, Confidence.LIKELY, "carts"));
    assertThat(ruling().why()).contains("is new since");
  }

  @Test
  void itIsValidUntilItsVeryLastMomentAndFor90DaysAtMost() {
    Basis basis = basis(THREAT);
    decide(basis, Ground.daysAgo(90), Ground.NOW.plusSeconds(1), List.of(), "bob");
    assertThat(ruling().state()).isEqualTo(Ruling.State.VOID);

    decide(basis, Ground.daysAgo(90).plusSeconds(1), Ground.NOW.plusSeconds(1), List.of(), "bob");
    assertThat(ruling().state()).isEqualTo(Ruling.State.VALID);

    decide(basis, Ground.daysAgo(90), Ground.NOW, List.of(), "bob");
    assertThat(ruling().state()).isEqualTo(Ruling.State.EXPIRED);
    assertThat(cell()).isEqualTo(CellState.BREACHED);
  }

  @Test
  void whatIsCriticalNeedsTwoAndHoldsFor30Days() {
    sees(1, finding(FILE, Severity.CRITICAL, Confidence.LIKELY, "one"));
    Basis basis = basis(THREAT);
    decide(basis, Ground.NOW, Ground.daysAgo(-30), List.of(), "bob");
    assertThat(ruling().why()).contains("critical needs 2 approvals", "has 1");

    decide(basis, Ground.NOW, Ground.daysAgo(-30), List.of(), "bob", "eve");
    assertThat(ruling().state()).isEqualTo(Ruling.State.VALID);

    decide(basis, Ground.NOW, Ground.daysAgo(-31), List.of(), "bob", "eve");
    assertThat(ruling().why()).contains("critical may be decided for 30 days at most");
  }

  @Test
  void aDateInTheFutureOrAnUnknownTargetCoversNothing() {
    Basis basis = basis(THREAT);
    decide(basis, Ground.daysAgo(-3), Ground.daysAgo(-60), List.of(), "bob");
    assertThat(ruling().why()).contains("in the future");

    SortedMap<String, String> none = new TreeMap<>();
    decide(new Basis("sql@orderz", "no such", Severity.LOW, none), "bob");
    assertThat(ruling().state()).isEqualTo(Ruling.State.IDLE);
    assertThat(cell()).isEqualTo(CellState.BREACHED);
  }
}
