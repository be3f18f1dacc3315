package dev.brisach.plan.rules;

import dev.brisach.kit.rules.RuleFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The rules that come with Brisach. */
public final class PlanRules {
  /** Where they lie. */
  public static final String FOLDER = "rules/plan";

  private PlanRules() {}

  /** All rules, by id; two files with the same id are a fault of ours. */
  public static List<PlanRule> bundled() {
    TreeMap<String, PlanRule> rules = new TreeMap<>();
    for (Map.Entry<String, String> file : RuleFiles.beside(PlanRules.class, FOLDER).entrySet()) {
      PlanRule rule = PlanRuleReader.read(file.getKey(), file.getValue());
      if (rules.put(rule.id(), rule) != null) {
        throw new IllegalStateException("Two rules have the id " + rule.id());
      }
    }
    return new ArrayList<>(rules.values());
  }
}
