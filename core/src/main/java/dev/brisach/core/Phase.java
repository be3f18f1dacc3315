package dev.brisach.core;

/** The one direction of a run; a check sees evidence of earlier phases only. */
public enum Phase {
  STATIC,
  BUILD,
  LIVE,
  ATTACK;

  /** The spelling in files and machine output, for example {@code static}. */
  public String word() {
    return Words.of(this);
  }

  /** Reads what {@link #word()} wrote; any other word is an {@link IllegalArgumentException}. */
  public static Phase of(String word) {
    return Words.parse(Phase.class, word);
  }
}
