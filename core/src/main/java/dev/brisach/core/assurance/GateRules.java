package dev.brisach.core.assurance;

import dev.brisach.core.Confidence;
import dev.brisach.core.Finding;
import dev.brisach.core.Model;
import dev.brisach.core.Severity;
import dev.brisach.core.Stage;
import dev.brisach.core.Threat;
import dev.brisach.core.Weakness;
import dev.brisach.core.assurance.Verdict.Reason;
import dev.brisach.core.assurance.Verdict.Word;
import dev.brisach.core.taxonomy.Taxonomy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The default rules of both gates: they block on an undecided breach of a high or critical threat
 * that is at least likely, on any proved secret, and on a critical finding that is proved or known
 * to be exploited; they warn of gaps of high threats and of stale evidence.
 *
 * <p>A draft model alone never blocks: under a draft the finding itself must be high or critical,
 * else the reason is a warning.
 */
final class GateRules {
  private static final Weakness HARD_CODED = Weakness.cwe(798);

  private final Assurance assurance;
  private final Model model;
  private final Set<Stage> stages;
  private final Map<String, Finding> findings = new HashMap<>();
  private final List<Reason> reasons = new ArrayList<>();

  private GateRules(Assurance assurance, Model model, Set<Stage> stages) {
    this.assurance = assurance;
    this.model = model;
    this.stages = stages;
    Set<String> notShipped = new HashSet<>(assurance.notShipped());
    for (Finding finding : assurance.findings()) {
      if (!notShipped.contains(finding.fingerprint())) {
        findings.put(finding.fingerprint(), finding);
      }
    }
  }

  /**
   * Judges over the cells of some stages.
   *
   * @param seen fingerprints of the findings that count besides cells
   */
  static Verdict judge(
      Verdict.Gate gate, Assurance assurance, Model model, Set<Stage> stages, Set<String> seen) {
    GateRules rules = new GateRules(assurance, model, stages);
    for (Threat threat : assurance.threats()) {
      rules.threat(threat);
    }
    for (Finding finding : assurance.findings()) {
      if (seen.contains(finding.fingerprint())
          && rules.findings.containsKey(finding.fingerprint())
          && !assurance.decided().containsKey(finding.fingerprint())) {
        rules.finding(finding);
      }
    }
    return Verdict.of(gate, rules.reasons);
  }

  private void threat(Threat threat) {
    boolean high = isHigh(threat.severity());
    TreeSet<String> gaps = new TreeSet<>();
    TreeSet<String> stale = new TreeSet<>();
    for (Stage stage : Stage.values()) {
      if (!stages.contains(stage)) {
        continue;
      }
      for (Cell cell : assurance.cells(threat.id(), stage)) {
        switch (cell.state()) {
          case BREACHED -> {
            if (high) {
              breach(threat, cell);
            }
          }
          case GAP -> {
            if (high) {
              gaps.add(place(cell));
            }
          }
          case STALE -> stale.add(place(cell));
          case DECIDED, HELD, PARTLY, SKIPPED, NONE -> {}
        }
      }
    }
    if (!gaps.isEmpty()) {
      add("gap-of-high-threat", Word.WARN, threat, "nothing looked in " + String.join(", ", gaps));
    }
    if (!stale.isEmpty()) {
      add("stale-evidence", Word.WARN, threat, "stale in " + String.join(", ", stale));
    }
  }

  private void breach(Threat threat, Cell cell) {
    Confidence confidence = cell.confidence();
    if (confidence == null || confidence == Confidence.HEURISTIC) {
      return;
    }
    String message =
        place(cell)
            + " breached, "
            + confidence.word()
            + (cell.old() ? ", not confirmed since" : "");
    boolean fromDraft = model.draft() && !cell.findings().isEmpty() && !hasHighFinding(cell);
    add(
        "breach-of-high-threat",
        fromDraft ? Word.WARN : Word.BLOCK,
        threat,
        fromDraft ? message + "; the threat is a draft's, and no finding is high" : message);
  }

  private boolean hasHighFinding(Cell cell) {
    for (String fingerprint : cell.findings()) {
      Finding finding = findings.get(fingerprint);
      if (finding != null
          && isHigh(finding.severity())
          && finding.confidence() != Confidence.HEURISTIC) {
        return true;
      }
    }
    return false;
  }

  private void finding(Finding finding) {
    boolean proved = finding.confidence() == Confidence.PROVED;
    String text = finding.id() + " " + finding.title() + " at " + place(finding);
    if (proved && isSecret(finding)) {
      reasons.add(new Reason("proved-secret", Word.BLOCK, null, text));
    }
    if (finding.severity() == Severity.CRITICAL) {
      boolean exploited = "true".equals(finding.details().get("kev"));
      if (proved || exploited) {
        reasons.add(
            new Reason(
                "critical-finding",
                Word.BLOCK,
                null,
                text + (exploited ? ", known to be exploited" : ", proved")));
      }
    }
  }

  private static boolean isSecret(Finding finding) {
    if (finding.details().containsKey("hmac")) {
      return true;
    }
    Taxonomy taxonomy = Taxonomy.bundled();
    for (Weakness weakness : finding.weaknesses()) {
      if (taxonomy.isOrDescends(weakness, HARD_CODED)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isHigh(Severity severity) {
    return severity == Severity.HIGH || severity == Severity.CRITICAL;
  }

  private static String place(Cell cell) {
    return cell.environment().equals("source")
        ? cell.stage().word()
        : cell.stage().word() + " (" + cell.environment() + ")";
  }

  private static String place(Finding finding) {
    return finding.location() == null ? finding.asset().toString() : finding.location().toString();
  }

  private void add(String rule, Word word, Threat threat, String message) {
    reasons.add(new Reason(rule, word, threat.id(), message));
  }
}
