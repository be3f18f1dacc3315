package dev.brisach.cel;

import dev.brisach.kit.expr.Evaluator;
import dev.brisach.kit.expr.ExpressionCompiler;
import dev.brisach.kit.expr.ExpressionCompiler.Compiled;
import dev.brisach.kit.expr.ExpressionCompiler.Issue;
import dev.brisach.kit.expr.Program;
import dev.brisach.kit.expr.Shape;
import dev.brisach.kit.expr.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A small vocabulary for tests of the language. */
final class Expressions {
  /** Something with a field of each kind. */
  record Thing(String name, int size, List<String> tags) {}

  static final Shape<Thing> THING =
      Shape.<Thing>named("Thing")
          .text("name", "its name", Thing::name)
          .number("size", "its size", Thing::size)
          .texts("tags", "words", Thing::tags)
          .text("absent", "never there", _ -> null)
          .words("colour", Type.Simple.STRING, List.of("red", "green"), _ -> "red")
          .field(
              "secret",
              Type.Simple.BOOL,
              "nobody knows",
              _ -> dev.brisach.kit.expr.Unknown.of("thing.secret"))
          .field(
              "more",
              new Type.MapOf(Type.Simple.STRING),
              "by name",
              thing -> Map.of("k", thing.name()))
          .build();

  static final Map<String, Object> VALUES =
      Map.of(
          "n", 7L,
          "d", 2.5,
          "s", "brisach",
          "yes", true,
          "list", List.of(1L, 2L, 3L),
          "t", Instant.parse("2026-03-10T12:00:00Z"),
          "p", Duration.ofHours(36),
          "thing", THING.of(new Thing("wall", 8, List.of("a", "b"))),
          "things",
              THING.of(List.of(new Thing("one", 1, List.of()), new Thing("two", 2, List.of("b")))));

  private static final TreeMap<String, Type> TYPES = types();

  private Expressions() {}

  private static TreeMap<String, Type> types() {
    TreeMap<String, Type> types = new TreeMap<>();
    types.put("n", Type.Simple.INT);
    types.put("d", Type.Simple.DOUBLE);
    types.put("s", Type.Simple.STRING);
    types.put("yes", Type.Simple.BOOL);
    types.put("list", new Type.ListOf(Type.Simple.INT));
    types.put("t", Type.Simple.TIMESTAMP);
    types.put("p", Type.Simple.DURATION);
    types.put("thing", new Type.StructOf(THING));
    types.put("things", new Type.ListOf(new Type.StructOf(THING)));
    types.put("u", Type.Simple.BOOL); // never bound
    types.put("ulist", new Type.ListOf(Type.Simple.INT)); // never bound
    return types;
  }

  static Compiled compile(String source) {
    ExpressionCompiler.Session session = new CelCompiler().over(TYPES);
    return session.compile(source);
  }

  static Program program(String source) {
    return switch (compile(source)) {
      case Compiled.Right(Program program) -> program;
      case Compiled.Wrong(List<Issue> issues) -> throw new AssertionError(source + ": " + issues);
    };
  }

  static List<Issue> issues(String source) {
    return switch (compile(source)) {
      case Compiled.Right(Program program) ->
          throw new AssertionError(source + " is right: " + program);
      case Compiled.Wrong(List<Issue> issues) -> issues;
    };
  }

  static Object value(String source) {
    return new Evaluator(VALUES, Evaluator.LIMIT).evaluate(program(source), Map.of());
  }
}
