package dev.brisach.core.assurance;

import dev.brisach.core.Evidence;
import java.util.TreeSet;

/** What the sweeps say of one cell, findings left aside; filled by {@link Assessor}. */
final class Assessment {
  /** A check that is applicable was found. */
  boolean applicable;

  /** All that is expected was looked for, fresh, everywhere. */
  boolean held = true;

  /** The same, but for age or content. */
  boolean heldOnce = true;

  /** Something was covered. */
  boolean something;

  boolean shared;
  final TreeSet<String> reasons = new TreeSet<>();
  final TreeSet<String> idle = new TreeSet<>();
  final TreeSet<String> evidence = new TreeSet<>();
  final TreeSet<String> notes = new TreeSet<>();

  /** Something expected was not found; {@code reason} says what. */
  void lacks(String reason) {
    held = false;
    heldOnce = false;
    reasons.add(reason);
  }

  void sawIdle(Lane.Idle one) {
    idle.add(one.evidence().check() + ": " + one.reason());
    evidence.add(one.evidence().id());
  }

  void saw(Evidence one) {
    evidence.add(one.id());
    notes.addAll(one.notes());
  }

  CellState state(boolean expected) {
    if (applicable && something && held) {
      return CellState.HELD;
    }
    if (applicable && something && heldOnce) {
      return CellState.STALE;
    }
    if (something) {
      return CellState.PARTLY;
    }
    if (!idle.isEmpty()) {
      return CellState.SKIPPED;
    }
    return expected ? CellState.GAP : CellState.NONE;
  }
}
