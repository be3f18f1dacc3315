package dev.brisach.code.java.flow;

import com.sun.source.tree.ArrayAccessTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.BindingPatternTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.InstanceOfTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewArrayTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TypeCastTree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.tree.VariableTree;
import java.util.List;
import java.util.Locale;

/** Says what an expression may be, and does to the state what it does. */
final class Expressions {
  private final Interpreter all;
  private final Invocations invocations;

  Expressions(Interpreter all) {
    this.all = all;
    this.invocations = new Invocations(all, this);
  }

  Value value(ExpressionTree tree, State state) {
    if (!all.step()) {
      return Value.UNKNOWN;
    }
    return switch (tree) {
      case LiteralTree t -> literal(t);
      case IdentifierTree t -> identifier(t.getName().toString(), state);
      case ParenthesizedTree t -> value(t.getExpression(), state);
      case MethodInvocationTree t -> invocations.call(t, state);
      case NewClassTree t -> invocations.create(t, state);
      case MemberSelectTree t -> select(t, state);
      case BinaryTree t -> binary(t, state);
      case UnaryTree t -> unary(t, state);
      case AssignmentTree t -> assign(t, state);
      case CompoundAssignmentTree t -> compound(t, state);
      case ConditionalExpressionTree t -> conditional(t, state);
      case TypeCastTree t ->
          all.fit(Declarations.simpleName(t.getType()), value(t.getExpression(), state));
      case ArrayAccessTree t -> element(t, state);
      case NewArrayTree t -> array(t, state);
      case LambdaExpressionTree t -> lambda(t, Value.UNKNOWN, state);
      case InstanceOfTree t -> instance(t, state);
      case SwitchExpressionTree t ->
          all.statements.switches(t.getExpression(), t.getCases(), state);
      default -> Value.UNKNOWN;
    };
  }

  private static Value literal(LiteralTree tree) {
    String type =
        switch (tree.getKind()) {
          case STRING_LITERAL -> "String";
          case INT_LITERAL -> "int";
          case LONG_LITERAL -> "long";
          case BOOLEAN_LITERAL -> "boolean";
          case CHAR_LITERAL -> "char";
          case DOUBLE_LITERAL, FLOAT_LITERAL -> "double";
          default -> "";
        };
    Value value = Value.constant(type, Constants.literal(tree.getValue()));
    return type.equals("char")
        ? new Value(
            type,
            value.constants(),
            null,
            null,
            List.of(Part.words(String.valueOf(tree.getValue()))),
            0)
        : value;
  }

  private Value identifier(String name, State state) {
    Value local = state.get(name);
    if (local != null) {
      return local;
    }
    Value field = state.get("this." + name);
    if (field != null) {
      return field;
    }
    if (name.equals("this")) {
      return Value.ofType(all.scope().type());
    }
    return constantOf(all.scope().type(), name, state);
  }

  /** A static final field of a class of this file. */
  private Value constantOf(String type, String name, State state) {
    VariableTree field = all.declarations.field(type, name);
    if (field == null) {
      return Value.UNKNOWN;
    }
    String declared = Declarations.simpleName(field.getType());
    boolean fixed =
        field.getModifiers().getFlags().contains(javax.lang.model.element.Modifier.FINAL);
    return fixed && field.getInitializer() instanceof LiteralTree text
        ? value(text, state)
        : Value.ofType(declared);
  }

  private Value select(MemberSelectTree tree, State state) {
    String name = tree.getIdentifier().toString();
    if (tree.getExpression() instanceof IdentifierTree owner) {
      String of = owner.getName().toString();
      if (of.equals("this")) {
        return identifierOr("this." + name, name, state);
      }
      if (of.equals("File") && name.startsWith("separator")) {
        return Value.constant("String", "/");
      }
      if (state.get(of) == null && all.declarations.type(of) != null) {
        Value field = state.get("this." + name);
        return field != null && of.equals(all.scope().type()) ? field : constantOf(of, name, state);
      }
    }
    if (isTypeName(tree.getExpression(), state)) {
      return Value.UNKNOWN;
    }
    Value owner = value(tree.getExpression(), state);
    if (name.equals("length")) {
      return Value.ofType("int");
    }
    return owner.taint() == null ? Value.UNKNOWN : Value.tainted("", owner.taint().then(tree));
  }

  private Value identifierOr(String key, String name, State state) {
    Value known = state.get(key);
    return known != null ? known : constantOf(all.scope().type(), name, state);
  }

