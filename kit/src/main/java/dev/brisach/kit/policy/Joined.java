package dev.brisach.kit.policy;

import dev.brisach.core.Evidence;
import dev.brisach.core.Finding;
import dev.brisach.core.Run;
import dev.brisach.core.Severity;
import dev.brisach.core.Stage;
import dev.brisach.core.Threat;
import dev.brisach.core.assurance.Cell;
import dev.brisach.core.assurance.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The assurance graph as a gate may see it: cells and findings of its stages only, joined by id.
 * Every index is made when it is first asked for.
 */
final class Joined {
  /** A threat and where it is looked up. */
  record ThreatView(Threat threat, Joined in) {
    List<CellView> cells() {
      return in.cells(threat);
    }

    /** The findings that stand in its cells, in the order of all findings. */
    List<FindingView> findings() {
      Set<String> here = new HashSet<>();
      cells().forEach(cell -> here.addAll(cell.cell().findings()));
      return in.findings().stream()
          .filter(view -> here.contains(view.finding().fingerprint()))
          .toList();
    }
  }

  /** A cell and the severity of its threat. */
  record CellView(Cell cell, Severity severity, Joined in) {}

  /** A standing finding. */
  record FindingView(Finding finding, Joined in) {
    String fingerprint() {
      return finding.fingerprint();
    }
  }

  private final GateInputs inputs;
  private final Map<String, List<CellView>> cells = new HashMap<>();
  private @Nullable List<ThreatView> threats;
  private @Nullable List<FindingView> findings;
  private @Nullable Map<String, Set<Stage>> seenIn;
  private @Nullable Map<String, Set<String>> breached;
  private @Nullable Set<String> notShipped;

  Joined(GateInputs inputs) {
    this.inputs = inputs;
  }

  GateInputs inputs() {
    return inputs;
  }

  List<ThreatView> threats() {
    if (threats == null) {
      threats =
          inputs.assurance().threats().stream()
              .map(threat -> new ThreatView(threat, this))
              .toList();
    }
    return threats;
  }

  /** The cells of a threat in stages that the gate reads, in order of the stages. */
  List<CellView> cells(Threat threat) {
    List<CellView> known = cells.get(threat.id());
    if (known == null) {
      known = new ArrayList<>();
      for (Stage stage : Stage.values()) {
        if (inputs.stages().contains(stage)) {
          for (Cell cell : inputs.assurance().cells(threat.id(), stage)) {
            known.add(new CellView(cell, threat.severity(), this));
          }
        }
      }
      cells.put(threat.id(), known);
    }
    return known;
  }

  List<CellView> cells() {
    List<CellView> all = new ArrayList<>();
    threats().forEach(view -> all.addAll(view.cells()));
    return all;
  }

  List<FindingView> findings() {
    if (findings == null) {
      findings =
          inputs.assurance().findings().stream()
              .filter(this::visible)
              .map(finding -> new FindingView(finding, this))
              .toList();
    }
    return findings;
  }

  private boolean visible(Finding finding) {
    return inputs.gate() == Verdict.Gate.RUN
        || stages(finding.fingerprint()).stream().anyMatch(inputs.stages()::contains);
  }

  /** The stages in which a finding is reported, in order. */
  Set<Stage> stages(String fingerprint) {
    if (seenIn == null) {
      seenIn = seenIn();
    }
    return seenIn.getOrDefault(fingerprint, new TreeSet<>());
  }

  private Map<String, Set<Stage>> seenIn() {
    Map<String, Stage> stages = new HashMap<>();
    for (Run run : inputs.runs()) {
      for (Evidence evidence : run.evidence()) {
        stages.put(evidence.id(), evidence.stage());
      }
    }
    Map<String, Set<Stage>> seen = new LinkedHashMap<>();
    inputs
        .assurance()
        .seenBy()
        .forEach((fingerprint, ids) -> {
          for (String id : ids) {
            Stage stage = stages.get(id);
            if (stage != null) {
              seen.computeIfAbsent(fingerprint, _ -> new TreeSet<>()).add(stage);
            }
          }
        });
    return seen;
  }

  /** The threats in whose cells a finding stands, by id. */
  Set<String> threatsOf(String fingerprint) {
    if (breached == null) {
      Map<String, Set<String>> index = new HashMap<>();
      for (ThreatView view : threats()) {
        for (CellView cell : view.cells()) {
          for (String one : cell.cell().findings()) {
            index.computeIfAbsent(one, _ -> new TreeSet<>()).add(view.threat().id());
          }
        }
      }
      breached = index;
    }
    return breached.getOrDefault(fingerprint, new TreeSet<>());
  }

  boolean isShipped(String fingerprint) {
    if (notShipped == null) {
      notShipped = Set.copyOf(inputs.assurance().notShipped());
    }
    return !notShipped.contains(fingerprint);
  }
}
