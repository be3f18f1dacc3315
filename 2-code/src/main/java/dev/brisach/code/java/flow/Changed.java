package dev.brisach.code.java.flow;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.util.TreeScanner;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The variables that a piece of code assigns. */
final class Changed extends TreeScanner<@Nullable Void, @Nullable Void> {
  private final Set<String> names = new HashSet<>();

  private Changed() {}

  /** Constants of variables that a loop changes are not known inside and after it. */
  static void forget(Tree loop, State state) {
    Changed changed = new Changed();
    changed.scan(loop, null);
    for (String name : changed.names) {
      for (String key : List.of(name, "this." + name)) {
        Value value = state.get(key);
        if (value != null) {
          state.set(key, value.withoutConstants());
        }
      }
    }
  }

  private void note(ExpressionTree target) {
    if (target instanceof IdentifierTree identifier) {
      names.add(identifier.getName().toString());
    }
  }

  @Override
  public @Nullable Void visitAssignment(AssignmentTree tree, @Nullable Void p) {
    note(tree.getVariable());
    return super.visitAssignment(tree, null);
  }

  @Override
  public @Nullable Void visitCompoundAssignment(CompoundAssignmentTree tree, @Nullable Void p) {
    note(tree.getVariable());
    return super.visitCompoundAssignment(tree, null);
  }

  @Override
  public @Nullable Void visitUnary(UnaryTree tree, @Nullable Void p) {
    note(tree.getExpression());
    return super.visitUnary(tree, null);
  }
}
