package dev.brisach.core.assurance;

import dev.brisach.core.Asset;
import dev.brisach.core.Binding;
import dev.brisach.core.Run;
import dev.brisach.core.Stage;
import dev.brisach.core.Threat;
import dev.brisach.core.Weakness;
import dev.brisach.core.taxonomy.Taxonomy;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Why a cell has its colour, step by step, and why a sweep did not speak for it; read from the very
 * indices that coloured it.
 *
 * @param lines one step each, for a terminal
 */
public record Explanation(List<String> lines) {
  private static final int MANY = 20;

  public Explanation {
    lines = List.copyOf(lines);
  }

  /** The sweeps, bindings, weakness paths and risk behind a threat's cells in a stage. */
  public static Explanation of(State state, List<Run> runs, String threatId, Stage stage) {
    Threat threat = threat(state, threatId);
    if (threat == null) {
      return new Explanation(List.of("the model has no threat " + threatId));
    }
    Graph graph = new Graph(state, runs);
    Assurance assurance = Matrix.of(graph);
    List<String> lines = new ArrayList<>();
    lines.add(threat.id() + ": " + threat.title() + ", " + threat.severity().word());
    scope(graph, threat, lines);
    expected(graph, threat, stage, lines);
    for (Cell cell : assurance.cells(threatId, stage)) {
      cell(graph, threat, cell, lines);
    }
    var row = assurance.cells().get(threatId);
    if (row != null) {
      lines.addAll(Residual.of(threat, row, state.policy()).derivation());
    }
    return new Explanation(lines);
  }

  /** Why the sweep with this id did or did not speak for a threat's cells in its stage. */
  public static Explanation whyNot(
      State state, List<Run> runs, String threatId, String evidenceId) {
    Threat threat = threat(state, threatId);
    if (threat == null) {
      return new Explanation(List.of("the model has no threat " + threatId));
    }
    Graph graph = new Graph(state, runs);
    for (Lane lane : graph.lanes().values()) {
      for (Sweep sweep : lane.sweeps()) {
        if (sweep.evidence().id().equals(evidenceId)) {
          return new Explanation(whyNot(graph, threat, lane, sweep));
        }
      }
      for (Lane.Idle idle : lane.idle()) {
        if (idle.evidence().id().equals(evidenceId)) {
          return new Explanation(List.of(evidenceId + " looked at nothing: " + idle.reason()));
        }
      }
    }
    boolean elsewhere =
        runs.stream()
            .flatMap(run -> run.evidence().stream())
            .anyMatch(evidence -> evidence.id().equals(evidenceId));
    return new Explanation(
        List.of(
            evidenceId
                + (elsewhere
                    ? " is of another project or branch than the state"
                    : " is in no run that was given")));
  }

  private static @Nullable Threat threat(State state, String id) {
    for (Threat threat : state.model().threats()) {
      if (threat.id().equals(id)) {
        return threat;
      }
    }
    return null;
  }

  private static void scope(Graph graph, Threat threat, List<String> lines) {
    for (Binding binding : graph.state().model().bindings()) {
      if (binding.element().equals(threat.asset())) {
        lines.add(
            "scope: "
                + threat.asset()
                + " <- "
                + binding.kind().word()
                + " "
                + binding.selector()
                + " ("
                + binding.source().word()
                + ")");
      }
    }
    Integer element = graph.world().element(threat.asset());
    int count = 0;
    if (element != null) {
      for (int i = 0; i < graph.world().size(); i++) {
        count += graph.world().belongs(i, element) ? 1 : 0;
      }
    }
    lines.add("scope: " + count + " assets");
  }

  private static void expected(Graph graph, Threat threat, Stage stage, List<String> lines) {
    Threat.Expected expected = threat.expected().get(stage);
    if (expected == null) {
      lines.add("expected in " + stage.word() + ": nothing");
      return;
    }
    for (Weakness weakness : expected.weaknesses()) {
      aim(graph, stage, weakness.id(), lines);
    }
    for (String template : expected.templates()) {
      aim(graph, stage, Lane.template(template), lines);
    }
  }

  private static void aim(Graph graph, Stage stage, String aim, List<String> lines) {
    TreeSet<String> checks = new TreeSet<>();
    for (Catalogue.Looking looking : graph.catalogue().looking(stage, aim)) {
      checks.add(
          looking.check().id()
              + "@"
              + looking.check().version()
              + " over "
              + looking.check().subject()
              + (looking.aim().equals(aim) ? "" : " (by " + looking.aim() + " only)"));
    }
    lines.add(
        "expected in "
            + stage.word()
            + ": "
            + Lane.words(aim)
            + ", looked for by "
            + (checks.isEmpty() ? "no check" : String.join(", ", checks)));
  }

