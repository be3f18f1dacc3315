package dev.brisach.plan.rules;

import dev.brisach.plan.model.Component;
import dev.brisach.plan.model.Element;
import dev.brisach.plan.model.Flow;
import dev.brisach.plan.model.Knowledge;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A condition over the variables of a rule. */
public sealed interface Condition {
  /** The variables bound so far, and what the model says of them. */
  record Bindings(Knowledge knowledge, Map<String, Element> variables) {
    Element element(Ref ref) {
      Element base = Objects.requireNonNull(variables.get(ref.variable));
      if (ref.end == null || !(base instanceof Flow flow)) {
        return base;
      }
      return knowledge.end(ref.end.equals("from") ? flow.from() : flow.to());
    }
  }

  /**
   * A fact of a variable, or of an end of a flow: {@code c.exposed}, {@code f.to.kind}.
   *
   * @param end {@code from}, {@code to} or null
   */
  record Ref(String variable, @org.jspecify.annotations.Nullable String end, String fact) {}

  /** The truth of the condition. */
  Truth judge(Bindings bindings);

  /** All of the parts hold. */
  record All(List<Condition> parts) implements Condition {
    @Override
    public Truth judge(Bindings bindings) {
      return Truth.all(parts.stream().map(part -> part.judge(bindings)).toList());
    }
  }

  /** One of the parts holds. */
  record Any(List<Condition> parts) implements Condition {
    @Override
    public Truth judge(Bindings bindings) {
      return Truth.any(parts.stream().map(part -> part.judge(bindings)).toList());
    }
  }

  /** The part does not hold. */
  record Not(Condition part) implements Condition {
    @Override
    public Truth judge(Bindings bindings) {
      return part.judge(bindings).not();
    }
  }

  /** The fact has one of the words. */
  record In(Ref ref, List<String> words) implements Condition {
    @Override
    public Truth judge(Bindings bindings) {
      return switch (bindings.knowledge.value(bindings.element(ref), ref.fact)) {
        case Knowledge.Value.Known(var known) -> Truth.of(known.stream().anyMatch(words::contains));
        case Knowledge.Value.Unknown(var question) -> Truth.unknown(List.of(question));
      };
    }
  }

  /** The fact has a value at all. */
  record IsKnown(Ref ref) implements Condition {
    @Override
    public Truth judge(Bindings bindings) {
      return Truth.of(
          bindings.knowledge.value(bindings.element(ref), ref.fact)
              instanceof Knowledge.Value.Known);
    }
  }

  /** The fact has a word at or above another in the order of its trait. */
  record AtLeast(Ref ref, List<String> order, String word) implements Condition {
    @Override
    public Truth judge(Bindings bindings) {
      return switch (bindings.knowledge.value(bindings.element(ref), ref.fact)) {
        case Knowledge.Value.Known(var known) ->
            Truth.of(known.stream().anyMatch(each -> order.indexOf(each) >= order.indexOf(word)));
        case Knowledge.Value.Unknown(var question) -> Truth.unknown(List.of(question));
      };
    }
  }

  /** Some flow into a component fulfils a condition over it. */
  record SomeFlow(String component, boolean into, String flow, Condition condition)
      implements Condition {
    @Override
    public Truth judge(Bindings bindings) {
      if (!(bindings.variables.get(component) instanceof Component at)) {
        return Truth.FALSE;
      }
      List<Flow> flows =
          into ? bindings.knowledge.into(at.name()) : bindings.knowledge.outOf(at.name());
      return Truth.any(
          flows.stream()
              .map(each -> {
                Map<String, Element> more = new java.util.TreeMap<>(bindings.variables);
                more.put(flow, each);
                return condition.judge(new Bindings(bindings.knowledge, more));
              })
              .toList());
    }
  }
}
