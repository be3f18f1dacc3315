package dev.brisach.core.assurance;

import dev.brisach.core.Decision;
import dev.brisach.core.Severity;
import dev.brisach.core.Threat;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which decisions are valid, and what they cover. For what is high one approval is needed, for what
 * is critical two, by persons other than the author; the worst of finding and threats counts. An
 * expired or unapproved decision covers nothing.
 */
final class Judgements {
  private final SortedMap<String, String> words = new TreeMap<>();
  private final Map<String, String> findings = new TreeMap<>();
  private final Map<String, String> threats = new HashMap<>();

  Judgements(State state, Join join, List<Threat> all, List<Standing> standing) {
    Map<String, Standing> byName = new HashMap<>();
    for (Standing one : standing) {
      byName.putIfAbsent(one.finding().fingerprint(), one);
      byName.putIfAbsent(one.finding().id(), one);
    }
    Map<String, Integer> threatNumbers = new HashMap<>();
    for (int i = 0; i < all.size(); i++) {
      threatNumbers.put(all.get(i).id(), i);
    }
    List<Decision> sorted =
        state.decisions().stream()
            .sorted(Comparator.comparing(Decision::id).thenComparing(Decision::until))
            .toList();
    for (Decision decision : sorted) {
      Standing finding = byName.get(decision.target());
      Integer threat = threatNumbers.get(decision.target());
      String word;
      if (finding == null && threat == null) {
        word = "covers nothing: " + decision.target() + " does not stand";
      } else {
        Severity severity =
            finding != null
                ? join.worst(finding.finding().fingerprint(), finding.finding().severity())
                : join.worst(java.util.Objects.requireNonNull(threat), standing);
        word = judge(decision, severity, state);
        if (word.startsWith("valid")) {
          if (finding != null) {
            findings.putIfAbsent(finding.finding().fingerprint(), decision.id());
          } else {
            threats.putIfAbsent(decision.target(), decision.id());
          }
        }
      }
      words.put(decision.id(), word);
    }
  }

  private static String judge(Decision decision, Severity severity, State state) {
    if (!state.now().isBefore(decision.until())) {
      return "expired on " + decision.until() + ": covers nothing";
    }
    int needed = approvals(severity);
    int given = decision.approvers().size();
    if (given < needed) {
      return "unapproved: "
          + severity.word()
          + " needs "
          + needed
          + (needed == 1 ? " approval" : " approvals")
          + " by others than "
          + decision.author()
          + ", has "
          + given;
    }
    return "valid until " + decision.until();
  }

  private static int approvals(Severity severity) {
    return switch (severity) {
      case CRITICAL -> 2;
      case HIGH -> 1;
      case ELEVATED, MEDIUM, LOW, INFO -> 0;
    };
  }

  /** What became of each decision, by its id. */
  SortedMap<String, String> words() {
    return words;
  }

  /** The decision that covers a finding by itself, or null. */
  @Nullable String ofFinding(String fingerprint) {
    return findings.get(fingerprint);
  }

  /** The decision that covers a threat, or null. */
  @Nullable String ofThreat(String threat) {
    return threats.get(threat);
  }

  /** Decided fingerprints with their decisions. */
  Map<String, String> findings() {
    return findings;
  }

  boolean covers(Threat threat, Standing standing) {
    return threats.containsKey(threat.id())
        || findings.containsKey(standing.finding().fingerprint());
  }
}
