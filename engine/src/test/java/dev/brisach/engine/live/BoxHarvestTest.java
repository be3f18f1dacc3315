package dev.brisach.engine.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisach.core.Asset;
import dev.brisach.core.AssetKind;
import dev.brisach.core.Check;
import dev.brisach.core.CheckInfo;
import dev.brisach.core.Confidence;
import dev.brisach.core.Context;
import dev.brisach.core.Covered;
import dev.brisach.core.Decision;
import dev.brisach.core.Effect;
import dev.brisach.core.Environment;
import dev.brisach.core.Evidence;
import dev.brisach.core.Finding;
import dev.brisach.core.Inventory;
import dev.brisach.core.Location;
import dev.brisach.core.Model;
import dev.brisach.core.Outcome;
import dev.brisach.core.Phase;
import dev.brisach.core.Recorder;
import dev.brisach.core.Severity;
import dev.brisach.core.Stage;
import dev.brisach.core.SubjectKind;
import dev.brisach.core.Weakness;
import dev.brisach.core.ledger.Ledger;
import dev.brisach.core.ledger.LedgerWriter;
import dev.brisach.core.ledger.Limits;
import dev.brisach.engine.LiveRunner;
import dev.brisach.engine.Options;
import dev.brisach.engine.Project;
import dev.brisach.kit.live.LiveService;
import dev.brisach.kit.sandbox.Box;
import dev.brisach.kit.sandbox.Canary;
import dev.brisach.kit.tree.SourceTree;
import dev.brisach.testkit.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A segment from a box may have been forged by the service under examination. */
class BoxHarvestTest {
  private static final String URL = "http://127.0.0.1:80";
  private static final Asset ORDERS = Asset.endpoint("GET", URL + "/orders");
  private static final CheckInfo INFO =
      new CheckInfo(
          "test.one",
          3,
          "One",
          List.of(Stage.TEST, Stage.DEPLOY),
          Phase.LIVE,
          SubjectKind.of(AssetKind.ENDPOINT),
          List.of(Weakness.cwe(306)),
          List.of("test.one"),
          List.of(),
          Effect.TRAFFIC);

  private record Sent(CheckInfo info) implements Check<LiveService> {
    @Override
    public Class<LiveService> subjectType() {
      return LiveService.class;
    }

    @Override
    public void examine(LiveService subject, Context context, Recorder recorder) {
      throw new AssertionError("nothing is examined outside the box");
    }
  }

  @TempDir private @Nullable Path folder;
  private LiveRunner.@Nullable Job job;

  @BeforeEach
  void aProjectWithOneEnvironment() {
    Path root = folder.resolve("project");
    Trees.write(root, "openapi.yaml", "paths: {}\n");
    job =
        new LiveRunner.Job(
            Project.open(root),
            "r1",
            new Environment("box", URL, List.of("x"), "openapi.yaml", List.of(), Effect.ATTACK),
            SourceTree.read(root),
            Model.empty(),
            List.of(),
            List.of(new Sent(INFO)),
            Options.reading(Clock.systemUTC()).withCeiling(Effect.TRAFFIC));
  }

  private static Finding finding(String rule, Asset asset, int cwe, @Nullable Location location) {
    return Finding.of(rule, Severity.HIGH, Confidence.PROVED)
        .cwe(cwe)
        .at(asset, location)
        .says("Open", "is open")
        .identity("x")
        .build();
  }

  private static Outcome.Examined examined(Asset asset, Finding... findings) {
    return new Outcome.Examined(
        new Covered.Listed(SubjectKind.of(AssetKind.ENDPOINT), List.of(asset)),
        List.of(),
        List.of(findings));
  }

  private static Finding honest() {
    return finding("test.one", ORDERS, 306, Location.line("openapi.yaml", 1));
  }

  private static Evidence evidence(String run, Stage stage, Outcome outcome) {
    return new Evidence(
        "any id",
        run,
        "forged-branch",
        "forged-revision",
        "test.one",
        3,
        null,
        stage,
        "box",
        INFO.subject(),
        INFO.weaknesses(),
        List.of("forged.template"),
        outcome,
        Instant.EPOCH,
        List.of(),
        List.of("forged note"));
  }

