package dev.brisach.engine.guard;

import dev.brisach.core.Severity;
import dev.brisach.engine.guard.Weaker.Kind;
import dev.brisach.kit.yaml.Yaml;
import dev.brisach.kit.yaml.YamlFault;
import dev.brisach.kit.yaml.YamlReader;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The project's own policies by their ids: one that is gone, weighs less, is asked by fewer gates
 * or lets the unknown pass is weaker; of a changed expression nobody can tell, so it is shown.
 * Messages and tests say nothing.
 */
final class PolicyFilesChange {
  private static final List<String> MODES = List.of("audit", "warn", "block");
  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final int SHOWN = 120;

  private final Weakening all;

  private record Rule(
      String file, int line, String id, String mode, SortedMap<String, String> by) {}

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
      was.by()
          .forEach((key, value) -> {
            String now = is.by().getOrDefault(key, "");
            if (!now.equals(value) && !isStricter(key, now)) {
              add(is, what + " " + key, shown(value), shown(now));
            }
          });
    }
  }

  private static boolean isStricter(String key, String now) {
    return (key.equals("gate") && now.equals("both")) || (key.equals("unknown") && now.isEmpty());
  }

  private void add(Rule is, String what, String before, String after) {
    all.add(Kind.POLICY, is.file(), is.line(), what, before, after, Severity.HIGH);
  }

  private static String shown(String text) {
    String word = text.isEmpty() ? "not said" : text;
    return word.length() <= SHOWN ? word : word.substring(0, SHOWN) + "…";
  }

  private static Map<String, Rule> rules(SortedMap<String, String> files) {
    Map<String, Rule> rules = new TreeMap<>();
    files.forEach((file, text) -> {
      try {
        if (YamlReader.read(text) instanceof Yaml.Mapping mapping) {
          String id = Objects.requireNonNullElse(mapping.text("id"), file);
          rules.put(id, rule(file, id, mapping));
        }
      } catch (YamlFault e) {
        // no policy can be read from it: the one it was is gone
      }
    });
    return rules;
  }

  private static Rule rule(String file, String id, Yaml.Mapping mapping) {
    SortedMap<String, String> by = new TreeMap<>();
    for (String key : List.of("expression", "stage", "each", "unknown")) {
      String text = Objects.requireNonNullElse(mapping.text(key), "");
      by.put(key, SPACE.matcher(text).replaceAll(" ").strip());
    }
    by.put("gate", Objects.requireNonNullElse(mapping.text("gate"), "run"));
    return new Rule(
        file,
        mapping.lineOf("id"),
        id,
        Objects.requireNonNullElse(mapping.text("mode"), "block").strip(),
        by);
  }
}
