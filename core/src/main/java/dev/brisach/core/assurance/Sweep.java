package dev.brisach.core.assurance;

import dev.brisach.core.Asset;
import dev.brisach.core.AssetKind;
import dev.brisach.core.Covered;
import dev.brisach.core.Evidence;
import dev.brisach.core.Finding;
import dev.brisach.core.Inventory;
import dev.brisach.core.Outcome.Examined;
import dev.brisach.core.Outcome.Unexamined;
import dev.brisach.core.Run;
import dev.brisach.core.SubjectKind;
import java.time.Instant;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One sweep that looked at something, in its place among all others.
 *
 * <p>Order: newest first by start time, then segment head, then run, then entry number.
 */
final class Sweep implements Comparable<Sweep> {
  /** Detail of an OPERATE finding that is the success against the positive control. */
  private static final String CONTROL = "control";

  /** The value of {@link #CONTROL} that makes a finding the proof of a positive control. */
  private static final String POSITIVE = "positive";

  /** Detail of a MONITOR finding that is an alert outside a drill. */
  static final String INCIDENT = "incident";

  /** What a sweep covers: with the content as it is now, or with other content. */
  record Coverage(BitSet current, BitSet other, BitSet unknown) {}

  private final Evidence evidence;
  private final Examined examined;
  private final RunView view;
  private final World world;
  private final int entry;
  private final boolean base;
  private final boolean inTime;
  private final String environment;
  private final Set<String> reported = new HashSet<>();
  private final Map<Asset, String> missed = new HashMap<>();
  private final Set<Asset> listed;
  private boolean controlled;
  private @Nullable BitSet subtree;

  Sweep(
      Evidence evidence,
      Examined examined,
      RunView view,
      World world,
      int entry,
      boolean base,
      boolean inTime,
      String environment) {
    this.evidence = evidence;
    this.examined = examined;
    this.view = view;
    this.world = world;
    this.entry = entry;
    this.base = base;
    this.inTime = inTime;
    this.environment = environment;
    for (Finding finding : examined.findings()) {
      if (isControl(finding)) {
        controlled = true;
      } else {
        reported.add(finding.fingerprint());
      }
    }
    for (Unexamined one : examined.unexamined()) {
      missed.put(one.asset(), one.reason());
    }
    this.listed =
        switch (examined.covered()) {
          case Covered.Listed(var any, List<Asset> assets) -> new HashSet<>(assets);
          case Covered.Subtree ignored -> Set.of();
        };
  }

  Evidence evidence() {
    return evidence;
  }

  List<Finding> findings() {
    return examined.findings();
  }

  Covered covered() {
    return examined.covered();
  }

  /** Assets that it could not judge, with the reason. */
  Map<Asset, String> missed() {
    return missed;
  }

  Run run() {
    return view.run();
  }

  RunView view() {
    return view;
  }

  boolean isBase() {
    return base;
  }

  String environment() {
    return environment;
  }

  boolean isInTime() {
    return inTime;
  }

  /** True where the same procedure succeeded against its positive control in this sweep. */
  boolean isControlled() {
    return controlled;
  }

  boolean reports(String fingerprint) {
    return reported.contains(fingerprint);
  }

  /** The data that it used is not older than that of another sweep. */
  boolean dataNotOlderThan(Sweep older) {
    Instant other = older.evidence.dataVersion() == null ? Instant.MIN : older.data();
    return evidence.dataVersion() == null || !data().isBefore(other);
  }

  private Instant data() {
    return evidence.dataVersion() == null ? Instant.MIN : evidence.dataVersion().date();
  }

  /** The content that this sweep saw of an asset, against the content now. */
  RunView.Content content(int number) {
    return view.content(number);
  }

  /** True where it is fresh for an asset: content and age fit the state. */
  boolean isFresh(RunView.Content content) {
    return inTime && content != RunView.Content.DIFFERENT && speaks(content);
  }

  /** Sweeps of the base branch speak for identical content only. */
  boolean speaks(RunView.Content content) {
    return !base || content == RunView.Content.SAME;
  }

  /** True where it looked at an asset, or at what contains it, and could judge it. */
  boolean covers(int number) {
    Asset asset = world.asset(number);
    if (asset.kind() == AssetKind.PKG) {
      return covers(asset, 0);
    }
    return !missed.containsKey(asset)
        && switch (examined.covered()) {
          case Covered.Listed ignored -> listed.contains(asset);
          case Covered.Subtree(var subject, String root, int count) ->
              subtree(subject, root).get(number);
        };
  }

