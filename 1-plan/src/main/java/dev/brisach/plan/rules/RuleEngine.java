package dev.brisach.plan.rules;

import dev.brisach.core.Asset;
import dev.brisach.core.Threat;
import dev.brisach.plan.model.Actor;
import dev.brisach.plan.model.Component;
import dev.brisach.plan.model.DataAsset;
import dev.brisach.plan.model.Element;
import dev.brisach.plan.model.Flow;
import dev.brisach.plan.model.Knowledge;
import dev.brisach.plan.model.ThreatModel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Evaluates rules over a model. What holds is a threat, what cannot hold is nothing, and what hangs
 * on an unknown fact is a question: alone where the rule may not concern the element at all, beside
 * a threat where it does and only its answer is unknown. A draft has threats only where files show
 * all that they hang on; the rest are questions. No clock, no hash order: the same model gives the
 * same threats.
 */
public final class RuleEngine {
  /** Threats and questions, sorted. */
  public record Result(List<Threat> threats, List<Question> questions) {
    public Result {
      threats = List.copyOf(threats);
      questions = List.copyOf(questions);
    }
  }

  private final Knowledge knowledge;
  private final Map<String, Threat> threats = new TreeMap<>();
  private final Map<String, Question> questions = new TreeMap<>();

  private RuleEngine(ThreatModel model) {
    this.knowledge = new Knowledge(model);
  }

  /** Evaluates rules over a model. */
  public static Result evaluate(ThreatModel model, List<PlanRule> rules) {
    RuleEngine engine = new RuleEngine(model);
    rules.forEach(rule -> engine.bind(rule, 0, new TreeMap<>()));
    engine.questions.keySet().removeAll(engine.threats.keySet());
    return new Result(
        List.copyOf(engine.threats.values()), engine.questions.values().stream().sorted().toList());
  }

  private void bind(PlanRule rule, int at, Map<String, Element> bound) {
    if (at == rule.variables().size()) {
      judge(rule, bound);
      return;
    }
    Variable variable = rule.variables().get(at);
    for (Element element : range(variable, bound)) {
      Map<String, Element> more = new TreeMap<>(bound);
      more.put(variable.name(), element);
      bind(rule, at + 1, more);
    }
  }

  private Collection<? extends Element> range(Variable variable, Map<String, Element> bound) {
    ThreatModel model = knowledge.model();
    String join = variable.join();
    Element joined = join == null ? null : bound.get(join);
    return switch (variable.type()) {
      case COMPONENT -> model.components();
      case FLOW -> model.flows();
      case DATA -> model.data();
      case FLOW_TO -> joined == null ? List.of() : knowledge.into(joined.name());
      case FLOW_FROM -> joined == null ? List.of() : knowledge.outOf(joined.name());
      case DATA_IN ->
          switch (joined) {
            case Component component -> dataOf(component);
            case Flow flow -> knowledge.dataOf(flow, "data");
            case DataAsset _, Actor _ -> List.of();
            case null -> List.of();
          };
    };
  }

  private SortedSet<DataAsset> dataOf(Component component) {
    SortedSet<DataAsset> all = new TreeSet<>(knowledge.dataOf(component, "stores"));
    all.addAll(knowledge.dataOf(component, "processes"));
    return all;
  }

  private void judge(PlanRule rule, Map<String, Element> bound) {
    Condition.Bindings bindings = new Condition.Bindings(knowledge, bound);
    Truth when = Truth.all(rule.when().stream().map(each -> each.judge(bindings)).toList());
    if (when.value() == Truth.Value.FALSE) {
      return;
    }
    Truth unless = Truth.any(rule.unless().stream().map(each -> each.judge(bindings)).toList());
    if (unless.value() == Truth.Value.TRUE) {
      return;
    }
    List<Asset> subjects =
        rule.subjects().stream()
            .map(name -> asset(Objects.requireNonNull(bound.get(name))))
            .toList();
    String id = Threat.idOf(rule.id(), subjects);
    SortedSet<String> open = new TreeSet<>(when.questions());
    open.addAll(unless.questions());
    boolean asked = knowledge.model().draft() && unless.value() == Truth.Value.UNKNOWN;
    if (when.value() == Truth.Value.UNKNOWN || asked) {
      questions.merge(
          id, new Question(rule.id(), subjects.getFirst(), List.copyOf(open)), RuleEngine::both);
      return;
    }
    int likelihood = rule.likelihood().judge(bindings, open);
    int impact = rule.impact().judge(bindings, open);
    threats.merge(
        id,
        new Threat(
            id,
            rule.id(),
            title(rule.title(), bound),
            subjects.getFirst(),
            subjects,
            rule.weaknesses(),
            rule.references(),
            rule.stride(),
            likelihood,
            impact,
            rule.expects(),
            List.copyOf(open)),
        RuleEngine::worse);
  }

  private static Question both(Question a, Question b) {
    List<String> texts = new ArrayList<>(a.texts());
    texts.addAll(b.texts());
    return new Question(a.rule(), a.asset(), texts);
  }

  /** Of two reasons for the same threat: the worse one, and among equals the surer one. */
  private static Threat worse(Threat a, Threat b) {
    int riskA = a.likelihood() * a.impact();
    int riskB = b.likelihood() * b.impact();
    if (riskA != riskB) {
      return riskA > riskB ? a : b;
    }
    return a.questions().size() <= b.questions().size() ? a : b;
  }

  private static String title(String title, Map<String, Element> bound) {
    String filled = title;
    for (Map.Entry<String, Element> variable : bound.entrySet()) {
      filled = filled.replace("{" + variable.getKey() + "}", variable.getValue().title());
    }
    return filled;
  }

  private static Asset asset(Element element) {
    return switch (element) {
      case Component component -> component.asset();
      case Flow flow -> flow.asset();
      case DataAsset asset -> asset.asset();
      case Actor actor -> throw new IllegalStateException("No threat stands at " + actor.name());
    };
  }
}
