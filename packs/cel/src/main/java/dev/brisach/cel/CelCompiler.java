package dev.brisach.cel;

import dev.brisach.kit.expr.ExpressionCompiler;
import dev.brisach.kit.expr.Operation;
import dev.brisach.kit.expr.Shape;
import dev.brisach.kit.expr.Type;
import dev.cel.checker.CelStandardDeclarations;
import dev.cel.checker.CelStandardDeclarations.StandardFunction;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * CEL by its reference library. Only what {@link Operation} names is declared, so that anything
 * else is refused with its place: {@code matches} for instance, whose cost nothing bounds.
 */
public final class CelCompiler implements ExpressionCompiler {
  private static final int MAX_CHARACTERS = 20_000;
  private static final int MAX_ISSUES = 5;

  @Override
  public Session over(SortedMap<String, Type> variables) {
    Types types = new Types();
    CelCompilerBuilder builder =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(
                CelOptions.current()
                    .enableHeterogeneousNumericComparisons(true)
                    .maxExpressionCodePointSize(MAX_CHARACTERS)
                    .maxParseRecursionDepth(100)
                    .build())
            .setStandardEnvironmentEnabled(false)
            .setStandardDeclarations(declarations())
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .setResultType(SimpleType.BOOL);
    Set<String> names = new TreeSet<>(variables.keySet());
    for (Operation operation : Operation.values()) {
      if (Character.isLetter(operation.cel().charAt(0))) {
        names.add(operation.cel());
      }
    }
    variables.forEach((name, type) -> builder.addVar(name, types.of(type)));
    dev.cel.compiler.CelCompiler compiler = builder.setTypeProvider(types.provider()).build();
    Wording wording = new Wording(names, types.fieldNames());
    return source -> compile(compiler, wording, types.shapes(), source);
  }

  private static CelStandardDeclarations declarations() {
    return CelStandardDeclarations.newBuilder()
        .filterFunctions((function, _) -> isOffered(function))
        .build();
  }

  private static boolean isOffered(StandardFunction function) {
    return Operation.of(function.functionName()) != null;
  }

  private static Compiled compile(
      dev.cel.compiler.CelCompiler compiler,
      Wording wording,
      Map<String, Shape<?>> shapes,
      String source) {
    List<Issue> issues = new ArrayList<>();
    try {
      CelValidationResult result = compiler.compile(source);
      if (!result.hasError()) {
        CelAbstractSyntaxTree tree = result.getAst();
        return new Translation(tree, shapes, source).compiled();
      }
      for (CelIssue issue : result.getErrors()) {
        issues.add(
            new Issue(
                Math.max(1, issue.getSourceLocation().getLine()),
                Math.max(1, issue.getSourceLocation().getColumn() + 1),
                wording.of(issue.getMessage())));
      }
    } catch (CelValidationException | RuntimeException e) {
      issues.add(new Issue(1, 1, wording.of(String.valueOf(e.getMessage()))));
    } catch (StackOverflowError e) {
      issues.add(new Issue(1, 1, "is nested too deeply"));
    }
    issues.sort(
        java.util.Comparator.comparingInt(Issue::line)
            .thenComparingInt(Issue::column)
            .thenComparing(Issue::message));
    return new Compiled.Wrong(issues.subList(0, Math.min(MAX_ISSUES, issues.size())));
  }
}
