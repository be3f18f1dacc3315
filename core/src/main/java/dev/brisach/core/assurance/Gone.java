package dev.brisach.core.assurance;

import dev.brisach.core.Asset;
import dev.brisach.core.AssetKind;
import dev.brisach.core.Evidence;
import dev.brisach.core.Inventory;
import dev.brisach.core.Outcome.Examined;
import dev.brisach.core.Outcome.Unexamined;
import dev.brisach.core.Run;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decides whether the state's inventory is complete about an asset that it does not list. Files:
 * when it lists files and did not leave out that place. What lies in a container: when each
 * container is gone, or was opened and wholly read. Anything else is never known to be gone.
 */
final class Gone {
  private final State state;
  private final boolean listsFiles;
  private final Set<Asset> opened = new HashSet<>();
  private final Set<Asset> notWhole = new HashSet<>();

  Gone(State state, List<Run> runs) {
    this.state = state;
    boolean files = false;
    for (Inventory.Item item : state.inventory().items().values()) {
      files |= item.asset().kind() == AssetKind.FILE;
      opened.addAll(item.containers());
    }
    listsFiles = files;
    for (Run run : runs) {
      for (Evidence evidence : run.evidence()) {
        if (evidence.outcome() instanceof Examined examined) {
          for (Unexamined missed : examined.unexamined()) {
            if (isAsThen(missed.asset(), run)) {
              notWhole.add(missed.asset());
            }
          }
        }
      }
    }
  }

  private boolean isAsThen(Asset asset, Run run) {
    Inventory.Item then = run.inventory().get(asset);
    Inventory.Item now = state.inventory().get(asset);
    return then != null && now != null && then.digest().equals(now.digest());
  }

  /** True where the asset, last seen by this run, is known to be there no more. */
  boolean isGone(Asset asset, Run seenBy) {
    return isGone(asset, seenBy, 0);
  }

  private boolean isGone(Asset asset, Run seenBy, int depth) {
    if (state.inventory().get(asset) != null || depth > 8) {
      return false;
    }
    if (asset.kind() == AssetKind.FILE) {
      return listsFiles && !leftOut(asset.name());
    }
    Inventory.Item item = seenBy.inventory().get(asset);
    if (item == null || item.containers().isEmpty()) {
      return false;
    }
    for (Asset container : item.containers()) {
      boolean whole =
          opened.contains(container) && !notWhole.contains(container) && !leftOut(container.name());
      if (!whole && !isGone(container, seenBy, depth + 1)) {
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
