package dev.brisach.plan.rules;

import org.jspecify.annotations.Nullable;

/**
 * A typed variable of a rule: {@code c: component}, {@code f: flow}, {@code f: flow to c}, {@code
 * f: flow from c}, {@code d: data}, {@code d: data in c}, {@code d: data in f}.
 *
 * @param join the earlier variable that it hangs on; null for a free one
 */
public record Variable(String name, Type type, @Nullable String join) {
  /** What it ranges over. */
  public enum Type {
    COMPONENT,
    FLOW,
    FLOW_TO,
    FLOW_FROM,
    DATA,
    DATA_IN
  }

  /** True for a variable over components, so that its facts are those of components. */
  boolean isFlow() {
    return type == Type.FLOW || type == Type.FLOW_TO || type == Type.FLOW_FROM;
  }
}
