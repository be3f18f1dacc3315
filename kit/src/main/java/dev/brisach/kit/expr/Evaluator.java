package dev.brisach.kit.expr;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates checked expressions over values, some of which nobody may know.
 *
 * <p>Results are exact (cel-spec, "Evaluation", with unknowns as there): {@code false && x} is
 * false and {@code true || x} is true whatever {@code x} is. Else an unknown operand makes the
 * result {@link Unknown}, and only without one an operand that cannot be computed makes it a {@link
 * Fault}. A field of something unknown is unknown, and so is {@code has()} of it; a field that its
 * record does not have reads as empty, zero or false.
 *
 * <p>Every node, item and copied character costs; beyond the limit evaluation ends with {@link
 * Exhausted}. So nothing written in a policy can keep a gate busy or fill the memory.
 */
public final class Evaluator {
  /** Steps that are enough for any honest policy: about a second of work. */
  public static final long LIMIT = 20_000_000;

  /** Longest text and list that an expression may build. */
  static final int MAX_SIZE = 1_000_000;

  private final Map<String, Object> variables;
  private final Operators operators = new Operators(this);
  private long left;

  /** Too many steps. */
  public static final class Exhausted extends RuntimeException {
    private final String what;

    Exhausted(String what) {
      super(what, null, false, false);
      this.what = what;
    }

    /** What was used up. */
    public String what() {
      return what;
    }
  }

  /** The innermost variable of a fold, and those around it. */
  private record Scope(String name, Object value, @Nullable Scope outer) {}

  /** Evaluates over these variables with {@code limit} steps in all. */
  public Evaluator(Map<String, Object> variables, long limit) {
    this.variables = Map.copyOf(variables);
    this.left = limit;
  }

  /**
   * The value of a program; further variables come before those given at the start.
   *
   * @return {@link Boolean}, {@link Unknown} or {@link Fault}
   */
  public Object evaluate(Program program, Map<String, Object> more) {
    Scope scope = null;
    for (Map.Entry<String, Object> one : more.entrySet()) {
      scope = new Scope(one.getKey(), one.getValue(), scope);
    }
    Object value = eval(program.root(), scope);
    return value instanceof Boolean || value instanceof Unknown || value instanceof Fault
        ? value
        : new Fault(0, "is no truth value");
  }

  /** Steps that are left. */
  public long left() {
    return left;
  }

  void spend(long steps) {
    left -= steps;
    if (left < 0) {
      throw new Exhausted("steps");
    }
  }

  private Object eval(Expr expr, @Nullable Scope scope) {
    spend(1);
    return switch (expr) {
      case Expr.Literal(Object value) -> value;
      case Expr.Variable(String name) -> variable(name, scope);
      case Expr.Select select -> select(select, eval(select.operand(), scope));
      case Expr.Call call -> call(call, scope);
      case Expr.Items(List<Expr> items) -> items(items, scope);
      case Expr.Entries entries -> entries(entries, scope);
      case Expr.Fold fold -> fold(fold, scope);
    };
  }

  private Object variable(String name, @Nullable Scope scope) {
    for (Scope one = scope; one != null; one = one.outer()) {
      if (one.name().equals(name)) {
        return one.value();
      }
    }
    Object value = variables.get(name);
    return value == null ? Unknown.of(name) : value;
  }

  private static Object select(Expr.Select select, Object operand) {
    if (operand instanceof Unknown || operand instanceof Fault) {
      return operand;
    }
    if (operand instanceof Map<?, ?> map) {
      Object value = map.get(select.field());
      if (select.test()) {
        return value instanceof Unknown ? value : value != null;
      }
      return value == null
          ? new Fault(select.place(), "there is no key '" + select.field() + "'")
          : value;
    }
    if (operand instanceof Struct struct) {
      Object value = struct.get(select.field());
      if (select.test()) {
        return value instanceof Unknown ? value : value != null;
      }
      Shape.Field<?> field = struct.shape().fields().get(select.field());
      if (value != null) {
        return value;
      }
      if (field != null) {
        return field.type().absent();
      }
    }
    return new Fault(select.place(), "there is no field '" + select.field() + "'");
  }

  private Object call(Expr.Call call, @Nullable Scope scope) {
    List<Expr> arguments = call.arguments();
    return switch (call.operation()) {
      case AND -> junction(call, false, scope);
      case OR -> junction(call, true, scope);
      case CONDITIONAL -> {
        Object condition = eval(arguments.getFirst(), scope);
        yield condition instanceof Boolean truth
            ? eval(arguments.get(truth ? 1 : 2), scope)
            : notTrue(call, condition);
      }
      case NOT_STRICTLY_FALSE -> !Boolean.FALSE.equals(eval(arguments.getFirst(), scope));
      default -> strict(call, scope);
    };
  }

  private static Object notTrue(Expr.Call call, Object value) {
    return value instanceof Unknown || value instanceof Fault
        ? value
        : new Fault(call.place(), "is no truth value");
  }