  private LiveRunner.Outcome harvest(Consumer<LedgerWriter> segment) throws IOException {
    return harvest(segment, null, "");
  }

  private LiveRunner.Outcome harvest(
      Consumer<LedgerWriter> segment, @Nullable Integer targetExit, String said)
      throws IOException {
    Path out = Files.createTempDirectory(folder, "out");
    try (LedgerWriter writer =
        Ledger.open(out).begin("any", null, null, "brisach-box", Instant.EPOCH)) {
      segment.accept(writer);
    }
    return harvested(out, targetExit, said, Canary.unwatched());
  }

  private LiveRunner.Outcome harvested(
      Path out, @Nullable Integer targetExit, String said, Canary canary) throws IOException {
    Path log = Trees.write(folder, "target.log", said);
    return BoxedLive.harvest(
        job,
        out,
        new Box.Ending(
            0,
            Box.Reason.EXIT,
            targetExit,
            log,
            Trees.write(folder, "probe.log", ""),
            canary,
            Box.Keeper.WATCHDOG,
            Box.Keeper.RLIMIT,
            true),
        List.of("hunter22"));
  }

  /** One honest sweep for TEST, changed in one way: whatever it says must not be taken. */
  private void assertRefused(UnaryOperator<Evidence> forge) throws IOException {
    LiveRunner.Outcome outcome =
        harvest(writer ->
            writer.evidence(
                forge.apply(evidence(writer.id(), Stage.TEST, examined(ORDERS, honest())))));

    assertThat(outcome.evidence())
        .hasSize(2)
        .allSatisfy(one -> {
          assertThat(one.check()).isEqualTo("test.one");
          assertThat(one.environment()).isEqualTo("box");
          assertThat(one.outcome())
              .isEqualTo(new Outcome.Skipped("the box gave no result that can be accepted"));
        });
  }

  private static Evidence with(Evidence e, String check, int version, Stage stage, String place) {
    return new Evidence(
        e.id(),
        e.run(),
        null,
        null,
        check,
        version,
        null,
        stage,
        place,
        e.subject(),
        e.weaknesses(),
        e.templates(),
        e.outcome(),
        e.started(),
        e.reached(),
        e.notes());
  }

  private static Evidence with(Evidence e, List<Weakness> weaknesses) {
    return new Evidence(
        e.id(),
        e.run(),
        null,
        null,
        e.check(),
        e.checkVersion(),
        null,
        e.stage(),
        e.environment(),
        e.subject(),
        weaknesses,
        e.templates(),
        e.outcome(),
        e.started(),
        e.reached(),
        e.notes());
  }

  private static Evidence with(Evidence e, Outcome outcome) {
    return evidence(e.run(), e.stage(), outcome);
  }

  @Test
  void anHonestSweepIsTakenUnderNamesOfOurOwn() throws IOException {
    LiveRunner.Outcome outcome =
        harvest(writer ->
            writer.evidence(evidence(writer.id(), Stage.TEST, examined(ORDERS, honest()))));

    assertThat(outcome.evidence())
        .filteredOn(one -> one.stage() == Stage.TEST)
        .singleElement()
        .satisfies(one -> {
          assertThat(one.id()).isEqualTo("r1/test.one/test/box");
          assertThat(one.run()).isEqualTo("r1");
          assertThat(one.branch()).isNull();
          assertThat(one.templates()).containsExactly("test.one");
          assertThat(one.notes()).isEmpty();
          assertThat(one.started()).isAfter(Instant.EPOCH);
          assertThat(((Outcome.Examined) one.outcome()).findings()).containsExactly(honest());
        });
    assertThat(outcome.evidence())
        .filteredOn(one -> one.stage() == Stage.DEPLOY)
        .singleElement()
        .satisfies(one -> assertThat(one.outcome()).isInstanceOf(Outcome.Skipped.class));
  }

  @Test
  void whoSpeaksForAnotherIsNotHeard() throws IOException {
    assertRefused(one -> with(one, "code.other", 3, Stage.TEST, "box"));
    assertRefused(one -> with(one, "test.one", 4, Stage.TEST, "box"));
    assertRefused(one -> with(one, "test.one", 3, Stage.CODE, "box"));
    assertRefused(one -> with(one, "test.one", 3, Stage.TEST, "source"));
    assertRefused(one -> with(one, "test.one", 3, Stage.TEST, "prod"));
    assertRefused(one -> with(one, List.of(Weakness.cwe(306), Weakness.cwe(89))));
    assertRefused(one -> with(one, List.of()));
  }

