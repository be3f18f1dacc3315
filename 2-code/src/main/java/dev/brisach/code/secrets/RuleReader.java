package dev.brisach.code.secrets;

import dev.brisach.core.BrisachException;
import dev.brisach.core.Confidence;
import dev.brisach.core.Severity;
import dev.brisach.core.Weakness;
import dev.brisach.kit.rules.Example;
import dev.brisach.kit.yaml.Form;
import dev.brisach.kit.yaml.Yaml;
import dev.brisach.kit.yaml.YamlFault;
import dev.brisach.kit.yaml.YamlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Reads one rule file; a fault is a usage error with its line. In examples {@value #SEAM} is left
 * out when read, so that no file of rules holds a whole token.
 */
final class RuleReader {
  /** Stands between the parts of a token in an example. */
  static final String SEAM = "{+}";

  private static final Set<String> RULE_KEYS =
      Set.of(
          "id",
          "title",
          "what",
          "why",
          "fix",
          "severity",
          "confidence",
          "weaknesses",
          "match",
          "bad",
          "good",
          "samples");
  private static final Set<String> MATCH_KEYS =
      Set.of(
          "keywords",
          "case",
          "pattern",
          "form",
          "least",
          "before",
          "after",
          "guard",
          "checksum",
          "near",
          "needs",
          "reach",
          "entropy",
          "generic",
          "values",
          "random");
  private static final Set<String> EXAMPLE_KEYS = Set.of("path", "text");
  private static final Pattern ID =
      Pattern.compile("[a-z][a-z0-9]{0,30}(\\.[a-z0-9][a-z0-9-]{0,60}){1,4}");

  private final String file;

  private RuleReader(String file) {
    this.file = file;
  }

  /** The rule in this text; {@code file} is named in messages. */
  static SecretRule read(String file, String text) {
    try {
      return new RuleReader(file).rule(YamlReader.read(text));
    } catch (YamlFault e) {
      throw BrisachException.usage(file, e.line(), "not YAML: " + e.getMessage());
    }
  }

  private SecretRule rule(Yaml node) {
    Form form = Form.of(file, node, "a secret rule", RULE_KEYS);
    String id = form.need("id");
    if (!ID.matcher(id).matches()) {
      throw form.fault("id", "is written code.secrets.name");
    }
    List<Form> matches = form.forms("match", "a match", MATCH_KEYS);
    if (matches.isEmpty()) {
      throw form.fault("match", "is a list of at least one way to recognise the secret");
    }
    List<Weakness> weaknesses = weaknesses(form);
    List<Example> examples = new ArrayList<>();
    examples(form, "bad", weaknesses, examples);
    examples(form, "good", List.of(), examples);
    return new SecretRule(
        id,
        form.need("title"),
        form.need("what"),
        form.need("why"),
        form.need("fix"),
        severity(form),
        confidence(form),
        weaknesses,
        matches.stream().mapToInt(RuleReader::rank).max().orElse(0),
        form.flag("samples", true),
        matches.stream().map(this::signature).toList(),
        examples);
  }

  private static Severity severity(Form form) {
    String word = form.oneOf("severity", List.of("critical", "high", "medium", "low", "info"));
    return word == null ? Severity.HIGH : Severity.of(word);
  }

  private static Confidence confidence(Form form) {
    String word = form.oneOf("confidence", List.of("likely", "heuristic"));
    return word == null ? Confidence.LIKELY : Confidence.of(word);
  }

  private static List<Weakness> weaknesses(Form form) {
    List<Weakness> weaknesses = new ArrayList<>();
    for (String id : form.texts("weaknesses")) {
      try {
        weaknesses.add(new Weakness(id));
      } catch (IllegalArgumentException e) {
        throw form.fault("weaknesses", "is a list of ids such as CWE-798, not " + id);
      }
    }
    return weaknesses.isEmpty() ? List.of(Weakness.cwe(798)) : weaknesses;
  }

  private void examples(Form form, String key, List<Weakness> breaches, List<Example> into) {
    Yaml node = form.node(key);
    if (node == null) {
      return;
    }
    List<Yaml> items = node instanceof Yaml.Sequence sequence ? sequence.items() : List.of(node);
    for (Yaml item : items) {
      if (item instanceof Yaml.Scalar scalar) {
        into.add(new Example("settings.conf", scalar.value().replace(SEAM, ""), breaches));
      } else {
        Form example = Form.of(file, item, "an example", EXAMPLE_KEYS);
        into.add(
            new Example(example.need("path"), example.need("text").replace(SEAM, ""), breaches));
      }
    }
  }

  private static int rank(Form match) {
    String form = match.text("form");
    int base = form == null ? 0 : form.equals("service") ? 2 : form.equals("key") ? 3 : 4;
    return match.flag("generic", false) ? base + 1 : base;
  }

  private SecretRule.Signature signature(Form form) {
    List<String> keywords = form.texts("keywords");
    if (keywords.isEmpty() || keywords.stream().anyMatch(word -> word.length() < 2)) {
      throw form.fault("keywords", "is a list of literals of at least two characters");
    }
    String word = form.oneOf("form", List.of("service", "key", "password"));
    Verifier verifier = word == null ? anchored(form) : byForm(form, word);
    String entropy = form.text("entropy");
    return new SecretRule.Signature(
        keywords,
        "exact".equals(form.oneOf("case", List.of("exact", "any"))),
        verifier,
        checksum(form),
        form.texts("near").stream().map(near -> near.toLowerCase(java.util.Locale.ROOT)).toList(),
        form.number("reach", 120, 1, 4000),
        entropy == null ? 0 : bits(form, entropy),
        choice(form),
        form.flag("random", false));
  }

  private static char first(@Nullable String text) {
    return text == null || text.isEmpty() ? 0 : text.charAt(0);
  }

  private static SecretRule.Choice choice(Form form) {
    String word = form.oneOf("values", List.of("token", "password", "all"));
    return word == null
        ? SecretRule.Choice.TOKEN
        : SecretRule.Choice.valueOf(word.toUpperCase(java.util.Locale.ROOT));
  }

  private static Verifier byForm(Form form, String word) {
    return switch (word) {
      case "service" -> new ServiceKey(form.number("least", 16, 8, 200));
      case "key" -> new Assignment(false);
      default -> new Assignment(true);
    };
  }

  private static double bits(Form form, String entropy) {
    try {
      return Double.parseDouble(entropy);
    } catch (NumberFormatException e) {
      throw form.fault("entropy", "is a number of bits per character such as 3.5");
    }
  }

  private Checksum checksum(Form form) {
    String word = form.text("checksum");
    for (Checksum checksum : Checksum.values()) {
      if (word == null || checksum.word().equals(word)) {
        return checksum;
      }
    }
    throw form.fault("checksum", "is none, crc32-base62 or der");
  }

  private static Verifier anchored(Form form) {
    try {
      return new Anchored(
          Pattern.compile(
              form.need("pattern"), "any".equals(form.text("case")) ? Pattern.CASE_INSENSITIVE : 0),
          form.number("before", 0, 0, 400),
          form.number("after", 400, 1, 20_000),
          form.flag("guard", true),
          first(form.text("needs")));
    } catch (PatternSyntaxException e) {
      throw form.fault("pattern", "is a regular expression: " + e.getDescription());
    }
  }
}
