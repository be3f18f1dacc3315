package dev.brisach.code.java.flow;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.InstanceOfTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known on either side of a condition: a value found in a fixed set, equal to a constant or
 * matching a whole pattern is no longer the client's free choice; a normalised path that starts
 * with its base stays inside it. By name also: {@code isValid…(x)}, {@code validate…(x)}.
 */
final class Guards {
  private static final Set<String> MEMBERSHIP = Set.of("contains", "containsKey", "containsValue");
  private static final Set<String> EQUALITY = Set.of("equals", "equalsIgnoreCase", "contentEquals");
  private static final List<String> APPROVING =
      List.of(
          "isvalid",
          "isallowed",
          "issafe",
          "ispermitted",
          "isaccepted",
          "iswhitelisted",
          "isalpha",
          "isnumeric",
          "isdigits",
          "iscreatable",
          "isknown",
          "issupported",
          "validate",
          "isinside",
          "iswithin",
          "allowed",
          "allows",
          "permitted");
  private static final List<String> CHECKING =
      List.of("validate", "verify", "check", "ensure", "require", "assert", "sanitize", "guard");
  private static final Set<String> SAME =
      Set.of(
          "trim",
          "strip",
          "toLowerCase",
          "toUpperCase",
          "toString",
          "normalize",
          "getPath",
          "getCanonicalPath",
          "getCanonicalFile",
          "getAbsolutePath",
          "getAbsoluteFile",
          "toAbsolutePath",
          "toRealPath",
          "toPath",
          "toFile",
          "intern");
  private static final List<String> NO_CHECK =
      List.of("null", "empty", "blank", "state", "argument", "arg", "length", "text", "index");

  private Guards() {}

  /** A call that throws where its argument is not allowed. */
  static void statement(ExpressionTree expression, State state) {
    if (!(expression instanceof MethodInvocationTree call)) {
      return;
    }
    String name = name(call).toLowerCase(Locale.ROOT);
    if ((CHECKING.stream().anyMatch(name::startsWith) || name.contains("traversal"))
        && NO_CHECK.stream().noneMatch(name::endsWith)
        && !call.getArguments().isEmpty()
        && call.getArguments().size() <= 3) {
      call.getArguments().forEach(argument -> approve(argument, state, Guards::harmless));
    }
  }

  /** Inside a case of a switch the selector is that case's constant. */
  static void chosen(ExpressionTree selector, State state) {
    approve(selector, state, Guards::harmless);
  }

  /** Applies what follows from a condition being true or false. */
  static void learn(ExpressionTree condition, boolean truth, State state) {
    switch (condition) {
      case ParenthesizedTree parens -> learn(parens.getExpression(), truth, state);
      case UnaryTree unary when unary.getKind() == Tree.Kind.LOGICAL_COMPLEMENT ->
          learn(unary.getExpression(), !truth, state);
      case BinaryTree binary -> binary(binary, truth, state);
      case MethodInvocationTree call -> call(call, truth, state);
      case InstanceOfTree _ -> {}
      default -> {}
    }
  }

  private static void binary(BinaryTree binary, boolean truth, State state) {
    if ((binary.getKind() == Tree.Kind.CONDITIONAL_AND && truth)
        || (binary.getKind() == Tree.Kind.CONDITIONAL_OR && !truth)) {
      learn(binary.getLeftOperand(), truth, state);
      learn(binary.getRightOperand(), truth, state);
    } else if (binary.getKind() == Tree.Kind.CONDITIONAL_OR && truth) {
      either(binary, state);
    }
  }

  /** After {@code a || b} what both sides say of a value holds. */
  private static void either(BinaryTree binary, State state) {
    State left = state.copy();
    State right = state.copy();
    learn(binary.getLeftOperand(), true, left);
    learn(binary.getRightOperand(), true, right);
    state.become(left, right);
  }

