package dev.brisach.plan.rules;

import dev.brisach.core.BrisachException;
import dev.brisach.kit.yaml.Suggestions;
import dev.brisach.kit.yaml.Yaml;
import dev.brisach.plan.model.Knowledge;
import dev.brisach.plan.model.Trait;
import dev.brisach.plan.model.Traits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads conditions of rules. A text is one condition; a list means all of them; a mapping has one
 * of the keys {@code any}, {@code all}, {@code none}, or asks for some flow: {@code some: f into
 * c}, {@code where: …}.
 *
 * <pre>
 *   c.exposed                    not c.rateLimited
 *   c.kind in [api, service]     c.technology has sql
 *   f.to.sensitivity >= confidential
 *   known c.authentication
 * </pre>
 */
final class ConditionReader {
  private static final Pattern TEXT =
      Pattern.compile(
          "(?<not>not )?(?<known>known )?(?<ref>[a-z]\\w{0,20}(?:\\.[A-Za-z]{1,30}){1,2})"
              + "(?: (?<op>is|in|has|>=) (?<words>.{1,300}))?");
  private static final Pattern SOME = Pattern.compile("([a-z]\\w{0,20}) (into|out of) ([a-z]\\w*)");
  private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");

  private final String file;
  private final Map<String, Variable> variables;

  ConditionReader(String file, Map<String, Variable> variables) {
    this.file = file;
    this.variables = variables;
  }

  Condition read(Yaml node) {
    return switch (node) {
      case Yaml.Scalar scalar -> text(scalar.value(), scalar.line());
      case Yaml.Sequence sequence -> new Condition.All(all(sequence.items()));
      case Yaml.Mapping mapping -> mapping(mapping);
    };
  }

  private List<Condition> all(List<Yaml> items) {
    return items.stream().map(this::read).toList();
  }

  private Condition mapping(Yaml.Mapping mapping) {
    if (mapping.get("some") instanceof Yaml.Scalar some && mapping.entries().size() == 2) {
      return some(some.value(), mapping);
    }
    if (mapping.entries().size() == 1) {
      String key = mapping.entries().keySet().iterator().next();
      switch (key) {
        case "any" -> {
          return new Condition.Any(all(mapping.list("any")));
        }
        case "all" -> {
          return new Condition.All(all(mapping.list("all")));
        }
        case "none" -> {
          return new Condition.Not(new Condition.Any(all(mapping.list("none"))));
        }
        default -> {}
      }
    }
    throw fault(mapping.line(), "a condition has one of any, all, none, or some with where");
  }

  private Condition some(String text, Yaml.Mapping mapping) {
    Matcher matcher = SOME.matcher(text);
    Yaml where = mapping.get("where");
    if (!matcher.matches() || where == null || !variables.containsKey(matcher.group(3))) {
      throw fault(mapping.line(), "write 'some: f into c' or 'some: f out of c', and 'where'");
    }
    Map<String, Variable> more = new TreeMap<>(variables);
    more.put(matcher.group(1), new Variable(matcher.group(1), Variable.Type.FLOW, null));
    return new Condition.SomeFlow(
        matcher.group(3),
        matcher.group(2).equals("into"),
        matcher.group(1),
        new ConditionReader(file, more).read(where));
  }

  Condition text(String text, int line) {
    Matcher matcher = TEXT.matcher(text.strip());
    if (!matcher.matches()) {
      throw fault(line, "cannot read the condition '" + text + "'");
    }
    Condition.Ref ref = ref(matcher.group("ref"), line);
    Condition condition;
    if (matcher.group("known") != null) {
      condition = new Condition.IsKnown(ref);
    } else if (matcher.group("op") == null) {
      condition = new Condition.In(ref, checked(ref, List.of("true"), line));
    } else {
      List<String> words = checked(ref, words(matcher.group("words")), line);
      condition =
          matcher.group("op").equals(">=")
              ? new Condition.AtLeast(ref, trait(ref, line).words(), words.getFirst())
              : new Condition.In(ref, words);
    }
    return matcher.group("not") == null ? condition : new Condition.Not(condition);
  }

  private static List<String> words(String text) {
    String inner =
        text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
    return List.of(COMMA.split(inner.strip()));
  }

  private Condition.Ref ref(String text, int line) {
    List<String> parts = List.of(text.split("\\."));
    Variable variable = variables.get(parts.getFirst());
    if (variable == null) {
      throw fault(line, "no variable '" + parts.getFirst() + "'");
    }
    if (parts.size() == 3
        && !(variable.isFlow() && (parts.get(1).equals("from") || parts.get(1).equals("to")))) {
      throw fault(line, "only a flow has the ends from and to: '" + text + "'");
    }
    return new Condition.Ref(
        variable.name(), parts.size() == 3 ? parts.get(1) : null, parts.getLast());
  }

  private List<String> checked(Condition.Ref ref, List<String> words, int line) {
    Trait trait = trait(ref, line);
    for (String word : words) {
      boolean end = ref.end() != null && ref.fact().equals("kind") && word.equals("actor");
      if (!trait.words().isEmpty() && !trait.words().contains(word) && !end) {
        throw fault(
            line,
            "'" + ref.fact() + "' is never '" + word + "'" + Suggestions.hint(word, trait.words()));
      }
    }
    return words;
  }

  private Trait trait(Condition.Ref ref, int line) {
    Variable variable = java.util.Objects.requireNonNull(variables.get(ref.variable()));
    boolean flow = variable.isFlow() && ref.end() == null;
    boolean data =
        variable.type() == Variable.Type.DATA || variable.type() == Variable.Type.DATA_IN;
    Map<String, Trait> traits = flow ? Traits.FLOW : data ? Traits.DATA : Traits.COMPONENT;
    Set<String> derived = flow ? Knowledge.OF_FLOWS : data ? Set.of() : Knowledge.OF_COMPONENTS;
    Trait trait = traits.get(ref.fact());
    if (trait != null && trait.form() == Trait.Form.METHOD) {
      return new Trait(trait.key(), Trait.Form.FLAG, List.of("true", "false"), trait.question());
    }
    if (trait != null) {
      return trait;
    }
    if (!derived.contains(ref.fact())) {
      Set<String> known = new TreeSet<>(traits.keySet());
      known.addAll(derived);
      throw fault(line, "no fact '" + ref.fact() + "'" + Suggestions.hint(ref.fact(), known));
    }
    String like = ref.fact().equals("storesSensitivity") ? "sensitivity" : ref.fact();
    Trait ofData = Traits.DATA.get(like);
    return ofData != null && !ofData.words().contains("true")
        ? ofData
        : new Trait(ref.fact(), Trait.Form.FLAG, List.of("true", "false"), "");
  }

  private BrisachException fault(int line, String message) {
    return BrisachException.usage(file, line, message);
  }

  /** Conditions of a list node, or one; an empty list where the node is missing. */
  List<Condition> list(@org.jspecify.annotations.Nullable Yaml node) {
    List<Condition> conditions = new ArrayList<>();
    if (node instanceof Yaml.Sequence sequence) {
      conditions.addAll(all(sequence.items()));
    } else if (node != null) {
      conditions.add(read(node));
    }
    return conditions;
  }
}
