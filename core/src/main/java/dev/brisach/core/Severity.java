package dev.brisach.core;

/** How bad it would be, worst first. {@code ELEVATED} is used by threats only. */
public enum Severity {
  CRITICAL,
  HIGH,
  ELEVATED,
  MEDIUM,
  LOW,
  INFO;

  /** The spelling in files and machine output, for example {@code critical}. */
  public String word() {
    return Words.of(this);
  }

  /** Reads what {@link #word()} wrote; any other word is an {@link IllegalArgumentException}. */
  public static Severity of(String word) {
    return Words.parse(Severity.class, word);
  }
}
