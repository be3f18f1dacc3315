package dev.brisach.test.matrix;

import java.util.Locale;

/** Whose object an operation is asked for. */
public enum Ownership {
  /** An object of the caller's own. */
  OWN,
  /** An object of somebody else. */
  OTHER,
  /** The operation takes no object that belongs to anybody. */
  NONE;

  /** The spelling in files. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
