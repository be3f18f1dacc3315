package dev.brisach.core.assurance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisach.core.Asset;
import dev.brisach.core.Evidence;
import dev.brisach.core.Finding;
import dev.brisach.core.Model;
import dev.brisach.core.Outcome;
import dev.brisach.core.Run;
import dev.brisach.core.Stage;
import dev.brisach.core.Threat;
import dev.brisach.core.taxonomy.Taxonomy;
import dev.brisach.testkit.Seeds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The honesty rules, over random projects. */
class HonestyTest {
  private static final int ROUNDS = 300;

  private final Random random = Seeds.random();

  /**
   * Rank in greenness: held, stale, partly, then skipped, gap and none alike, decided, breached.
   */
  private static int rank(CellState state) {
    return switch (state) {
      case HELD -> 5;
      case STALE -> 4;
      case PARTLY -> 3;
      case SKIPPED, GAP, NONE -> 2;
      case DECIDED -> 1;
      case BREACHED -> 0;
    };
  }

  private static Map<String, Cell> cells(Assurance assurance) {
    TreeMap<String, Cell> all = new TreeMap<>();
    assurance
        .cells()
        .forEach((threat, row) ->
            row.forEach((stage, list) ->
                list.forEach(
                    cell -> all.put(threat + " " + stage + " " + cell.environment(), cell))));
    return all;
  }

  private static void assertNotGreener(Assurance before, Assurance after, String what) {
    Map<String, Cell> now = cells(after);
    cells(before)
        .forEach((place, cell) -> {
          Cell later = now.get(place);
          CellState state = later == null ? CellState.NONE : later.state();
          assertThat(rank(state))
              .as("%s: %s was %s, now %s", what, place, cell, later)
              .isLessThanOrEqualTo(rank(cell.state()));
        });
  }

  private static Run with(Run run, List<Evidence> evidence) {
    return new Run(
        run.id(),
        run.project(),
        run.branch(),
        run.revision(),
        run.started(),
        run.tool(),
        run.seen(),
        run.head(),
        run.catalogue(),
        run.environments(),
        run.model(),
        run.inventory(),
        evidence,
        run.decisions());
  }

  @Test
  void segmentsInAnyOrderGiveTheSameResult() {
    for (int round = 0; round < ROUNDS; round++) {
      RandomGround world = new RandomGround(random);
      List<Run> shuffled = new ArrayList<>(world.ground.runs);
      Collections.shuffle(shuffled, random);

      Assurance one = world.ground.assurance();
      Assurance other = Assurance.compute(world.ground.state(), shuffled);

      assertThat(other).isEqualTo(one);
      assertThat(other.toString()).isEqualTo(one.toString());
    }
  }

  @Test
  void removingASweepWithoutFindingsMakesNothingGreener() {
    for (int round = 0; round < ROUNDS; round++) {
      RandomGround world = new RandomGround(random);
      Assurance before = world.ground.assurance();
      int which = random.nextInt(world.ground.runs.size());
      Run run = world.ground.runs.get(which);
      for (int entry = 0; entry < run.evidence().size(); entry++) {
        Evidence removed = run.evidence().get(entry);
        if (removed.outcome() instanceof Outcome.Examined examined
            && examined.findings().isEmpty()) {
          List<Evidence> fewer = new ArrayList<>(run.evidence());
          fewer.remove(entry);
          List<Run> runs = new ArrayList<>(world.ground.runs);
          runs.set(which, with(run, fewer));

          assertNotGreener(
              before, Assurance.compute(world.ground.state(), runs), "without " + removed);
        }
      }
    }
  }

  @Test
  void addingASkipOrAFailureMakesNothingGreener() {
    for (int round = 0; round < ROUNDS; round++) {
      RandomGround world = new RandomGround(random);
      Assurance before = world.ground.assurance();
      List<Run> runs = new ArrayList<>(world.ground.runs);
      int which = random.nextInt(runs.size());
      Run run = runs.get(which);
      List<Evidence> more = new ArrayList<>(run.evidence());
      world
          .ground
          .checks
          .values()
          .forEach(check ->
              more.add(
                  RandomGround.evidence(
                      "added/" + check.id(),
                      check,
                      check.version(),
                      random.nextBoolean() ? "box" : "source",
                      "feature",
                      Ground.NOW,
                      random.nextBoolean()
                          ? new Outcome.Skipped("no time")
                          : new Outcome.Failed("it broke"))));
      runs.set(which, with(run, more));

      assertNotGreener(before, Assurance.compute(world.ground.state(), runs), "with skips");
    }
  }

