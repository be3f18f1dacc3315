package dev.brisach.core.assurance;

import dev.brisach.core.AssetKind;
import dev.brisach.core.DataVersion;
import dev.brisach.core.Environment;
import dev.brisach.core.Evidence;
import dev.brisach.core.Outcome;
import dev.brisach.core.Run;
import dev.brisach.core.Stage;
import dev.brisach.core.SubjectKind;
import dev.brisach.core.Threat;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Runs and state under the indices that cells, gates and explanations read. Runs of other projects,
 * and of branches that do not speak for the state, are passed over.
 */
final class Graph {
  /** Owner sets that one sweep reached, with content as it is now, otherwise, and not judged. */
  record Reach(BitSet current, BitSet other, BitSet missed) {}

  private final State state;
  private final World world;
  private final SortedMap<Lane.Key, Lane> lanes = new TreeMap<>();
  private final Catalogue catalogue;
  private final Fold fold;
  private final Map<Sweep, Reach> reaches = new HashMap<>();
  private final Map<String, Tally> telemetry = new HashMap<>();
  private final Map<String, Tally> presence = new HashMap<>();

  Graph(State state, List<Run> runs) {
    this.state = state;
    List<Run> newestFirst = speaking(state, runs);
    this.world = new WorldBuilder(state, newestFirst).build();
    this.catalogue = new Catalogue(newestFirst, state.policy());
    for (Run run : newestFirst) {
      add(run);
    }
    lanes.values().forEach(Lane::sort);
    this.fold = new Fold(world, lanes.values());
  }

  private static List<Run> speaking(State state, List<Run> runs) {
    Map<String, Run> once = new TreeMap<>();
    for (Run run : runs) {
      if (run.project().equals(state.project()) && speaks(state, run.branch())) {
        once.putIfAbsent(run.id() + " " + run.head(), run);
      }
    }
    List<Run> sorted = new ArrayList<>(once.values());
    sorted.sort(
        Comparator.comparing(Run::started)
            .thenComparing(run -> Objects.requireNonNullElse(run.head(), ""))
            .thenComparing(Run::id)
            .reversed());
    return sorted;
  }

  private static boolean speaks(State state, @Nullable String branch) {
    return Objects.equals(branch, state.branch())
        || (branch != null && branch.equals(state.baseBranch()));
  }

  private void add(Run run) {
    RunView view = new RunView(world, run);
    for (int i = 0; i < run.evidence().size(); i++) {
      Evidence evidence = run.evidence().get(i);
      if (!speaks(state, evidence.branch())) {
        continue;
      }
      String environment =
          evidence.stage() == Stage.RELEASE ? World.ANYWHERE : evidence.environment();
      Lane lane = lane(evidence.check(), evidence.stage(), environment);
      switch (evidence.outcome()) {
        case Outcome.Examined examined ->
            lane.add(
                new Sweep(
                    evidence,
                    examined,
                    view,
                    world,
                    i,
                    !Objects.equals(evidence.branch(), state.branch()),
                    isInTime(evidence, limit(evidence)),
                    environment));
        case Outcome.Skipped(String reason) -> lane.add(new Lane.Idle(evidence, reason));
        case Outcome.Failed(String error) -> lane.add(new Lane.Idle(evidence, "failed: " + error));
      }
    }
  }

  private @Nullable Duration limit(Evidence evidence) {
    return evidence.stage() == Stage.MONITOR && !evidence.templates().isEmpty()
        ? state.policy().proofAge()
        : state.policy().ages().get(evidence.stage());
  }

  private boolean isInTime(Evidence evidence, @Nullable Duration limit) {
    if (limit == null) {
      return true;
    }
    DataVersion data = evidence.dataVersion();
    Instant from =
        data != null && data.date().isBefore(evidence.started()) ? data.date() : evidence.started();
    return !from.plus(limit).isBefore(state.now());
  }

  State state() {
    return state;
  }

  World world() {
    return world;
  }

  Catalogue catalogue() {
    return catalogue;
  }

  Fold fold() {
    return fold;
  }

  SortedMap<Lane.Key, Lane> lanes() {
    return lanes;
  }

  /** The lane of a check, empty where it never ran there. */
  Lane lane(String check, Stage stage, String environment) {
    return lanes.computeIfAbsent(
        new Lane.Key(check, stage, environment), key -> new Lane(key, world));
  }

  /** Environments where a stage is expected or has left evidence, sorted. */
  List<String> environments(Stage stage) {
    TreeSet<String> found = new TreeSet<>(expected(stage));
    for (Map.Entry<Lane.Key, Lane> lane : lanes.entrySet()) {
      if (lane.getKey().stage() == stage && stage != Stage.RELEASE) {
        found.add(lane.getKey().environment());
      }
    }
    return List.copyOf(found);
  }

