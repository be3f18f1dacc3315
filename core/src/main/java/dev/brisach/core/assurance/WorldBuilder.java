package dev.brisach.core.assurance;

import dev.brisach.core.Asset;
import dev.brisach.core.AssetKind;
import dev.brisach.core.Covered;
import dev.brisach.core.Environment;
import dev.brisach.core.Evidence;
import dev.brisach.core.Finding;
import dev.brisach.core.Inventory;
import dev.brisach.core.Outcome.Examined;
import dev.brisach.core.Outcome.Unexamined;
import dev.brisach.core.Run;
import dev.brisach.core.SubjectKind;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Gathers the assets of a state. The state's inventory leads; what it cannot know is taken over
 * from the newest run that does: the packages of a manifest of the same content, and the assets of
 * a live environment that was not visited again.
 */
final class WorldBuilder {
  /** One asset in one environment. */
  record Entry(
      Asset asset, String digest, List<String> types, List<Asset> containers, String environment) {
    boolean is(SubjectKind subject) {
      return asset.kind() == subject.kind()
          && (subject.type() == null || types.contains(subject.type()));
    }
  }

  private static final int[] NO_CHILDREN = {};
  private static final String SOURCE = Environment.SOURCE.name();

  private final State state;
  private final List<Run> runs;
  private final List<Entry> entries = new ArrayList<>();
  private final TreeMap<String, Map<Asset, Integer>> index = new TreeMap<>();
  private final BitSet ghosts = new BitSet();
  private final BitSet loose = new BitSet();
  private final Set<Asset> opened = new HashSet<>();

  /** A builder over runs of this project that speak for the state, newest first. */
  WorldBuilder(State state, List<Run> newestFirst) {
    this.state = state;
    this.runs = newestFirst;
  }

  /** Kinds that are different assets in each environment. */
  static boolean isLive(AssetKind kind) {
    return switch (kind) {
      case ENDPOINT, HOST, LOGSOURCE -> true;
      case COMPONENT, FLOW, DATA, FILE, PKG, IMAGE, PIPELINE -> false;
    };
  }

  World build() {
    for (Inventory.Item item : state.inventory().items().values()) {
      add(entry(item, item.digest()));
      if (item.asset().kind() == AssetKind.PKG) {
        opened.addAll(item.containers());
      }
    }
    Set<String> known = new HashSet<>(index.keySet());
    known.add(SOURCE);
    for (Run run : runs) {
      takeOver(run, known);
    }
    nameFromSweeps();
    ghosts();
    return finish();
  }

  private void takeOver(Run run, Set<String> known) {
    Set<String> first = new HashSet<>();
    Set<Asset> openedHere = new HashSet<>();
    Asset afterFiles = new Asset(AssetKind.PKG, "!");
    for (Inventory.Item item : run.inventory().items().tailMap(afterFiles).values()) {
      String environment = item.environment();
      if (!environment.equals(SOURCE)) {
        if (!known.contains(environment)) {
          first.add(environment);
          add(entry(item, ""));
        }
      } else if (item.asset().kind() == AssetKind.PKG) {
        for (Asset container : item.containers()) {
          if (!opened.contains(container) && sameContent(container, run)) {
            openedHere.add(container);
            add(entry(item, item.digest()));
          }
        }
      }
    }
    known.addAll(first);
    opened.addAll(openedHere);
  }

  private boolean sameContent(Asset container, Run run) {
    Inventory.Item then = run.inventory().get(container);
    Inventory.Item now = state.inventory().get(container);
    return then != null
        && now != null
        && !then.digest().isEmpty()
        && then.digest().equals(now.digest());
  }

  private Entry entry(Inventory.Item item, String digest) {
    String content = digest;
    if (content.isEmpty() && !item.environment().equals(SOURCE)) {
      content = state.deployed().getOrDefault(item.environment(), "");
    }
    return new Entry(item.asset(), content, item.types(), item.containers(), item.environment());
  }

