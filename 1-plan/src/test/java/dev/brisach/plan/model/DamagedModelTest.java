package dev.brisach.plan.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisach.core.BrisachException;
import dev.brisach.core.ErrorCode;
import dev.brisach.plan.rules.PlanRule;
import dev.brisach.plan.rules.PlanRules;
import dev.brisach.plan.rules.RuleEngine;
import dev.brisach.testkit.Seeds;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class DamagedModelTest {
  private static final String MODEL =
      """
      schema: threat-model/1
      title: Shop
      actors: {reader: {title: Reader}}
      data: {cards: {sensitivity: strictly-confidential, personal: true}}
      components:
        web: {kind: web-app, internetFacing: true, technology: [sql, html], processes: [cards]}
        db: {kind: datastore, stores: [cards], code: [src]}
      flows:
        - {from: reader, to: web, protocol: https, data: [cards]}
        - {from: web, to: db, protocol: mysql, encrypted: false}
      boundaries: {inner: {members: [db]}}
      """;
  private static final List<PlanRule> RULES = PlanRules.bundled();
  private static final String PARTS = "{}[]:,-&*!|>'\"#%@\\ \n\t~?x0\u00e4\u0000";

  @Test
  void aDamagedModelIsReadOrRefusedAsAUsageErrorAndNeverBreaksTheRules() {
    Random random = Seeds.random();
    int read = 0;
    for (int i = 0; i < 1500; i++) {
      StringBuilder text = new StringBuilder(MODEL);
      for (int change = random.nextInt(3); change >= 0; change--) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(3)) {
          case 0 -> text.deleteCharAt(at);
          case 1 -> text.insert(at, PARTS.charAt(random.nextInt(PARTS.length())));
          default -> text.delete(at, Math.min(text.length(), at + random.nextInt(40)));
        }
      }
      try {
        ThreatModel model = ThreatModelReader.read("model.yaml", text.toString());
        assertThat(RuleEngine.evaluate(model, RULES).threats()).doesNotContainNull();
        assertThat(ThreatModelWriter.write(model)).isNotBlank();
        read++;
      } catch (BrisachException e) {
        assertThat(e.code()).isEqualTo(ErrorCode.USAGE);
        assertThat(e.getMessage()).startsWith("model.yaml").hasLineCount(1);
      }
    }
    assertThat(read).isBetween(1, 1499);
  }
}