  List<String> expected(Stage stage) {
    return state.policy().expectedIn(stage, state.environments());
  }

  /**
   * Environments in which a stage is expected to answer a threat: those that policy names for what
   * runs, and {@code source} for what checks over files look for (configuration in DEPLOY), since
   * files belong to no other. Where both kinds of check look for the same, an element that runs at
   * an address is asked for there, and in the files only if it has some of that kind.
   */
  List<String> expected(Threat threat, Stage stage) {
    List<String> named = expected(stage);
    Threat.Expected aims = threat.expected().get(stage);
    if (aims == null || state.policy().places().get(stage) == Policy.Place.SOURCE) {
      return named;
    }
    boolean byFile = false;
    boolean inFiles = false;
    boolean live = false;
    List<String> all = new ArrayList<>(aims.templates());
    aims.weaknesses().forEach(weakness -> all.add(weakness.id()));
    for (String aim : all) {
      for (Catalogue.Looking found : catalogue.looking(stage, aim)) {
        SubjectKind subject = found.check().subject();
        boolean file = subject.kind() == AssetKind.FILE;
        byFile |= file;
        live |= !file;
        inFiles |= file && has(threat, subject, Environment.SOURCE.name());
      }
    }
    if (!byFile) {
      return named;
    }
    boolean runs =
        state.model().bindings().stream()
            .anyMatch(binding ->
                binding.element().equals(threat.asset()) && binding.kind() == AssetKind.ENDPOINT);
    TreeSet<String> places = new TreeSet<>(live && runs ? named : List.of());
    if (inFiles || !runs) {
      places.add(Environment.SOURCE.name());
    }
    return List.copyOf(places);
  }

  /** True where the element of a threat has an asset of this kind in an environment. */
  private boolean has(Threat threat, SubjectKind subject, String environment) {
    Integer element = world.element(threat.asset());
    if (element == null) {
      return false;
    }
    Tally members = presence(subject, environment);
    for (int set : world.setsOf(element)) {
      if (members.needed(set) > 0) {
        return true;
      }
    }
    return false;
  }

  /** How the cell of a lane's environment is called. */
  static String cellEnvironment(String environment) {
    return environment.equals(World.ANYWHERE) ? Environment.SOURCE.name() : environment;
  }

  /** How many assets of a kind each owner set has in an environment, as {@code needed}. */
  Tally presence(SubjectKind subject, String environment) {
    return presence.computeIfAbsent(
        subject + " " + environment,
        any -> new Tally(world, world.members(subject, environment), List.of(), Sweep::isInTime));
  }

  /** What one sweep reached, by owner set. */
  Reach reach(Sweep sweep) {
    return reaches.computeIfAbsent(sweep, this::findReach);
  }

  private Reach findReach(Sweep sweep) {
    Sweep.Coverage coverage = sweep.coverage();
    BitSet missed = new BitSet();
    String environment = sweep.environment();
    sweep.missed().keySet().stream()
        .mapToInt(asset -> world.find(asset, environment))
        .filter(number -> number >= 0)
        .forEach(number -> missed.set(world.owners(number)));
    return new Reach(sets(coverage.current()), sets(coverage.other()), missed);
  }

  private BitSet sets(BitSet numbers) {
    BitSet found = new BitSet();
    for (int i = numbers.nextSetBit(0); i >= 0; i = numbers.nextSetBit(i + 1)) {
      if (!world.isLeftOut(i) && !world.isGhost(i)) {
        found.set(world.owners(i));
      }
    }
    return found;
  }

  /** Which log sources of an environment any MONITOR sweep has read lately. */
  Tally telemetry(String environment) {
    return telemetry.computeIfAbsent(environment, this::findTelemetry);
  }

  private Tally findTelemetry(String environment) {
    List<Sweep> sweeps = new ArrayList<>();
    for (Lane lane : lanes.values()) {
      if (lane.key().stage() == Stage.MONITOR && lane.key().environment().equals(environment)) {
        for (Sweep sweep : lane.sweeps()) {
          if (sweep.covered().subject().kind() == AssetKind.LOGSOURCE
              && !state.policy().isForeign(lane.key().check())) {
            sweeps.add(sweep);
          }
        }
      }
    }
    sweeps.sort(Comparator.naturalOrder());
    Duration limit = state.policy().ages().get(Stage.MONITOR);
    return new Tally(
        world,
        world.members(SubjectKind.of(AssetKind.LOGSOURCE), environment),
        sweeps,
        sweep -> isInTime(sweep.evidence(), limit));
  }
}
