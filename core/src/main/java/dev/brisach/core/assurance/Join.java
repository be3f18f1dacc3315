package dev.brisach.core.assurance;

import dev.brisach.core.Severity;
import dev.brisach.core.Stage;
import dev.brisach.core.Threat;
import dev.brisach.core.Weakness;
import dev.brisach.core.taxonomy.Taxonomy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which finding speaks of which threat: where the finding's asset lies in the scope of the threat's
 * element, and what it names descends from one of the threat's weaknesses (in OPERATE and MONITOR
 * also: comes from a template that the threat names). Goes from findings to threats over an index
 * by element, never over all pairs.
 */
final class Join {
  private record At(int element, String what) {}

  private record Place(int threat, Stage stage, String environment) {}

  private static final String TELEMETRY = "telemetry";

  private final World world;
  private final List<Threat> threats;
  private final Map<At, List<Integer>> index = new HashMap<>();
  private final Map<Place, List<Standing>> matches = new HashMap<>();
  private final Map<Place, List<Standing>> incidents = new HashMap<>();
  private final Map<String, List<Integer>> threatsOf = new HashMap<>();

  Join(World world, List<Threat> threats, Fold fold) {
    this.world = world;
    this.threats = threats;
    for (int i = 0; i < threats.size(); i++) {
      index(i, threats.get(i));
    }
    for (Standing standing : fold.standing()) {
      for (int threat : answered(standing)) {
        put(matches, threat, standing);
        threatsOf
            .computeIfAbsent(standing.finding().fingerprint(), any -> new ArrayList<>())
            .add(threat);
      }
    }
    for (Standing incident : fold.incidents()) {
      for (int threat : answered(incident)) {
        put(incidents, threat, incident);
      }
    }
  }

  private void index(int number, Threat threat) {
    Integer element = world.element(threat.asset());
    if (element == null) {
      return;
    }
    for (Weakness weakness : threat.weaknesses()) {
      add(element, weakness.id(), number);
    }
    for (Stage stage : List.of(Stage.OPERATE, Stage.MONITOR)) {
      Threat.Expected expected = threat.expected().get(stage);
      if (expected != null) {
        for (String template : expected.templates()) {
          add(element, stage + " " + template, number);
        }
      }
    }
    if (threat.expected().containsKey(Stage.MONITOR)) {
      add(element, TELEMETRY, number);
    }
  }

  private void add(int element, String what, int threat) {
    index.computeIfAbsent(new At(element, what), any -> new ArrayList<>()).add(threat);
  }

  private static void put(Map<Place, List<Standing>> into, int threat, Standing standing) {
    String environment = Graph.cellEnvironment(standing.environment());
    into.computeIfAbsent(new Place(threat, standing.stage(), environment), any -> new ArrayList<>())
        .add(standing);
  }

  /** Threats that a finding speaks of, ascending. */
  private Set<Integer> answered(Standing standing) {
    TreeSet<Integer> found = new TreeSet<>();
    if (world.isLeftOut(standing.number())) {
      return found;
    }
    TreeSet<String> names = new TreeSet<>();
    Taxonomy taxonomy = Taxonomy.bundled();
    for (Weakness seen : standing.finding().weaknesses()) {
      for (Weakness feared : taxonomy.lineage(seen)) {
        if (taxonomy.matches(seen, feared)) {
          names.add(feared.id());
        }
      }
    }
    standing.templates().forEach(template -> names.add(standing.stage() + " " + template));
    if (standing.isTelemetry()) {
      names.add(TELEMETRY);
    }
    for (int element : world.elementsOf(standing.number())) {
      for (String name : names) {
        found.addAll(index.getOrDefault(new At(element, name), List.of()));
      }
    }
    return found;
  }

  List<Standing> matches(int threat, Stage stage, String environment) {
    return matches.getOrDefault(new Place(threat, stage, environment), List.of());
  }

  List<Standing> incidents(int threat, Stage stage, String environment) {
    return incidents.getOrDefault(new Place(threat, stage, environment), List.of());
  }

  /** The threats that a fingerprint breaches, by their numbers. */
  List<Integer> threatsOf(String fingerprint) {
    return threatsOf.getOrDefault(fingerprint, List.of());
  }

  /** The worst severity of standing findings and of the threats that they breach. */
  Severity worst(List<Standing> some) {
    Severity worst = Severity.INFO;
    for (Standing standing : some) {
      worst = worse(worst, standing.finding().severity());
      for (int threat : threatsOf(standing.finding().fingerprint())) {
        worst = worse(worst, threats.get(threat).severity());
      }
    }
    return worst;
  }

  private static Severity worse(Severity a, Severity b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  /** The standing findings that match a threat. */
  List<Standing> matching(int threat, List<Standing> all) {
    return all.stream()
        .filter(standing -> threatsOf(standing.finding().fingerprint()).contains(threat))
        .toList();
  }

  /** The worst of a threat's severity and of its standing findings' severities. */
  Severity worst(int threat, List<Standing> all) {
    Severity worst = threats.get(threat).severity();
    for (Standing standing : all) {
      Severity severity = standing.finding().severity();
      if (severity.compareTo(worst) < 0
          && threatsOf(standing.finding().fingerprint()).contains(threat)) {
        worst = severity;
      }
    }
    return worst;
  }
}
