package dev.brisach.deploy.config;

import dev.brisach.core.BrisachException;
import dev.brisach.kit.yaml.Form;
import dev.brisach.kit.yaml.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Reads the conditions of a rule file. A mapping means that all its entries hold; a key is a path,
 * or one of {@code any}, {@code all}, {@code none}, {@code not}, {@code exists}; a value at a path
 * is a text (equal), a list (one of), the word {@code missing} or {@code present}, or a mapping of
 * tests.
 */
final class ConditionReader {
  private static final Set<String> TESTS =
      Set.of(
          "equals",
          "in",
          "matches",
          "startsWith",
          "missing",
          "present",
          "atLeast",
          "atMost",
          "not",
          "default");

  private final String file;

  ConditionReader(String file) {
    this.file = file;
  }

  /** Reads a condition; a list means that all its items hold. */
  Condition read(Yaml node) {
    return switch (node) {
      case Yaml.Sequence list -> new Condition.All(list.items().stream().map(this::read).toList());
      case Yaml.Mapping mapping -> {
        List<Condition> parts = new ArrayList<>();
        mapping.entries().values().forEach(entry -> parts.add(entry(entry)));
        yield parts.size() == 1 ? parts.getFirst() : new Condition.All(parts);
      }
      case Yaml.Scalar scalar ->
          throw fault(scalar.line(), "a condition is a mapping of paths and tests");
    };
  }

  private Condition entry(Yaml.Entry entry) {
    return switch (entry.key()) {
      case "all" -> new Condition.All(list(entry));
      case "any" -> new Condition.Any(list(entry));
      case "none" -> new Condition.Not(new Condition.Any(list(entry)));
      case "not" -> new Condition.Not(read(entry.value()));
      case "exists" -> {
        Form form = Form.of(file, entry.value(), "'exists'", Set.of("at", "where"));
        Yaml where = form.node("where");
        if (where == null) {
          throw form.fault("where", "is needed");
        }
        yield new Condition.Exists(path(form.need("at"), form.line("at")), read(where));
      }
      default -> test(path(entry.key(), entry.line()), entry.value());
    };
  }

  private List<Condition> list(Yaml.Entry entry) {
    if (entry.value() instanceof Yaml.Sequence list) {
      return list.items().stream().map(this::read).toList();
    }
    throw fault(entry.line(), "'" + entry.key() + "' is a list of conditions");
  }

  private Condition test(FactPath path, Yaml value) {
    return switch (value) {
      case Yaml.Scalar scalar -> {
        if (scalar.plain() && scalar.value().equals("missing")) {
          yield new Condition.Missing(path);
        }
        if (scalar.plain() && scalar.value().equals("present")) {
          yield new Condition.Not(new Condition.Missing(path));
        }
        yield new Condition.Text(path, new Condition.In(List.of(scalar.value())), null);
      }
      case Yaml.Sequence list -> new Condition.Text(path, new Condition.In(words(list)), null);
      case Yaml.Mapping tests -> tests(path, tests);
    };
  }

  private Condition tests(FactPath path, Yaml.Mapping tests) {
    Form form = Form.of(file, tests, "the test of '" + path.text() + "'", TESTS);
    String otherwise = form.text("default");
    List<Condition> parts = new ArrayList<>();
    if (form.has("missing")) {
      Condition missing = new Condition.Missing(path);
      parts.add(form.flag("missing", true) ? missing : new Condition.Not(missing));
    }
    if (form.has("present")) {
      Condition missing = new Condition.Missing(path);
      parts.add(form.flag("present", true) ? new Condition.Not(missing) : missing);
    }
    if (form.has("equals")) {
      parts.add(text(path, new Condition.In(List.of(form.need("equals"))), otherwise));
    }
    if (form.has("in")) {
      parts.add(text(path, new Condition.In(form.texts("in")), otherwise));
    }
    if (form.has("startsWith")) {
      parts.add(text(path, new Condition.StartsWith(form.texts("startsWith")), otherwise));
    }
    if (form.has("matches")) {
      parts.add(text(path, new Condition.Matches(pattern(form)), otherwise));
    }
    if (form.has("atLeast") || form.has("atMost")) {
      long least = form.number("atLeast", Integer.MIN_VALUE, Integer.MIN_VALUE, Integer.MAX_VALUE);
      long most = form.number("atMost", Integer.MAX_VALUE, Integer.MIN_VALUE, Integer.MAX_VALUE);
      parts.add(text(path, new Condition.Between(least, most), otherwise));
    }
    Yaml not = form.node("not");
    if (not != null) {
      parts.add(new Condition.Not(test(path, not)));
    }
    if (parts.isEmpty()) {
      throw fault(tests.line(), "the test of '" + path.text() + "' asks nothing");
    }
    return parts.size() == 1 ? parts.getFirst() : new Condition.All(parts);
  }

  private static Condition text(
      FactPath path, Condition.WordTest test, @org.jspecify.annotations.Nullable String otherwise) {
    return new Condition.Text(path, test, otherwise);
  }

  private Pattern pattern(Form form) {
    try {
      return Pattern.compile(form.need("matches"));
    } catch (PatternSyntaxException e) {
      throw form.fault("matches", "is a regular expression: " + e.getDescription());
    }
  }

  private List<String> words(Yaml.Sequence list) {
    List<String> words = new ArrayList<>();
    for (Yaml item : list.items()) {
      if (!(item instanceof Yaml.Scalar scalar)) {
        throw fault(item.line(), "a list of values is expected");
      }
      words.add(scalar.value());
    }
    return words;
  }

  private FactPath path(String text, int line) {
    try {
      return FactPath.parse(text);
    } catch (IllegalArgumentException e) {
      throw fault(line, java.util.Objects.requireNonNullElse(e.getMessage(), "not a path"));
    }
  }

  private BrisachException fault(int line, String message) {
    return BrisachException.usage(file, line, message);
  }
}