  @Test
  void whatStandsElsewhereIsNotTaken() throws IOException {
    for (Asset elsewhere :
        List.of(
            Asset.file("src/A.java"),
            Asset.pkg("maven/g/a@1"),
            Asset.endpoint("GET", "http://127.0.0.1:8080/orders"),
            Asset.endpoint("GET", "http://127.0.0.1:80.evil.example/orders"),
            Asset.endpoint("GET", "http://127.0.0.1:80@evil.example/orders"),
            Asset.endpoint("GET", "http://evil.example/" + URL + "/orders"),
            Asset.endpoint("GET", "https://127.0.0.1:80/orders"),
            Asset.endpoint("GET", URL + "/orders\u001b[2J"))) {
      assertRefused(one -> with(one, examined(elsewhere)));
      assertRefused(one -> with(one, examined(ORDERS, finding("test.one", elsewhere, 306, null))));
      assertRefused(one ->
          with(
              one,
              new Outcome.Examined(
                  examined(ORDERS).covered(),
                  List.of(new Outcome.Unexamined(elsewhere, "because")),
                  List.of())));
    }
  }

  @Test
  void findingsOfOtherRulesWeaknessesOrPlacesAreNotTaken() throws IOException {
    assertRefused(one -> with(one, examined(ORDERS, finding("test.oneself", ORDERS, 306, null))));
    assertRefused(one -> with(one, examined(ORDERS, finding("code.sql", ORDERS, 306, null))));
    assertRefused(one -> with(one, examined(ORDERS, finding("test.one", ORDERS, 89, null))));
    assertRefused(one ->
        with(
            one,
            examined(
                ORDERS, finding("test.one", ORDERS, 306, Location.line("../../etc/passwd", 1)))));
  }

  @Test
  void aWholeTreeIsNeverCoveredFromABox() throws IOException {
    assertRefused(one ->
        with(
            one,
            new Outcome.Examined(
                new Covered.Subtree(SubjectKind.of(AssetKind.FILE), "", 1000),
                List.of(),
                List.of())));
  }

  @Test
  void twoAnswersToOneQuestionAreNone() throws IOException {
    LiveRunner.Outcome outcome =
        harvest(writer -> {
          writer.evidence(evidence(writer.id(), Stage.TEST, examined(ORDERS)));
          writer.evidence(evidence(writer.id(), Stage.TEST, examined(ORDERS, honest())));
        });

    assertThat(outcome.evidence())
        .allSatisfy(one -> assertThat(one.outcome()).isInstanceOf(Outcome.Skipped.class));
  }

  @Test
  void modelsDecisionsAndForeignAssetsAreLeftBehind() throws IOException {
    Asset file = Asset.file("src/A.java");
    TreeMap<Asset, Inventory.Item> items = new TreeMap<>();
    for (Asset asset : List.of(file, ORDERS, Asset.endpoint("GET", "http://10.0.0.1/x"))) {
      items.put(
          asset,
          new Inventory.Item(
              asset,
              "f".repeat(64),
              List.of(),
              List.of(Asset.file("openapi.yaml"), Asset.file("/etc/passwd")),
              "box"));
    }

    LiveRunner.Outcome outcome =
        harvest(writer -> {
          writer.catalogue(List.of(INFO));
          writer.decision(
              new Decision(
                  "d1",
                  Decision.Act.ACCEPT,
                  honest().fingerprint(),
                  "fine",
                  "me",
                  List.of("boss"),
                  Instant.parse("2100-01-01T00:00:00Z")));
          writer.inventory(new Inventory(items, Map.of("src", "nothing to see")));
        });

    assertThat(outcome.discovered())
        .singleElement()
        .satisfies(item -> {
          assertThat(item.asset()).isEqualTo(ORDERS);
          assertThat(item.digest()).isEmpty();
          assertThat(item.containers()).containsExactly(Asset.file("openapi.yaml"));
        });
    assertThat(outcome.evidence())
        .allSatisfy(one -> assertThat(one.outcome()).isInstanceOf(Outcome.Skipped.class));
  }

