package dev.brisach.core.assurance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisach.core.Asset;
import dev.brisach.core.AssetKind;
import dev.brisach.core.Confidence;
import dev.brisach.core.Stage;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExplanationTest {
  private final Ground ground =
      new Ground()
          .file("orders/A.java", "a1", "java")
          .file("other/B.java", "b1", "java")
          .bind("orders", AssetKind.FILE, "orders")
          .check("code.sql", 1, Stage.CODE, "file/java", 89, 564)
          .threat("sql@orders", "orders", 89, Map.of(Stage.CODE, Ground.cwe(89)));

  @Test
  void aBreachIsExplainedBySweepBindingAndWeaknessPath() {
    ground
        .sweep("code.sql", Stage.CODE, "source", Ground.hoursAgo(1))
        .tree("")
        .finds(Findings.at(Asset.file("orders/A.java"), Confidence.LIKELY, 564).build())
        .lay();

    Explanation why = Explanation.of(ground.state(), ground.runs, "sql@orders", Stage.CODE);

    assertThat(why.lines())
        .contains(
            "scope: component:orders <- file orders (declared)",
            "scope: 1 assets",
            "code in source: breached",
            "    weakness CWE-564 -> CWE-89",
            "residual 15.00 (policy standard/1)")
        .anySatisfy(line -> assertThat(line).startsWith("  sweep run-0/code.sql: code.sql@1"));
  }

  @Test
  void aSweepOutsideTheScopeSaysSo() {
    ground
        .sweep("code.sql", Stage.CODE, "source", Ground.hoursAgo(1))
        .covers(Asset.file("other/B.java"))
        .lay();

    Explanation why =
        Explanation.whyNot(ground.state(), ground.runs, "sql@orders", "run-0/code.sql");

    assertThat(why.lines()).contains("it covers 0 assets of the threat's scope");
  }

  @Test
  void aSweepOfOtherContentAndASkipSaySo() {
    ground.sweep("code.sql", Stage.CODE, "source", Ground.hoursAgo(2)).tree("").lay();
    ground.file("orders/A.java", "a2", "java");
    ground.sweep("code.sql", Stage.CODE, "source", Ground.hoursAgo(1)).skipped("no time");

    assertThat(
            Explanation.whyNot(ground.state(), ground.runs, "sql@orders", "run-0/code.sql").lines())
        .contains("1 of them have changed since");
    assertThat(
            Explanation.whyNot(ground.state(), ground.runs, "sql@orders", "run-1/code.sql").lines())
        .containsExactly("run-1/code.sql looked at nothing: no time");
  }
}
