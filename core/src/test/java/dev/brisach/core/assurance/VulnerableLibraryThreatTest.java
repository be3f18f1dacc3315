package dev.brisach.core.assurance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisach.core.Asset;
import dev.brisach.core.AssetKind;
import dev.brisach.core.Confidence;
import dev.brisach.core.Finding;
import dev.brisach.core.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Second threat of the worked examples: a vulnerable library in the shop. */
class VulnerableLibraryThreatTest {
  private static final String THREAT = "library@shop";
  private static final String SIBLING = "deserialisation@shop";
  private static final String CHECK = "package.vulnerabilities";
  private static final Asset OLD = Asset.pkg("npm/lib@1.0.0");
  private static final Asset UNVERSIONED = Asset.pkg("npm/other");

  private final Ground ground =
      new Ground()
          .file("package-lock.json", "l1", "manifest")
          .pkg("npm/lib@1.0.0", "package-lock.json")
          .bind("shop", AssetKind.FILE, "package-lock.json")
          .check(CHECK, 1, Stage.PACKAGE, "file/manifest", 1395)
          .threat(
              THREAT,
              "shop",
              1395,
              Map.of(Stage.PACKAGE, Ground.cwe(1395), Stage.RELEASE, Ground.cwe(1395)))
          .threat(SIBLING, "shop", 502, Map.of(Stage.CODE, Ground.cwe(502)));

  private static Finding cve() {
    return Findings.at(OLD, Confidence.LIKELY, 1395, 502).build();
  }

  private Ground.Laid swept(int hoursAgo) {
    return ground
        .sweep(CHECK, Stage.PACKAGE, "source", Ground.hoursAgo(hoursAgo))
        .data(Ground.hoursAgo(hoursAgo))
        .tree("");
  }

  private Cell cell() {
    return ground.cell(THREAT, Stage.PACKAGE, "source");
  }

  @Test
  void aKnownVulnerabilityBreachesThoughOnePackageHasNoVersion() {
    for (int i = 0; i < 78; i++) {
      ground.pkg("npm/p" + i + "@1.0.0", "package-lock.json");
    }
    ground.pkg("npm/other", "package-lock.json");
    swept(1).missed(UNVERSIONED, "it has no version").finds(cve()).lay();

    Cell cell = cell();

    assertThat(cell.state()).isEqualTo(CellState.BREACHED);
    assertThat(cell.reasons())
        .containsExactly(CHECK + ": " + UNVERSIONED + " not examined: it has no version");
  }

  @Test
  void onePackageWithoutVersionIsPartly() {
    ground.pkg("npm/other", "package-lock.json");
    swept(1).missed(UNVERSIONED, "it has no version").lay();

    assertThat(cell().state()).isEqualTo(CellState.PARTLY);
  }

  @Test
  void aPackageThatNoInventoryListsIsPartlyToo() {
    swept(1).missed(UNVERSIONED, "it has no version").lay();
    assertThat(cell().state()).isEqualTo(CellState.HELD);

    ground.bind("shop", AssetKind.FILE, ".");
    assertThat(cell().state()).isEqualTo(CellState.PARTLY);
  }

  @Test
  void cleanYesterdayWithAdvisoriesOfThirtyHoursIsStale() {
    ground
        .sweep(CHECK, Stage.PACKAGE, "source", Ground.hoursAgo(20))
        .data(Ground.hoursAgo(30))
        .tree("")
        .lay();

    Cell cell = cell();

    assertThat(cell.state()).isEqualTo(CellState.STALE);
    assertThat(cell.reasons())
        .anySatisfy(reason -> assertThat(reason).endsWith("examined too long ago"));
  }

  @Test
  void aWithdrawnAdvisoryIsClearedByAnotherSweepOfTheSameLockFile() {
    swept(5).finds(cve()).lay();
    assertThat(cell().state()).isEqualTo(CellState.BREACHED);

    swept(1).lay();

    assertThat(cell().state()).isEqualTo(CellState.HELD);
    assertThat(ground.assurance().findings()).isEmpty();
  }

  @Test
  void aSkipClearsNothing() {
    swept(5).finds(cve()).lay();

    swept(1).skipped("no advisories");

    assertThat(cell().state()).isEqualTo(CellState.BREACHED);
  }

  @Test
  void anOldFindingWithoutFreshSweepStaysRedAndIsMarkedOld() {
    swept(100).finds(cve()).lay();

    Cell cell = cell();

    assertThat(cell.state()).isEqualTo(CellState.BREACHED);
    assertThat(cell.old()).isTrue();
  }

  @Test
  void anOldAllClearAfterAnOldFindingIsStale() {
    swept(100).finds(cve()).lay();
    swept(30).lay();

    assertThat(cell().state()).isEqualTo(CellState.STALE);
  }

