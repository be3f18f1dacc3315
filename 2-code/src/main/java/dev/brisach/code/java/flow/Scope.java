package dev.brisach.code.java.flow;

import com.sun.source.tree.MethodTree;
import org.jspecify.annotations.Nullable;

/**
 * Where code stands.
 *
 * @param type simple name of the class
 * @param method the method, or null for an initialiser
 */
public record Scope(String type, @Nullable MethodTree method) {
  /** The name of the method; {@code <init>} for a constructor, empty for an initialiser. */
  public String methodName() {
    return method == null ? "" : method.getName().toString();
  }

  /** Class and method, as in {@code Orders.find}. */
  public String symbol() {
    return method == null ? type : type + "." + method.getName();
  }
}
