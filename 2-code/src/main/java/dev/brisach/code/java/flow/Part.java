package dev.brisach.code.java.flow;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a text that code puts together: fixed words, or an expression put in between.
 *
 * @param text the words, or the source of the expression
 * @param fixed true for words that stand in the code
 * @param taint what is known of the expression's origin
 */
public record Part(String text, boolean fixed, @Nullable Taint taint) {
  /** Most pieces of one text that are kept apart. */
  static final int MAX = 60;

  static Part words(String text) {
    return new Part(text, true, null);
  }

  static List<Part> concat(List<Part> left, List<Part> right) {
    List<Part> all = new ArrayList<>(left.size() + right.size());
    for (Part part : left) {
      add(all, part);
    }
    for (Part part : right) {
      add(all, part);
    }
    return all;
  }

  private static void add(List<Part> all, Part part) {
    Part last = all.isEmpty() ? null : all.getLast();
    if (last != null && last.fixed && part.fixed && last.text.length() < 4000) {
      all.set(all.size() - 1, words(last.text + part.text));
    } else if (all.size() < MAX || (part.taint != null && all.size() < 2 * MAX)) {
      all.add(part);
    }
  }
}
