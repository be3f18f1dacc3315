package dev.brisach.kit.policy;

import dev.brisach.core.Stage;
import dev.brisach.kit.expr.Struct;
import dev.brisach.kit.policy.Joined.CellView;
import dev.brisach.kit.policy.Joined.FindingView;
import dev.brisach.kit.policy.Joined.ThreatView;
import dev.brisach.kit.policy.Vocabulary.DecisionView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** The variables of a gate with their values; only those that some policy reads are made. */
final class Facts {
  /**
   * One thing that a policy is asked about.
   *
   * @param value null for {@link Each#NOTHING}
   * @param threats the threats it speaks of, by id; none: the project as a whole
   * @param words what it is, to be read after the policy's message; may be empty
   */
  record Item(@Nullable Struct value, List<String> threats, String words) {}

  private static final Item WHOLE = new Item(null, List.of(), "");

  private final Joined joined;
  private final Map<String, Object> variables = new HashMap<>();
  private @Nullable List<Struct> threats;
  private @Nullable List<Struct> cells;
  private @Nullable List<Struct> findings;

  private Facts(Joined joined) {
    this.joined = joined;
  }

  /** The facts of a gate, with the variables of these names. */
  static Facts of(GateInputs inputs, SortedSet<String> read) {
    Facts facts = new Facts(new Joined(inputs));
    for (String name : read) {
      Object value = facts.value(name);
      if (value != null) {
        facts.variables.put(name, value);
      }
    }
    return facts;
  }

  Map<String, Object> variables() {
    return variables;
  }

  private @Nullable Object value(String name) {
    GateInputs inputs = joined.inputs();
    return switch (name) {
      case "threats" -> threats();
      case "cells" -> cells();
      case "findings" -> findings();
      case "decisions" ->
          Vocabulary.DECISION.of(
              inputs.state().decisions().stream()
                  .map(decision -> new DecisionView(decision, joined))
                  .toList());
      case "artifact" -> {
        ArtifactFacts artifact = inputs.artifact();
        yield artifact == null ? null : Vocabulary.ARTIFACT.of(artifact);
      }
      case "environment" -> Vocabulary.ENVIRONMENT.of(inputs.state());
      case "now" -> inputs.state().now();
      default -> null;
    };
  }

  private List<Struct> threats() {
    if (threats == null) {
      threats = Vocabulary.THREAT.of(joined.threats());
    }
    return threats;
  }

  private List<Struct> cells() {
    if (cells == null) {
      cells = Vocabulary.CELL.of(joined.cells());
    }
    return cells;
  }

  private List<Struct> findings() {
    if (findings == null) {
      findings = Vocabulary.FINDING.of(joined.findings());
    }
    return findings;
  }

  /** What a policy is asked about, in order; {@code stage} leaves out cells and findings. */
  List<Item> items(Each each, @Nullable Stage stage) {
    List<Item> items = new ArrayList<>();
    switch (each) {
      case NOTHING -> items.add(WHOLE);
      case THREAT -> {
        List<ThreatView> views = joined.threats();
        for (int i = 0; i < views.size(); i++) {
          items.add(new Item(threats().get(i), List.of(views.get(i).threat().id()), ""));
        }
      }
      case CELL -> {
        List<CellView> views = joined.cells();
        for (int i = 0; i < views.size(); i++) {
          CellView view = views.get(i);
          if (stage == null || view.cell().stage() == stage) {
            items.add(new Item(cells().get(i), List.of(view.cell().threat()), words(view)));
          }
        }
      }
      case FINDING -> {
        List<FindingView> views = joined.findings();
        for (int i = 0; i < views.size(); i++) {
          FindingView view = views.get(i);
          Set<String> breached = joined.threatsOf(view.fingerprint());
          if (stage == null || joined.stages(view.fingerprint()).contains(stage)) {
            items.add(new Item(findings().get(i), List.copyOf(breached), words(view)));
          }
        }
      }
    }
    return items;
  }

  private static String words(CellView view) {
    return view.cell().environment().equals("source")
        ? view.cell().stage().word()
        : view.cell().stage().word() + " (" + view.cell().environment() + ")";
  }

  private static String words(FindingView view) {
    Object place =
        view.finding().location() == null ? view.finding().asset() : view.finding().location();
    return view.finding().id() + " " + view.finding().title() + " at " + place;
  }
}
