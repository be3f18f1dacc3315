package dev.brisach.plan.rules;

import dev.brisach.core.Asset;
import java.util.List;

/**
 * Something that nobody has said yet and on which a rule hangs.
 *
 * @param asset the element that the rule looked at
 * @param texts what to ask, each with the key of the model that would answer
 */
public record Question(String rule, Asset asset, List<String> texts)
    implements Comparable<Question> {
  public Question {
    texts = texts.stream().sorted().distinct().toList();
  }

  @Override
  public int compareTo(Question other) {
    int order = asset.compareTo(other.asset);
    return order == 0 ? rule.compareTo(other.rule) : order;
  }
}
