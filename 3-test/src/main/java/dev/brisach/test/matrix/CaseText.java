package dev.brisach.test.matrix;

import dev.brisach.core.BrisachException;
import dev.brisach.core.Effect;
import dev.brisach.kit.yaml.Suggestions;
import dev.brisach.kit.yaml.Yaml;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tests of one story as a file. */
final class CaseText {
  static final String KEY = "tests";
  private static final Blocks BLOCKS = new Blocks(KEY, "nothing asks for it any more");
  private static final List<String> KEYS =
      List.of(
          "check",
          "operation",
          "threats",
          "asvs",
          "as",
          "effect",
          "skip",
          "expect",
          "seeds",
          "body",
          "gone");

  private CaseText() {}

  static String write(@Nullable String existing, String story, String title, List<TestCase> cases) {
    SequencedMap<String, List<String>> blocks = new LinkedHashMap<>();
    cases.forEach(one -> blocks.put(one.id(), lines(one)));
    return BLOCKS.merge(existing, head(story, title), blocks);
  }

  static boolean holdsTests(Yaml.Mapping top) {
    return top.text("story") != null && top.get(KEY) instanceof Yaml.Mapping;
  }

  private static String head(String story, String title) {
    return "# Tests of the story '"
        + Blocks.scalar(title).replace("\"", "")
        + "'.\n"
        + """
        # Written by 'brisach test generate'. They are yours: what you change stays. A test may get
        #   skip: why it is not carried out
        #   expect: allow or deny, by your word
        #   seeds: {user: [ids of objects that this user has]}
        #   body: what to send
        """
        + "story: "
        + Blocks.scalar(story)
        + "\n";
  }

  private static List<String> lines(TestCase one) {
    List<String> lines = new ArrayList<>();
    lines.add("    check: " + one.check());
    lines.add("    operation: " + Blocks.scalar(one.operation()));
    list(lines, "threats", one.threats());
    list(lines, "asvs", one.asvs());
    list(lines, "as", one.identities());
    lines.add("    effect: " + one.effect().word());
    return lines;
  }

  private static void list(List<String> lines, String key, List<String> values) {
    if (!values.isEmpty()) {
      List<String> items = values.stream().map(Blocks::item).toList();
      lines.add("    " + key + ": [" + String.join(", ", items) + "]");
    }
  }

  static List<TestFiles.Written> read(String file, String text, Yaml.Mapping top) {
    String story = top.text("story");
    if (story == null) {
      throw BrisachException.usage(file, 1, "write 'story: id' at the top");
    }
    Yaml tests = top.get(KEY);
    if (tests != null && !(tests instanceof Yaml.Mapping)) {
      throw BrisachException.usage(
          file, top.lineOf(KEY), "write tests by their ids below 'tests:'");
    }
    Set<String> untouched = BLOCKS.untouched(text);
    List<TestFiles.Written> written = new ArrayList<>();
    for (Yaml.Entry entry : top.map(KEY).entries().values()) {
      if (!(entry.value() instanceof Yaml.Mapping body)) {
        throw BrisachException.usage(file, entry.line(), "write check and operation below the id");
      }
      for (Yaml.Entry key : body.entries().values()) {
        if (!KEYS.contains(key.key())) {
          throw BrisachException.usage(
              file,
              key.line(),
              "unknown key '" + key.key() + "' of a test" + Suggestions.hint(key.key(), KEYS));
        }
      }
      written.add(
          new TestFiles.Written(
              one(file, story, entry, body),
              file,
              entry.line(),
              !untouched.contains(Blocks.scalar(entry.key()))));
    }
    return written;
  }

  private static TestCase one(String file, String story, Yaml.Entry entry, Yaml.Mapping body) {
    String check = body.text("check");
    String operation = body.text("operation");
    if (check == null || operation == null) {
      throw BrisachException.usage(file, entry.line(), "a test names its check and operation");
    }
    if (!operation.equals(TestPlan.SERVICE)) {
      operation(file, body.lineOf("operation"), operation);
    }
    Yaml.Entry expect = body.entries().get("expect");
    return new TestCase(
        entry.key(),
        story,
        body.texts("threats"),
        body.texts("asvs"),
        check,
        operation,
        body.texts("as"),
        effect(file, body),
        new TestCase.Edits(
            words(file, body, "skip", "why it is not carried out"),
            expect == null ? null : MatrixText.expected(file, expect),
            seeds(file, body),
            words(file, body, "body", "the text to send, in quotes"),
            body.text("gone")));
  }

  /** A text that must say something where its key stands. */
  private static @Nullable String words(
      String file, Yaml.Mapping body, String key, String meaning) {
    Yaml value = body.get(key);
    if (value == null) {
      return null;
    }
    if (value instanceof Yaml.Scalar scalar && !scalar.isNull() && !scalar.value().isBlank()) {
      return scalar.value();
    }
    throw BrisachException.usage(file, body.lineOf(key), "write behind '" + key + ":' " + meaning);
  }

  private static Map<String, List<String>> seeds(String file, Yaml.Mapping body) {
    Map<String, List<String>> seeds = new LinkedHashMap<>();
    if (body.get("seeds") != null && !(body.get("seeds") instanceof Yaml.Mapping)) {
      throw BrisachException.usage(
          file, body.lineOf("seeds"), "write seeds as {user: [ids of objects of this user]}");
    }
    Yaml.Mapping given = body.map("seeds");
    given.entries().keySet().forEach(user -> seeds.put(user, given.texts(user)));
    return seeds;
  }

  /** Refuses what is no method and path. */
  static void operation(String file, int line, String operation) {
    int space = operation.indexOf(' ');
    boolean method =
        space > 0 && operation.chars().limit(space).allMatch(c -> c >= 'A' && c <= 'Z');
    if (!method || !operation.startsWith("/", space + 1)) {
      throw BrisachException.usage(
          file,
          line,
          "write an operation as the API file has it, 'GET /path/{id}', not '" + operation + "'");
    }
  }

  private static Effect effect(String file, Yaml.Mapping body) {
    String word = body.text("effect");
    try {
      return word == null ? Effect.TRAFFIC : Effect.of(word);
    } catch (IllegalArgumentException e) {
      throw BrisachException.usage(
          file, body.lineOf("effect"), "write traffic, change or attack, not " + word);
    }
  }
}
