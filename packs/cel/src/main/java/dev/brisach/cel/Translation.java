package dev.brisach.cel;

import dev.brisach.kit.expr.Expr;
import dev.brisach.kit.expr.ExpressionCompiler.Compiled;
import dev.brisach.kit.expr.ExpressionCompiler.Issue;
import dev.brisach.kit.expr.Operation;
import dev.brisach.kit.expr.Periods;
import dev.brisach.kit.expr.Program;
import dev.brisach.kit.expr.Shape;
import dev.brisach.kit.yaml.Suggestions;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.ast.CelReference;
import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Turns a checked tree of the library into ours. Refused is what would hide from the list of fields
 * that are read: comparing whole records, and fields of values without a type.
 */
final class Translation {
  private static final int MAX_DEPTH = 250;
  private static final int MAX_NODES = 20_000;

  private final CelAbstractSyntaxTree tree;
  private final Map<String, Shape<?>> shapes;
  private final String source;
  private final SortedSet<String> variables = new TreeSet<>();
  private final SortedSet<String> fields = new TreeSet<>();
  private final List<Issue> issues = new ArrayList<>();
  private final Set<String> bound = new HashSet<>();
  private int nodes;

  Translation(CelAbstractSyntaxTree tree, Map<String, Shape<?>> shapes, String source) {
    this.tree = tree;
    this.shapes = shapes;
    this.source = source;
  }

  Compiled compiled() {
    Expr root = expr(tree.getExpr(), 0);
    return issues.isEmpty()
        ? new Compiled.Right(new Program(root, variables, fields))
        : new Compiled.Wrong(issues);
  }

  private Expr expr(CelExpr expr, int depth) {
    if (depth > MAX_DEPTH || ++nodes > MAX_NODES) {
      if (issues.isEmpty()) {
        refuse(expr, depth > MAX_DEPTH ? "is nested too deeply" : "is too long");
      }
      return new Expr.Literal(false);
    }
    int next = depth + 1;
    return switch (expr.exprKind().getKind()) {
      case CONSTANT -> constant(expr, expr.constant());
      case IDENT -> variable(expr.ident().name());
      case SELECT -> select(expr, next);
      case CALL -> call(expr, next);
      case LIST -> new Expr.Items(all(expr.list().elements(), next));
      case MAP -> map(expr, next);
      case COMPREHENSION -> fold(expr, next);
      case STRUCT -> refuse(expr, "a record cannot be made here; compare its fields");
      case NOT_SET -> refuse(expr, "is empty");
    };
  }

  private List<Expr> all(List<CelExpr> exprs, int depth) {
    List<Expr> translated = new ArrayList<>(exprs.size());
    for (CelExpr one : exprs) {
      translated.add(expr(one, depth));
    }
    return translated;
  }

  private Expr constant(CelExpr expr, CelConstant constant) {
    return switch (constant.getKind()) {
      case BOOLEAN_VALUE -> new Expr.Literal(constant.booleanValue());
      case INT64_VALUE -> new Expr.Literal(constant.int64Value());
      case DOUBLE_VALUE -> new Expr.Literal(constant.doubleValue());
      case STRING_VALUE -> new Expr.Literal(constant.stringValue());
      case NULL_VALUE -> refuse(expr, "null is no value here; ask has(…)");
      default -> refuse(expr, "such a constant cannot be used here");
    };
  }

  private Expr variable(String name) {
    if (!bound.contains(name)) {
      variables.add(name);
    }
    return new Expr.Variable(name);
  }

  private Expr select(CelExpr expr, int depth) {
    CelExpr.CelSelect select = expr.select();
    CelReference whole = tree.getReference(expr.id()).orElse(null);
    if (whole != null && !whole.name().isEmpty()) {
      return refuse(expr, "unknown name '" + whole.name() + "'");
    }
    CelType type = tree.getTypeOrThrow(select.operand().id());
    if (type.kind() == CelKind.STRUCT && shapes.containsKey(type.name())) {
      fields.add(type.name() + "." + select.field());
    } else if (type.kind() != CelKind.MAP) {
      return refuse(expr, "'" + select.field() + "' is asked of a value without a known type");
    }
    return new Expr.Select(
        expr(select.operand(), depth), select.field(), select.testOnly(), place(expr));
  }