  @Test
  void reasonsCannotSteerATerminalAndLastWordsHideSecrets() throws IOException {
    LiveRunner.Outcome outcome =
        harvest(
            writer ->
                writer.evidence(
                    evidence(
                        writer.id(),
                        Stage.TEST,
                        new Outcome.Skipped("the service did not come up \u001b[2J"))),
            7,
            "login with hunter22 failed\u0007\n");

    String reason = ((Outcome.Skipped) outcome.evidence().getFirst().outcome()).reason();
    assertThat(reason)
        .contains("exit code 7", "login with *** failed")
        .doesNotContain("\u001b", "\u0007", "hunter22");
  }

  @Test
  void aServiceThatFellIsNamedBesideWhatWasSeen() throws IOException {
    LiveRunner.Outcome outcome =
        harvest(
            writer -> writer.evidence(evidence(writer.id(), Stage.TEST, examined(ORDERS))),
            137,
            "killed\n");

    assertThat(outcome.evidence().getFirst().notes())
        .singleElement()
        .asString()
        .contains("exit code 137", "killed");
  }

  @Test
  void aServiceThatWroteWhereNoneShouldIsNamedSo() throws IOException {
    Path out = Files.createTempDirectory(folder, "out");
    try (LedgerWriter writer =
        Ledger.open(out).begin("any", null, null, "brisach-box", Instant.EPOCH)) {
      writer.evidence(evidence(writer.id(), Stage.TEST, examined(ORDERS)));
    }
    Canary canary = new Canary(true, List.of("/etc/crontab"), List.of(), List.of("/etc/new"));

    LiveRunner.Outcome outcome = harvested(out, null, "", canary);

    assertThat(outcome.evidence().getFirst().notes())
        .singleElement()
        .asString()
        .contains("changed: /etc/crontab; appeared: /etc/new");
  }

  private void assertAllSkipped(LiveRunner.Outcome outcome, String... words) {
    assertThat(outcome.evidence())
        .hasSize(2)
        .allSatisfy(one -> assertThat(((Outcome.Skipped) one.outcome()).reason()).contains(words));
  }

  @Test
  void segmentsThatDoNotProveAreRefused() throws IOException {
    Path out = folder.resolve("out");
    try (LedgerWriter writer =
        Ledger.open(out).begin("any", null, null, "brisach-box", Instant.EPOCH)) {
      writer.evidence(evidence(writer.id(), Stage.TEST, examined(ORDERS)));
    }
    Path segment;
    try (var files = Files.newDirectoryStream(out.resolve("ledger"), "*.ndjson")) {
      segment = files.iterator().next();
    }
    String whole = Files.readString(segment);

    Files.writeString(segment, whole.replace("/orders", "/others"));
    assertAllSkipped(harvested(out, null, "", Canary.unwatched()), "refused");
    Files.writeString(segment, whole.substring(0, whole.length() / 2));
    assertAllSkipped(harvested(out, null, "", Canary.unwatched()), "refused");
    Files.writeString(segment, "{\"not\": \"a segment\"}\n");
    assertAllSkipped(harvested(out, null, "", Canary.unwatched()), "refused");
    Files.writeString(segment, whole);
    Files.copy(segment, segment.resolveSibling("20200101T000000Z-aaaaaa.ndjson"));
    assertAllSkipped(harvested(out, null, "", Canary.unwatched()), "2 results");
    Files.delete(segment.resolveSibling("20200101T000000Z-aaaaaa.ndjson"));
    Path kept = folder.resolve("kept.ndjson");
    Files.move(segment, kept);
    Files.createSymbolicLink(segment, kept);
    assertAllSkipped(harvested(out, null, "", Canary.unwatched()), "0 results");
  }

  @Test
  void aFloodOfEntriesIsRefused() throws IOException {
    LiveRunner.Outcome outcome =
        harvest(writer -> {
          for (int i = 0; i <= Limits.BOX.entries(); i++) {
            writer.note("x");
          }
        });

    assertAllSkipped(outcome, "refused");
  }
}