  /**
   * The newest run that examined anything in an environment also speaks of assets that its own
   * inventory does not list.
   */
  private void nameFromSweeps() {
    Set<String> done = new HashSet<>();
    for (Run run : runs) {
      Set<String> here = new HashSet<>();
      for (Evidence evidence : run.evidence()) {
        if (evidence.outcome() instanceof Examined examined
            && !done.contains(evidence.environment())) {
          here.add(evidence.environment());
          nameFrom(run, examined, evidence.environment());
        }
      }
      done.addAll(here);
    }
  }

  private void nameFrom(Run run, Examined examined, String environment) {
    List<Asset> within = new ArrayList<>();
    switch (examined.covered()) {
      case Covered.Listed(var any, List<Asset> assets) -> {
        for (Asset asset : assets) {
          named(run, asset, environment, List.of());
          if (asset.kind() == AssetKind.FILE || asset.kind() == AssetKind.IMAGE) {
            within.add(asset);
          }
        }
      }
      case Covered.Subtree(var any, String root, int count) ->
          within.add(Asset.file(root.isEmpty() ? "." : root));
    }
    for (Unexamined missed : examined.unexamined()) {
      boolean inside = missed.asset().kind() == AssetKind.PKG;
      named(run, missed.asset(), environment, inside ? within : List.of());
    }
  }

  /** {@code within}: what may contain it where no inventory says so. */
  private void named(Run run, Asset asset, String sweepEnvironment, List<Asset> within) {
    if (asset.kind() == AssetKind.FILE || asset.kind().isModel()) {
      return;
    }
    String environment = isLive(asset.kind()) ? sweepEnvironment : SOURCE;
    Inventory.Item listed = run.inventory().get(asset);
    boolean isListed =
        listed != null && (!isLive(asset.kind()) || listed.environment().equals(environment));
    if (isListed || isKnown(asset, environment)) {
      return;
    }
    String content =
        environment.equals(SOURCE) ? "" : state.deployed().getOrDefault(environment, "");
    loose.set(entries.size(), asset.kind() == AssetKind.PKG);
    add(new Entry(asset, content, List.of(), within, environment));
  }

  private boolean isKnown(Asset asset, String environment) {
    if (index.getOrDefault(environment, Map.of()).containsKey(asset)) {
      return true;
    }
    return !isLive(asset.kind())
        && index.values().stream().anyMatch(there -> there.containsKey(asset));
  }

  /** Assets of findings that the state no longer lists, unless they are known to be gone. */
  private void ghosts() {
    Gone gone = new Gone(state, runs);
    for (Run run : runs) {
      for (Evidence evidence : run.evidence()) {
        if (evidence.outcome() instanceof Examined examined) {
          for (Finding finding : examined.findings()) {
            ghost(finding.asset(), evidence, run, gone);
          }
        }
      }
    }
  }

  private void ghost(Asset asset, Evidence evidence, Run run, Gone gone) {
    String environment = isLive(asset.kind()) ? evidence.environment() : SOURCE;
    if (isKnown(asset, environment) || gone.isGone(asset, evidence, run)) {
      return;
    }
    Inventory.Item item = run.inventory().get(asset);
    ghosts.set(entries.size());
    add(
        new Entry(
            asset,
            "",
            item == null ? List.of() : item.types(),
            item == null ? List.of() : item.containers(),
            environment));
  }

  private void add(Entry entry) {
    Integer before =
        index
            .computeIfAbsent(entry.environment(), any -> new HashMap<>())
            .putIfAbsent(entry.asset(), entries.size());
    if (before == null) {
      entries.add(entry);
    }
  }

