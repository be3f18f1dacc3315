package dev.brisach.core.assurance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisach.core.Asset;
import dev.brisach.core.AssetKind;
import dev.brisach.core.Confidence;
import dev.brisach.core.Decision;
import dev.brisach.core.Finding;
import dev.brisach.core.Stage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Third threat of the worked examples: guessing of credentials at the login. */
class CredentialGuessingThreatTest {
  private static final String THREAT = "guessing@login";
  private static final Asset LOGIN = Asset.endpoint("POST", "http://box/login");
  private static final Asset LOG = Asset.parse("logsource:auth");

  private final Ground ground =
      new Ground()
          .box("box", "auth")
          .live(LOGIN, "d1", "box")
          .live(LOG, "", "box")
          .bind("login", AssetKind.ENDPOINT, "http://box/login")
          .bind("login", AssetKind.LOGSOURCE, "auth")
          .check("test.rate-limit", 1, Stage.TEST, "endpoint", 307)
          .check("operate.attack", 1, Stage.OPERATE, "endpoint", List.of("guess-login"), 307)
          .check("monitor.telemetry", 1, Stage.MONITOR, "logsource", 778)
          .check("monitor.rules", 1, Stage.MONITOR, "logsource", List.of("many-failures"), 307)
          .threat(
              THREAT,
              "login",
              307,
              Map.of(
                  Stage.TEST, Ground.cwe(307),
                  Stage.OPERATE, Ground.template("guess-login"),
                  Stage.MONITOR, Ground.template("many-failures")));

  private static Finding noLimit() {
    return Findings.at(LOGIN, Confidence.HEURISTIC, 307).build();
  }

  private Ground telemetry(int hoursAgo) {
    return ground
        .sweep("monitor.telemetry", Stage.MONITOR, "box", Ground.hoursAgo(hoursAgo))
        .covers(LOG)
        .lay();
  }

  private Ground fired(int daysAgo) {
    return ground
        .sweep("monitor.rules", Stage.MONITOR, "box", Ground.daysAgo(daysAgo))
        .covers(LOG)
        .note("noticed after 2.1 s")
        .lay();
  }

  @Test
  void noLimitSeenInThirtyTriesIsBreachedHeuristically() {
    ground
        .sweep("test.rate-limit", Stage.TEST, "box", Ground.hoursAgo(1))
        .covers(LOGIN)
        .finds(noLimit())
        .lay();

    Cell cell = ground.cell(THREAT, Stage.TEST, "box");

    assertThat(cell.state()).isEqualTo(CellState.BREACHED);
    assertThat(cell.confidence()).isEqualTo(Confidence.HEURISTIC);
  }

  @Test
  void aGuessingProcedureThatSucceedsBreachesOperate() {
    ground
        .sweep("operate.attack", Stage.OPERATE, "box", Ground.hoursAgo(1))
        .covers(LOGIN)
        .finds(Findings.at(LOGIN, Confidence.PROVED, 307).build())
        .lay();

    assertThat(ground.cell(THREAT, Stage.OPERATE, "box").state()).isEqualTo(CellState.BREACHED);
  }

  @Test
  void aProcedureThatFailsHereAndSucceedsAgainstTheOpenControlHoldsOperate() {
    ground
        .sweep("operate.attack", Stage.OPERATE, "box", Ground.hoursAgo(1))
        .covers(LOGIN)
        .finds(
            Findings.at(Asset.parse("host:control"), Confidence.PROVED, 307)
                .detail("control", "positive")
                .build())
        .lay();

    assertThat(ground.cell(THREAT, Stage.OPERATE, "box").state()).isEqualTo(CellState.HELD);
    assertThat(ground.assurance().findings()).isEmpty();
    assertThat(ground.assurance().unbound()).isEmpty();
  }

  @Test
  void aProcedureThatFailsWithoutControlProvesNothing() {
    ground.sweep("operate.attack", Stage.OPERATE, "box", Ground.hoursAgo(1)).covers(LOGIN).lay();

    Cell cell = ground.cell(THREAT, Stage.OPERATE, "box");

    assertThat(cell.state()).isEqualTo(CellState.SKIPPED);
    assertThat(cell.reasons())
        .contains("operate.attack: not seen to succeed against its positive control");
  }

