package dev.brisach.core;

/** What a check may do to its subject at worst, mildest first. */
public enum Effect {
  READ,
  TRAFFIC,
  CHANGE,
  ATTACK;

  /** The spelling in files and machine output, for example {@code read}. */
  public String word() {
    return Words.of(this);
  }

  /** Reads what {@link #word()} wrote; any other word is an {@link IllegalArgumentException}. */
  public static Effect of(String word) {
    return Words.parse(Effect.class, word);
  }
}
