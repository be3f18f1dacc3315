package dev.brisach.core.assurance;

import dev.brisach.core.Asset;
import dev.brisach.core.Finding;
import dev.brisach.core.Stage;
import dev.brisach.core.Weakness;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decides which findings stand, lane by lane.
 *
 * <p>A report is cleared by a sweep of the same check, of the same or a later version, that looks
 * for its weaknesses (and carries its templates), covers the asset and does not report it. Against
 * a fresh report that sweep must be fresh and newer; against an older report it must be fresh, or,
 * where nothing is fresh any more, newer and with data not older than the report's.
 */
final class Fold {
  /** Detail of a finding that names the one template it speaks of. */
  static final String TEMPLATE = "template";

  private record Name(String fingerprint, Asset asset) {}

  private record Report(Sweep sweep, Finding finding) {}

  private final World world;
  private final List<Standing> standing = new ArrayList<>();
  private final List<Standing> incidents = new ArrayList<>();

  Fold(World world, Collection<Lane> lanes) {
    this.world = world;
    for (Lane lane : lanes) {
      fold(lane);
    }
  }

  List<Standing> standing() {
    return standing;
  }

  /** Alerts outside a drill: linked, without colour. */
  List<Standing> incidents() {
    return incidents;
  }

  private void fold(Lane lane) {
    Map<Name, List<Report>> reports = new LinkedHashMap<>();
    for (Sweep sweep : lane.sweeps()) {
      for (Finding finding : sweep.findings()) {
        if (!Sweep.isControl(finding)) {
          reports
              .computeIfAbsent(
                  new Name(finding.fingerprint(), finding.asset()), n -> new ArrayList<>())
              .add(new Report(sweep, finding));
        }
      }
    }
    reports.forEach((name, newestFirst) -> fold(lane, name, newestFirst));
  }

  private void fold(Lane lane, Name name, List<Report> newestFirst) {
    int number = world.find(name.asset(), lane.key().environment());
    if (number < 0) {
      return;
    }
    Report first = newestFirst.getFirst();
    if (lane.key().stage() == Stage.MONITOR
        && first.finding().details().containsKey(Sweep.INCIDENT)) {
      incidents.add(standing(lane, number, first, false));
      return;
    }
    Report newest = null;
    boolean old = true;
    Set<String> judged = new HashSet<>();
    for (Report report : newestFirst) {
      RunView.Content content = content(report, number);
      if (!report.sweep().speaks(content)) {
        continue;
      }
      boolean fresh = report.sweep().isFresh(content);
      if (judged.add(report.sweep().evidence().checkVersion() + (fresh ? " fresh" : " old"))
          && !isCleared(lane, report, number, fresh)) {
        newest = newest == null ? report : newest;
        old &= !fresh;
      }
    }
    if (newest != null) {
      standing.add(standing(lane, number, newest, old));
    }
  }

  private RunView.Content content(Report report, int number) {
    String seen = report.finding().digest();
    return seen == null
        ? report.sweep().content(number)
        : report.sweep().view().compare(number, seen);
  }

  private static Standing standing(Lane lane, int number, Report report, boolean old) {
    return new Standing(
        report.finding(), number, lane.key(), report.sweep(), old, templates(report));
  }

  private static List<String> templates(Report report) {
    List<String> all = report.sweep().evidence().templates();
    String named = report.finding().details().get(TEMPLATE);
    if (named != null) {
      return List.of(named);
    }
    return all.contains(report.finding().rule()) ? List.of(report.finding().rule()) : all;
  }

  private boolean isCleared(Lane lane, Report report, int number, boolean fresh) {
    List<Weakness> needed = needed(report);
    List<String> templates = templates(report);
    boolean newer = true;
    for (Sweep sweep : lane.sweeps()) {
      if (sweep.equals(report.sweep())) {
        newer = false;
        if (fresh) {
          return false;
        }
        continue;
      }
      if (qualifies(lane, sweep, report, needed, templates)
          && sweep.covers(number)
          && clears(sweep, report, number, fresh, newer)) {
        return true;
      }
    }
    return false;
  }

  private static boolean qualifies(
      Lane lane, Sweep sweep, Report report, List<Weakness> needed, List<String> templates) {
    return sweep.evidence().checkVersion() >= report.sweep().evidence().checkVersion()
        && !sweep.reports(report.finding().fingerprint())
        && sweep.evidence().weaknesses().containsAll(needed)
        && sweep.evidence().templates().containsAll(templates)
        && (lane.key().stage() != Stage.OPERATE || sweep.isControlled());
  }

  private static boolean clears(
      Sweep sweep, Report report, int number, boolean fresh, boolean newer) {
    RunView.Content content = sweep.content(number);
    if (!sweep.speaks(content)) {
      return false;
    }
    if (sweep.isFresh(content)) {
      return newer || !fresh;
    }
    return !fresh && newer && sweep.dataNotOlderThan(report.sweep());
  }

  /** Those of the finding's weaknesses that its own check looks for; all it looks for if none. */
  private static List<Weakness> needed(Report report) {
    List<Weakness> looked = report.sweep().evidence().weaknesses();
    List<Weakness> both = new ArrayList<>(report.finding().weaknesses());
    both.retainAll(looked);
    return both.isEmpty() ? looked : both;
  }
}
