package dev.brisach.core.assurance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisach.core.Asset;
import dev.brisach.core.AssetKind;
import dev.brisach.core.Confidence;
import dev.brisach.core.Effect;
import dev.brisach.core.Finding;
import dev.brisach.core.Stage;
import dev.brisach.core.Story;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** First threat of the worked examples: users reach objects of others in {@code orders}. */
class ObjectAccessThreatTest {
  private static final String THREAT = "bola@orders";
  private static final Asset ORDER = Asset.endpoint("GET", "http://box/api/orders/{id}");
  private static final Asset CART = Asset.endpoint("GET", "http://box/api/carts/{id}");
  private static final String BOLA = "test.bola";

  private final Ground ground =
      new Ground()
          .file("orders/Orders.java", "a1", "java")
          .bind("orders", AssetKind.FILE, "orders")
          .bind("orders", AssetKind.ENDPOINT, "/api/orders")
          .bind("orders", AssetKind.ENDPOINT, "/api/carts")
          .check("code.secrets", 1, Stage.CODE, "file", 798)
          .check(BOLA, 1, Stage.TEST, "endpoint", 639)
          .threat(
              THREAT,
              "orders",
              639,
              Map.of(
                  Stage.CODE, Ground.cwe(639),
                  Stage.TEST, Ground.cwe(639),
                  Stage.RELEASE, Ground.cwe(639),
                  Stage.DEPLOY, Ground.cwe(639),
                  Stage.OPERATE, Ground.template("read-foreign-order"),
                  Stage.MONITOR, Ground.template("object-id-walk")));

  private Finding bola() {
    return Findings.at(ORDER, Confidence.PROVED, 639).build();
  }

  @Test
  void aStoryThatNobodyAdoptedIsPartly() {
    ground.stories.add(new Story("S-1", "Refuse", List.of(THREAT), null, List.of(), false));

    Cell cell = ground.cell(THREAT, Stage.PLAN, "source");

    assertThat(cell.state()).isEqualTo(CellState.PARTLY);
    assertThat(cell.reasons()).containsExactly("nobody has adopted story S-1");
  }

  @Test
  void anAdoptedStoryWithoutOpenQuestionHoldsPlan() {
    ground.stories.add(new Story("S-1", "Refuse", List.of(THREAT), "ann", List.of(), true));

    assertThat(ground.cell(THREAT, Stage.PLAN, "source").state()).isEqualTo(CellState.HELD);

    ground.draft = true;
    assertThat(ground.cell(THREAT, Stage.PLAN, "source").state()).isEqualTo(CellState.PARTLY);
  }

  @Test
  void aThreatWithoutStoryIsAGapInPlan() {
    assertThat(ground.cell(THREAT, Stage.PLAN, "source").state()).isEqualTo(CellState.GAP);
  }

  @Test
  void aSweepForSecretsLeavesObjectAccessAGap() {
    ground.sweep("code.secrets", Stage.CODE, "source", Ground.hoursAgo(1)).tree("").lay();

    Cell cell = ground.cell(THREAT, Stage.CODE, "source");

    assertThat(cell.state()).isEqualTo(CellState.GAP);
    assertThat(cell.reasons()).containsExactly("no check looks for CWE-639");
  }

  @Test
  void aProvedReadOfAForeignOrderBreachesTest() {
    ground
        .box("box")
        .live(ORDER, "d1", "box")
        .live(CART, "d1", "box")
        .sweep(BOLA, Stage.TEST, "box", Ground.hoursAgo(1))
        .covers(ORDER, CART)
        .missed(CART, "no cart could be made")
        .finds(bola())
        .lay();

    Cell cell = ground.cell(THREAT, Stage.TEST, "box");

    assertThat(cell.state()).isEqualTo(CellState.BREACHED);
    assertThat(cell.confidence()).isEqualTo(Confidence.PROVED);
    assertThat(cell.old()).isFalse();
    assertThat(cell.findings()).containsExactly(bola().fingerprint());
  }

