package dev.brisach.core.assurance;

import dev.brisach.core.AssetKind;
import dev.brisach.core.Finding;
import dev.brisach.core.Stage;
import java.util.List;

/**
 * A finding that no sweep has cleared.
 *
 * @param number its asset in the world
 * @param report the newest uncleared sweep that reports it
 * @param old true where no fresh sweep reports it
 * @param templates the test, procedure or rule templates it speaks of
 */
record Standing(
    Finding finding, int number, Lane.Key lane, Sweep report, boolean old, List<String> templates) {
  Stage stage() {
    return lane.stage();
  }

  String environment() {
    return lane.environment();
  }

  /** True where it says that logs are missing or silent, whatever rule would read them. */
  boolean isTelemetry() {
    return stage() == Stage.MONITOR
        && templates.isEmpty()
        && finding.asset().kind() == AssetKind.LOGSOURCE;
  }
}
