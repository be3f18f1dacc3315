package dev.brisach.code.java.flow;

import com.sun.source.tree.ExpressionTree;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call or object creation with what is known of its values, joined over all ways to it.
 *
 * @param tree the node: a {@code MethodInvocationTree} or {@code NewClassTree}
 * @param name the method, or {@code new}
 * @param type simple type of the receiver (or the class of a static call, or of the new object);
 *     empty where unknown
 * @param receiver the object it is called on
 * @param content what that object held before the call, where it is followed
 * @param args the arguments
 * @param contents what the arguments held, null where not followed
 */
public record Call(
    ExpressionTree tree,
    String name,
    String type,
    Value receiver,
    @Nullable Box content,
    List<? extends ExpressionTree> argTrees,
    List<Value> args,
    List<@Nullable Box> contents,
    Scope scope) {
  /** The value of an argument; unknown beyond the last one. */
  public Value arg(int index) {
    return index < args.size() ? args.get(index) : Value.UNKNOWN;
  }

  Call join(Call other) {
    List<Value> both = new ArrayList<>();
    List<@Nullable Box> boxes = new ArrayList<>();
    for (int i = 0; i < args.size(); i++) {
      both.add(Value.join(args.get(i), other.arg(i)));
      boxes.add(join(contents.get(i), other.contents.get(i)));
    }
    return new Call(
        tree,
        name,
        type.isEmpty() ? other.type : type,
        Value.join(receiver, other.receiver),
        join(content, other.content),
        argTrees,
        both,
        boxes,
        scope);
  }

  private static @Nullable Box join(@Nullable Box a, @Nullable Box b) {
    return a == null ? b : b == null ? a : Box.join(a, b);
  }
}
