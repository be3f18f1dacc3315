package dev.brisach.code.java.flow;

import com.sun.source.tree.AssertTree;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.BreakTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.CatchTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ConstantCaseLabelTree;
import com.sun.source.tree.ContinueTree;
import com.sun.source.tree.DefaultCaseLabelTree;
import com.sun.source.tree.DoWhileLoopTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.LabeledStatementTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.SynchronizedTree;
import com.sun.source.tree.ThrowTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.tree.WhileLoopTree;
import com.sun.source.tree.YieldTree;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;

/** Walks statements in program order and changes the state as they would. */
final class Statements {
  private final Interpreter all;
  private final Deque<State> exits = new ArrayDeque<>();
  private int loops;
  private @Nullable Value yielded;

  Statements(Interpreter all) {
    this.all = all;
  }

  /** Walks one statement; nothing where the state is dead or the file has had its share. */
  void run(@Nullable Tree statement, State state) {
    if (statement == null || state.dead() || all.spent()) {
      return;
    }
    switch (statement) {
      case BlockTree block -> block.getStatements().forEach(s -> run(s, state));
      case ExpressionStatementTree s -> {
        all.value(s.getExpression(), state);
        Guards.statement(s.getExpression(), state);
      }
      case VariableTree s -> variable(s, state);
      case IfTree s -> branch(s, state);
      case ReturnTree s -> returns(s, state);
      case ThrowTree s -> {
        all.value(s.getExpression(), state);
        state.die();
      }
      case BreakTree _, ContinueTree _ -> jumps(state);
      case YieldTree s -> {
        yields(all.value(s.getValue(), state));
        state.die();
      }
      case TryTree s -> tries(s, state);
      case ForLoopTree s -> forLoop(s, state);
      case EnhancedForLoopTree s -> forEach(s, state);
      case WhileLoopTree s -> loop(s, s.getCondition(), s.getStatement(), List.of(), state);
      case DoWhileLoopTree s -> {
        Changed.forget(s, state);
        body(s.getStatement(), state);
        all.value(s.getCondition(), state);
      }
      case SwitchTree s -> switches(s.getExpression(), s.getCases(), state);
      case SynchronizedTree s -> {
        all.value(s.getExpression(), state);
        run(s.getBlock(), state);
      }
      case LabeledStatementTree s -> {
        run(s.getStatement(), state);
        state.revive();
      }
      case AssertTree s -> all.value(s.getCondition(), state);
      case ClassTree s -> all.inner(s, state);
      case ExpressionTree s -> all.value(s, state);
      default -> {}
    }
  }

  /** What holds at a jump holds at the end of the loop or switch that it leaves. */
  private void jumps(State state) {
    State exit = exits.peek();
    if (exit != null) {
      exit.become(exit.copy(), state);
    }
    state.die();
  }

  /** Walks the body of a loop once; afterwards the state is that of its end and its jumps. */
  private void body(StatementTree body, State state) {
    State exit = state.copy();
    exit.die();
    exits.push(exit);
    loops++;
    run(body, state);
    loops--;
    exits.pop();
    state.become(state.copy(), exit);
    state.revive();
  }

  boolean inLoop() {
    return loops > 0;
  }

  void yields(Value value) {
    yielded = yielded == null ? value : Value.join(yielded, value);
  }

  private void variable(VariableTree tree, State state) {
    String name = tree.getName().toString();
    String type = Declarations.simpleName(tree.getType());
    Value value;
    if (tree.getInitializer() == null) {
      value = Value.ofType(type);
    } else {
      value = all.fit(type, all.value(tree.getInitializer(), state)).then(tree);
      all.record(tree, name, value);
    }
    state.set(name, value);
  }

  /** A field: a constant keeps its value, another one only what it holds. */
  void field(VariableTree tree, State state) {
    String name = tree.getName().toString();
    String type = Declarations.simpleName(tree.getType());
    Value value = Value.ofType(type);
    if (tree.getInitializer() != null) {
      value = all.fit(type, all.value(tree.getInitializer(), state));
      all.record(tree, name, value);
      if (!tree.getModifiers().getFlags().contains(Modifier.FINAL)) {
        value = value.ref() == 0 ? Value.ofType(value.type()) : value.withoutConstants();
      }
      Box box = state.box(value.ref());
      if (box != null && box.kind() != Box.Kind.OBJECT) {
        value = Value.ofType(value.type());
      }
    }
    state.set("this." + name, value);
  }

  private void branch(IfTree tree, State state) {
    Value condition = all.value(tree.getCondition(), state);
    if (condition.is(true)) {
      run(tree.getThenStatement(), state);
      return;
    }
    if (condition.is(false)) {
      run(tree.getElseStatement(), state);
      return;
    }
    State yes = state.copy();
    State no = state.copy();
    Guards.learn(tree.getCondition(), true, yes);
    Guards.learn(tree.getCondition(), false, no);
    run(tree.getThenStatement(), yes);
    run(tree.getElseStatement(), no);
    state.become(yes, no);
  }

  private void returns(ReturnTree tree, State state) {
    if (tree.getExpression() != null) {
      Value value = all.value(tree.getExpression(), state).then(tree);
      all.frame().returns(value);
      if (!all.scope().methodName().isEmpty()) {
        all.record(tree, all.scope().methodName(), value);
      }
    }
    state.die();
  }

