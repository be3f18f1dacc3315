package dev.brisach.core.assurance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisach.core.Asset;
import dev.brisach.core.AssetKind;
import dev.brisach.core.Confidence;
import dev.brisach.core.Decision;
import dev.brisach.core.Finding;
import dev.brisach.core.Severity;
import dev.brisach.core.Stage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GateTest {
  private static final Asset FILE = Asset.file("orders/A.java");

  private final Ground ground =
      new Ground()
          .file("orders/A.java", "a1", "java")
          .file("sample/S.java", "s1", "java")
          .bind("orders", AssetKind.FILE, "orders")
          .check("code.sql", 1, Stage.CODE, "file/java", 89, 798)
          .threat("sql@orders", "orders", 89, Map.of(Stage.CODE, Ground.cwe(89)));

  private Verdict verdict(Finding... findings) {
    ground.runs.clear();
    Ground.Laid sweep = ground.sweep("code.sql", Stage.CODE, "source", Ground.hoursAgo(1)).tree("");
    for (Finding finding : findings) {
      sweep.finds(finding);
    }
    sweep.lay();
    return RunGate.judge(ground.assurance(), ground.model());
  }

  @Test
  void aLikelyBreachOfAHighThreatBlocks() {
    Verdict verdict = verdict(Findings.at(FILE, Severity.MEDIUM, Confidence.LIKELY, 89).build());

    assertThat(verdict.word()).isEqualTo(Verdict.Word.BLOCK);
    assertThat(verdict.reasons().getFirst())
        .isEqualTo(
            new Verdict.Reason(
                "breach-of-high-threat",
                Verdict.Word.BLOCK,
                "sql@orders",
                "code breached, likely"));
  }

  @Test
  void aHeuristicBreachDoesNotBlock() {
    assertThat(verdict(Findings.at(FILE, Confidence.HEURISTIC, 89).build()).word())
        .isEqualTo(Verdict.Word.WARN);
  }

  @Test
  void aDraftModelAloneNeverBlocks() {
    ground.draft = true;

    assertThat(verdict(Findings.at(FILE, Severity.MEDIUM, Confidence.LIKELY, 89).build()).word())
        .isEqualTo(Verdict.Word.WARN);
    assertThat(verdict(Findings.at(FILE, Severity.HIGH, Confidence.LIKELY, 89).build()).word())
        .isEqualTo(Verdict.Word.BLOCK);
  }

  @Test
  void aProvedSecretBlocksThoughNoThreatNamesIt() {
    Verdict verdict = verdict(Findings.at(FILE, Severity.LOW, Confidence.PROVED, 798).build());

    assertThat(verdict.reasons()).extracting(Verdict.Reason::rule).contains("proved-secret");
    assertThat(verdict.word()).isEqualTo(Verdict.Word.BLOCK);
  }

  @Test
  void aCriticalFindingBlocksWhenExploited() {
    Finding.Builder finding = Findings.at(FILE, Severity.CRITICAL, Confidence.LIKELY, 1395);
    assertThat(verdict(finding.build()).word()).isEqualTo(Verdict.Word.WARN);

    assertThat(verdict(finding.detail("kev", "true").build()).word()).isEqualTo(Verdict.Word.BLOCK);
  }

  @Test
  void whatIsNotShippedIsListedAndNeverGated() {
    ground.notShipped.add("**/sample/**");
    ground.bind("orders", AssetKind.FILE, "sample");
    Finding finding =
        Findings.at(Asset.file("sample/S.java"), Severity.CRITICAL, Confidence.PROVED, 89, 798)
            .build();

    Verdict verdict = verdict(finding);

    assertThat(verdict.word()).isEqualTo(Verdict.Word.WARN);
    assertThat(ground.assurance().findings()).containsExactly(finding);
    assertThat(ground.assurance().notShipped()).containsExactly(finding.fingerprint());
    assertThat(ground.cell("sql@orders", Stage.CODE, "source").state()).isEqualTo(CellState.HELD);
  }

  @Test
  void anApprovedDecisionLetsItPass() {
    Finding finding = Findings.at(FILE, Severity.HIGH, Confidence.PROVED, 89).build();
    ground.decisions.add(
        new Decision(
            "D-1",
            Decision.Act.ACCEPT,
            finding.fingerprint(),
            "known",
            "ann",
            List.of("bob"),
            Ground.daysAgo(-1)));

    Verdict verdict = verdict(finding);

    assertThat(verdict.word()).isEqualTo(Verdict.Word.WARN);
    assertThat(ground.cell("sql@orders", Stage.CODE, "source").state())
        .isEqualTo(CellState.DECIDED);
    assertThat(ground.assurance().decided()).containsEntry(finding.fingerprint(), "D-1");
  }

  @Test
  void aGapOfAHighThreatWarns() {
    ground.checks.clear();
    ground.check("code.other", 1, Stage.CODE, "file/java", 79).catalogueOnly();

    Verdict verdict = RunGate.judge(ground.assurance(), ground.model());

    assertThat(verdict.word()).isEqualTo(Verdict.Word.WARN);
    assertThat(verdict.reasons())
        .containsExactly(
            new Verdict.Reason(
                "gap-of-high-threat",
                Verdict.Word.WARN,
                "sql@orders",
                "nothing looked in code, plan"));
  }
}
