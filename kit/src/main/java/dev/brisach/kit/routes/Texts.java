package dev.brisach.kit.routes;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.NewArrayTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;

/** Texts in code that stand there for all to read: literals, their sums, constants of a file. */
final class Texts {
  private final Map<String, ExpressionTree> constants = new HashMap<>();

  /** Takes the constants of a class into account. */
  void constantsOf(ClassTree type) {
    for (Tree member : type.getMembers()) {
      if (member instanceof VariableTree field && field.getInitializer() != null) {
        Set<Modifier> flags = field.getModifiers().getFlags();
        boolean constant =
            flags.containsAll(Set.of(Modifier.STATIC, Modifier.FINAL))
                || type.getKind() == Tree.Kind.INTERFACE;
        if (constant) {
          constants.put(field.getName().toString(), field.getInitializer());
        }
      }
    }
  }

  /** The text of an expression, or null where it cannot be told. */
  @Nullable String of(@Nullable Tree tree) {
    return of(tree, 0);
  }

  private @Nullable String of(@Nullable Tree tree, int depth) {
    if (depth > 20) {
      return null;
    }
    return switch (tree) {
      case LiteralTree literal -> literal.getValue() instanceof String text ? text : null;
      case ParenthesizedTree inner -> of(inner.getExpression(), depth + 1);
      case BinaryTree sum when sum.getKind() == Tree.Kind.PLUS -> {
        String left = of(sum.getLeftOperand(), depth + 1);
        String right = of(sum.getRightOperand(), depth + 1);
        yield left == null || right == null ? null : left + right;
      }
      case IdentifierTree name -> of(constants.get(name.getName().toString()), depth + 1);
      case null, default -> null;
    };
  }

  /** The last word of a name such as {@code RequestMethod.GET}; empty where it is none. */
  static String word(Tree tree) {
    return switch (tree) {
      case IdentifierTree name -> name.getName().toString();
      case MemberSelectTree select -> select.getIdentifier().toString();
      default -> "";
    };
  }

  /** The values of an annotation's member, one by one; {@code value} may stand without its name. */
  static List<Tree> values(AnnotationTree annotation, String... names) {
    List<Tree> values = new ArrayList<>();
    for (ExpressionTree argument : annotation.getArguments()) {
      boolean named = argument instanceof AssignmentTree;
      String name = argument instanceof AssignmentTree one ? one.getVariable().toString() : "value";
      if (List.of(names).contains(name)) {
        Tree value = named ? ((AssignmentTree) argument).getExpression() : argument;
        if (value instanceof NewArrayTree array && array.getInitializers() != null) {
          values.addAll(array.getInitializers());
        } else {
          values.add(value);
        }
      }
    }
    return values;
  }

  /** An annotation by its simple name, or null. */
  static @Nullable AnnotationTree annotation(
      List<? extends AnnotationTree> annotations, String name) {
    for (AnnotationTree one : annotations) {
      if (word(one.getAnnotationType()).equals(name)) {
        return one;
      }
    }
    return null;
  }
}
