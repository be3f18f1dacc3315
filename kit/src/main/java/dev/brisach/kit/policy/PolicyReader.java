package dev.brisach.kit.policy;

import dev.brisach.core.BrisachException;
import dev.brisach.core.Digests;
import dev.brisach.core.Stage;
import dev.brisach.core.assurance.ReleaseGate;
import dev.brisach.kit.expr.ExpressionCompiler.Compiled;
import dev.brisach.kit.expr.ExpressionCompiler.Issue;
import dev.brisach.kit.expr.Program;
import dev.brisach.kit.expr.Type;
import dev.brisach.kit.policy.OwnPolicy.Expected;
import dev.brisach.kit.policy.OwnPolicy.Mode;
import dev.brisach.kit.policy.OwnPolicy.Scope;
import dev.brisach.kit.policy.OwnPolicy.Trial;
import dev.brisach.kit.yaml.Form;
import dev.brisach.kit.yaml.Suggestions;
import dev.brisach.kit.yaml.Yaml;
import dev.brisach.kit.yaml.YamlFault;
import dev.brisach.kit.yaml.YamlReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads one policy file strictly. Whatever is wrong is a usage error that names file, line and, in
 * an expression, column: a policy that is half understood must not judge.
 */
final class PolicyReader {
  static final Set<String> KEYS =
      Set.of(
          "schema",
          "id",
          "message",
          "gate",
          "stage",
          "mode",
          "each",
          "unknown",
          "expression",
          "tests");
  static final Set<String> TEST_KEYS = Set.of("name", "expect", "given");
  private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]*+(?:-[a-z0-9]++)*+");
  private static final Set<String> TAKEN =
      Set.of(
          "breach-of-high-threat",
          "gap-of-high-threat",
          "stale-evidence",
          "proved-secret",
          "critical-finding",
          "other-revision",
          "document-proves-nothing");

  private final String file;
  private final String text;
  private final Programs programs;

  private PolicyReader(String file, String text, Programs programs) {
    this.file = file;
    this.text = text;
    this.programs = programs;
  }

  static OwnPolicy read(String file, String text, Programs programs) {
    return new PolicyReader(file, text, programs).policy();
  }

  private OwnPolicy policy() {
    Yaml document;
    try {
      document = YamlReader.readStrict(text);
    } catch (YamlFault e) {
      throw BrisachException.usage(file, e.line(), "is not YAML: " + e.getMessage());
    }
    Form form = Form.of(file, document, "a policy", KEYS);
    String id = form.need("id");
    if (!ID.matcher(id).matches() || id.length() > 64) {
      throw form.fault("id", "is lower case words joined by '-', 64 characters at most");
    }
    if (TAKEN.contains(id)) {
      throw form.fault("id", "is taken by a default rule");
    }
    String message = form.need("message").strip();
    if (message.isEmpty() || message.indexOf('\n') >= 0 || message.length() > 300) {
      throw form.fault("message", "is one line that says what is wrong");
    }
    Scope scope = choice(form, "gate", Scope.values(), Scope::word, Scope.RUN);
    Stage stage =
        form.has("stage") ? choice(form, "stage", Stage.values(), Stage::word, null) : null;
    if (stage != null && scope == Scope.RELEASE && !ReleaseGate.STAGES.contains(stage)) {
      throw form.fault("stage", "is none that the release gate reads: plan, code, package, test");
    }
    if (!form.has("mode")) {
      throw BrisachException.usage(
          file, form.line("id"), "a policy needs 'mode': audit, warn, block");
    }
    Mode mode = choice(form, "mode", Mode.values(), Mode::word, null);
    Each each = form.oneOf("each", Each.words()) == null ? Each.NOTHING : each(form);
    boolean unknownPasses = form.oneOf("unknown", List.of("pass")) != null;
    Yaml node = form.node("expression");
    if (!(node instanceof Yaml.Scalar scalar)) {
      throw BrisachException.usage(
          file, form.line("id"), "a policy needs 'expression': what must be true");
    }
    Place place = Place.of(scalar, text);
    Program program = program(scalar.value(), place);
    checkVariables(form, program, each);
    return new OwnPolicy(
        id,
        file,
        Digests.sha256(text.getBytes(StandardCharsets.UTF_8)),
        message,
        scope,
        stage,
        mode,
        each,
        unknownPasses,
        program,
        place,
        trials(form, each, program));
  }

  private static Each each(Form form) {
    String word = form.need("each");
    return Each.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private static <E> E choice(
      Form form, String key, E[] values, Function<E, String> word, @Nullable E otherwise) {
    String given = form.oneOf(key, Arrays.stream(values).map(word).toList());
    for (E value : values) {
      if (word.apply(value).equals(given)) {
        return value;
      }
    }
    if (otherwise == null) {
      throw form.fault(key, "is needed");
    }
    return otherwise;
  }

  private Program program(String source, Place place) {
    return switch (programs.of(source)) {
      case Compiled.Right(Program program) -> program;
      case Compiled.Wrong(List<Issue> issues) -> {
        Issue first = issues.getFirst();
        String more = issues.size() > 1 ? " (and " + (issues.size() - 1) + " more)" : "";
        throw BrisachException.usage(
            file + ":" + place.at(first.line(), first.column()), 0, first.message() + more);
      }
    };
  }

  private void checkVariables(Form form, Program program, Each each) {
    for (String one : Each.words()) {
      if (program.variables().contains(one) && !each.word().equals(one)) {
        throw form.fault(
            "expression", "names '" + one + "', which is there with 'each: " + one + "' only");
      }
    }
  }

  private List<Trial> trials(Form form, Each each, Program program) {
    List<Trial> trials = new ArrayList<>();
    for (Form test : form.forms("tests", "a test", TEST_KEYS)) {
      trials.add(trial(test, each, program));
    }
    for (Expected needed : List.of(Expected.PASS, Expected.FAIL)) {
      if (trials.stream().noneMatch(trial -> trial.expected() == needed)) {
        throw BrisachException.usage(
            file,
            form.line("tests"),
            "a policy needs a test with 'expect: " + needed.word() + "', this one has none");
      }
    }
    return trials;
  }

  private Trial trial(Form test, Each each, Program program) {
    Expected expected = choice(test, "expect", Expected.values(), Expected::word, null);
    Map<String, Object> given = new HashMap<>();
    Yaml node = test.node("given");
    if (node instanceof Yaml.Mapping mapping) {
      Map<String, Type> types = Vocabulary.types();
      for (Yaml.Entry entry : mapping.entries().values()) {
        Type type = types.get(entry.key());
        if (type == null || !program.variables().contains(entry.key())) {
          throw BrisachException.usage(
              file,
              entry.line(),
              "'"
                  + entry.key()
                  + "' is no variable of this policy's expression"
                  + Suggestions.hint(entry.key(), program.variables()));
        }
        given.put(
            entry.key(), new GivenReader(file).read(entry.value(), type, List.of(), entry.key()));
      }
    } else if (node != null) {
      throw test.fault("given", "is a mapping of variables to values");
    }
    if (each != Each.NOTHING
        && program.variables().contains(each.word())
        && !given.containsKey(each.word())) {
      throw test.fault("given", "names no '" + each.word() + "', about which the policy is asked");
    }
    return new Trial(test.need("name"), expected, given, test.line("name"));
  }
}
