package dev.brisach.cel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisach.kit.expr.Evaluator;
import dev.brisach.kit.expr.Fault;
import dev.brisach.kit.expr.Type;
import dev.brisach.testkit.Seeds;
import dev.cel.common.CelOptions;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Made-up expressions give what the reference library's own runtime gives. */
class ReferenceTest {
  private static final Map<String, Object> VALUES =
      Map.of("a", 3L, "b", -2L, "s", "ab", "f", 1.5, "yes", true, "l", List.of(1L, 2L, 3L));

  private final Random random = Seeds.random();

  @Test
  void weAgreeWithTheReferenceOnMadeUpExpressions() throws Exception {
    dev.cel.compiler.CelCompiler reference =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addVar("a", SimpleType.INT)
            .addVar("b", SimpleType.INT)
            .addVar("s", SimpleType.STRING)
            .addVar("f", SimpleType.DOUBLE)
            .addVar("yes", SimpleType.BOOL)
            .addVar("l", ListType.create(SimpleType.INT))
            .setResultType(SimpleType.BOOL)
            .build();
    CelRuntime runtime =
        CelRuntimeFactory.standardCelRuntimeBuilder().setOptions(CelOptions.DEFAULT).build();
    TreeMap<String, Type> types = new TreeMap<>();
    types.put("a", Type.Simple.INT);
    types.put("b", Type.Simple.INT);
    types.put("s", Type.Simple.STRING);
    types.put("f", Type.Simple.DOUBLE);
    types.put("yes", Type.Simple.BOOL);
    types.put("l", new Type.ListOf(Type.Simple.INT));
    var session = new CelCompiler().over(types);
    int judged = 0;
    for (int i = 0; i < 400; i++) {
      String source = truth(4);
      Object theirs;
      try {
        theirs = runtime.createProgram(reference.compile(source).getAst()).eval(VALUES);
      } catch (CelEvaluationException e) {
        theirs = "fault";
      }
      Object ours =
          switch (session.compile(source)) {
            case dev.brisach.kit.expr.ExpressionCompiler.Compiled.Right right ->
                new Evaluator(VALUES, Evaluator.LIMIT).evaluate(right.program(), Map.of());
            case dev.brisach.kit.expr.ExpressionCompiler.Compiled.Wrong wrong ->
                throw new AssertionError(source + ": " + wrong.issues());
          };
      assertThat(ours instanceof Fault ? "fault" : ours).as(source).isEqualTo(theirs);
      judged++;
    }
    assertThat(judged).isEqualTo(400);
  }

  private String truth(int depth) {
    if (depth == 0) {
      return random.nextBoolean() ? "yes" : "(a > b)";
    }
    int next = depth - 1;
    return switch (random.nextInt(12)) {
      case 0 -> "(" + truth(next) + " && " + truth(next) + ")";
      case 1 -> "(" + truth(next) + " || " + truth(next) + ")";
      case 2 -> "!" + truth(next);
      case 3 -> "(" + truth(next) + " ? " + truth(next) + " : " + truth(next) + ")";
      case 4 -> "(" + number(next) + compare() + number(next) + ")";
      case 5 -> "(" + text(next) + compare() + text(next) + ")";
      case 6 -> list(next) + ".all(x, x" + compare() + number(next) + ")";
      case 7 -> list(next) + ".exists(x, " + number(next) + compare() + "x)";
      case 8 -> list(next) + ".exists_one(x, x" + compare() + number(next) + ")";
      case 9 -> "(" + number(next) + " in " + list(next) + ")";
      case 10 -> text(next) + "." + method() + "(" + text(next) + ")";
      default -> "(f" + compare() + "double(" + number(next) + "))";
    };
  }

  private String compare() {
    return List.of(" < ", " <= ", " > ", " >= ", " == ", " != ").get(random.nextInt(6));
  }

  private String method() {
    return List.of("contains", "startsWith", "endsWith").get(random.nextInt(3));
  }

  private String number(int depth) {
    if (depth <= 0) {
      return List.of("a", "b", "0", "1", "-1", "9223372036854775807").get(random.nextInt(6));
    }
    int next = depth - 1;
    return switch (random.nextInt(7)) {
      case 0 -> "(" + number(next) + " + " + number(next) + ")";
      case 1 -> "(" + number(next) + " - " + number(next) + ")";
      case 2 -> "(" + number(next) + " * " + number(next) + ")";
      case 3 -> "(" + number(next) + " / " + number(next) + ")";
      case 4 -> "(" + number(next) + " % " + number(next) + ")";
      case 5 -> "size(" + list(next) + ")";
      default -> list(next) + "[" + number(next) + "]";
    };
  }

  private String text(int depth) {
    if (depth <= 0) {
      return List.of("s", "''", "'b'", "'ä'").get(random.nextInt(4));
    }
    return random.nextBoolean()
        ? "(" + text(depth - 1) + " + " + text(depth - 1) + ")"
        : "string(" + number(depth - 1) + ")";
  }

  private String list(int depth) {
    if (depth <= 0) {
      return "l";
    }
    int next = depth - 1;
    return switch (random.nextInt(4)) {
      case 0 -> "[" + number(next) + ", " + number(next) + "]";
      case 1 -> list(next) + ".filter(y, y" + compare() + number(next) + ")";
      case 2 -> list(next) + ".map(y, y + " + number(next) + ")";
      default -> "(" + list(next) + " + " + list(next) + ")";
    };
  }
}
