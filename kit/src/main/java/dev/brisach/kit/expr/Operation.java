package dev.brisach.kit.expr;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The operators and functions that an expression may use, by the name CEL's tree has for them. */
public enum Operation {
  AND("_&&_"),
  OR("_||_"),
  NOT("!_"),
  CONDITIONAL("_?_:_"),
  NOT_STRICTLY_FALSE("@not_strictly_false"),
  EQUALS("_==_"),
  NOT_EQUALS("_!=_"),
  LESS("_<_"),
  LESS_EQUALS("_<=_"),
  GREATER("_>_"),
  GREATER_EQUALS("_>=_"),
  ADD("_+_"),
  SUBTRACT("_-_"),
  MULTIPLY("_*_"),
  DIVIDE("_/_"),
  MODULO("_%_"),
  NEGATE("-_"),
  INDEX("_[_]"),
  IN("@in"),
  SIZE("size"),
  CONTAINS("contains"),
  STARTS_WITH("startsWith"),
  ENDS_WITH("endsWith"),
  INT("int"),
  DOUBLE("double"),
  STRING("string"),
  TIMESTAMP("timestamp"),
  DURATION("duration"),
  YEAR("getFullYear"),
  MONTH("getMonth"),
  DAY("getDate"),
  WEEKDAY("getDayOfWeek"),
  HOURS("getHours");

  private static final Map<String, Operation> BY_NAME = byName();

  private final String cel;

  Operation(String cel) {
    this.cel = cel;
  }

  /** CEL's name. */
  public String cel() {
    return cel;
  }

  /** The operation of this name in CEL's tree, or null. */
  public static @Nullable Operation of(String cel) {
    return BY_NAME.get(cel);
  }

  private static Map<String, Operation> byName() {
    Map<String, Operation> all = new HashMap<>();
    for (Operation one : values()) {
      all.put(one.cel, one);
    }
    return all;
  }
}
