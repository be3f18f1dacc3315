package dev.brisach.core;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A weakness that matters at an asset.
 *
 * @param id rule and set of subjects, see {@link #idOf}; stable when titles change
 * @param asset the model element (or physical asset) it stands at
 * @param weaknesses Base or Variant CWE ids, or a Class of the short list; further ids do not join
 * @param references ASVS, ATT&CK and CAPEC ids, for stories and reports
 * @param likelihood 1 (unlikely) to 4 (very likely)
 * @param impact 1 (low) to 4 (very high)
 * @param expected what ought to be looked for, stage by stage
 * @param questions open questions about the facts it rests on; PLAN is not held while there are any
 */
public record Threat(
    String id,
    String rule,
    String title,
    Asset asset,
    List<Asset> subjects,
    List<Weakness> weaknesses,
    List<Weakness> references,
    String stride,
    int likelihood,
    int impact,
    SortedMap<Stage, Expected> expected,
    List<String> questions) {
  /** What one stage ought to look for: weaknesses, or templates where the stage has such. */
  public record Expected(List<Weakness> weaknesses, List<String> templates) {
    public Expected {
      weaknesses = weaknesses.stream().sorted().distinct().toList();
      templates = templates.stream().sorted().distinct().toList();
      if (weaknesses.isEmpty() && templates.isEmpty()) {
        throw new IllegalArgumentException("An expectation names a weakness or a template");
      }
    }
  }

  public Threat {
    if (likelihood < 1 || likelihood > 4 || impact < 1 || impact > 4) {
      throw new IllegalArgumentException("Likelihood and impact are 1 to 4: " + id);
    }
    if (weaknesses.isEmpty()) {
      throw new IllegalArgumentException("A threat names a weakness: " + id);
    }
    subjects = subjects.stream().sorted().distinct().toList();
    weaknesses = weaknesses.stream().sorted().distinct().toList();
    references = references.stream().sorted().distinct().toList();
    expected = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(expected));
    questions = List.copyOf(questions);
  }

  /** The id of a rule's threat over a set of subjects: {@code rule@a+b}. */
  public static String idOf(String rule, List<Asset> subjects) {
    return rule
        + "@"
        + String.join("+", subjects.stream().sorted().distinct().map(Asset::name).toList());
  }

  /** Inherent severity: likelihood times impact, ≤1 low, ≤3 medium, ≤8 elevated, ≤12 high. */
  public Severity severity() {
    int risk = likelihood * impact;
    if (risk <= 1) {
      return Severity.LOW;
    }
    if (risk <= 3) {
      return Severity.MEDIUM;
    }
    if (risk <= 8) {
      return Severity.ELEVATED;
    }
    return risk <= 12 ? Severity.HIGH : Severity.CRITICAL;
  }
}
