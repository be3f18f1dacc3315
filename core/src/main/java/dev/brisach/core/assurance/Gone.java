package dev.brisach.core.assurance;

import dev.brisach.core.Asset;
import dev.brisach.core.AssetKind;
import dev.brisach.core.Covered;
import dev.brisach.core.Evidence;
import dev.brisach.core.Inventory;
import dev.brisach.core.Outcome.Examined;
import dev.brisach.core.Run;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decides whether an asset that the state's inventory does not list is known to be there no more.
 * Files: when it lists files and did not leave out that place. What lies in a container: when each
 * container is gone, or the check that saw the asset has since read the container, as it is now,
 * wholly. Anything else is never known to be gone.
 */
final class Gone {
  private record Reader(String check, Asset container) {}

  private final State state;
  private final boolean listsFiles;
  private final Map<Reader, Integer> readers = new HashMap<>();

  Gone(State state, List<Run> runs) {
    this.state = state;
    listsFiles =
        state.inventory().items().keySet().stream().anyMatch(a -> a.kind() == AssetKind.FILE);
    for (Run run : runs) {
      for (Evidence evidence : run.evidence()) {
        if (evidence.outcome() instanceof Examined examined) {
          readers(run, evidence, examined);
        }
      }
    }
  }

  /** Remembers which containers this sweep read wholly, as they are now. */
  private void readers(Run run, Evidence evidence, Examined examined) {
    if (!(examined.covered() instanceof Covered.Listed listed)) {
      return;
    }
    Set<Asset> missed = new HashSet<>();
    examined.unexamined().forEach(one -> missed.add(one.asset()));
    Set<Asset> read = new HashSet<>(listed.assets());
    for (Asset asset : listed.assets()) {
      Inventory.Item item = run.inventory().get(asset);
      if (item != null) {
        read.addAll(item.containers());
      }
    }
    for (Asset container : read) {
      if (!missed.contains(container) && isAsThen(container, run)) {
        readers.merge(new Reader(evidence.check(), container), evidence.checkVersion(), Math::max);
      }
    }
  }

  private boolean isAsThen(Asset asset, Run run) {
    Inventory.Item then = run.inventory().get(asset);
    Inventory.Item now = state.inventory().get(asset);
    return then != null && now != null && then.digest().equals(now.digest());
  }

  /** True where the asset, last seen by this sweep of this run, is known to be there no more. */
  boolean isGone(Asset asset, Evidence seenBy, Run run) {
    return isGone(asset, seenBy, run, 0);
  }

  private boolean isGone(Asset asset, Evidence seenBy, Run run, int depth) {
    if (state.inventory().get(asset) != null || depth > 8) {
      return false;
    }
    if (asset.kind() == AssetKind.FILE) {
      return listsFiles && !leftOut(asset.name());
    }
    Inventory.Item item = run.inventory().get(asset);
    if (item == null || item.containers().isEmpty()) {
      return false;
    }
    for (Asset container : item.containers()) {
      int version = readers.getOrDefault(new Reader(seenBy.check(), container), 0);
      if (version < seenBy.checkVersion() && !isGone(container, seenBy, run, depth + 1)) {
        return false;
      }
    }
    return true;
  }

  private boolean leftOut(String path) {
    Map<String, String> notRead = state.inventory().notRead();
    String place = path;
    while (!place.isEmpty()) {
      if (notRead.containsKey(place) || notRead.containsKey(place + "/")) {
        return true;
      }
      int slash = place.lastIndexOf('/');
      place = slash < 0 ? "" : place.substring(0, slash);
    }
    return notRead.containsKey(".") || notRead.containsKey("");
  }
}
