package dev.brisach.kit.expr;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The third value: nobody knows.
 *
 * @param missing the inputs that would have to be known, sorted
 */
public record Unknown(List<String> missing) {
  public Unknown {
    missing = missing.stream().sorted().distinct().toList();
  }

  /** One input is not known. */
  public static Unknown of(String input) {
    return new Unknown(List.of(input));
  }

  /** Both are not known. */
  Unknown and(Unknown other) {
    if (missing.equals(other.missing)) {
      return this;
    }
    SortedSet<String> all = new TreeSet<>(missing);
    all.addAll(other.missing);
    return new Unknown(List.copyOf(all));
  }
}
