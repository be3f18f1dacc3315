package dev.brisach.core.assurance;

import dev.brisach.core.Asset;
import dev.brisach.core.AssetKind;
import dev.brisach.core.Inventory;
import dev.brisach.core.Run;
import dev.brisach.core.SubjectKind;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One run's inventory laid over the world: which assets it saw, and with what content. */
final class RunView {
  /** How the content that a run saw relates to the content now. */
  enum Content {
    SAME,
    DIFFERENT,
    /** One of the two is not known; only age counts. */
    UNKNOWN
  }

  private record Subtree(SubjectKind subject, String root, String environment) {}

  private final World world;
  private final Run run;
  private final BitSet present = new BitSet();
  private final BitSet same = new BitSet();
  private final BitSet unknown = new BitSet();
  private final Map<Integer, List<Integer>> contained = new HashMap<>();
  private final List<Inventory.Item> items;
  private final int[] numbers;
  private final Map<Subtree, BitSet> subtrees = new HashMap<>();

  RunView(World world, Run run) {
    this.world = world;
    this.run = run;
    this.items = List.copyOf(run.inventory().items().values());
    this.numbers = new int[items.size()];
    int next = 0;
    for (int i = 0; i < numbers.length; i++) {
      Inventory.Item item = items.get(i);
      int number =
          world.isAt(next, item.asset(), item.environment())
              ? next
              : world.find(item.asset(), item.environment());
      numbers[i] = number;
      if (number < 0) {
        continue;
      }
      next = number + 1;
      present.set(number);
      switch (content(number, item)) {
        case SAME -> same.set(number);
        case UNKNOWN -> unknown.set(number);
        case DIFFERENT -> {}
      }
      if (item.asset().kind() == AssetKind.PKG) {
        for (Asset container : item.containers()) {
          int holder = world.find(container, item.environment());
          if (holder >= 0) {
            contained.computeIfAbsent(holder, any -> new ArrayList<>()).add(number);
          }
        }
      }
    }
  }

  Run run() {
    return run;
  }

  BitSet same() {
    return same;
  }

  BitSet unknown() {
    return unknown;
  }

  /** Packages that the run saw in an asset of the world. */
  List<Integer> contained(int container) {
    return contained.getOrDefault(container, List.of());
  }

  /** The content that this run saw of an asset of the world, against the content now. */
  Content content(int number) {
    if (same.get(number)) {
      return Content.SAME;
    }
    if (unknown.get(number)) {
      return Content.UNKNOWN;
    }
    return present.get(number) ? Content.DIFFERENT : compare(number, "");
  }

  private Content content(int number, Inventory.Item seen) {
    return compare(number, seen.digest());
  }

  Content compare(int number, String then) {
    if (world.isGhost(number)) {
      return Content.DIFFERENT;
    }
    String now = world.digest(number);
    Asset asset = world.asset(number);
    if (!then.isEmpty() && !now.isEmpty()) {
      return then.equals(now) ? Content.SAME : Content.DIFFERENT;
    }
    return switch (asset.kind()) {
      case FILE -> Content.DIFFERENT;
      case PKG -> asset.name().indexOf('@') > 0 ? Content.SAME : Content.DIFFERENT;
      case IMAGE -> asset.name().startsWith("sha256:") ? Content.SAME : Content.UNKNOWN;
      case ENDPOINT, HOST, PIPELINE, LOGSOURCE, COMPONENT, FLOW, DATA -> Content.UNKNOWN;
    };
  }

  /** The files of a kind that the run saw at or below a path; shared, not to be changed. */
  BitSet subtree(SubjectKind subject, String root, String environment) {
    return subtrees.computeIfAbsent(new Subtree(subject, root, environment), this::find);
  }

  private BitSet find(Subtree wanted) {
    BitSet found = new BitSet();
    boolean anywhere = wanted.environment().equals(World.ANYWHERE);
    for (int i = 0; i < numbers.length; i++) {
      Inventory.Item item = items.get(i);
      if (numbers[i] >= 0
          && item.is(wanted.subject())
          && isUnder(item.asset(), wanted.root())
          && (anywhere || wanted.environment().equals(item.environment()))) {
        found.set(numbers[i]);
      }
    }
    return found;
  }

  static boolean isUnder(Asset asset, String root) {
    String path = asset.name();
    return root.isEmpty()
        || root.equals(".")
        || (path.startsWith(root)
            && (path.length() == root.length() || path.charAt(root.length()) == '/'));
  }
}
