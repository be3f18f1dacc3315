package dev.brisach.code.java.flow;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import dev.brisach.kit.java.JavaUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;

/**
 * Walks every method of a file, public ones first, and collects calls and stores. Methods of the
 * file are entered at their calls; a private one that was entered so is not walked for its own
 * sake.
 */
final class Interpreter {
  private static final int MAX_DEPTH = 5;
  private static final int MAX_STEPS = 600_000;

  final JavaUnit unit;
  final Declarations declarations;
  final Statements statements;
  final Expressions expressions;
  private final Map<Tree, Call> calls = new HashMap<>();
  private final Map<Tree, Store> stores = new HashMap<>();
  private final Map<MethodTree, Value> plainResults = new HashMap<>();
  private final Set<Tree> entered = new HashSet<>();
  private final Deque<Frame> frames = new ArrayDeque<>();
  private final Parameters parameters;
  private int steps;
  private int refs;
  private boolean complete = true;

  /** A method being walked. */
  static final class Frame {
    final Scope scope;
    final Tree body;
    private @Nullable Value result;

    Frame(Scope scope, Tree body) {
      this.scope = scope;
      this.body = body;
    }

    void returns(Value value) {
      result = result == null ? value : Value.join(result, value);
    }
  }

  Interpreter(JavaUnit unit) {
    this.unit = unit;
    this.declarations = new Declarations(unit.tree());
    this.parameters = new Parameters(unit, declarations);
    this.expressions = new Expressions(this);
    this.statements = new Statements(this);
  }

  JavaFlow run() {
    for (Declarations.Type type : declarations.types()) {
      State fields = fields(type);
      List<MethodTree> methods = new ArrayList<>(type.methods());
      methods.sort(
          Comparator.comparing(m -> m.getModifiers().getFlags().contains(Modifier.PRIVATE)));
      for (MethodTree method : methods) {
        if (method.getBody() != null && !entered.contains(method)) {
          enter(type, method, fields.copy());
        }
      }
    }
    Comparator<Tree> byPlace = Comparator.comparingInt(unit::start);
    return new JavaFlow(
        unit,
        declarations,
        calls.values().stream().sorted(Comparator.comparing(Call::tree, byPlace)).toList(),
        stores.values().stream().sorted(Comparator.comparing(Store::tree, byPlace)).toList(),
        complete);
  }

  /** The state in which methods of a class begin: its fields as they are initialised. */
  private State fields(Declarations.Type type) {
    State state = new State();
    if (type.outer() != null) {
      state = fieldValues(type.outer(), state, false);
    }
    return fieldValues(type, state, true);
  }

  private State fieldValues(Declarations.Type type, State state, boolean blocks) {
    frames.push(new Frame(new Scope(type.name(), null), type.tree()));
    for (Tree member : type.tree().getMembers()) {
      if (member instanceof VariableTree field) {
        statements.field(field, state);
      } else if (blocks && member instanceof BlockTree block) {
        statements.run(block, state);
        state.revive();
      }
    }
    frames.pop();
    return state;
  }

  /** Walks a method for its own sake, with what others may hand in. */
  private void enter(Declarations.Type type, MethodTree method, State state) {
    Scope scope = new Scope(type.name(), method);
    for (VariableTree parameter : method.getParameters()) {
      state.set(parameter.getName().toString(), parameters.handedIn(type, method, parameter));
    }
    walk(scope, method, state);
  }

  private Frame walk(Scope scope, MethodTree method, State state) {
    entered.add(method);
    Frame frame = new Frame(scope, method);
    frames.push(frame);
    statements.run(method.getBody(), state);
    frames.pop();
    return frame;
  }

  /** Walks the methods of an anonymous or local class with what is known around it. */
  void inner(ClassTree tree, State state) {
    String name = tree.getSimpleName().toString();
    String type = name.isEmpty() ? scope().type() : name;
    for (Tree member : tree.getMembers()) {
      if (member instanceof MethodTree method
          && method.getBody() != null
          && !entered.contains(method)) {
        Declarations.Type own = new Declarations.Type(type, tree, null);
        State inside = state.copy();
        inside.revive();
        enter(own, method, inside);
      } else if (member instanceof VariableTree field) {
        statements.field(field, state.copy());
      }
    }
  }

  /** What a method of this file returns for these arguments, walked with them. */
  Value follow(String type, MethodTree method, List<Value> args, State state, Tree call) {
    if (frames.size() > MAX_DEPTH || runs(method) || spent()) {
      return Value.ofType(Declarations.simpleName(method.getReturnType()));
    }
    boolean plain = args.stream().noneMatch(Value::tells);
    Value known = plain ? plainResults.get(method) : null;
    if (known != null) {
      return known;
    }
    State inside = state.frame();
    for (int i = 0; i < args.size(); i++) {
      VariableTree parameter = method.getParameters().get(i);
      String declared = Declarations.simpleName(parameter.getType());
      Value arg = args.get(i).then(call);
      inside.set(parameter.getName().toString(), fit(declared, arg));
    }
    Frame frame = walk(new Scope(type, method), method, inside);
    inside.revive();
    state.fieldsOf(inside);
    String returns = Declarations.simpleName(method.getReturnType());
    Value result = frame.result == null ? Value.ofType(returns) : fit(returns, frame.result);
    if (plain) {
      plainResults.put(method, result);
    }
    return result;
  }

  /** Walks the block of a lambda; returns what the lambda returns. */
  Value lambdaBody(LambdaExpressionTree tree, State state) {
    Frame frame = new Frame(scope(), tree);
    frames.push(frame);
    statements.run(tree.getBody(), state);
    frames.pop();
    return frame.result == null ? Value.UNKNOWN : frame.result;
  }

  private boolean runs(MethodTree method) {
    return frames.stream().anyMatch(frame -> frame.body.equals(method));
  }

  /** A value held by a variable of this type: a number carries no text. */
  Value fit(String type, Value value) {
    if (type.isEmpty() || type.equals("var")) {
      return value;
    }
    Value typed = value.typed(type);
    if (declarations.elementary(type)) {
      return typed.clean();
    }
    Taint taint = value.taint();
    return taint != null && taint.guessed() && !Parameters.carriesText(type)
        ? typed.clean()
        : typed;
  }

  Frame frame() {
    return frames.element();
  }

  Scope scope() {
    return frames.element().scope;
  }

  boolean spent() {
    return steps > MAX_STEPS;
  }

  /** Counts one expression; false when the file has had its share. */
  boolean step() {
    if (++steps > MAX_STEPS) {
      complete = false;
      return false;
    }
    return true;
  }

  int newRef() {
    return ++refs;
  }

  void record(Call call) {
    calls.merge(call.tree(), call, Call::join);
  }

  void record(Tree tree, String name, Value value) {
    stores.merge(
        tree,
        new Store(tree, name, value, scope()),
        (a, b) -> new Store(tree, name, Value.join(a.value(), b.value()), a.scope()));
  }

  Value value(ExpressionTree tree, State state) {
    return expressions.value(tree, state);
  }
}