  @Test
  void anUnreachableOperationOfTheSameComponentIsPartlyAndNamed() {
    ground
        .box("box")
        .live(ORDER, "d1", "box")
        .live(CART, "d1", "box")
        .sweep(BOLA, Stage.TEST, "box", Ground.hoursAgo(1))
        .covers(ORDER, CART)
        .missed(CART, "no cart could be made")
        .lay();

    Cell cell = ground.cell(THREAT, Stage.TEST, "box");

    assertThat(cell.state()).isEqualTo(CellState.PARTLY);
    assertThat(cell.reasons())
        .containsExactly(BOLA + ": " + CART + " not examined: no cart could be made");
  }

  @Test
  void anOperationThatOnlyTheSweepKnowsIsNamedToo() {
    ground
        .box("box")
        .live(ORDER, "d1", "box")
        .sweep(BOLA, Stage.TEST, "box", Ground.hoursAgo(1))
        .covers(ORDER)
        .missed(CART, "no cart could be made")
        .lay();

    assertThat(ground.cell(THREAT, Stage.TEST, "box").state()).isEqualTo(CellState.PARTLY);
  }

  @Test
  void refusalOnEveryOperationHoldsTest() {
    ground
        .box("box")
        .live(ORDER, "d1", "box")
        .live(CART, "d1", "box")
        .sweep(BOLA, Stage.TEST, "box", Ground.hoursAgo(1))
        .covers(ORDER, CART)
        .lay();

    assertThat(ground.cell(THREAT, Stage.TEST, "box").state()).isEqualTo(CellState.HELD);
  }

  @Test
  void aReleaseGateThatBlocksForTheThreatBreachesRelease() {
    ground
        .box("box")
        .live(ORDER, "d1", "box")
        .sweep(BOLA, Stage.TEST, "box", Ground.hoursAgo(1))
        .covers(ORDER)
        .finds(bola())
        .lay();
    Verdict verdict = ReleaseGate.judge(ground.assurance(), ground.model(), ground.runs);
    ground.releases.add(
        new Release(Asset.parse("image:sha256:aa"), null, true, true, verdict, Ground.hoursAgo(1)));

    Cell cell = ground.cell(THREAT, Stage.RELEASE, "source");

    assertThat(verdict.word()).isEqualTo(Verdict.Word.BLOCK);
    assertThat(cell.state()).isEqualTo(CellState.BREACHED);
    assertThat(cell.reasons())
        .containsExactly("the release gate blocked: test (box) breached, proved");
  }

  @Test
  void releaseIsPartlyWhileUnsignedAndAGapWhileTheGateWasNeverAsked() {
    Verdict passed = new Verdict(Verdict.Gate.RELEASE, Verdict.Word.PASS, List.of());
    Asset image = Asset.parse("image:sha256:aa");

    ground.releases.add(new Release(image, null, false, true, passed, Ground.hoursAgo(1)));
    assertThat(ground.cell(THREAT, Stage.RELEASE, "source").state()).isEqualTo(CellState.PARTLY);

    ground.releases.set(0, new Release(image, null, true, true, null, Ground.hoursAgo(1)));
    assertThat(ground.cell(THREAT, Stage.RELEASE, "source").state()).isEqualTo(CellState.GAP);

    ground.releases.set(0, new Release(image, null, true, true, passed, Ground.hoursAgo(1)));
    assertThat(ground.cell(THREAT, Stage.RELEASE, "source").state()).isEqualTo(CellState.HELD);

    ground.releases.set(0, new Release(image, "other", true, true, passed, Ground.hoursAgo(1)));
    assertThat(ground.cell(THREAT, Stage.RELEASE, "source").state()).isEqualTo(CellState.GAP);
  }

  @Test
  void anArtifactThatTheGateBlockedAsAWholeHoldsForNoThreatAndAgesFromTheQuestion() {
    Asset image = Asset.parse("image:sha256:aa");
    Verdict blocked =
        Verdict.of(
            Verdict.Gate.RELEASE,
            List.of(new Verdict.Reason("proved-secret", Verdict.Word.BLOCK, null, "a key in it")));
    Verdict passed = new Verdict(Verdict.Gate.RELEASE, Verdict.Word.PASS, List.of());

    ground.releases.add(new Release(image, null, true, true, blocked, Ground.hoursAgo(1)));
    Cell cell = ground.cell(THREAT, Stage.RELEASE, "source");
    assertThat(cell.state()).isEqualTo(CellState.PARTLY);
    assertThat(cell.reasons())
        .containsExactly("the release gate blocked the artifact: a key in it");

    ground.releases.set(
        0,
        new Release(
            image,
            null,
            null,
            true,
            true,
            List.of(),
            passed,
            Ground.hoursAgo(30),
            Ground.hoursAgo(1)));
    assertThat(ground.cell(THREAT, Stage.RELEASE, "source").state()).isEqualTo(CellState.STALE);
  }

