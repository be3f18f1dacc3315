package dev.brisach.kit.expr;

import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A checked expression and what it reads.
 *
 * @param variables the variables it names, sorted
 * @param fields the fields it reads, as {@code Threat.severity}; sorted
 */
public record Program(Expr root, SortedSet<String> variables, SortedSet<String> fields) {
  public Program {
    variables = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(variables));
    fields = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(fields));
  }
}
