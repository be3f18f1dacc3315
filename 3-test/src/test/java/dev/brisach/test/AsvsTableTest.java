package dev.brisach.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisach.core.taxonomy.Taxonomy;
import java.util.List;
import org.junit.jupiter.api.Test;

class AsvsTableTest {
  @Test
  void everyLevelOneRequirementStandsInItOnce() {
    Taxonomy taxonomy = Taxonomy.bundled();
    List<AsvsTable.Row> rows = AsvsTable.rows();

    assertThat(rows).hasSize(70);
    assertThat(rows).extracting(AsvsTable.Row::number).doesNotHaveDuplicates();
    assertThat(rows)
        .allSatisfy(row -> assertThat(taxonomy.asvsLevel(row.requirement())).isEqualTo(1));
  }

  @Test
  void everyRowSaysHowOrWhyNot() {
    for (AsvsTable.Row row : AsvsTable.rows()) {
      boolean byHand = row.state() == AsvsTable.State.BY_HAND;
      assertThat(row.checks().isEmpty()).as(row.number()).isEqualTo(byHand);
      assertThat(row.rest().isEmpty())
          .as(row.number())
          .isEqualTo(row.state() == AsvsTable.State.AUTOMATED);
    }
  }

  @Test
  void atLeastHalfIsTested() {
    assertThat(AsvsTable.rows())
        .filteredOn(row -> row.state() != AsvsTable.State.BY_HAND)
        .hasSizeGreaterThanOrEqualTo(35);
  }
}
