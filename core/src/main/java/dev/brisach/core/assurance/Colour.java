package dev.brisach.core.assurance;

import dev.brisach.core.Confidence;
import dev.brisach.core.Environment;
import dev.brisach.core.Finding;
import dev.brisach.core.Stage;
import dev.brisach.core.Story;
import dev.brisach.core.Threat;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** Colours cells: of the rows of the table the first that fits. */
final class Colour {
  private final Graph graph;
  private final Join join;
  private final Judgements judgements;
  private final Assessor assessor;

  Colour(Graph graph, Join join, Judgements judgements) {
    this.graph = graph;
    this.join = join;
    this.judgements = judgements;
    this.assessor = new Assessor(graph);
  }

  /** The cell of the threat with this number. */
  Cell cell(int number, Threat threat, Stage stage, String environment, boolean expected) {
    List<Standing> matches = join.matches(number, stage, environment);
    return switch (stage) {
      case PLAN -> plan(threat, matches, expected);
      case RELEASE -> release(threat, matches, expected);
      case CODE, TEST, PACKAGE, DEPLOY, OPERATE ->
          swept(threat, stage, environment, matches, expected);
      case MONITOR -> {
        Cell cell = swept(threat, stage, environment, matches, expected);
        List<String> notes = new ArrayList<>(cell.notes());
        for (Standing incident : join.incidents(number, stage, environment)) {
          notes.add(incident(incident.finding()));
        }
        yield with(cell, notes);
      }
    };
  }

  private static String incident(Finding finding) {
    return "incident " + finding.details().get(Sweep.INCIDENT) + ": " + finding.title();
  }

  private static Cell with(Cell cell, List<String> notes) {
    return new Cell(
        cell.threat(),
        cell.stage(),
        cell.environment(),
        cell.state(),
        cell.confidence(),
        cell.old(),
        cell.shared(),
        cell.evidence(),
        cell.findings(),
        cell.reasons(),
        notes);
  }

  private Cell swept(
      Threat threat, Stage stage, String environment, List<Standing> matches, boolean expected) {
    return matches.isEmpty()
        ? quiet(threat, stage, environment, expected)
        : found(threat, stage, environment, matches);
  }

  private Cell quiet(Threat threat, Stage stage, String environment, boolean expected) {
    Assessment seen = assessor.assess(threat, stage, environment);
    CellState state = seen.state(expected);
    List<String> reasons = new ArrayList<>();
    if (state != CellState.HELD && threat.expected().containsKey(stage)) {
      reasons.addAll(seen.reasons);
      reasons.addAll(seen.idle);
    }
    return new Cell(
        threat.id(),
        stage,
        Graph.cellEnvironment(environment),
        state,
        null,
        false,
        seen.shared,
        List.copyOf(seen.evidence),
        List.of(),
        reasons,
        List.copyOf(seen.notes));
  }

  /** Breached, or decided where a valid decision covers every matching finding. */
  private Cell found(Threat threat, Stage stage, String environment, List<Standing> matches) {
    List<Standing> open =
        matches.stream().filter(match -> !judgements.covers(threat, match)).toList();
    List<Standing> colouring = open.isEmpty() ? matches : open;
    Confidence surest = Confidence.HEURISTIC;
    boolean old = true;
    boolean shared = false;
    TreeSet<String> evidence = new TreeSet<>();
    TreeSet<String> findings = new TreeSet<>();
    TreeSet<String> reasons = new TreeSet<>();
    for (Standing match : colouring) {
      Confidence confidence = match.finding().confidence();
      surest = confidence.compareTo(surest) < 0 ? confidence : surest;
      old &= match.old();
      shared |= graph.world().isShared(graph.world().owners(match.number()));
      evidence.add(match.report().evidence().id());
      findings.add(match.finding().fingerprint());
      if (open.isEmpty()) {
        reasons.add(decidedBy(threat, match));
      }
    }
    reasons.addAll(open.isEmpty() ? List.of() : lapsed(threat, open));
    Assessment rest = assessor.assess(threat, stage, environment);
    if (threat.expected().containsKey(stage)) {
      reasons.addAll(rest.reasons);
    }
    return new Cell(
        threat.id(),
        stage,
        Graph.cellEnvironment(environment),
        open.isEmpty() ? CellState.DECIDED : CellState.BREACHED,
        surest,
        old,
        shared,
        List.copyOf(evidence),
        List.copyOf(findings),
        List.copyOf(reasons),
        colouring.stream().flatMap(m -> m.report().evidence().notes().stream()).toList());
  }