  private Expr call(CelExpr expr, int depth) {
    CelExpr.CelCall call = expr.call();
    Operation operation = Operation.of(call.function());
    if (operation == null) {
      return refuse(expr, "'" + call.function() + "' is not offered");
    }
    List<CelExpr> arguments = new ArrayList<>();
    call.target().ifPresent(arguments::add);
    arguments.addAll(call.args());
    if (operation == Operation.EQUALS
        || operation == Operation.NOT_EQUALS
        || operation == Operation.IN) {
      for (CelExpr argument : arguments) {
        if (holdsRecord(tree.getTypeOrThrow(argument.id()))) {
          return refuse(expr, "whole records cannot be compared; compare a field, as their 'id'");
        }
      }
    }
    checkWords(operation, arguments);
    if (arguments.size() == 1 && arguments.getFirst().exprKind().getKind() == Kind.CONSTANT) {
      CelConstant constant = arguments.getFirst().constant();
      if (constant.getKind() == CelConstant.Kind.STRING_VALUE) {
        Expr folded = folded(expr, operation, constant.stringValue());
        if (folded != null) {
          return folded;
        }
      }
    }
    return new Expr.Call(operation, all(arguments, depth), place(expr));
  }

  /** A word that a field can never be is a slip that would make the policy say nothing. */
  private void checkWords(Operation operation, List<CelExpr> arguments) {
    if (operation == Operation.EQUALS || operation == Operation.NOT_EQUALS) {
      checkWord(arguments.getFirst(), arguments.getLast());
      checkWord(arguments.getLast(), arguments.getFirst());
    } else if (operation == Operation.IN) {
      checkWord(arguments.getLast(), arguments.getFirst());
      if (arguments.getLast().exprKind().getKind() == Kind.LIST) {
        for (CelExpr item : arguments.getLast().list().elements()) {
          checkWord(arguments.getFirst(), item);
        }
      }
    }
  }

  private void checkWord(CelExpr asked, CelExpr given) {
    if (asked.exprKind().getKind() != Kind.SELECT
        || given.exprKind().getKind() != Kind.CONSTANT
        || given.constant().getKind() != CelConstant.Kind.STRING_VALUE) {
      return;
    }
    Shape<?> shape = shapes.get(tree.getTypeOrThrow(asked.select().operand().id()).name());
    Shape.Field<?> field = shape == null ? null : shape.fields().get(asked.select().field());
    String word = given.constant().stringValue();
    if (field != null && !field.words().isEmpty() && !word.isEmpty()) {
      if (!field.words().contains(word)) {
        String hint = Suggestions.hint(word, field.words());
        refuse(
            given,
            "'"
                + field.name()
                + "' is never '"
                + word
                + "'"
                + (hint.isEmpty() ? "; it is " + field.about() : hint));
      }
    }
  }

  /** A time or period written down is read here, so that a wrong one is found before the run. */
  private @Nullable Expr folded(CelExpr expr, Operation operation, String text) {
    try {
      return switch (operation) {
        case TIMESTAMP -> new Expr.Literal(Periods.instant(text));
        case DURATION -> new Expr.Literal(Periods.duration(text));
        default -> null;
      };
    } catch (DateTimeException | IllegalArgumentException | ArithmeticException e) {
      return refuse(
          expr,
          operation == Operation.TIMESTAMP
              ? "no time: '" + text + "'; write it as in 2026-01-31T00:00:00Z"
              : String.valueOf(e.getMessage()));
    }
  }

  private static boolean holdsRecord(CelType type) {
    return type.kind() == CelKind.STRUCT
        || type.parameters().stream().anyMatch(Translation::holdsRecord);
  }

  private Expr map(CelExpr expr, int depth) {
    List<Expr> keys = new ArrayList<>();
    List<Expr> values = new ArrayList<>();
    for (CelExpr.CelMap.Entry entry : expr.map().entries()) {
      keys.add(expr(entry.key(), depth));
      values.add(expr(entry.value(), depth));
    }
    return new Expr.Entries(keys, values, place(expr));
  }

  private Expr fold(CelExpr expr, int depth) {
    CelExpr.CelComprehension fold = expr.comprehension();
    if (!fold.iterVar2().isEmpty()) {
      return refuse(expr, "two variables in one comprehension are not offered");
    }
    Expr range = expr(fold.iterRange(), depth);
    Expr start = expr(fold.accuInit(), depth);
    boolean newResult = bound.add(fold.accuVar());
    boolean newItem = bound.add(fold.iterVar());
    Expr condition = expr(fold.loopCondition(), depth);
    Expr step = expr(fold.loopStep(), depth);
    if (newItem) {
      bound.remove(fold.iterVar());
    }
    Expr end = expr(fold.result(), depth);
    if (newResult) {
      bound.remove(fold.accuVar());
    }
    return new Expr.Fold(
        fold.iterVar(), range, fold.accuVar(), start, condition, step, end, place(expr));
  }

  private int place(CelExpr expr) {
    Integer place = tree.getSource().getPositionsMap().get(expr.id());
    return place == null ? 0 : place;
  }

  private Expr refuse(CelExpr expr, String message) {
    int place = Math.min(place(expr), source.length());
    int line = 1;
    int column = 1;
    for (int i = 0; i < place; i++) {
      column++;
      if (source.charAt(i) == '\n') {
        line++;
        column = 1;
      }
    }
    issues.add(new Issue(line, column, message));
    return new Expr.Literal(false);
  }
}
