package dev.brisach.core.assurance;

import dev.brisach.core.Confidence;
import dev.brisach.core.Stage;
import dev.brisach.core.Threat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What is left of a threat's risk: inherent risk × what held cells have proved, raised by breaches.
 *
 * <p>Without a breach the strongest held stage counts: inherent × (1 − strength). A standing breach
 * voids what other cells proved and raises the inherent risk by a factor. Numbers come from the
 * {@link Policy}.
 *
 * @param value 0 to 16
 * @param derivation how it came about, one line a step
 */
public record Residual(double value, List<String> derivation) {
  private static final double WORST = 16;

  public Residual {
    derivation = List.copyOf(derivation);
  }

  /** Derives the residual risk of a threat from its cells. */
  public static Residual of(Threat threat, SortedMap<Stage, List<Cell>> cells, Policy policy) {
    List<String> lines = new ArrayList<>();
    double inherent = (double) threat.likelihood() * threat.impact();
    lines.add(
        "inherent "
            + number(inherent)
            + " = likelihood "
            + threat.likelihood()
            + " x impact "
            + threat.impact());
    Cell breach = surestBreach(cells);
    double value;
    if (breach != null && breach.confidence() != null) {
      double raise = policy.raises().getOrDefault(breach.confidence(), 1.0);
      value = Math.min(WORST, inherent * raise);
      lines.add(
          "x "
              + number(raise)
              + " breached ("
              + breach.confidence().word()
              + ") in "
              + breach.stage().word());
    } else {
      double strength = strength(cells, policy, lines);
      value = inherent * (1 - strength);
    }
    value = Math.round(value * 100) / 100.0;
    lines.add("residual " + number(value) + " (policy " + policy.version() + ")");
    return new Residual(value, lines);
  }

  private static @Nullable Cell surestBreach(SortedMap<Stage, List<Cell>> cells) {
    Cell surest = null;
    for (List<Cell> stage : cells.values()) {
      for (Cell cell : stage) {
        if (cell.state() == CellState.BREACHED && (surest == null || isSurer(cell, surest))) {
          surest = cell;
        }
      }
    }
    return surest;
  }

  private static boolean isSurer(Cell cell, Cell than) {
    Confidence confidence = cell.confidence();
    Confidence other = than.confidence();
    return confidence != null && (other == null || confidence.compareTo(other) < 0);
  }

  private static double strength(
      SortedMap<Stage, List<Cell>> cells, Policy policy, List<String> lines) {
    double strength = 0;
    String why = "nothing is held";
    for (Map.Entry<Stage, List<Cell>> stage : cells.entrySet()) {
      double one = policy.strengths().getOrDefault(stage.getKey(), 0.0);
      if (isHeld(stage.getValue()) && one > strength) {
        strength = one;
        why = "held in " + stage.getKey().word();
      }
    }
    if (isHeld(cells.getOrDefault(Stage.OPERATE, List.of()))
        && isHeld(cells.getOrDefault(Stage.MONITOR, List.of()))
        && policy.watched() > strength) {
      strength = policy.watched();
      why = "attacked and detected";
    }
    lines.add("x " + number(1 - strength) + " " + why);
    return strength;
  }

  /** Every cell of the stage that says anything is held, and one does. */
  private static boolean isHeld(List<Cell> cells) {
    boolean any = false;
    for (Cell cell : cells) {
      if (cell.state() == CellState.HELD) {
        any = true;
      } else if (cell.state() != CellState.NONE) {
        return false;
      }
    }
    return any;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
