package dev.brisach.core.assurance;

import dev.brisach.core.Asset;
import dev.brisach.core.Environment;
import dev.brisach.core.Finding;
import dev.brisach.core.Model;
import dev.brisach.core.Stage;
import dev.brisach.core.Threat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Puts the result together: cells, ordered findings, share and residual risk. */
final class Matrix {
  private static final CellState[] STATES = CellState.values();

  private final Graph graph;
  private final List<Threat> threats;
  private final Join join;
  private final Judgements judgements;
  private final Map<CellState, Integer> counts = new EnumMap<>(CellState.class);
  private double expectedWeight;
  private double heldWeight;

  private Matrix(Graph graph) {
    this.graph = graph;
    this.threats = sorted(graph.state().model());
    this.join = new Join(graph.world(), threats, graph.fold());
    this.judgements = new Judgements(graph.state(), join, threats, graph.fold().standing());
  }

  /** The threats of a model by falling severity, then id. */
  static List<Threat> sorted(Model model) {
    return model.threats().stream()
        .sorted(Comparator.comparing(Threat::severity).thenComparing(Threat::id))
        .toList();
  }

  static Assurance of(Graph graph) {
    return new Matrix(graph).compute();
  }

  private Assurance compute() {
    Colour colour = new Colour(graph, join, judgements);
    Map<Stage, List<String>> environments = new EnumMap<>(Stage.class);
    for (Stage stage : Stage.values()) {
      environments.put(stage, graph.environments(stage));
    }
    Map<String, SortedMap<Stage, List<Cell>>> cells = new LinkedHashMap<>();
    Map<String, Double> residual = new LinkedHashMap<>();
    for (int i = 0; i < threats.size(); i++) {
      Threat threat = threats.get(i);
      SortedMap<Stage, List<Cell>> row = new TreeMap<>();
      for (Stage stage : Stage.values()) {
        row.put(stage, stage(colour, i, stage, environments.getOrDefault(stage, List.of())));
      }
      cells.put(threat.id(), row);
      residual.put(threat.id(), Residual.of(threat, row, graph.state().policy()).value());
    }
    return assurance(cells, residual);
  }

  private List<Cell> stage(Colour colour, int number, Stage stage, List<String> environments) {
    Threat threat = threats.get(number);
    Set<String> expected = Set.copyOf(graph.expected(threat, stage));
    boolean wanted = wanted(threat, stage);
    List<Cell> found = new ArrayList<>();
    TreeSet<String> places = new TreeSet<>(environments);
    if (wanted) {
      places.addAll(expected);
    }
    for (String environment : places) {
      boolean here = wanted && expected.contains(environment);
      Cell cell = colour.cell(number, threat, stage, environment, here);
      // a skip says something only where somebody waits for an answer
      if (here || (cell.state() != CellState.NONE && cell.state() != CellState.SKIPPED)) {
        found.add(cell);
      }
      if (here) {
        count(threat, cell.state());
      }
    }
    if (found.isEmpty()) {
      found.add(none(threat, stage, wanted && expected.isEmpty()));
    }
    return List.copyOf(found);
  }

  /** A threat is to be planned for, and to be answered by each release of what releases. */
  private boolean wanted(Threat threat, Stage stage) {
    return stage == Stage.PLAN
        || (stage == Stage.RELEASE && !graph.state().releases().isEmpty())
        || threat.expected().containsKey(stage);
  }

  private static Cell none(Threat threat, Stage stage, boolean noPlace) {
    return new Cell(
        threat.id(),
        stage,
        Environment.SOURCE.name(),
        CellState.NONE,
        null,
        false,
        false,
        List.of(),
        List.of(),
        noPlace ? List.of("no environment is declared for this stage") : List.of(),
        List.of());
  }

  private void count(Threat threat, CellState state) {
    int weight = graph.state().policy().weights().getOrDefault(threat.severity(), 1);
    expectedWeight += weight;
    heldWeight += state == CellState.HELD ? weight : 0;
    counts.merge(state, 1, Integer::sum);
  }

