package dev.brisach.plan.rules;

import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Kleene's three values, with the questions that would settle an unknown one.
 *
 * @param questions empty unless the value is unknown
 */
public record Truth(Value value, SortedSet<String> questions) {
  /** True, false or unknown. */
  public enum Value {
    TRUE,
    FALSE,
    UNKNOWN
  }

  static final Truth TRUE = new Truth(Value.TRUE, new TreeSet<>());
  static final Truth FALSE = new Truth(Value.FALSE, new TreeSet<>());

  public Truth {
    questions = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(questions));
  }

  static Truth of(boolean value) {
    return value ? TRUE : FALSE;
  }

  static Truth unknown(Collection<String> questions) {
    return new Truth(Value.UNKNOWN, new TreeSet<>(questions));
  }

  Truth not() {
    return switch (value) {
      case TRUE -> FALSE;
      case FALSE -> TRUE;
      case UNKNOWN -> this;
    };
  }

  static Truth all(Collection<Truth> parts) {
    return fold(parts, Value.FALSE, TRUE);
  }

  static Truth any(Collection<Truth> parts) {
    return fold(parts, Value.TRUE, FALSE);
  }

  private static Truth fold(Collection<Truth> parts, Value decides, Truth otherwise) {
    SortedSet<String> open = new TreeSet<>();
    boolean unknown = false;
    for (Truth part : parts) {
      if (part.value == decides) {
        return part;
      }
      unknown |= part.value == Value.UNKNOWN;
      open.addAll(part.questions);
    }
    return unknown ? unknown(open) : otherwise;
  }
}