  /** True for the name of a class: a capital after dots of lower case, and no variable. */
  boolean isTypeName(ExpressionTree tree, State state) {
    return switch (tree) {
      case IdentifierTree t -> {
        String name = t.getName().toString();
        yield Character.isUpperCase(name.charAt(0))
            && state.get(name) == null
            && state.get("this." + name) == null
            && !constantLike(name);
      }
      case MemberSelectTree t -> {
        String name = t.getIdentifier().toString();
        yield !name.isEmpty()
            && Character.isUpperCase(name.charAt(0))
            && !constantLike(name)
            && !(t.getExpression() instanceof MethodInvocationTree);
      }
      default -> false;
    };
  }

  private static boolean constantLike(String name) {
    return name.length() > 4 && name.equals(name.toUpperCase(Locale.ROOT));
  }

  private Value binary(BinaryTree tree, State state) {
    Value left = value(tree.getLeftOperand(), state);
    Tree.Kind kind = tree.getKind();
    if (kind == Tree.Kind.CONDITIONAL_AND || kind == Tree.Kind.CONDITIONAL_OR) {
      boolean and = kind == Tree.Kind.CONDITIONAL_AND;
      if (left.is(!and)) {
        return left;
      }
      State right = state.copy();
      Guards.learn(tree.getLeftOperand(), and, right);
      Value second = value(tree.getRightOperand(), right);
      Object result = Constants.binary(kind, left.constant(), second.constant());
      return result == null ? Value.ofType("boolean") : Value.constant("boolean", result);
    }
    Value right = value(tree.getRightOperand(), state);
    if (kind == Tree.Kind.PLUS && (isText(left) || isText(right))) {
      return concat(left, tree.getLeftOperand(), right, tree.getRightOperand(), tree);
    }
    Object result = Constants.binary(kind, left.constant(), right.constant());
    if (result != null) {
      return Value.constant(result instanceof Boolean ? "boolean" : "int", result);
    }
    String type =
        switch (kind) {
          case PLUS, MINUS, MULTIPLY, DIVIDE, REMAINDER -> left.type();
          default -> "boolean";
        };
    Taint random = Taint.join(left.random(), right.random());
    return new Value(type, List.of(), null, random, List.of(), 0);
  }

  private static boolean isText(Value value) {
    return value.type().equals("String")
        || value.type().equals("StringBuilder")
        || !value.parts().isEmpty()
        || value.taint() != null;
  }

  Value concat(
      Value left, ExpressionTree leftTree, Value right, ExpressionTree rightTree, Tree at) {
    List<Part> parts =
        Part.concat(
            left.partsOr(all.unit.code(leftTree, 80)), right.partsOr(all.unit.code(rightTree, 80)));
    Value joined = texts(left, right, parts);
    return joined.taint() != null && left.taint() == null ? joined.then(at) : joined;
  }

  /** Two texts one behind the other. */
  static Value texts(Value left, Value right, List<Part> parts) {
    boolean constant = left.constant() != null && right.constant() != null;
    String text = parts.size() == 1 && parts.getFirst().fixed() ? parts.getFirst().text() : null;
    return new Value(
        "String",
        constant && text != null ? List.of(text) : List.of(),
        Taint.join(left.taint(), right.taint()),
        Taint.join(left.random(), right.random()),
        parts,
        0);
  }

  private Value unary(UnaryTree tree, State state) {
    Value value = value(tree.getExpression(), state);
    Tree.Kind kind = tree.getKind();
    boolean changes =
        switch (kind) {
          case PREFIX_INCREMENT, PREFIX_DECREMENT, POSTFIX_INCREMENT, POSTFIX_DECREMENT -> true;
          default -> false;
        };
    if (changes && tree.getExpression() instanceof IdentifierTree name) {
      state.set(name.getName().toString(), value.withoutConstants());
      return value.withoutConstants();
    }
    Object result = Constants.unary(kind, value.constant());
    return result == null
        ? Value.ofType(kind == Tree.Kind.LOGICAL_COMPLEMENT ? "boolean" : value.type())
        : Value.constant(value.type(), result);
  }

  private Value assign(AssignmentTree tree, State state) {
    Value value = value(tree.getExpression(), state).then(tree);
    store(tree.getVariable(), value, tree, state);
    return value;
  }

