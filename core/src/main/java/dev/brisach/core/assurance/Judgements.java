package dev.brisach.core.assurance;

import dev.brisach.core.Decision;
import dev.brisach.core.Severity;
import dev.brisach.core.Threat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which decisions are valid, and what they cover. For what is high one approval is needed, for what
 * is critical two, by persons other than the author; the worst of finding and threats counts. A
 * decision that is expired, unapproved, or void since something rose, changed or came new, covers
 * nothing.
 */
final class Judgements {
  /** Longest time of a decision, and of one on something critical. */
  static final Duration LONGEST = Duration.ofDays(90);

  static final Duration LONGEST_CRITICAL = Duration.ofDays(30);

  /** Clocks of authors may be ahead by this much. */
  private static final Duration AHEAD = Duration.ofDays(1);

  private final State state;
  private final SortedMap<String, Ruling> rulings = new TreeMap<>();
  private final Map<String, String> findings = new TreeMap<>();
  private final Map<String, String> threats = new HashMap<>();
  private final Map<String, List<String>> without = new HashMap<>();

  Judgements(State state, Join join, List<Threat> all, List<Standing> standing) {
    this.state = state;
    Map<String, List<Standing>> byName = new HashMap<>();
    for (Standing one : standing) {
      byName.computeIfAbsent(one.finding().fingerprint(), any -> new ArrayList<>()).add(one);
      byName.computeIfAbsent(one.finding().id(), any -> new ArrayList<>()).add(one);
    }
    Map<String, Integer> numbers = new HashMap<>();
    for (int i = 0; i < all.size(); i++) {
      numbers.put(all.get(i).id(), i);
    }
    List<Decision> sorted =
        state.decisions().stream()
            .sorted(Comparator.comparing(Decision::id).thenComparing(Decision::until))
            .toList();
    for (Decision decision : sorted) {
      List<Standing> named = byName.get(decision.target());
      Integer threat = numbers.get(decision.target());
      Ruling ruling;
      if (named != null) {
        ruling = judge(decision, join.worst(named), named);
        cover(findings, named.getFirst().finding().fingerprint(), decision, ruling);
      } else if (threat != null) {
        ruling = judge(decision, join.worst(threat, standing), join.matching(threat, standing));
        cover(threats, decision.target(), decision, ruling);
      } else {
        ruling = new Ruling(Ruling.State.IDLE, "covers nothing: " + nothing(decision.target()));
      }
      rulings.put(decision.id(), ruling);
    }
  }

  private static String nothing(String target) {
    return target + " is neither a standing finding nor a threat of the model";
  }

  private void cover(Map<String, String> covered, String target, Decision decision, Ruling ruling) {
    if (ruling.isValid()) {
      covered.putIfAbsent(target, decision.id());
    } else {
      without
          .computeIfAbsent(target, any -> new ArrayList<>())
          .add("decision " + decision.id() + " is " + ruling);
    }
  }

  private Ruling judge(Decision decision, Severity severity, List<Standing> under) {
    if (!state.now().isBefore(decision.until())) {
      return new Ruling(
          Ruling.State.EXPIRED, "its time was up on " + day(decision) + ", it covers nothing");
    }
    Decision.Terms terms = decision.terms();
    String broken = terms == null ? null : broken(decision, terms, severity, under);
    if (broken != null) {
      return new Ruling(Ruling.State.VOID, broken);
    }
    int needed = approvals(severity);
    int given = decision.approvers().size();
    if (given < needed) {
      return new Ruling(Ruling.State.UNAPPROVED, missing(decision, severity, needed, given));
    }
    return new Ruling(Ruling.State.VALID, "until " + day(decision));
  }

  private @Nullable String broken(
      Decision decision, Decision.Terms terms, Severity severity, List<Standing> under) {
    if (terms.decided().isAfter(state.now().plus(AHEAD))) {
      return "it says that it was decided on "
          + day(terms.decided().toString())
          + ", in the future";
    }
    Duration longest = longest(severity);
    if (decision.until().isAfter(terms.decided().plus(longest))) {
      return severity.word()
          + " may be decided for "
          + longest.toDays()
          + " days at most, this is until "
          + day(decision)
          + ", decided on "
          + day(terms.decided().toString());
    }
    if (severity.compareTo(terms.severity()) < 0) {
      return "the severity rose from " + terms.severity().word() + " to " + severity.word();
    }
    List<String> changes = Basis.changes(terms.evidence(), Basis.evidence(under));
    if (changes.isEmpty()) {
      return null;
    }
    String rest = changes.size() > 3 ? ", and " + (changes.size() - 3) + " more" : "";
    return "what it rests on is not what it was: "
        + String.join(", ", changes.subList(0, Math.min(3, changes.size())))
        + rest;
  }

  /** How long a decision on something this bad may hold. */
  static Duration longest(Severity severity) {
    return severity == Severity.CRITICAL ? LONGEST_CRITICAL : LONGEST;
  }

  private static String missing(Decision decision, Severity severity, int needed, int given) {
    String refused =
        decision.refused().isEmpty()
            ? ""
            : "; not counted: " + String.join("; ", decision.refused());
    return severity.word()
        + " needs "
        + needed
        + (needed == 1 ? " approval" : " approvals")
        + " by others than "
        + decision.author()
        + ", has "
        + given
        + refused;
  }

  private static String day(Decision decision) {
    return day(decision.until().toString());
  }

  private static String day(String time) {
    return time.substring(0, Math.min(10, time.length()));
  }

  /** How many approvals by others than the author something this bad needs. */
  static int approvals(Severity severity) {
    return switch (severity) {
      case CRITICAL -> 2;
      case HIGH -> 1;
      case ELEVATED, MEDIUM, LOW, INFO -> 0;
    };
  }

  /** What became of each decision, by its id. */
  SortedMap<String, Ruling> rulings() {
    return rulings;
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

  /** Why decisions on a fingerprint or threat cover nothing, in words. */
  List<String> without(String target) {
    return without.getOrDefault(target, List.of());
  }
}