  private World finish() {
    OwnerSets sets = new OwnerSets();
    Belonging belonging = new Belonging(state, sets);
    int[] owners = new int[entries.size()];
    for (int i = 0; i < owners.length; i++) {
      owners[i] = belonging.ownersOf(entries.get(i).asset());
    }
    int[][] containers = containers();
    inherit(owners, containers, sets, belonging);
    int[][] children = children(containers);
    return new World(
        entries,
        index,
        sets,
        belonging,
        owners,
        leftOut(containers),
        ghosts,
        loose,
        children,
        parents(children));
  }

  private int[][] containers() {
    int[][] found = new int[entries.size()][];
    for (int i = 0; i < found.length; i++) {
      List<Asset> named = entries.get(i).containers();
      int[] numbers = new int[named.size()];
      for (int j = 0; j < numbers.length; j++) {
        numbers[j] = number(named.get(j), entries.get(i).environment());
      }
      found[i] = numbers;
    }
    return found;
  }

  private int number(Asset asset, String environment) {
    Integer found = index.getOrDefault(environment, Map.of()).get(asset);
    if (found == null) {
      found = index.getOrDefault(SOURCE, Map.of()).get(asset);
    }
    return found == null ? -1 : found;
  }

  /** What contains an asset gives it its owners; repeated until nothing changes (a graph). */
  private void inherit(int[] owners, int[][] containers, OwnerSets sets, Belonging belonging) {
    boolean changed = true;
    for (boolean first = true; changed; first = false) {
      changed = false;
      for (int i = 0; i < owners.length; i++) {
        int before = owners[i];
        for (int j = 0; j < containers[i].length; j++) {
          int container = containers[i][j];
          if (container >= 0) {
            owners[i] = sets.union(owners[i], owners[container]);
          } else if (first) {
            Asset unlisted = entries.get(i).containers().get(j);
            owners[i] = sets.union(owners[i], belonging.ownersOf(unlisted));
          }
        }
        changed |= owners[i] != before;
      }
    }
  }

  /** Files under a not-shipped selector, and what lies in such files only. */
  private BitSet leftOut(int[][] containers) {
    BitSet left = new BitSet();
    if (state.model().notShipped().isEmpty()) {
      return left;
    }
    OwnerSets sets = new OwnerSets();
    Paths paths = new Paths(sets);
    state.model().notShipped().forEach(selector -> paths.add(selector, 0));
    for (int i = 0; i < containers.length; i++) {
      Asset asset = entries.get(i).asset();
      if (asset.kind() == AssetKind.FILE && paths.ownersOf(asset.name()) != OwnerSets.NONE) {
        left.set(i);
      }
    }
    for (int i = 0; i < containers.length; i++) {
      if (entries.get(i).asset().kind() == AssetKind.PKG && containers[i].length > 0) {
        boolean all = true;
        for (int container : containers[i]) {
          all &= container >= 0 && left.get(container);
        }
        left.set(i, all);
      }
    }
    return left;
  }

  /** Packages by the number of what contains them. */
  private int[][] children(int[][] containers) {
    int[] count = new int[containers.length];
    for (int i = 0; i < containers.length; i++) {
      for (int container : packageContainers(i, containers)) {
        count[container]++;
      }
    }
    int[][] children = new int[containers.length][];
    for (int i = 0; i < children.length; i++) {
      children[i] = count[i] == 0 ? NO_CHILDREN : new int[count[i]];
    }
    for (int i = 0; i < containers.length; i++) {
      for (int container : packageContainers(i, containers)) {
        children[container][--count[container]] = i;
      }
    }
    return children;
  }

  private int[] packageContainers(int number, int[][] containers) {
    if (entries.get(number).asset().kind() != AssetKind.PKG) {
      return NO_CHILDREN;
    }
    return java.util.Arrays.stream(containers[number]).filter(one -> one >= 0).toArray();
  }

  private static BitSet parents(int[][] children) {
    BitSet parents = new BitSet();
    for (int i = 0; i < children.length; i++) {
      parents.set(i, children[i].length > 0);
    }
    return parents;
  }
}
