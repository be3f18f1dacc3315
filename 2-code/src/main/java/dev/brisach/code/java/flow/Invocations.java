package dev.brisach.code.java.flow;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Calls and object creations: values receiver and arguments, notes the call, and finds the result
 * in this file's method, in a followed container, or in what is known of the library.
 */
final class Invocations {
  private final Interpreter all;
  private final Expressions expressions;
  private final Containers containers;

  Invocations(Interpreter all, Expressions expressions) {
    this.all = all;
    this.expressions = expressions;
    this.containers = new Containers(all);
  }

  /** One call with all its values. */
  record Site(
      ExpressionTree tree,
      String name,
      String type,
      boolean onType,
      Value receiver,
      @Nullable ExpressionTree receiverTree,
      List<? extends ExpressionTree> argTrees,
      List<Value> args) {
    Value arg(int index) {
      return index < args.size() ? args.get(index) : Value.UNKNOWN;
    }

    /** The worst of the arguments' taints. */
    @Nullable Taint argTaint() {
      Taint taint = null;
      for (Value arg : args) {
        taint = Taint.join(taint, arg.taint());
      }
      return taint;
    }
  }

  Value call(MethodInvocationTree tree, State state) {
    ExpressionTree receiverTree = Guards.receiver(tree);
    String name = Guards.name(tree);
    Value receiver = Value.UNKNOWN;
    String type = "";
    boolean onType = false;
    if (receiverTree != null) {
      onType = expressions.isTypeName(receiverTree, state);
      if (onType) {
        type = Declarations.simpleName(receiverTree);
      } else {
        receiver = all.value(receiverTree, state);
        type = receiver.type();
      }
    }
    List<Value> args = arguments(tree.getArguments(), receiver, state);
    Site site =
        new Site(tree, name, type, onType, receiver, receiverTree, tree.getArguments(), args);
    note(site, state);
    if (name.equals("nextBytes") && receiver.random() != null) {
      fill(site, state);
    }
    Value followed = follow(site, state);
    if (followed != null) {
      return followed;
    }
    Value contained = containers.call(site, state);
    Value result = contained != null ? contained : KnownCalls.result(site, all, state);
    if (contained == null) {
      passed(site, state);
    }
    return result.then(tree);
  }

  private List<Value> arguments(List<? extends ExpressionTree> trees, Value receiver, State state) {
    List<Value> args = new ArrayList<>(trees.size());
    for (ExpressionTree tree : trees) {
      if (tree instanceof LambdaExpressionTree lambda) {
        Value element = element(receiver, state);
        args.add(expressions.lambda(lambda, element, state).withoutConstants());
      } else {
        args.add(all.value(tree, state));
      }
    }
    return args;
  }

  /** What a lambda called by a collection, stream or optional is handed. */
  private static Value element(Value receiver, State state) {
    Box box = state.box(receiver.ref());
    Taint taint = Taint.join(receiver.taint(), box == null ? null : box.all().taint());
    return taint == null ? Value.UNKNOWN : Value.tainted("", taint);
  }

  private void note(Site site, State state) {
    List<@Nullable Box> contents = new ArrayList<>();
    for (Value arg : site.args()) {
      contents.add(state.box(arg.ref()));
    }
    all.record(
        new Call(
            site.tree(),
            site.name(),
            site.type(),
            site.receiver(),
            state.box(site.receiver().ref()),
            site.argTrees(),
            site.args(),
            contents,
            all.scope()));
  }

  /** Bytes filled by a predictable generator. */
  private static void fill(Site site, State state) {
    if (site.argTrees().size() == 1 && site.argTrees().getFirst() instanceof IdentifierTree bytes) {
      Value filled = site.arg(0);
      state.set(
          bytes.getName().toString(),
          new Value(
              filled.type(), List.of(), filled.taint(), site.receiver().random(), List.of(), 0));
    }
  }

  /** The result of a method of this file, or null where the call goes elsewhere. */
  private @Nullable Value follow(Site site, State state) {
    String owner = owner(site);
    if (owner == null) {
      return null;
    }
    MethodTree method = all.declarations.method(owner, site.name(), site.args().size());
    if (method == null || method.getParameters().size() != site.args().size()) {
      return null;
    }
    Value result = all.follow(owner, method, site.args(), state, site.tree());
    Taint taint = site.receiver().taint();
    return taint == null || result.taint() != null || all.declarations.elementary(result.type())
        ? result
        : result.withTaint(taint.then(site.tree()));
  }

  private @Nullable String owner(Site site) {
    ExpressionTree receiver = site.receiverTree();
    if (receiver == null) {
      return all.scope().type();
    }
    if (receiver instanceof IdentifierTree self && self.getName().contentEquals("this")) {
      return all.scope().type();
    }
    return all.declarations.type(site.type()) == null ? null : site.type();
  }

  /** An object handed to a call that is not seen may be changed there; the box remembers it. */
  private static void passed(Site site, State state) {
    for (Value arg : site.args()) {
      Box box = state.box(arg.ref());
      if (box != null && box.kind() == Box.Kind.OBJECT && arg.constants().isEmpty()) {
        state.box(arg.ref(), box.with("passed:" + site.name(), Value.UNKNOWN));
      }
    }
  }

  Value create(NewClassTree tree, State state) {
    String type = Declarations.simpleName(tree.getIdentifier());
    List<Value> args = arguments(tree.getArguments(), Value.UNKNOWN, state);
    Site site = new Site(tree, "new", type, true, Value.UNKNOWN, null, tree.getArguments(), args);
    note(site, state);
    if (tree.getEnclosingExpression() != null) {
      all.value(tree.getEnclosingExpression(), state);
    }
    if (tree.getClassBody() != null) {
      all.inner(tree.getClassBody(), state);
    }
    if (all.declarations.type(type) != null) {
      MethodTree constructor = all.declarations.method(type, "<init>", args.size());
      if (constructor != null) {
        all.follow(type, constructor, args, state.copy(), tree);
      }
    }
    Value made = containers.create(site, state);
    return (made != null ? made : KnownCalls.created(site, all, state)).then(tree);
  }

  /** The last name before the method: {@code request} in {@code this.request.getHeader(..)}. */
  static String receiverName(Site site) {
    return switch (site.receiverTree()) {
      case IdentifierTree t -> t.getName().toString();
      case MemberSelectTree t -> t.getIdentifier().toString();
      case MethodInvocationTree t -> Guards.name(t);
      case null, default -> "";
    };
  }
}