  @Test
  void anUnreadableAssetNeverTurnsRedIntoAnotherColour() {
    for (int round = 0; round < ROUNDS; round++) {
      RandomGround world = new RandomGround(random);
      Assurance before = world.ground.assurance();
      List<Run> runs = new ArrayList<>();
      for (Run run : world.ground.runs) {
        runs.add(with(run, run.evidence().stream().map(this::withUnreadable).toList()));
      }

      Map<String, Cell> after = cells(Assurance.compute(world.ground.state(), runs));

      cells(before)
          .forEach((place, cell) -> {
            if (cell.state() == CellState.BREACHED) {
              assertThat(after.get(place))
                  .as(place)
                  .isNotNull()
                  .extracting(Cell::state)
                  .isEqualTo(CellState.BREACHED);
            }
          });
    }
  }

  private Evidence withUnreadable(Evidence evidence) {
    if (!(evidence.outcome() instanceof Outcome.Examined examined)
        || !(examined.covered()
            instanceof dev.brisach.core.Covered.Listed(var subject, List<Asset> assets))
        || random.nextBoolean()) {
      return evidence;
    }
    List<Outcome.Unexamined> more = new ArrayList<>(examined.unexamined());
    more.add(new Outcome.Unexamined(assets.get(random.nextInt(assets.size())), "unreadable now"));
    return new Evidence(
        evidence.id(),
        evidence.run(),
        evidence.branch(),
        evidence.revision(),
        evidence.check(),
        evidence.checkVersion(),
        evidence.dataVersion(),
        evidence.stage(),
        evidence.environment(),
        evidence.subject(),
        evidence.weaknesses(),
        evidence.templates(),
        new Outcome.Examined(examined.covered(), more, examined.findings()),
        evidence.started(),
        evidence.reached(),
        evidence.notes());
  }

  @Test
  void swappedBindingsSwapTheCellsWithoutANewScan() {
    for (int round = 0; round < ROUNDS; round++) {
      RandomGround world = new RandomGround(random);
      Assurance before = world.ground.assurance();
      State state = world.ground.state();
      Model swapped = world.swapped("c0", "c1");
      Assurance after =
          Assurance.compute(
              new State(
                  state.project(),
                  state.branch(),
                  state.baseBranch(),
                  state.revision(),
                  state.inventory(),
                  swapped,
                  state.environments(),
                  state.deployed(),
                  state.decisions(),
                  state.releases(),
                  state.policy(),
                  state.now()),
              world.ground.runs);

      for (int i = 0; i < 4; i++) {
        for (Stage stage : Stage.values()) {
          assertThat(words(after.cells("t" + i + "@c1", stage)))
              .isEqualTo(words(before.cells("t" + i + "@c0", stage)));
          assertThat(words(after.cells("t" + i + "@c2", stage)))
              .isEqualTo(words(before.cells("t" + i + "@c2", stage)));
        }
      }
    }
  }

  private static List<String> words(List<Cell> cells) {
    return cells.stream()
        .map(c -> c.environment() + " " + c.state() + " " + c.evidence() + " " + c.findings())
        .toList();
  }

  @Test
  void aHeldCellNeverCoexistsWithAStandingBreach() {
    int held = 0;
    for (int round = 0; round < ROUNDS; round++) {
      RandomGround world = new RandomGround(random);
      Assurance assurance = world.ground.assurance();
      for (Threat threat : assurance.threats()) {
        for (Stage stage : List.of(Stage.CODE, Stage.PACKAGE, Stage.TEST)) {
          for (Cell cell : assurance.cells(threat.id(), stage)) {
            if (cell.state() == CellState.HELD) {
              held++;
              assertThat(breaching(world.ground, assurance, threat, cell)).isEmpty();
            }
          }
        }
      }
    }
    assertThat(held).as("held cells seen").isPositive();
  }

  /** Found by plain search, sharing nothing with the computation but the taxonomy. */
  private static List<Finding> breaching(
      Ground ground, Assurance assurance, Threat threat, Cell cell) {
    List<Finding> found = new ArrayList<>();
    for (Finding finding : assurance.findings()) {
      boolean weak =
          finding.weaknesses().stream()
              .anyMatch(w -> Taxonomy.bundled().matches(w, threat.weaknesses().getFirst()));
      boolean here =
          assurance
              .components()
              .getOrDefault(finding.fingerprint(), List.of())
              .contains(threat.asset());
      if (weak && here && isSeen(ground, assurance, finding, cell)) {
        found.add(finding);
      }
    }
    return found;
  }

  private static boolean isSeen(Ground ground, Assurance assurance, Finding finding, Cell cell) {
    List<String> ids = assurance.seenBy().getOrDefault(finding.fingerprint(), List.of());
    return ground.runs.stream()
        .flatMap(run -> run.evidence().stream())
        .anyMatch(e ->
            ids.contains(e.id())
                && e.stage() == cell.stage()
                && e.environment().equals(cell.environment()));
  }
}