  @Test
  void stagingProbedIsHeldAndProdNeverProbedIsAGap() {
    Asset staged = Asset.endpoint("GET", "https://staging.test/api/orders/{id}");
    Asset live = Asset.endpoint("GET", "https://prod.test/api/orders/{id}");
    ground
        .remote("staging", Effect.TRAFFIC)
        .remote("prod", Effect.TRAFFIC)
        .live(staged, "d1", "staging")
        .live(live, "d0", "prod")
        .check("deploy.access", 1, Stage.DEPLOY, "endpoint", 639)
        .sweep("deploy.access", Stage.DEPLOY, "staging", Ground.daysAgo(2))
        .covers(staged)
        .lay();

    assertThat(ground.cell(THREAT, Stage.DEPLOY, "staging").state()).isEqualTo(CellState.HELD);
    Cell prod = ground.cell(THREAT, Stage.DEPLOY, "prod");
    assertThat(prod.state()).isEqualTo(CellState.GAP);
    assertThat(prod.reasons()).containsExactly("deploy.access did not run here");
  }

  @Test
  void anotherDigestInStagingMakesItsProbeStale() {
    Asset staged = Asset.endpoint("GET", "https://staging.test/api/orders/{id}");
    ground
        .remote("staging", Effect.TRAFFIC)
        .live(staged, "d1", "staging")
        .check("deploy.access", 1, Stage.DEPLOY, "endpoint", 639)
        .sweep("deploy.access", Stage.DEPLOY, "staging", Ground.daysAgo(2))
        .covers(staged)
        .lay()
        .live(staged, "d2", "staging");

    Cell cell = ground.cell(THREAT, Stage.DEPLOY, "staging");

    assertThat(cell.state()).isEqualTo(CellState.STALE);
    assertThat(cell.reasons()).containsExactly("deploy.access: " + staged + " has changed since");
  }

  @Test
  void aStoppedProcedureThatTheThreatDoesNotNameLeavesOperateAGap() {
    ground
        .box("box")
        .live(ORDER, "d1", "box")
        .check("operate.attack", 1, Stage.OPERATE, "endpoint", List.of("sql-injection"), 89)
        .sweep("operate.attack", Stage.OPERATE, "box", Ground.hoursAgo(1))
        .covers(ORDER)
        .finds(
            Findings.at(Asset.parse("host:control"), Confidence.PROVED, 89)
                .detail("control", "positive")
                .build())
        .lay();

    Cell cell = ground.cell(THREAT, Stage.OPERATE, "box");

    assertThat(cell.state()).isEqualTo(CellState.GAP);
    assertThat(cell.reasons()).containsExactly("no check looks for template read-foreign-order");
  }

  @Test
  void logsThatArriveWithoutAFiredRuleAreMonitoredPartly() {
    Asset log = Asset.parse("logsource:access");
    ground
        .box("box", "access")
        .live(log, "", "box")
        .bind("orders", AssetKind.LOGSOURCE, "access")
        .check("monitor.telemetry", 1, Stage.MONITOR, "logsource", 778)
        .check("monitor.rules", 1, Stage.MONITOR, "logsource", List.of("object-id-walk"), 639)
        .sweep("monitor.telemetry", Stage.MONITOR, "box", Ground.hoursAgo(1))
        .covers(log)
        .lay();

    Cell cell = ground.cell(THREAT, Stage.MONITOR, "box");

    assertThat(cell.state()).isEqualTo(CellState.PARTLY);
    assertThat(cell.reasons())
        .containsExactly(
            "template object-id-walk: the rule has not fired on a credited attack or its own"
                + " sample");
  }
}
