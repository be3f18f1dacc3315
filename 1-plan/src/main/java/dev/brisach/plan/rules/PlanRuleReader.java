package dev.brisach.plan.rules;

import dev.brisach.core.BrisachException;
import dev.brisach.core.Stage;
import dev.brisach.core.Threat;
import dev.brisach.core.Weakness;
import dev.brisach.kit.yaml.Form;
import dev.brisach.kit.yaml.Suggestions;
import dev.brisach.kit.yaml.Yaml;
import dev.brisach.kit.yaml.YamlFault;
import dev.brisach.kit.yaml.YamlReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one rule file strictly; a fault is a usage error with its place. */
public final class PlanRuleReader {
  private static final Set<String> KEYS =
      Set.of(
          "id",
          "title",
          "why",
          "stride",
          "weaknesses",
          "asvs",
          "attack",
          "capec",
          "applies",
          "subjects",
          "when",
          "unless",
          "likelihood",
          "impact",
          "expects",
          "story",
          "positive",
          "negative");
  private static final Set<String> STORY = Set.of("criteria", "scenario");
  private static final Set<String> CRITERION = Set.of("text", "asvs");
  private static final List<String> STAGES =
      Arrays.stream(Stage.values()).map(Stage::word).toList();
  private static final Pattern ID = Pattern.compile("plan\\.[a-z][a-z0-9-]{2,60}");
  private static final Pattern STRIDE = Pattern.compile("[STRIDE]{1,6}");
  private static final Pattern TEMPLATE = Pattern.compile("[a-z]+(?:\\.[a-z0-9][a-z0-9-]*)+");
  private static final Pattern CASE = Pattern.compile("([1-4])(?: when (.{1,300}))?");
  private static final Pattern TYPE =
      Pattern.compile("(component|flow|data)(?: (to|from|in) ([a-z]\\w{0,20}))?");

  private final String file;

  private PlanRuleReader(String file) {
    this.file = file;
  }

  /**
   * Reads a rule.
   *
   * @param file its name for messages
   */
  public static PlanRule read(String file, String text) {
    try {
      return new PlanRuleReader(file).rule(YamlReader.readStrict(text));
    } catch (YamlFault e) {
      throw BrisachException.usage(file, e.line(), e.getMessage());
    }
  }

  private PlanRule rule(Yaml node) {
    Form form = Form.of(file, node, "a plan rule", KEYS);
    Map<String, Variable> variables = variables(form);
    ConditionReader conditions = new ConditionReader(file, variables);
    List<String> subjects = form.texts("subjects");
    for (String subject : subjects) {
      if (!variables.containsKey(subject)) {
        throw form.fault("subjects", "names variables of 'applies'");
      }
    }
    List<Weakness> references = new ArrayList<>(ids(form, "asvs"));
    references.addAll(ids(form, "attack"));
    references.addAll(ids(form, "capec"));
    return new PlanRule(
        shaped(form, "id", ID, "is written plan.name"),
        form.need("title"),
        form.need("why").strip(),
        shaped(form, "stride", STRIDE, "is made of the letters S, T, R, I, D, E"),
        ids(form, "weaknesses"),
        references,
        List.copyOf(variables.values()),
        subjects.isEmpty() ? List.of(variables.keySet().iterator().next()) : subjects,
        conditions.list(form.node("when")),
        conditions.list(form.node("unless")),
        scale(form, "likelihood", conditions),
        scale(form, "impact", conditions),
        expects(form),
        criteria(form),
        scenario(form),
        form.texts("positive"),
        form.texts("negative"));
  }

  private String shaped(Form form, String key, Pattern shape, String right) {
    String text = form.need(key);
    if (!shape.matcher(text).matches()) {
      throw form.fault(key, right);
    }
    return text;
  }

  private List<Weakness> ids(Form form, String key) {
    try {
      return form.texts(key).stream().map(Weakness::new).toList();
    } catch (IllegalArgumentException e) {
      throw form.fault(key, "names public ids: " + e.getMessage());
    }
  }

