package dev.brisach.code.java.flow;

import java.util.HashMap;
import java.util.Map;

/**
 * The content of an object that is followed. Immutable; a change makes a new box in the state.
 *
 * @param kind what it is
 * @param entries elements by constant key or index, or settings by the name of their setter
 * @param rest what any element may be: the text of a builder, elements under unknown keys
 * @param exact true while {@code entries} are all there is
 */
public record Box(Kind kind, Map<String, Value> entries, Value rest, boolean exact) {
  /** What kinds of object are followed. */
  public enum Kind {
    BUILDER,
    LIST,
    MAP,
    OBJECT
  }

  private static final int MAX_ENTRIES = 64;

  public Box {
    entries = Map.copyOf(entries);
  }

  static Box empty(Kind kind) {
    return new Box(kind, Map.of(), Value.UNKNOWN, true);
  }

  /** The setting made by this setter, or unknown where it was not called. */
  public Value setting(String setter) {
    return entries.getOrDefault(setter, Value.UNKNOWN);
  }

  /** True where this setter was called. */
  public boolean has(String setter) {
    return entries.containsKey(setter);
  }

  Box with(String key, Value value) {
    if (entries.size() >= MAX_ENTRIES && !entries.containsKey(key)) {
      return blur().any(value);
    }
    Map<String, Value> more = new HashMap<>(entries);
    more.put(key, value);
    return new Box(kind, more, rest, exact);
  }

  Box withRest(Value text) {
    return new Box(kind, entries, text, exact);
  }

  /** An element under an unknown key. */
  Box any(Value value) {
    return new Box(kind, entries, joinRest(rest, value), false);
  }

  /** All elements become one. */
  Box blur() {
    return new Box(kind, Map.of(), all(), false);
  }

  /** What any of its elements may be. */
  Value all() {
    Value all = rest;
    for (String key : entries.keySet().stream().sorted().toList()) {
      all = joinRest(all, entries.getOrDefault(key, Value.UNKNOWN));
    }
    return all;
  }

  static Box join(Box a, Box b) {
    if (a.equals(b)) {
      return a;
    }
    if (a.kind == Kind.OBJECT || b.kind == Kind.OBJECT) {
      Map<String, Value> both = new HashMap<>();
      a.entries.forEach((k, v) -> both.put(k, b.has(k) ? Value.join(v, b.setting(k)) : v));
      b.entries.forEach(both::putIfAbsent);
      return new Box(a.kind, both, a.rest, false);
    }
    if (a.exact && b.exact && a.entries.keySet().equals(b.entries.keySet())) {
      Map<String, Value> both = new HashMap<>();
      a.entries.forEach((k, v) -> both.put(k, Value.join(v, b.setting(k))));
      return new Box(a.kind, both, Value.join(a.rest, b.rest), true);
    }
    return new Box(a.kind, Map.of(), Value.join(a.all(), b.all()).withoutConstants(), false);
  }

  private static Value joinRest(Value a, Value b) {
    return a.equals(Value.UNKNOWN) ? b.withoutConstants() : Value.join(a, b).withoutConstants();
  }
}