  @Test
  void oneRootLockFileColoursEveryComponentAsShared() {
    ground
        .bind("web", AssetKind.FILE, "package-lock.json")
        .bind("api", AssetKind.FILE, "package-lock.json")
        .threat("library@web", "web", 1395, Map.of(Stage.PACKAGE, Ground.cwe(1395)))
        .threat("library@api", "api", 1395, Map.of(Stage.PACKAGE, Ground.cwe(1395)));
    swept(1).finds(cve()).lay();

    for (String threat : List.of(THREAT, "library@web", "library@api")) {
      Cell cell = ground.cell(threat, Stage.PACKAGE, "source");
      assertThat(cell.state()).isEqualTo(CellState.BREACHED);
      assertThat(cell.shared()).isTrue();
    }
    assertThat(ground.assurance().components().get(cve().fingerprint()))
        .containsExactly(Asset.component("api"), Asset.component("shop"), Asset.component("web"));

    swept(0).lay();
    assertThat(ground.cell("library@api", Stage.PACKAGE, "source").state())
        .isEqualTo(CellState.HELD);
    assertThat(ground.cell("library@api", Stage.PACKAGE, "source").shared()).isTrue();
  }

  @Test
  void anUpgradeHoldsTheLibraryThreatAndLeavesItsSiblingNone() {
    swept(5).finds(cve()).lay();
    assertThat(ground.cell(SIBLING, Stage.PACKAGE, "source").state()).isEqualTo(CellState.BREACHED);

    ground.file("package-lock.json", "l2", "manifest").gone(OLD);
    ground.pkg("npm/lib@1.0.1", "package-lock.json");
    swept(1).lay();

    assertThat(cell().state()).isEqualTo(CellState.HELD);
    assertThat(ground.cell(SIBLING, Stage.PACKAGE, "source").state()).isEqualTo(CellState.NONE);
  }

  @Test
  void aFindingOfANewVersionIsClearedOnlyByThatVersionOrALaterOne() {
    swept(6).lay();
    ground.check(CHECK, 2, Stage.PACKAGE, "file/manifest", 1395);
    swept(4).finds(cve()).lay();
    assertThat(cell().state()).isEqualTo(CellState.BREACHED);

    ground.check(CHECK, 1, Stage.PACKAGE, "file/manifest", 1395);
    swept(2).lay();
    assertThat(cell().state()).isEqualTo(CellState.BREACHED);

    ground.check(CHECK, 3, Stage.PACKAGE, "file/manifest", 1395);
    swept(1).lay();
    assertThat(cell().state()).isEqualTo(CellState.HELD);
  }

  @Test
  void anImageNotSweptSinceThreeDaysMakesReleaseStale() {
    Asset image = Asset.parse("image:sha256:aa");
    Verdict passed = new Verdict(Verdict.Gate.RELEASE, Verdict.Word.PASS, List.of());
    ground
        .live(image, "aa", "source")
        .bind("shop", AssetKind.IMAGE, "sha256:aa")
        .check("release.images", 1, Stage.RELEASE, "image", 1395)
        .sweep("release.images", Stage.RELEASE, "source", Ground.daysAgo(3))
        .covers(image)
        .lay();
    ground.releases.add(new Release(image, null, true, true, passed, Ground.hoursAgo(1)));

    assertThat(ground.cell(THREAT, Stage.RELEASE, "source").state()).isEqualTo(CellState.STALE);

    ground.sweep("release.images", Stage.RELEASE, "source", Ground.hoursAgo(3)).covers(image).lay();
    assertThat(ground.cell(THREAT, Stage.RELEASE, "source").state()).isEqualTo(CellState.HELD);

    ground.releases.clear();
    assertThat(ground.cell(THREAT, Stage.RELEASE, "source").state()).isEqualTo(CellState.GAP);
  }

  @Test
  void aProjectMaySetNoAgeLimitForItsOwnAdvisories() {
    swept(1000).lay();
    assertThat(cell().state()).isEqualTo(CellState.STALE);

    State state = ground.state();
    Assurance assurance =
        Assurance.compute(
            new State(
                state.project(),
                state.branch(),
                state.baseBranch(),
                state.revision(),
                state.inventory(),
                state.model(),
                state.environments(),
                state.deployed(),
                state.decisions(),
                state.releases(),
                state.policy().withoutAge(Stage.PACKAGE),
                Ground.NOW.plus(Duration.ofDays(1))),
            ground.runs);
    assertThat(assurance.cells(THREAT, Stage.PACKAGE).getFirst().state()).isEqualTo(CellState.HELD);
  }
}
