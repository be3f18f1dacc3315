package dev.brisach.kit.policy;

import dev.brisach.kit.expr.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Over what a policy is asked again and again. */
public enum Each {
  /** It is asked once. */
  NOTHING,
  THREAT,
  CELL,
  FINDING;

  /** The spelling in files, and the name of the variable. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What a file may say. */
  static List<String> words() {
    return Arrays.stream(values()).filter(each -> each != NOTHING).map(Each::word).toList();
  }

  /** The shape of its variable. */
  Shape<?> shape() {
    return switch (this) {
      case THREAT -> Vocabulary.THREAT;
      case CELL -> Vocabulary.CELL;
      case FINDING -> Vocabulary.FINDING;
      case NOTHING -> throw new IllegalStateException("No variable");
    };
  }
}