  private String decidedBy(Threat threat, Standing match) {
    String decision = judgements.ofFinding(match.finding().fingerprint());
    return "decision " + (decision == null ? judgements.ofThreat(threat.id()) : decision);
  }

  /** Decisions on what is open that cover nothing, with the reason. */
  private List<String> lapsed(Threat threat, List<Standing> open) {
    List<String> lapsed = new ArrayList<>(judgements.without(threat.id()));
    open.forEach(match -> lapsed.addAll(judgements.without(match.finding().fingerprint())));
    return lapsed;
  }

  private Cell plan(Threat threat, List<Standing> matches, boolean expected) {
    String source = Environment.SOURCE.name();
    if (matches.stream().anyMatch(match -> !judgements.covers(threat, match))) {
      return found(threat, Stage.PLAN, source, matches);
    }
    String decision = judgements.ofThreat(threat.id());
    if (decision != null) {
      return simple(threat, Stage.PLAN, CellState.DECIDED, List.of("decision " + decision));
    }
    if (!matches.isEmpty()) {
      return found(threat, Stage.PLAN, source, matches);
    }
    List<Story> stories =
        graph.state().model().stories().stream()
            .filter(story -> story.threats().contains(threat.id()))
            .toList();
    boolean draft = graph.state().model().draft();
    boolean adopted = stories.stream().anyMatch(Story::adopted);
    if (!draft && adopted && threat.questions().isEmpty()) {
      return simple(threat, Stage.PLAN, CellState.HELD, List.of());
    }
    List<String> reasons = new ArrayList<>();
    if (draft) {
      reasons.add("the model is a draft");
    }
    if (stories.isEmpty()) {
      reasons.add("no story answers it");
    } else if (!adopted) {
      reasons.add("nobody has adopted story " + stories.getFirst().id());
    }
    threat.questions().forEach(question -> reasons.add("open question: " + question));
    reasons.addAll(judgements.without(threat.id()));
    CellState lacking = expected ? CellState.GAP : CellState.NONE;
    return simple(
        threat, Stage.PLAN, draft || !stories.isEmpty() ? CellState.PARTLY : lacking, reasons);
  }

  static Cell simple(Threat threat, Stage stage, CellState state, Collection<String> reasons) {
    return new Cell(
        threat.id(),
        stage,
        Environment.SOURCE.name(),
        state,
        state == CellState.BREACHED ? Confidence.PROVED : null,
        false,
        false,
        List.of(),
        List.of(),
        List.copyOf(reasons),
        List.of());
  }

  /** Held only when the artifact's part and the registry's part are, where there is a registry. */
  private Cell release(Threat threat, List<Standing> matches, boolean expected) {
    Cell artifact = ArtifactPart.cell(graph, threat, expected);
    Assessment seen = assessor.assess(threat, Stage.RELEASE, World.ANYWHERE);
    if (matches.isEmpty() && !seen.applicable) {
      return artifact;
    }
    Cell registry = swept(threat, Stage.RELEASE, World.ANYWHERE, matches, expected);
    Cell worse = worse(artifact, registry);
    List<String> reasons = new ArrayList<>(artifact.reasons());
    reasons.addAll(registry.reasons());
    List<String> evidence = new ArrayList<>(artifact.evidence());
    evidence.addAll(registry.evidence());
    return new Cell(
        threat.id(),
        Stage.RELEASE,
        worse.environment(),
        worse.state(),
        worse.confidence(),
        worse.old(),
        registry.shared(),
        evidence,
        registry.findings(),
        reasons,
        registry.notes());
  }

  private static Cell worse(Cell a, Cell b) {
    return rank(a.state()) <= rank(b.state()) ? a : b;
  }

  /** Order of the parts of RELEASE: the first that either has is the cell's. */
  static int rank(CellState state) {
    return switch (state) {
      case BREACHED -> 0;
      case DECIDED -> 1;
      case SKIPPED -> 2;
      case PARTLY -> 3;
      case STALE -> 4;
      case GAP -> 5;
      case NONE -> 6;
      case HELD -> 7;
    };
  }
}
