package dev.brisach.core;

/** The eight stages of DevOps, in life-cycle order: the bastions. */
public enum Stage {
  PLAN,
  CODE,
  TEST,
  PACKAGE,
  RELEASE,
  DEPLOY,
  OPERATE,
  MONITOR;

  /** The spelling in files and machine output, for example {@code plan}. */
  public String word() {
    return Words.of(this);
  }

  /** Reads what {@link #word()} wrote; any other word is an {@link IllegalArgumentException}. */
  public static Stage of(String word) {
    return Words.parse(Stage.class, word);
  }
}