  private Map<String, Variable> variables(Form form) {
    Map<String, Variable> variables = new LinkedHashMap<>();
    if (!(form.node("applies") instanceof Yaml.Mapping mapping) || mapping.entries().isEmpty()) {
      throw form.fault("applies", "is a mapping of variables, such as 'c: component'");
    }
    for (Yaml.Entry entry : mapping.entries().values()) {
      String text = entry.value() instanceof Yaml.Scalar scalar ? scalar.value() : "";
      Matcher type = TYPE.matcher(text);
      Variable joined = type.matches() ? variables.get(type.group(3)) : null;
      Variable variable = type.matches() ? variable(entry.key(), type, joined) : null;
      if (variable == null) {
        throw BrisachException.usage(
            file,
            entry.line(),
            "a variable is a component, flow, data, 'flow to c', 'flow from c' or 'data in x'");
      }
      variables.put(entry.key(), variable);
    }
    return variables;
  }

  private static @Nullable Variable variable(String name, Matcher type, @Nullable Variable joined) {
    String how = type.group(2);
    if (how != null && joined == null) {
      return null;
    }
    Variable.Type found =
        switch (type.group(1) + (how == null ? "" : " " + how)) {
          case "component" -> Variable.Type.COMPONENT;
          case "flow" -> Variable.Type.FLOW;
          case "flow to" -> Variable.Type.FLOW_TO;
          case "flow from" -> Variable.Type.FLOW_FROM;
          case "data" -> Variable.Type.DATA;
          case "data in" -> Variable.Type.DATA_IN;
          default -> null;
        };
    return found == null ? null : new Variable(name, found, joined == null ? null : joined.name());
  }

  private Scale scale(Form form, String key, ConditionReader conditions) {
    List<Scale.Case> cases = new ArrayList<>();
    for (String text : form.texts(key)) {
      Matcher matcher = CASE.matcher(text);
      if (!matcher.matches()) {
        throw form.fault(key, "is a number from 1 to 4, or a list of 'N when CONDITION'");
      }
      String when = matcher.group(2);
      cases.add(
          new Scale.Case(
              Integer.parseInt(matcher.group(1)),
              when == null ? new Condition.All(List.of()) : conditions.text(when, form.line(key))));
    }
    if (cases.isEmpty() || !cases.getLast().when().equals(new Condition.All(List.of()))) {
      throw form.fault(key, "ends with a number without 'when'");
    }
    return new Scale(cases);
  }

  private SortedMap<Stage, Threat.Expected> expects(Form form) {
    SortedMap<Stage, Threat.Expected> expects = new TreeMap<>();
    if (!(form.node("expects") instanceof Yaml.Mapping mapping)) {
      throw form.fault("expects", "is a mapping of stages to weaknesses and templates");
    }
    for (Yaml.Entry entry : mapping.entries().values()) {
      if (!STAGES.contains(entry.key())) {
        throw BrisachException.usage(
            file,
            entry.line(),
            "no stage '" + entry.key() + "'" + Suggestions.hint(entry.key(), STAGES));
      }
      List<Weakness> weaknesses = new ArrayList<>();
      List<String> templates = new ArrayList<>();
      for (String word : mapping.texts(entry.key())) {
        if (TEMPLATE.matcher(word).matches()) {
          templates.add(word);
        } else {
          try {
            weaknesses.add(new Weakness(word));
          } catch (IllegalArgumentException e) {
            throw BrisachException.usage(file, entry.line(), "not a public id: " + word);
          }
        }
      }
      expects.put(Stage.of(entry.key()), new Threat.Expected(weaknesses, templates));
    }
    return expects;
  }

  private List<PlanRule.Criterion> criteria(Form form) {
    Form story = form.form("story", "a story", STORY);
    List<PlanRule.Criterion> criteria = new ArrayList<>();
    if (story != null) {
      for (Form each : story.forms("criteria", "a criterion", CRITERION)) {
        List<Weakness> asvs = ids(each, "asvs");
        criteria.add(
            new PlanRule.Criterion(each.need("text"), asvs.isEmpty() ? null : asvs.getFirst()));
      }
    }
    if (criteria.isEmpty()) {
      throw form.fault("story", "has 'criteria' and a 'scenario'");
    }
    return criteria;
  }

  private String scenario(Form form) {
    Form story = form.form("story", "a story", STORY);
    return story == null ? "" : story.need("scenario").strip();
  }
}
