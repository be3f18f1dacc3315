package dev.brisach.code.java.flow;

import com.sun.source.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an expression's value.
 *
 * @param type simple name of its type; empty where unknown
 * @param constants all that it can be (String, Long, Boolean, Character, Double, {@link #NULL});
 *     empty where unknown
 * @param taint that it comes from outside, or null
 * @param random that it comes from a predictable generator, or null
 * @param parts the pieces of a text put together; empty where it is no text or one unknown piece
 * @param ref number of the object in the {@link State} whose content is followed; 0 for none
 */
public record Value(
    String type,
    List<Object> constants,
    @Nullable Taint taint,
    @Nullable Taint random,
    List<Part> parts,
    int ref) {
  /** The constant {@code null}. */
  public static final Object NULL = Null.NULL;

  private enum Null {
    NULL
  }

  static final Value UNKNOWN = new Value("", List.of(), null, null, List.of(), 0);
  private static final int MAX_CONSTANTS = 4;

  static Value ofType(String type) {
    return type.isEmpty() ? UNKNOWN : new Value(type, List.of(), null, null, List.of(), 0);
  }

  static Value constant(String type, Object constant) {
    List<Part> parts = constant instanceof String text ? List.of(Part.words(text)) : List.of();
    return new Value(type, List.of(constant), null, null, parts, 0);
  }

  static Value tainted(String type, Taint taint) {
    return new Value(type, List.of(), taint, null, List.of(), 0);
  }

  static Value object(String type, int ref) {
    return new Value(type, List.of(), null, null, List.of(), ref);
  }

  /** The one constant that it is, or null. */
  public @Nullable Object constant() {
    return constants.size() == 1 ? constants.getFirst() : null;
  }

  /** The one text that it is, or null. */
  public @Nullable String text() {
    return constant() instanceof String text ? text : null;
  }

  /** True where it is surely this truth value. */
  public boolean is(boolean truth) {
    return constants.size() == 1 && constants.getFirst().equals(truth);
  }

  /** True where it comes from outside and was not made harmless for this use. */
  public boolean reaches(Taint.Use use) {
    return taint != null && !taint.safeFor(use);
  }

  /** True where a call with it may behave differently from a call with an unknown value. */
  boolean tells() {
    return taint != null || random != null || !constants.isEmpty() || ref != 0;
  }

  Value typed(String newType) {
    return newType.equals(type) ? this : new Value(newType, constants, taint, random, parts, ref);
  }

  Value clean() {
    return taint == null
        ? this
        : new Value(
            type,
            constants,
            null,
            random,
            parts.stream().map(p -> new Part(p.text(), p.fixed(), null)).toList(),
            ref);
  }

  Value withTaint(@Nullable Taint newTaint) {
    return Objects.equals(newTaint, taint)
        ? this
        : new Value(type, constants, newTaint, random, parts, ref);
  }

  Value withoutConstants() {
    return constants.isEmpty() ? this : new Value(type, List.of(), taint, random, parts, ref);
  }

  Value safer(int bits) {
    if (taint == null) {
      return this;
    }
    List<Part> safer =
        parts.stream()
            .map(p -> p.taint() == null ? p : new Part(p.text(), p.fixed(), p.taint().safer(bits)))
            .toList();
    return new Value(type, constants, taint.safer(bits), random, safer, ref);
  }

  /** This value after it went through a node. */
  Value then(Tree step) {
    if (taint == null && random == null) {
      return this;
    }
    return new Value(
        type,
        constants,
        taint == null ? null : taint.then(step),
        random == null ? null : random.then(step),
        parts,
        ref);
  }

  /** The pieces of this value inside a text; an unknown one is the expression itself. */
  List<Part> partsOr(String code) {
    return parts.isEmpty() ? List.of(new Part(code, false, taint)) : parts;
  }

  static Value join(Value a, Value b) {
    if (a.equals(b)) {
      return a;
    }
    return new Value(
        a.type.equals(b.type) || NULL.equals(b.constant())
            ? a.type
            : NULL.equals(a.constant()) ? b.type : "",
        joinConstants(a.constants, b.constants),
        Taint.join(a.taint, b.taint),
        Taint.join(a.random, b.random),
        joinParts(a, b),
        a.ref == b.ref ? a.ref : a.ref == 0 ? b.ref : b.ref == 0 ? a.ref : 0);
  }

  private static List<Object> joinConstants(List<Object> a, List<Object> b) {
    if (a.isEmpty() || b.isEmpty() || a.equals(b)) {
      return a.isEmpty() ? a : b;
    }
    List<Object> all = new ArrayList<>(a);
    for (Object constant : b) {
      if (!all.contains(constant)) {
        all.add(constant);
      }
    }
    return all.size() > MAX_CONSTANTS ? List.of() : List.copyOf(all);
  }

  private static List<Part> joinParts(Value a, Value b) {
    if (a.parts.equals(b.parts)) {
      return a.parts;
    }
    if ((a.taint != null) != (b.taint != null)) {
      return a.taint != null ? a.parts : b.parts;
    }
    return a.parts.size() >= b.parts.size() ? a.parts : b.parts;
  }
}