  private static void call(MethodInvocationTree call, boolean truth, State state) {
    String name = name(call);
    ExpressionTree receiver = receiver(call);
    ExpressionTree argument = call.getArguments().isEmpty() ? null : call.getArguments().getFirst();
    if (MEMBERSHIP.contains(name) && argument != null) {
      if (truth && receiver != null && !(argument instanceof LiteralTree)) {
        approve(argument, state, Guards::harmless);
      } else if (!truth && isTraversal(argument)) {
        approve(receiver, state, v -> v.safer(Taint.Use.PATH.bit()));
      }
    } else if (EQUALITY.contains(name) && truth && argument != null) {
      if (receiver instanceof LiteralTree || isConstant(receiver)) {
        approve(argument, state, Guards::harmless);
      } else if (argument instanceof LiteralTree || isConstant(argument)) {
        approve(receiver, state, Guards::harmless);
      }
    } else if (name.equals("matches") && truth) {
      matched(call, receiver, argument, state);
    } else if (name.equals("startsWith") && truth && receiver != null) {
      inside(receiver, state);
    } else if (truth
        && argument != null
        && APPROVING.stream().anyMatch(name.toLowerCase(Locale.ROOT)::startsWith)) {
      approve(argument, state, Guards::harmless);
    }
  }

  private static void matched(
      MethodInvocationTree call,
      @Nullable ExpressionTree receiver,
      @Nullable ExpressionTree argument,
      State state) {
    if (receiver instanceof MethodInvocationTree matcher
        && name(matcher).equals("matcher")
        && !matcher.getArguments().isEmpty()) {
      approve(matcher.getArguments().getFirst(), state, Guards::harmless);
    } else if (call.getArguments().size() == 2) {
      approve(call.getArguments().get(1), state, Guards::harmless);
    } else if (argument != null) {
      approve(receiver, state, Guards::harmless);
    }
  }

  /** {@code path.startsWith(base)}: only a normalised path stays inside. */
  private static void inside(ExpressionTree path, State state) {
    boolean normalising = normalises(path);
    IdentifierTree root = root(path);
    Value value = root == null ? null : state.get(root.getName().toString());
    if (value == null || value.taint() == null) {
      return;
    }
    if (normalising || value.taint().safeFor(Taint.Use.NORMALISED)) {
      state.ofSource(value.taint(), v -> v.safer(Taint.Use.PATH.bit()));
    }
  }

  private static boolean normalises(ExpressionTree path) {
    for (ExpressionTree e = path; e instanceof MethodInvocationTree call; ) {
      if (KnownCalls.NORMALISING.contains(name(call))) {
        return true;
      }
      ExpressionTree next = receiver(call);
      if (next == null) {
        return false;
      }
      e = next;
    }
    return false;
  }

  private static boolean isTraversal(ExpressionTree argument) {
    return argument instanceof LiteralTree literal
        && literal.getValue() instanceof String text
        && (text.contains("..") || text.equals("/") || text.equals("\\"));
  }

  private static boolean isConstant(@Nullable ExpressionTree tree) {
    String name =
        switch (tree) {
          case IdentifierTree identifier -> identifier.getName().toString();
          case MemberSelectTree select -> select.getIdentifier().toString();
          case null, default -> "";
        };
    return name.length() > 1 && name.equals(name.toUpperCase(Locale.ROOT));
  }

  private static Value harmless(Value value) {
    int all = Taint.Use.SQL.bit() | Taint.Use.COMMAND.bit() | Taint.Use.PATH.bit();
    return value.safer(all);
  }

  private static void approve(
      @Nullable ExpressionTree tree, State state, java.util.function.UnaryOperator<Value> change) {
    IdentifierTree root = root(tree);
    if (root == null && tree instanceof MethodInvocationTree) {
      state.approve(tree.toString());
    }
    Value value = root == null ? null : state.get(root.getName().toString());
    if (root != null && value != null && value.taint() != null) {
      state.set(root.getName().toString(), change.apply(value));
      state.ofSource(value.taint(), change);
    }
  }

  /**
   * The variable at the beginning of {@code x.toLowerCase().trim()}, or null; what is said of
   * {@code x.getName()} is not said of {@code x}.
   */
  private static @Nullable IdentifierTree root(@Nullable ExpressionTree tree) {
    return switch (tree) {
      case IdentifierTree identifier -> identifier;
      case ParenthesizedTree parens -> root(parens.getExpression());
      case MethodInvocationTree call when SAME.contains(name(call)) -> root(receiver(call));
      case null, default -> null;
    };
  }

  static String name(MethodInvocationTree call) {
    return switch (call.getMethodSelect()) {
      case IdentifierTree identifier -> identifier.getName().toString();
      case MemberSelectTree select -> select.getIdentifier().toString();
      default -> "";
    };
  }

  static @Nullable ExpressionTree receiver(MethodInvocationTree call) {
    return call.getMethodSelect() instanceof MemberSelectTree select
        ? select.getExpression()
        : null;
  }
}
