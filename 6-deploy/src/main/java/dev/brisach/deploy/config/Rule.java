package dev.brisach.deploy.config;

import dev.brisach.core.Confidence;
import dev.brisach.core.Severity;
import dev.brisach.core.SubjectKind;
import dev.brisach.core.Weakness;
import dev.brisach.kit.rules.Example;
import java.util.List;
import java.util.Set;

/**
 * A configuration rule, as its file says it.
 *
 * @param id {@code deploy.area.name}
 * @param version rises when the rule finds more or less than before
 * @param why what goes wrong where it is broken
 * @param fix what to do, in words
 * @param replacement what the mended lines look like; may be empty
 * @param question one question to check understanding; may be empty
 * @param message the finding's sentence, with {@code {path}} for what stands there
 * @param examples bad and good ones; the test of the rule
 */
public record Rule(
    String id,
    int version,
    String title,
    String why,
    String fix,
    String replacement,
    String question,
    List<String> links,
    Severity severity,
    Confidence confidence,
    List<Weakness> weaknesses,
    SubjectKind subject,
    Match match,
    String message,
    List<Example> examples) {
  public Rule {
    links = List.copyOf(links);
    weaknesses = List.copyOf(weaknesses);
    examples = List.copyOf(examples);
  }

  /**
   * What the rule looks at and asks.
   *
   * @param kinds kinds of resource; empty means all
   * @param select the facts it asks, within a resource
   * @param where what must hold for a finding
   * @param once one finding per resource that names all places; else one per place
   */
  public record Match(Set<String> kinds, FactPath select, Condition where, boolean once) {
    public Match {
      kinds = Set.copyOf(kinds);
    }
  }
}
