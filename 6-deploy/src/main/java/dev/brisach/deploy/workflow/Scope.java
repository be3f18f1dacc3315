package dev.brisach.deploy.workflow;

import dev.brisach.kit.yaml.Yaml;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Gives types to the expressions of one job: values are followed through {@code env}, step outputs,
 * job outputs, the matrix and inputs.
 *
 * @param events what starts the workflow
 */
record Scope(Yaml.Mapping root, Set<String> events, Yaml.Mapping job, int depth) {
  private static final int MAX_DEPTH = 12;
  private static final Set<String> TRUTHS =
      Set.of("contains", "startswith", "endswith", "success", "failure", "always", "cancelled");
  private static final Set<String> RESULTS = Set.of("outcome", "conclusion", "result");
  private static final Pattern OUTPUT =
      Pattern.compile(
          "(?m)^.{0,80}?\\b([A-Za-z_][\\w-]{0,60})=([^\\n]{0,400}?)[\"']?\\s{0,4}>>\\s{0,4}[\"']?\\$\\{?GITHUB_OUTPUT"
              + "|::set-output name=([\\w-]{1,60})::([^\\n]{0,400})");
  private static final Pattern SHELL_VARIABLE =
      Pattern.compile("\\$\\{?([A-Za-z_][A-Za-z0-9_]{0,60})");

  /** A job of a workflow. */
  static Scope of(Yaml.Mapping root, Set<String> events, Yaml.Mapping job) {
    return new Scope(root, events, job, 0);
  }

  /** The type of a text: that of its most dangerous expression. */
  ValueType ofText(String text, Yaml.@Nullable Mapping step) {
    ValueType type = ValueType.SAFE;
    for (Expression.Placed placed : Expression.within(text)) {
      type = type.or(ofExpression(placed.text(), step));
    }
    return type;
  }

  /** The type of an expression; one that does not parse is of unknown type. */
  ValueType ofExpression(String text, Yaml.@Nullable Mapping step) {
    Expression expression = ExpressionParser.parse(text);
    return expression == null ? ValueType.UNKNOWN : type(expression, step);
  }

  private ValueType type(Expression expression, Yaml.@Nullable Mapping step) {
    return switch (expression) {
      case Expression.Literal _ -> ValueType.SAFE;
      case Expression.Reference(List<String> path) -> reference(path, step);
      case Expression.Operator(String sign, Expression left, Expression right) ->
          switch (sign) {
            case "||" -> type(left, step).or(type(right, step));
            case "&&" -> type(right, step);
            default -> ValueType.SAFE;
          };
      case Expression.Call(String name, List<Expression> arguments) -> {
        if (TRUTHS.contains(name) || name.equals("hashfiles")) {
          yield ValueType.SAFE;
        }
        ValueType type = ValueType.SAFE;
        for (Expression argument : arguments) {
          type = type.or(type(argument, step));
        }
        yield type;
      }
    };
  }

  private ValueType reference(List<String> path, Yaml.@Nullable Mapping step) {
    if (depth > MAX_DEPTH) {
      return ValueType.UNKNOWN;
    }
    if (path.size() == 3 && RESULTS.contains(path.get(2))) {
      return ValueType.SAFE;
    }
    String second = path.size() > 1 ? path.get(1) : "*";
    return switch (path.getFirst()) {
      case "github" ->
          path.size() > 3 && second.equals("event") && path.get(2).equals("inputs")
              ? ofInput(path.get(3))
              : Contexts.github(path.subList(1, path.size()), events);
      case "env" -> ofEnv(second, step);
      case "steps" -> path.size() > 3 ? ofStep(second, path.get(3)) : ValueType.UNKNOWN;
      case "needs" -> path.size() > 3 ? ofJob(second, path.get(3)) : ValueType.UNKNOWN;
      case "matrix" -> ofMatrix(second);
      case "inputs" -> ofInput(second);
      default -> ValueType.SAFE;
    };
  }

  /** The type of an environment variable as this step sees it. */
  ValueType ofEnv(String name, Yaml.@Nullable Mapping step) {
    for (Yaml.Mapping level : step == null ? List.of(job, root) : List.of(step, job, root)) {
      for (Yaml.Entry entry : level.map("env").entries().values()) {
        if (entry.key().equalsIgnoreCase(name) && entry.value() instanceof Yaml.Scalar scalar) {
          return deeper().ofText(scalar.value(), level.equals(step) ? null : step);
        }
      }
    }
    return ValueType.SAFE;
  }

