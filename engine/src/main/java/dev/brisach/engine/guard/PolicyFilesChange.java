package dev.brisach.engine.guard;

import dev.brisach.core.Severity;
import dev.brisach.engine.guard.Weaker.Kind;
import dev.brisach.kit.yaml.Yaml;
import dev.brisach.kit.yaml.YamlFault;
import dev.brisach.kit.yaml.YamlReader;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The project's own policies, rule by rule: a rule that is gone, or whose mode is milder, is
 * weaker; of a changed expression nobody can tell, so it is shown. Messages and tests say nothing.
 */
final class PolicyFilesChange {
  private static final List<String> MODES = List.of("off", "audit", "warn", "block");
  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final int SHOWN = 120;

  private final Weakening all;

  private record Rule(
      String file, int line, String id, String expression, String mode, String stage) {}

  PolicyFilesChange(Weakening all) {
    this.all = all;
  }

  void compare(SortedMap<String, String> base, SortedMap<String, String> head) {
    Map<String, Rule> before = rules(base);
    Map<String, Rule> after = rules(head);
    for (Rule was : before.values()) {
      Rule is = after.get(was.id());
      String what = "policy " + was.id();
      if (is == null) {
        all.add(Kind.POLICY, was.file(), 0, what, was.mode(), "gone", Severity.HIGH);
        continue;
      }
      if (MODES.indexOf(is.mode()) < MODES.indexOf(was.mode())) {
        add(is, what + " mode", was.mode(), is.mode());
      }
      if (!was.expression().equals(is.expression())) {
        add(is, what + " expression", shown(was.expression()), shown(is.expression()));
      }
      if (!was.stage().equals(is.stage())) {
        add(is, what + " stage", was.stage(), is.stage());
      }
    }
  }

  private void add(Rule is, String what, String before, String after) {
    all.add(Kind.POLICY, is.file(), is.line(), what, before, after, Severity.HIGH);
  }

  private static String shown(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }

  private static Map<String, Rule> rules(SortedMap<String, String> files) {
    Map<String, Rule> rules = new TreeMap<>();
    files.forEach((file, text) -> {
      try {
        YamlReader.readAll(text).forEach(one -> collect(file, one, rules));
      } catch (YamlFault e) {
        // no rule can be read from it: those it had before are gone
      }
    });
    return rules;
  }

  /** A file is a rule, a list of rules, or a mapping that holds such a list. */
  private static void collect(String file, Yaml node, Map<String, Rule> rules) {
    switch (node) {
      case Yaml.Sequence sequence -> sequence.items().forEach(one -> collect(file, one, rules));
      case Yaml.Mapping mapping -> {
        String id = mapping.text("id");
        String expression = mapping.text("expression");
        if (id != null && expression != null) {
          rules.put(
              id,
              new Rule(
                  file,
                  mapping.lineOf("id"),
                  id,
                  SPACE.matcher(expression).replaceAll(" ").strip(),
                  word(mapping.text("mode"), "block"),
                  String.join(",", mapping.texts("stage"))));
        } else {
          mapping.entries().values().stream()
              .filter(entry -> entry.value() instanceof Yaml.Sequence)
              .forEach(entry -> collect(file, entry.value(), rules));
        }
      }
      case Yaml.Scalar _ -> {}
    }
  }

  private static String word(@Nullable String text, String otherwise) {
    return text == null ? otherwise : text.strip();
  }
}
