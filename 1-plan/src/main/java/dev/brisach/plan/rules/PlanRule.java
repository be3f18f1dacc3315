package dev.brisach.plan.rules;

import dev.brisach.core.Stage;
import dev.brisach.core.Threat;
import dev.brisach.core.Weakness;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A rule that turns a model into threats. One file each, below {@code rules/plan}.
 *
 * @param title of its threats; {@code {x}} stands for the title of variable x
 * @param why what an attacker gains, for reports and stories
 * @param stride letters of STRIDE
 * @param references ASVS, ATT&CK and CAPEC ids
 * @param subjects variables whose elements make up the threat's id; the first is where it stands
 * @param when what must hold; unknown gives a question
 * @param unless what takes the threat away; unknown gives the threat with a question
 * @param criteria acceptance criteria of its story
 * @param scenario how its story is shown to work, in Gherkin steps
 * @param positive models in which it finds a threat
 * @param negative models in which it finds neither threat nor question
 */
public record PlanRule(
    String id,
    String title,
    String why,
    String stride,
    List<Weakness> weaknesses,
    List<Weakness> references,
    List<Variable> variables,
    List<String> subjects,
    List<Condition> when,
    List<Condition> unless,
    Scale likelihood,
    Scale impact,
    SortedMap<Stage, Threat.Expected> expects,
    List<Criterion> criteria,
    String scenario,
    List<String> positive,
    List<String> negative) {
  /**
   * An acceptance criterion in our words, and the ASVS requirement it comes from, if there is one.
   */
  public record Criterion(String text, @Nullable Weakness asvs) {
    /** {@code text (ASVS-…)}. */
    public String line() {
      return asvs == null ? text : text + " (" + asvs.id() + ")";
    }
  }

  public PlanRule {
    weaknesses = List.copyOf(weaknesses);
    references = List.copyOf(references);
    variables = List.copyOf(variables);
    subjects = List.copyOf(subjects);
    when = List.copyOf(when);
    unless = List.copyOf(unless);
    criteria = List.copyOf(criteria);
    positive = List.copyOf(positive);
    negative = List.copyOf(negative);
  }
}