  private Assurance assurance(
      Map<String, SortedMap<Stage, List<Cell>>> cells, Map<String, Double> residual) {
    Map<String, Finding> findings = new TreeMap<>();
    Map<String, TreeSet<Asset>> components = new TreeMap<>();
    TreeSet<Asset> unbound = new TreeSet<>();
    TreeSet<String> notShipped = new TreeSet<>();
    TreeMap<String, TreeSet<String>> seenBy = new TreeMap<>();
    for (Standing standing : newestFirst(graph.fold().standing())) {
      String fingerprint = standing.finding().fingerprint();
      findings.putIfAbsent(fingerprint, standing.finding());
      seenBy
          .computeIfAbsent(fingerprint, any -> new TreeSet<>())
          .add(standing.report().evidence().id());
      List<Asset> elements = graph.world().modelElements(standing.number());
      components.computeIfAbsent(fingerprint, any -> new TreeSet<>()).addAll(elements);
      if (graph.world().isLeftOut(standing.number())) {
        notShipped.add(fingerprint);
      } else if (elements.isEmpty()) {
        unbound.add(standing.finding().asset());
      }
    }
    SortedMap<String, List<String>> reports = new TreeMap<>();
    seenBy.forEach((fingerprint, ids) -> reports.put(fingerprint, List.copyOf(ids)));
    Map<String, List<Asset>> elements = new LinkedHashMap<>();
    components.forEach((fingerprint, all) -> elements.put(fingerprint, List.copyOf(all)));
    return new Assurance(
        threats,
        cells,
        ordered(findings.values(), residual),
        elements,
        List.copyOf(unbound),
        List.copyOf(notShipped),
        judgements.rulings(),
        residual,
        share(),
        decided(findings.keySet()),
        reports);
  }

  private static List<Standing> newestFirst(List<Standing> standing) {
    return standing.stream()
        .sorted(Comparator.comparing(Standing::report).thenComparing(Standing::lane))
        .toList();
  }

  private List<Finding> ordered(Iterable<Finding> findings, Map<String, Double> residual) {
    Map<String, Double> risk = new HashMap<>();
    List<Finding> all = new ArrayList<>();
    for (Finding finding : findings) {
      all.add(finding);
      double worst = 0;
      for (int threat : join.threatsOf(finding.fingerprint())) {
        worst = Math.max(worst, residual.getOrDefault(threats.get(threat).id(), 0.0));
      }
      risk.put(finding.fingerprint(), -worst);
    }
    all.sort(
        Comparator.comparing(Finding::severity)
            .thenComparing(Finding::confidence)
            .thenComparing(finding -> risk.getOrDefault(finding.fingerprint(), 0.0))
            .thenComparing(Finding::fingerprint));
    return all;
  }

  /** A finding is decided by its own decision, or where every threat it breaches has one. */
  private SortedMap<String, String> decided(Set<String> standing) {
    SortedMap<String, String> decided = new TreeMap<>(judgements.findings());
    for (String fingerprint : standing) {
      List<Integer> breached = join.threatsOf(fingerprint);
      String decision = null;
      boolean all = !breached.isEmpty();
      for (int threat : breached) {
        String one = judgements.ofThreat(threats.get(threat).id());
        all &= one != null;
        decision = one;
      }
      if (all && decision != null) {
        decided.putIfAbsent(fingerprint, decision);
      }
    }
    return decided;
  }

  private Assurance.Share share() {
    for (CellState state : STATES) {
      counts.putIfAbsent(state, 0);
    }
    return new Assurance.Share(
        expectedWeight == 0 ? 0 : heldWeight / expectedWeight,
        count(CellState.HELD),
        count(CellState.BREACHED),
        count(CellState.DECIDED),
        count(CellState.PARTLY),
        count(CellState.STALE),
        count(CellState.SKIPPED),
        count(CellState.GAP));
  }

  private int count(CellState state) {
    return counts.getOrDefault(state, 0);
  }
}
