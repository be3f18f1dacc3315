package dev.brisach.core.assurance;

import dev.brisach.core.Asset;
import dev.brisach.core.Stage;
import dev.brisach.core.Threat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The part of a RELEASE cell that speaks of the state's own artifacts: signed, attested, and passed
 * by the release gate for this threat.
 */
final class ArtifactPart {
  private ArtifactPart() {}

  static Cell cell(Graph graph, Threat threat, boolean expected) {
    List<Release> releases = newest(graph, threat);
    List<String> reasons = new ArrayList<>();
    CellState worst = null;
    for (Release release : releases) {
      CellState state = state(graph, threat, release, reasons);
      if (worst == null || Colour.rank(state) < Colour.rank(worst)) {
        worst = state;
      }
    }
    if (worst == null) {
      reasons.add("no artifact of this revision was released");
      worst = expected ? CellState.GAP : CellState.NONE;
    }
    return Colour.simple(threat, Stage.RELEASE, worst, reasons);
  }

  /** The newest word on each artifact of this revision that belongs to the threat's element. */
  private static List<Release> newest(Graph graph, Threat threat) {
    TreeMap<Asset, Release> byArtifact = new TreeMap<>();
    graph.state().releases().stream()
        .filter(release -> Objects.equals(release.revision(), graph.state().revision()))
        .filter(release -> concerns(graph, threat, release.artifact()))
        .sorted(Comparator.comparing(Release::at).thenComparing(Release::toString))
        .forEach(release -> byArtifact.put(release.artifact(), release));
    return List.copyOf(byArtifact.values());
  }

  /** An artifact that is bound to no element is one of the whole project. */
  private static boolean concerns(Graph graph, Threat threat, Asset artifact) {
    World world = graph.world();
    int number = world.find(artifact, World.ANYWHERE);
    Integer element = world.element(threat.asset());
    return number < 0
        || element == null
        || world.elementsOf(number).length == 0
        || world.belongs(number, element);
  }

  private static CellState state(
      Graph graph, Threat threat, Release release, List<String> reasons) {
    Verdict gate = release.gate();
    if (gate != null) {
      for (Verdict.Reason reason : gate.reasons()) {
        if (reason.word() == Verdict.Word.BLOCK && threat.id().equals(reason.threat())) {
          reasons.add("the release gate blocked: " + reason.message());
          return CellState.BREACHED;
        }
      }
    }
    if (gate == null) {
      reasons.add("the release gate was never asked for " + release.artifact());
      return CellState.GAP;
    }
    for (Verdict.Reason reason : gate.reasons()) {
      if (reason.word() == Verdict.Word.BLOCK && reason.threat() == null) {
        reasons.add("the release gate blocked the artifact: " + reason.message());
        return CellState.PARTLY;
      }
    }
    if (!release.signed() || !release.attested()) {
      reasons.add(release.artifact() + (release.signed() ? " is not attested" : " is not signed"));
      return CellState.PARTLY;
    }
    Duration limit = graph.state().policy().ages().get(Stage.RELEASE);
    if (limit != null && release.from().plus(limit).isBefore(graph.state().now())) {
      reasons.add("the release gate was asked too long ago");
      return CellState.STALE;
    }
    return CellState.HELD;
  }
}