  private static void cell(Graph graph, Threat threat, Cell cell, List<String> lines) {
    lines.add(cell.stage().word() + " in " + cell.environment() + ": " + cell.state().word());
    cell.reasons().forEach(reason -> lines.add("  because " + reason));
    cell.notes().forEach(note -> lines.add("  note " + note));
    for (Lane lane : graph.lanes().values()) {
      for (Sweep sweep : lane.sweeps()) {
        if (cell.evidence().contains(sweep.evidence().id())) {
          lines.add("  sweep " + words(sweep));
        }
      }
    }
    for (Standing standing : graph.fold().standing()) {
      if (cell.findings().contains(standing.finding().fingerprint())
          && standing.stage() == cell.stage()) {
        lines.add(
            "  finding "
                + standing.finding().id()
                + " at "
                + standing.finding().asset()
                + (standing.old() ? ", not confirmed by a fresh sweep" : ""));
        lines.add("    weakness " + path(standing, threat));
      }
    }
  }

  private static String words(Sweep sweep) {
    return sweep.evidence().id()
        + ": "
        + sweep.evidence().check()
        + "@"
        + sweep.evidence().checkVersion()
        + ", "
        + sweep.evidence().started()
        + (sweep.isInTime() ? "" : ", too old")
        + (sweep.isBase() ? ", of the base branch" : "");
  }

  /** From what was found up to what is feared. */
  private static String path(Standing standing, Threat threat) {
    Taxonomy taxonomy = Taxonomy.bundled();
    for (Weakness seen : standing.finding().weaknesses()) {
      for (Weakness feared : threat.weaknesses()) {
        if (taxonomy.matches(seen, feared)) {
          return upTo(taxonomy, seen, feared);
        }
      }
    }
    return "by template " + String.join(", ", standing.templates());
  }

  private static String upTo(Taxonomy taxonomy, Weakness seen, Weakness feared) {
    if (seen.equals(feared)) {
      return seen.id();
    }
    for (Weakness parent : taxonomy.parents(seen)) {
      if (taxonomy.isOrDescends(parent, feared)) {
        return seen.id() + " -> " + upTo(taxonomy, parent, feared);
      }
    }
    return seen.id();
  }

  private static List<String> whyNot(Graph graph, Threat threat, Lane lane, Sweep sweep) {
    List<String> lines = new ArrayList<>();
    lines.add(words(sweep));
    Stage stage = lane.key().stage();
    Threat.Expected expected = threat.expected().get(stage);
    if (expected == null) {
      lines.add("the threat expects nothing of " + stage.word());
    } else if (!aims(sweep, stage, expected)) {
      lines.add("it does not look for what the threat expects of " + stage.word());
    }
    Integer element = graph.world().element(threat.asset());
    World world = graph.world();
    int inside = 0;
    int changed = 0;
    for (int i = 0; i < world.size(); i++) {
      if (element != null && world.belongs(i, element) && sweep.covers(i)) {
        inside++;
        if (sweep.content(i) == RunView.Content.DIFFERENT) {
          changed++;
        }
      }
    }
    lines.add("it covers " + inside + " assets of the threat's scope");
    if (changed > 0) {
      lines.add(changed + " of them have changed since");
    }
    missed(world, element, sweep, lines);
    if (!sweep.isInTime()) {
      lines.add("it is older than the age limit of " + stage.word());
    }
    if (graph.state().policy().isForeign(sweep.evidence().check())) {
      lines.add("it reports what a foreign tool said: that may breach, never hold");
    }
    if (stage == Stage.OPERATE && !sweep.isControlled()) {
      lines.add("the procedure was not seen to succeed against its positive control");
    }
    return lines;
  }

  private static void missed(
      World world, @Nullable Integer element, Sweep sweep, List<String> lines) {
    for (Asset asset : new TreeSet<>(sweep.missed().keySet())) {
      int number = world.find(asset, sweep.environment());
      if (element != null && number >= 0 && world.belongs(number, element) && lines.size() < MANY) {
        lines.add("it could not judge " + asset + ": " + sweep.missed().get(asset));
      }
    }
  }

  private static boolean aims(Sweep sweep, Stage stage, Threat.Expected expected) {
    if (stage != Stage.OPERATE && stage != Stage.MONITOR) {
      for (Weakness weakness : expected.weaknesses()) {
        for (Weakness listed : sweep.evidence().weaknesses()) {
          if (Taxonomy.bundled().matches(listed, weakness)) {
            return true;
          }
        }
      }
    }
    for (String template : expected.templates()) {
      if (Lane.aimsAt(sweep, Lane.template(template))) {
        return true;
      }
    }
    return false;
  }
}
