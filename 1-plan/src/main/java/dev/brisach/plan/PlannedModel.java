package dev.brisach.plan;

import dev.brisach.core.Asset;
import dev.brisach.core.Binding;
import dev.brisach.core.Model;
import dev.brisach.core.Story;
import dev.brisach.core.Threat;
import dev.brisach.plan.model.ThreatModel;
import dev.brisach.plan.rules.Question;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A threat model with all that follows from it.
 *
 * @param questions what hangs on facts that nobody has said and that is no threat yet
 * @param warnings what a person should know about the model, one line each
 */
public record PlannedModel(
    ThreatModel model,
    List<Threat> threats,
    List<Question> questions,
    List<Binding> bindings,
    List<Story> stories,
    List<String> warnings) {
  public PlannedModel {
    threats = List.copyOf(threats);
    questions = List.copyOf(questions);
    bindings = List.copyOf(bindings);
    stories = List.copyOf(stories);
    warnings = List.copyOf(warnings);
  }

  /** The form that assurance needs. */
  public Model toCore() {
    SortedMap<Asset, String> elements = new TreeMap<>();
    model.components().forEach(each -> elements.put(each.asset(), each.title()));
    model.flows().forEach(each -> elements.put(each.asset(), each.title()));
    model.data().forEach(each -> elements.put(each.asset(), each.title()));
    return new Model(model.draft(), elements, bindings, threats, stories, model.notShipped());
  }
}