  private ValueType ofStep(String id, String output) {
    for (Yaml each : job.list("steps")) {
      if (each instanceof Yaml.Mapping step && id.equalsIgnoreCase(step.text("id"))) {
        String run = step.text("run");
        String uses = step.text("uses");
        if (run != null) {
          return deeper().ofOutput(run, output, step);
        }
        return uses == null
            ? ValueType.UNKNOWN
            : Contexts.output(ActionName.parse(uses).name(), output, events);
      }
    }
    return ValueType.UNKNOWN;
  }

  /** What a script writes to an output, by the expressions and variables in that line. */
  private ValueType ofOutput(String run, String output, Yaml.Mapping step) {
    ValueType type = null;
    Matcher line = OUTPUT.matcher(run);
    while (line.find()) {
      boolean modern = line.group(1) != null;
      if (output.equalsIgnoreCase(modern ? line.group(1) : line.group(3))) {
        String value = modern ? line.group(2) : line.group(4);
        ValueType seen = ofText(value, step);
        Matcher variable = SHELL_VARIABLE.matcher(value);
        while (variable.find()) {
          seen = seen.or(ofEnv(variable.group(1), step));
        }
        type = type == null ? seen : type.or(seen);
      }
    }
    return type == null ? ValueType.UNKNOWN : type;
  }

  private ValueType ofJob(String id, String output) {
    for (Yaml.Entry entry : root.map("jobs").entries().values()) {
      if (entry.key().equalsIgnoreCase(id) && entry.value() instanceof Yaml.Mapping other) {
        for (Yaml.Entry each : other.map("outputs").entries().values()) {
          if (each.key().equalsIgnoreCase(output) && each.value() instanceof Yaml.Scalar scalar) {
            return new Scope(root, events, other, depth + 1).ofText(scalar.value(), null);
          }
        }
      }
    }
    return ValueType.UNKNOWN;
  }

  private ValueType ofMatrix(String name) {
    Yaml.Mapping strategy = job.map("strategy");
    if (strategy.get("matrix") instanceof Yaml.Scalar whole) {
      return deeper().ofText(whole.value(), null);
    }
    ValueType type = ValueType.SAFE;
    Yaml.Mapping matrix = strategy.map("matrix");
    for (Yaml.Entry entry : matrix.entries().values()) {
      boolean included = entry.key().equals("include");
      if (included || entry.key().toLowerCase(Locale.ROOT).equals(name)) {
        type = type.or(deeper().ofAll(entry.value(), 0));
      }
    }
    return type;
  }

  private ValueType ofAll(Yaml node, int level) {
    return switch (node) {
      case Yaml.Scalar scalar -> ofText(scalar.value(), null);
      case Yaml.Sequence list -> {
        ValueType type = ValueType.SAFE;
        for (Yaml item : level > 4 ? List.<Yaml>of() : list.items()) {
          type = type.or(ofAll(item, level + 1));
        }
        yield type;
      }
      case Yaml.Mapping mapping -> {
        ValueType type = ValueType.SAFE;
        for (Yaml.Entry entry : mapping.entries().values()) {
          type = type.or(level > 4 ? ValueType.UNKNOWN : ofAll(entry.value(), level + 1));
        }
        yield type;
      }
    };
  }

  /** Inputs of both kinds of start; only free text is a danger. */
  private ValueType ofInput(String name) {
    ValueType found = ValueType.SAFE;
    for (String event : List.of("workflow_call", "workflow_dispatch")) {
      for (Yaml.Entry entry : root.map("on").map(event).map("inputs").entries().values()) {
        if (entry.key().equalsIgnoreCase(name) && entry.value() instanceof Yaml.Mapping input) {
          String type = input.text("type");
          if (type == null || type.equals("string")) {
            found = found.or(new ValueType(ValueType.Control.STARTER, ValueType.Domain.TEXT));
          }
        }
      }
    }
    return found;
  }

  private Scope deeper() {
    return new Scope(root, events, job, depth + 1);
  }
}