  private void tries(TryTree tree, State state) {
    for (Tree resource : tree.getResources()) {
      run(resource, state);
    }
    State before = state.copy();
    run(tree.getBlock(), state);
    State thrown = before;
    State body = state.copy();
    body.revive();
    thrown.become(before.copy(), body);
    State after = state.copy();
    for (CatchTree handler : tree.getCatches()) {
      State caught = thrown.copy();
      String name = handler.getParameter().getName().toString();
      caught.set(name, Value.ofType(Declarations.simpleName(handler.getParameter().getType())));
      run(handler.getBlock(), caught);
      after.become(after.copy(), caught);
    }
    if (tree.getFinallyBlock() != null) {
      boolean dead = after.dead();
      after.revive();
      run(tree.getFinallyBlock(), after);
      if (dead) {
        after.die();
      }
    }
    state.become(after);
  }

  private void forLoop(ForLoopTree tree, State state) {
    tree.getInitializer().forEach(s -> run(s, state));
    loop(tree, tree.getCondition(), tree.getStatement(), tree.getUpdate(), state);
  }

  private void loop(
      Tree tree,
      @Nullable ExpressionTree condition,
      StatementTree body,
      List<? extends StatementTree> updates,
      State state) {
    Changed.forget(tree, state);
    boolean endless = condition == null || all.value(condition, state).is(true);
    if (condition != null && all.value(condition, state).is(false)) {
      return;
    }
    for (int round = 0; round < 2; round++) {
      State inside = state.copy();
      if (condition != null) {
        Guards.learn(condition, true, inside);
      }
      body(body, inside);
      updates.forEach(u -> run(u, inside));
      state.become(state.copy(), inside);
    }
    if (condition != null && !endless) {
      Guards.learn(condition, false, state);
    }
  }

  private void forEach(EnhancedForLoopTree tree, State state) {
    Value items = all.value(tree.getExpression(), state);
    Box box = state.box(items.ref());
    Value item =
        box == null ? items : Value.join(items, box.all()).withTaint(itemTaint(items, box));
    String type = Declarations.simpleName(tree.getVariable().getType());
    item = new Value("", List.of(), item.taint(), item.random(), List.of(), 0);
    Changed.forget(tree, state);
    for (int round = 0; round < 2; round++) {
      State inside = state.copy();
      inside.set(
          tree.getVariable().getName().toString(), all.fit(type, item).then(tree.getVariable()));
      body(tree.getStatement(), inside);
      state.become(state.copy(), inside);
    }
  }

  private static @Nullable Taint itemTaint(Value items, Box box) {
    return Taint.join(items.taint(), box.all().taint());
  }

  /** A switch, as a statement or an expression; returns what it yields. */
  Value switches(ExpressionTree selector, List<? extends CaseTree> cases, State state) {
    Value chosen = all.value(selector, state);
    Value outer = yielded;
    yielded = null;
    State start = state.copy();
    State end = state.copy();
    end.die();
    State fall = state.copy();
    fall.die();
    State exit = end.copy();
    exits.push(exit);
    boolean total = false;
    boolean decided = false;
    for (CaseTree one : cases) {
      boolean otherwise = isDefault(one);
      Match match = otherwise ? Match.MAYBE : matches(one, chosen, start);
      total |= otherwise || match == Match.YES;
      boolean enters = !decided && match != Match.NO && !(otherwise && hits(cases, chosen, start));
      State inside = start.copy();
      if (!enters) {
        inside.die();
      } else if (!otherwise) {
        Guards.chosen(selector, inside);
      }
      decided |= match == Match.YES;
      inside.become(inside.copy(), fall);
      caseBody(one, inside);
      if (one.getCaseKind() == CaseTree.CaseKind.RULE) {
        end.become(end.copy(), inside);
      } else {
        fall = inside;
      }
    }
    exits.pop();
    end.become(end.copy(), exit);
    end.become(end.copy(), fall);
    if (!total) {
      end.become(end.copy(), start);
    }
    state.become(end);
    Value result = yielded == null ? Value.UNKNOWN : yielded;
    yielded = outer;
    return result;
  }

  private void caseBody(CaseTree one, State inside) {
    if (one.getCaseKind() == CaseTree.CaseKind.RULE) {
      if (one.getBody() instanceof ExpressionTree expression) {
        if (!inside.dead()) {
          yields(all.value(expression, inside));
        }
      } else {
        run(one.getBody(), inside);
      }
      return;
    }
    for (StatementTree statement : one.getStatements()) {
      run(statement, inside);
    }
  }

  private static boolean isDefault(CaseTree one) {
    return one.getLabels().stream().anyMatch(label -> label instanceof DefaultCaseLabelTree);
  }

  private enum Match {
    YES,
    NO,
    MAYBE
  }

  private Match matches(CaseTree one, Value chosen, State state) {
    Object constant = chosen.constant();
    if (constant == null) {
      return Match.MAYBE;
    }
    for (Tree label : one.getLabels()) {
      if (!(label instanceof ConstantCaseLabelTree c)) {
        return Match.MAYBE;
      }
      ExpressionTree expression = c.getConstantExpression();
      Object value = all.value(expression, state).constant();
      if (value == null && !(expression instanceof LiteralTree)) {
        return Match.MAYBE;
      }
      if (constant.equals(value)) {
        return Match.YES;
      }
    }
    return Match.NO;
  }

  private boolean hits(List<? extends CaseTree> cases, Value chosen, State state) {
    return cases.stream().anyMatch(c -> !isDefault(c) && matches(c, chosen, state) == Match.YES);
  }
}
