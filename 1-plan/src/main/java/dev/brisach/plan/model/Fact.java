package dev.brisach.plan.model;

import dev.brisach.core.Location;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A known value of a trait. What is not known has no fact: that leads to a question, never to a
 * default.
 *
 * @param words the value: one word, several, none at all ("stores nothing"), or {@code true}/{@code
 *     false}
 * @param origin who says so
 * @param place where it is said or was seen
 */
public record Fact(List<String> words, Origin origin, @Nullable Location place) {
  /** Who says so. */
  public enum Origin {
    /** Written by a person in the model. */
    DECLARED,
    /** Read from a file of the repository. */
    EXTRACTED
  }

  public Fact {
    words = List.copyOf(words);
  }

  /** A fact that was read from a file. */
  public static Fact seen(Location place, String... words) {
    return new Fact(List.of(words), Origin.EXTRACTED, place);
  }

  /** True for the single word {@code true}. */
  public boolean isTrue() {
    return words.equals(List.of("true"));
  }
}