  @Test
  void aBoxWithoutTheTargetHoldsNothing() {
    Asset elsewhere = Asset.endpoint("POST", "http://box/other");
    ground
        .live(elsewhere, "d1", "box")
        .sweep("operate.attack", Stage.OPERATE, "box", Ground.hoursAgo(1))
        .covers(elsewhere)
        .finds(
            Findings.at(Asset.parse("host:control"), Confidence.PROVED, 307)
                .detail("control", "positive")
                .build())
        .lay();

    assertThat(ground.cell(THREAT, Stage.OPERATE, "box").state()).isEqualTo(CellState.GAP);
  }

  @Test
  void aRuleThatFiredOnTheCreditedAttackHoldsMonitorAndSaysWhen() {
    telemetry(1);
    fired(40);

    Cell cell = ground.cell(THREAT, Stage.MONITOR, "box");

    assertThat(cell.state()).isEqualTo(CellState.HELD);
    assertThat(cell.notes()).contains("noticed after 2.1 s");
  }

  @Test
  void aProofWithoutFreshTelemetryIsStale() {
    telemetry(30);
    fired(40);

    assertThat(ground.cell(THREAT, Stage.MONITOR, "box").state()).isEqualTo(CellState.STALE);
  }

  @Test
  void aProofOlderThanNinetyDaysIsStale() {
    telemetry(1);
    fired(91);

    assertThat(ground.cell(THREAT, Stage.MONITOR, "box").state()).isEqualTo(CellState.STALE);
  }

  @Test
  void anAlertOnARealNightIsLinkedAndColoursNothing() {
    telemetry(1);
    fired(2);
    CellState before = ground.cell(THREAT, Stage.MONITOR, "box").state();
    ground
        .sweep("monitor.rules", Stage.MONITOR, "box", Ground.hoursAgo(3))
        .templates()
        .covers(LOG)
        .finds(
            Findings.at(LOG, Confidence.LIKELY, 307)
                .detail("incident", "2026-03-10T02:00:00Z")
                .build())
        .lay();

    Cell cell = ground.cell(THREAT, Stage.MONITOR, "box");

    assertThat(cell.state()).isEqualTo(before).isEqualTo(CellState.HELD);
    assertThat(cell.notes()).contains("incident 2026-03-10T02:00:00Z: a defect");
    assertThat(ground.assurance().findings()).isEmpty();
  }

  @Test
  void aSilentLogSourceBreachesMonitor() {
    fired(2);
    ground
        .sweep("monitor.telemetry", Stage.MONITOR, "box", Ground.hoursAgo(1))
        .covers(LOG)
        .finds(
            Findings.at(LOG, Confidence.PROVED, 778)
                .says("silent log source", "silent since two days")
                .build())
        .lay();

    assertThat(ground.cell(THREAT, Stage.MONITOR, "box").state()).isEqualTo(CellState.BREACHED);
  }

  @Test
  void acceptedByItsAuthorAloneStaysRed() {
    ground
        .sweep("test.rate-limit", Stage.TEST, "box", Ground.hoursAgo(1))
        .covers(LOGIN)
        .finds(noLimit())
        .lay();
    for (String target : List.of(THREAT, noLimit().fingerprint())) {
      ground.decisions.clear();
      ground.decisions.add(accept(target, List.of("ann")));

      assertThat(ground.cell(THREAT, Stage.TEST, "box").state()).isEqualTo(CellState.BREACHED);
      assertThat(ground.assurance().decisions().get("D-1").state())
          .isEqualTo(Ruling.State.UNAPPROVED);

      ground.decisions.set(0, accept(target, List.of("bob")));
      assertThat(ground.cell(THREAT, Stage.TEST, "box").state()).isEqualTo(CellState.DECIDED);

      ground.now = Ground.daysAgo(-31);
      assertThat(ground.cell(THREAT, Stage.TEST, "box").state()).isEqualTo(CellState.BREACHED);
      ground.now = Ground.NOW;
    }
  }

  private static Decision accept(String target, List<String> approvers) {
    return new Decision(
        "D-1",
        Decision.Act.ACCEPT,
        target,
        "behind a gateway",
        "ann",
        approvers,
        Ground.daysAgo(-30));
  }
}