  private Value compound(CompoundAssignmentTree tree, State state) {
    Value before = value(tree.getVariable(), state);
    Value more = value(tree.getExpression(), state);
    Value value =
        tree.getKind() == Tree.Kind.PLUS_ASSIGNMENT && (isText(before) || isText(more))
            ? concat(before, tree.getVariable(), more, tree.getExpression(), tree)
            : before.withoutConstants();
    store(
        tree.getVariable(),
        all.statements.inLoop() ? value.withoutConstants() : value,
        tree,
        state);
    return value;
  }

  private void store(ExpressionTree target, Value value, Tree at, State state) {
    switch (target) {
      case IdentifierTree t -> {
        String name = t.getName().toString();
        Value before = state.get(name);
        String key = before == null && state.get("this." + name) != null ? "this." + name : name;
        Value old = state.get(key);
        String type = old == null ? "" : old.type();
        boolean keep = type.isEmpty() || type.equals("Object");
        state.set(key, keep ? value : all.fit(type, value));
        all.record(at, name, value);
      }
      case MemberSelectTree t -> {
        String name = t.getIdentifier().toString();
        if (t.getExpression() instanceof IdentifierTree owner
            && owner.getName().contentEquals("this")) {
          state.set("this." + name, value);
        }
        all.record(at, name, value);
      }
      case ArrayAccessTree t -> {
        Value array = value(t.getExpression(), state);
        Value index = value(t.getIndex(), state);
        Box box = state.box(array.ref());
        if (box != null) {
          boolean known = index.constant() != null && !all.statements.inLoop();
          state.box(
              array.ref(),
              known ? box.with(String.valueOf(index.constant()), value) : box.any(value));
        }
      }
      default -> {}
    }
  }

  private Value conditional(ConditionalExpressionTree tree, State state) {
    Value condition = value(tree.getCondition(), state);
    if (condition.is(true)) {
      return value(tree.getTrueExpression(), state);
    }
    if (condition.is(false)) {
      return value(tree.getFalseExpression(), state);
    }
    State yes = state.copy();
    State no = state.copy();
    Guards.learn(tree.getCondition(), true, yes);
    Guards.learn(tree.getCondition(), false, no);
    Value a = value(tree.getTrueExpression(), yes);
    Value b = value(tree.getFalseExpression(), no);
    state.become(yes, no);
    return Value.join(a, b);
  }

  private Value element(ArrayAccessTree tree, State state) {
    Value array = value(tree.getExpression(), state);
    Value index = value(tree.getIndex(), state);
    Box box = state.box(array.ref());
    if (box != null) {
      Object at = index.constant();
      return at != null && box.exact() ? box.setting(String.valueOf(at)) : box.all();
    }
    String type = array.type().endsWith("[]") ? array.type().replace("[]", "") : "";
    return array.taint() == null
        ? Value.ofType(type)
        : Value.tainted(type, array.taint().then(tree));
  }

  private Value array(NewArrayTree tree, State state) {
    String type = Declarations.simpleName(tree.getType()) + "[]";
    tree.getDimensions().forEach(d -> value(d, state));
    List<? extends ExpressionTree> elements = tree.getInitializers();
    Box box = Box.empty(Box.Kind.LIST);
    if (elements != null) {
      for (int i = 0; i < elements.size(); i++) {
        Value element = value(elements.get(i), state);
        if (i < 40 || element.taint() != null) {
          box = box.with(Integer.toString(i), element);
        }
      }
    }
    int ref = all.newRef();
    state.box(ref, box);
    Taint taint = elements == null ? null : box.all().taint();
    return Value.object(type, ref).withTaint(taint);
  }

  private Value instance(InstanceOfTree tree, State state) {
    Value value = value(tree.getExpression(), state);
    if (tree.getPattern() instanceof BindingPatternTree binding) {
      VariableTree variable = binding.getVariable();
      String type = Declarations.simpleName(variable.getType());
      state.set(variable.getName().toString(), all.fit(type, value));
    }
    return Value.ofType("boolean");
  }

  /** Walks a lambda with what is known around it; its parameters hold {@code handed}. */
  Value lambda(LambdaExpressionTree tree, Value handed, State state) {
    State inside = state.copy();
    for (VariableTree parameter : tree.getParameters()) {
      String type = Declarations.simpleName(parameter.getType());
      inside.set(
          parameter.getName().toString(),
          tree.getParameters().size() == 1 ? all.fit(type, handed) : Value.ofType(type));
    }
    if (tree.getBody() instanceof ExpressionTree body) {
      return value(body, inside);
    }
    return all.lambdaBody(tree, inside);
  }
}
