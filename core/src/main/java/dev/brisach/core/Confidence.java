package dev.brisach.core;

/** How sure a finding is, surest first. */
public enum Confidence {
  PROVED,
  LIKELY,
  HEURISTIC;

  /** The spelling in files and machine output, for example {@code proved}. */
  public String word() {
    return Words.of(this);
  }

  /** Reads what {@link #word()} wrote; any other word is an {@link IllegalArgumentException}. */
  public static Confidence of(String word) {
    return Words.parse(Confidence.class, word);
  }
}
