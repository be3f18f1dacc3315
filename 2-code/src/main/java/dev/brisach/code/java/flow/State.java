package dev.brisach.code.java.flow;

import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Variables and followed objects at one point of a method. Mutable; copied where ways part. */
final class State {
  private static final String APPROVED = "approved ";

  private final Map<String, Value> variables;
  private final Map<Integer, Box> heap;
  private boolean dead;

  State() {
    this(new HashMap<>(), new HashMap<>());
  }

  private State(Map<String, Value> variables, Map<Integer, Box> heap) {
    this.variables = variables;
    this.heap = heap;
  }

  State copy() {
    State copy = new State(new HashMap<>(variables), new HashMap<>(heap));
    copy.dead = dead;
    return copy;
  }

  /** A state that sees the same objects and fields, with no local variables. */
  State frame() {
    State frame = new State(new HashMap<>(), heap);
    variables.forEach((name, value) -> {
      if (name.startsWith("this.") || name.startsWith(APPROVED)) {
        frame.variables.put(name, value);
      }
    });
    return frame;
  }

  /** Takes over the fields of a frame that has returned. */
  void fieldsOf(State frame) {
    frame.variables.forEach((name, value) -> {
      if (name.startsWith("this.")) {
        variables.put(name, value);
      }
    });
  }

  boolean dead() {
    return dead;
  }

  void die() {
    dead = true;
  }

  void revive() {
    dead = false;
  }

  @Nullable Value get(String name) {
    return variables.get(name);
  }

  void set(String name, Value value) {
    variables.put(name, value);
  }

  @Nullable Box box(int ref) {
    return ref == 0 ? null : heap.get(ref);
  }

  void box(int ref, Box box) {
    heap.put(ref, box);
  }

  /** Notes that this expression was found to be allowed; it will be so when it is read again. */
  void approve(String code) {
    variables.put(APPROVED + code, Value.UNKNOWN);
  }

  boolean approved(String code) {
    return variables.containsKey(APPROVED + code);
  }

  /** Changes every variable that holds something of this source. */
  void ofSource(Taint like, UnaryOperator<Value> change) {
    variables.replaceAll((name, value) ->
        value.taint() != null && value.taint().source().equals(like.source())
            ? change.apply(value)
            : value);
  }

  /** Becomes what holds on either of two ways. */
  void become(State a, State b) {
    if (a.dead != b.dead) {
      become(a.dead ? b : a);
      return;
    }
    Map<String, Value> joined = new HashMap<>(a.variables);
    b.variables.forEach((name, value) -> joined.merge(name, value, Value::join));
    Map<Integer, Box> boxes = new HashMap<>(a.heap);
    b.heap.forEach((ref, box) -> boxes.merge(ref, box, Box::join));
    boolean bothDead = a.dead;
    variables.clear();
    variables.putAll(joined);
    heap.clear();
    heap.putAll(boxes);
    dead = bothDead;
  }

  void become(State other) {
    if (other != this) {
      Map<String, Value> values = new HashMap<>(other.variables);
      Map<Integer, Box> boxes = new HashMap<>(other.heap);
      variables.clear();
      variables.putAll(values);
      heap.clear();
      heap.putAll(boxes);
      dead = other.dead;
    }
  }
}
