package dev.brisach.deploy.config;

import dev.brisach.core.BrisachException;
import dev.brisach.core.Confidence;
import dev.brisach.core.Severity;
import dev.brisach.core.SubjectKind;
import dev.brisach.core.Weakness;
import dev.brisach.kit.rules.Example;
import dev.brisach.kit.rules.RuleFiles;
import dev.brisach.kit.yaml.Form;
import dev.brisach.kit.yaml.Yaml;
import dev.brisach.kit.yaml.YamlFault;
import dev.brisach.kit.yaml.YamlReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads rule files. A fault (an unknown key, a missing example, a malformed path) is a usage error
 * that names file and line.
 */
public final class RuleReader {
  /** Folder of the bundled rules. */
  public static final String FOLDER = "rules/deploy";

  private static final Set<String> KEYS =
      Set.of(
          "id",
          "version",
          "title",
          "why",
          "fix",
          "replacement",
          "question",
          "links",
          "severity",
          "confidence",
          "weaknesses",
          "subject",
          "match",
          "message",
          "bad",
          "good");

  /** Subjects and the file name that an example has unless it says otherwise. */
  private static final Map<String, String> SUBJECTS =
      new TreeMap<>(
          Map.of(
              "file/dockerfile", "Dockerfile",
              "file/kubernetes", "deploy/manifest.yaml",
              "file/compose", "compose.yaml",
              "file/github-workflow", ".github/workflows/ci.yml"));

  /** Short word for all kinds that run containers. */
  static final String WORKLOAD = "workload";

  private RuleReader() {}

  /** The rules that lie in our own jar or folder, by id. */
  public static List<Rule> bundled() {
    Map<String, Rule> rules = new TreeMap<>();
    RuleFiles.beside(RuleReader.class, FOLDER)
        .forEach((file, text) -> {
          Rule rule = read(file, text);
          if (rules.put(rule.id(), rule) != null) {
            throw BrisachException.usage(file, 1, "another rule has the id " + rule.id());
          }
        });
    return List.copyOf(rules.values());
  }

  /** Reads one rule file. */
  public static Rule read(String file, String text) {
    Yaml root;
    try {
      root = YamlReader.read(text);
    } catch (YamlFault e) {
      throw BrisachException.usage(file, e.line(), e.getMessage());
    }
    Form form = Form.of(file, root, "the rule", KEYS);
    String subject = form.need("subject");
    form.oneOf("subject", List.copyOf(SUBJECTS.keySet()));
    String id = form.need("id");
    if (!id.startsWith("deploy.")) {
      throw form.fault("id", "begins with 'deploy.'");
    }
    List<Weakness> weaknesses = weaknesses(form);
    return new Rule(
        id,
        form.number("version", 1, 1, 1_000_000),
        form.need("title"),
        form.need("why").strip(),
        form.need("fix").strip(),
        optional(form, "replacement"),
        optional(form, "question"),
        form.texts("links"),
        word(form, "severity", Severity.values()),
        word(form, "confidence", Confidence.values()),
        weaknesses,
        SubjectKind.parse(subject),
        match(file, form),
        form.need("message").strip(),
        examples(file, form, SUBJECTS.getOrDefault(subject, ""), weaknesses));
  }

  private static String optional(Form form, String key) {
    String text = form.text(key);
    return text == null ? "" : text.strip();
  }

  private static <E extends Enum<E>> E word(Form form, String key, E[] values) {
    form.need(key);
    List<String> words =
        Arrays.stream(values).map(v -> v.name().toLowerCase(java.util.Locale.ROOT)).toList();
    return values[words.indexOf(Objects.requireNonNull(form.oneOf(key, words)))];
  }

  private static List<Weakness> weaknesses(Form form) {
    List<Weakness> found = new ArrayList<>();
    for (String id : form.texts("weaknesses")) {
      try {
        found.add(new Weakness(id));
      } catch (IllegalArgumentException e) {
        throw form.fault("weaknesses", "is a list of ids such as CWE-250, not: " + id);
      }
    }
    if (found.isEmpty()) {
      throw form.fault("weaknesses", "names at least one, such as CWE-250");
    }
    return found;
  }

  private static Rule.Match match(String file, Form form) {
    Form match = form.form("match", "'match'", Set.of("kinds", "select", "where", "per"));
    if (match == null) {
      throw form.fault("match", "is needed: it says what to look for");
    }
    Set<String> kinds = new HashSet<>();
    for (String kind : match.texts("kinds")) {
      kinds.addAll(kind.equals(WORKLOAD) ? Workloads.KINDS : Set.of(kind));
    }
    String select = match.text("select");
    Yaml where = match.node("where");
    if (where == null) {
      throw match.fault("where", "is needed: it says what must hold for a finding");
    }
    String per = match.oneOf("per", List.of("place", "resource"));
    try {
      return new Rule.Match(
          kinds,
          FactPath.parse(select == null ? "." : select),
          new ConditionReader(file).read(where),
          "resource".equals(per));
    } catch (IllegalArgumentException e) {
      throw match.fault("select", "is a path: " + e.getMessage());
    }
  }

  private static List<Example> examples(
      String file, Form form, String name, List<Weakness> weaknesses) {
    List<Example> examples = new ArrayList<>();
    examples.addAll(examples(file, form, "bad", name, weaknesses));
    examples.addAll(examples(file, form, "good", name, List.of()));
    return examples;
  }

  private static List<Example> examples(
      String file, Form form, String key, String name, List<Weakness> weaknesses) {
    List<Example> found = new ArrayList<>();
    if (form.node(key) instanceof Yaml.Sequence list) {
      for (Yaml item : list.items()) {
        if (item instanceof Yaml.Scalar scalar) {
          found.add(new Example(name, scalar.value(), weaknesses));
        } else {
          Form example = Form.of(file, item, "an example", Set.of("file", "text"));
          String path = example.text("file");
          found.add(new Example(path == null ? name : path, example.need("text"), weaknesses));
        }
      }
    } else if (form.node(key) instanceof Yaml.Scalar scalar) {
      found.add(new Example(name, scalar.value(), weaknesses));
    }
    if (found.isEmpty()) {
      throw form.fault(key, "holds at least one example; the examples are the rule's test");
    }
    return found;
  }
}