  /** And, or: {@code absorbing} decides whatever the other operand is. */
  private Object junction(Expr.Call call, boolean absorbing, @Nullable Scope scope) {
    Object one = eval(call.arguments().getFirst(), scope);
    if (one instanceof Boolean truth && truth == absorbing) {
      return absorbing;
    }
    Object other = eval(call.arguments().getLast(), scope);
    if (other instanceof Boolean truth && truth == absorbing) {
      return absorbing;
    }
    if (one instanceof Boolean && other instanceof Boolean) {
      return !absorbing;
    }
    if (one instanceof Unknown unknown) {
      return other instanceof Unknown more ? unknown.and(more) : unknown;
    }
    return other instanceof Unknown || one instanceof Boolean
        ? notTrue(call, other)
        : notTrue(call, one);
  }

  /** A function of values that are all known. */
  private Object strict(Expr.Call call, @Nullable Scope scope) {
    List<Expr> arguments = call.arguments();
    Object one = eval(arguments.getFirst(), scope);
    if (arguments.size() == 1) {
      return one instanceof Unknown || one instanceof Fault ? one : operators.unary(call, one);
    }
    Object other = eval(arguments.getLast(), scope);
    Object bad = worse(worse(null, one), other);
    return bad == null ? operators.binary(call, one, other) : bad;
  }

  /** An unknown beats a fault, a fault beats a value (null here). */
  private static @Nullable Object worse(@Nullable Object before, Object value) {
    if (value instanceof Unknown unknown) {
      return before instanceof Unknown more ? more.and(unknown) : unknown;
    }
    return before == null && value instanceof Fault ? value : before;
  }

  private Object items(List<Expr> items, @Nullable Scope scope) {
    List<Object> values = new ArrayList<>(items.size());
    Object bad = null;
    for (Expr item : items) {
      Object value = eval(item, scope);
      bad = worse(bad, value);
      values.add(value);
    }
    return bad == null ? Collections.unmodifiableList(values) : bad;
  }

  private Object entries(Expr.Entries entries, @Nullable Scope scope) {
    Map<Object, Object> values = new HashMap<>();
    Object bad = null;
    for (int i = 0; i < entries.keys().size(); i++) {
      Object key = eval(entries.keys().get(i), scope);
      Object value = eval(entries.values().get(i), scope);
      bad = worse(worse(bad, key), value);
      if (bad == null && values.put(key, value) != null) {
        bad = new Fault(entries.place(), "has a key twice: " + key);
      }
    }
    return bad == null ? Collections.unmodifiableMap(values) : bad;
  }

  private Object fold(Expr.Fold fold, @Nullable Scope scope) {
    Object range = eval(fold.range(), scope);
    Iterable<?> items;
    if (range instanceof List<?> list) {
      items = list;
    } else if (range instanceof Map<?, ?> map) {
      items = map.keySet().stream().map(String::valueOf).sorted().toList();
    } else {
      return range instanceof Unknown || range instanceof Fault
          ? range
          : new Fault(fold.place(), "is neither list nor map");
    }
    Appending appending = Appending.of(fold);
    if (appending != null) {
      return append(fold, appending, items, scope);
    }
    Object result = eval(fold.start(), scope);
    for (Object item : items) {
      Scope outer = new Scope(fold.item(), item, scope);
      Scope inner = new Scope(fold.result(), result, outer);
      if (Boolean.FALSE.equals(eval(fold.condition(), inner))) {
        break;
      }
      result = eval(fold.step(), inner);
    }
    return eval(fold.end(), new Scope(fold.result(), result, scope));
  }

  /**
   * The folds of {@code filter} and {@code map}: a list grows by one item per step.
   *
   * @param condition null where every item is taken
   */
  private record Appending(@Nullable Expr condition, Expr item) {
    static @Nullable Appending of(Expr.Fold fold) {
      boolean plain =
          fold.start() instanceof Expr.Items(List<Expr> none)
              && none.isEmpty()
              && fold.condition().equals(new Expr.Literal(true))
              && fold.end().equals(new Expr.Variable(fold.result()));
      if (!plain) {
        return null;
      }
      Expr.Variable result = new Expr.Variable(fold.result());
      if (fold.step() instanceof Expr.Call(Operation op, List<Expr> parts, int _)
          && op == Operation.CONDITIONAL
          && parts.get(2).equals(result)) {
        Expr item = appended(parts.get(1), result);
        return item == null ? null : new Appending(parts.getFirst(), item);
      }
      Expr item = appended(fold.step(), result);
      return item == null ? null : new Appending(null, item);
    }

    private static @Nullable Expr appended(Expr step, Expr.Variable result) {
      return step instanceof Expr.Call(Operation op, List<Expr> parts, int _)
              && op == Operation.ADD
              && parts.getFirst().equals(result)
              && parts.getLast() instanceof Expr.Items(List<Expr> items)
              && items.size() == 1
          ? items.getFirst()
          : null;
    }
  }

  private Object append(
      Expr.Fold fold, Appending appending, Iterable<?> items, @Nullable Scope scope) {
    List<Object> result = new ArrayList<>();
    Object bad = null;
    for (Object item : items) {
      Scope inner = new Scope(fold.item(), item, scope);
      Expr condition = appending.condition();
      Object taken = condition == null ? (Object) true : eval(condition, inner);
      if (taken instanceof Boolean truth) {
        if (truth) {
          Object value = eval(appending.item(), inner);
          bad = worse(bad, value);
          result.add(value);
        }
      } else {
        bad = worse(bad, taken);
      }
    }
    return bad == null ? Collections.unmodifiableList(result) : bad;
  }
}