  private boolean covers(Asset asset, int depth) {
    if (missed.containsKey(asset) || depth > 8) {
      return false;
    }
    if (covers(asset)) {
      return true;
    }
    if (asset.kind() != AssetKind.PKG) {
      return false;
    }
    Set<Asset> containers = new HashSet<>();
    Inventory.Item item = view.run().inventory().get(asset);
    if (item != null) {
      containers.addAll(item.containers());
    }
    int number = world.find(asset, environment);
    if (number >= 0) {
      containers.addAll(world.containers(number));
    }
    for (Asset container : containers) {
      if (covers(container, depth + 1)) {
        return true;
      }
    }
    return false;
  }

  private boolean covers(Asset asset) {
    return switch (examined.covered()) {
      case Covered.Listed ignored -> listed.contains(asset);
      case Covered.Subtree(var subject, String root, int count) -> {
        Inventory.Item item = view.run().inventory().get(asset);
        yield item != null && item.is(subject) && RunView.isUnder(asset, root);
      }
    };
  }

  /** True where its selector takes in all that another one's does. */
  boolean isAsWideAs(Sweep other) {
    return switch (examined.covered()) {
      case Covered.Listed(var any, List<Asset> assets) ->
          listed.containsAll(other.listed) && other.examined.covered() instanceof Covered.Listed;
      case Covered.Subtree(var any, String root, int count) ->
          other.examined.covered() instanceof Covered.Subtree(var kind, String inner, int n)
              && (root.isEmpty()
                  || RunView.isUnder(Asset.file(inner.isEmpty() ? "." : inner), root));
    };
  }

  private BitSet subtree(SubjectKind subject, String root) {
    BitSet known = subtree;
    if (known == null) {
      known = view.subtree(subject, root, environment);
      subtree = known;
    }
    return known;
  }

  /** All assets of the world that it covers. */
  Coverage coverage() {
    BitSet all =
        switch (examined.covered()) {
          case Covered.Listed(var any, List<Asset> assets) -> numbers(assets);
          case Covered.Subtree(var subject, String root, int count) ->
              (BitSet) subtree(subject, root).clone();
        };
    BitSet same = (BitSet) all.clone();
    same.and(view.same());
    BitSet unknown = (BitSet) all.clone();
    unknown.and(view.unknown());
    if (examined.covered() instanceof Covered.Listed) {
      sort(all, same, unknown);
    }
    withContents(all, same);
    for (Asset asset : missed.keySet()) {
      int number = world.find(asset, environment);
      if (number >= 0) {
        all.clear(number);
        same.clear(number);
        unknown.clear(number);
      }
    }
    if (base) {
      return new Coverage(same, new BitSet(), new BitSet());
    }
    same.or(unknown);
    all.andNot(same);
    return new Coverage(same, all, unknown);
  }

  private BitSet numbers(List<Asset> assets) {
    BitSet found = new BitSet();
    for (Asset asset : assets) {
      int number = world.find(asset, environment);
      if (number >= 0) {
        found.set(number);
      }
    }
    return found;
  }

  private void sort(BitSet all, BitSet same, BitSet unknown) {
    for (int i = all.nextSetBit(0); i >= 0; i = all.nextSetBit(i + 1)) {
      RunView.Content content = content(i);
      same.set(i, content == RunView.Content.SAME);
      unknown.set(i, content == RunView.Content.UNKNOWN);
    }
  }

  /** A covered manifest or image speaks for the packages in it. */
  private void withContents(BitSet all, BitSet same) {
    BitSet open = (BitSet) all.clone();
    while (!open.isEmpty()) {
      BitSet next = new BitSet();
      for (int i = open.nextSetBit(0); i >= 0; i = open.nextSetBit(i + 1)) {
        for (int child : view.contained(i)) {
          next.set(child);
        }
        if (same.get(i)) {
          for (int child : world.children(i)) {
            next.set(child);
          }
        }
      }
      next.andNot(all);
      all.or(next);
      for (int i = next.nextSetBit(0); i >= 0; i = next.nextSetBit(i + 1)) {
        same.set(i, content(i) == RunView.Content.SAME);
      }
      open = next;
    }
  }

  @Override
  public int compareTo(Sweep other) {
    int order = other.evidence.started().compareTo(evidence.started());
    if (order == 0) {
      order = head(other).compareTo(head(this));
    }
    if (order == 0) {
      order = other.run().id().compareTo(run().id());
    }
    return order == 0 ? Integer.compare(other.entry, entry) : order;
  }

  private static String head(Sweep sweep) {
    String head = sweep.run().head();
    return head == null ? "" : head;
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return evidence.id().hashCode();
  }

  /** True for the success of a procedure against its positive control: no finding at all. */
  static boolean isControl(Finding finding) {
    return POSITIVE.equals(finding.details().get(CONTROL));
  }
}
