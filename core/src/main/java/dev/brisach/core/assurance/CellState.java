package dev.brisach.core.assurance;

import java.util.Locale;

/** What a cell of the matrix can say. The order is that of the colouring rule: first that fits. */
public enum CellState {
  BREACHED,
  DECIDED,
  HELD,
  STALE,
  PARTLY,
  SKIPPED,
  /** Something is expected here and nothing looked. */
  GAP,
  /** Nothing is expected here. */
  NONE;

  /** The spelling in machine output. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
