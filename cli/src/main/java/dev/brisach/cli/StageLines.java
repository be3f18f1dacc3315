package dev.brisach.cli;

import dev.brisach.cli.report.Style;
import dev.brisach.core.Evidence;
import dev.brisach.core.Model;
import dev.brisach.core.Outcome;
import dev.brisach.core.Stage;
import dev.brisach.engine.Progress;
import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One line per stage, on standard error: redrawn in place on a terminal, printed once at the end
 * elsewhere.
 */
final class StageLines implements Progress {
  private static final class Tally {
    int checks;
    int covered;
    int findings;
    int unexamined;
    final TreeMap<String, Integer> reasons = new TreeMap<>();
  }

  private final PrintWriter err;
  private final boolean terminal;
  private final Style style;
  private final Map<Stage, Tally> tallies = new EnumMap<>(Stage.class);
  private @Nullable Model model;
  private String files = "";
  private long lastDrawn;

  StageLines(PrintWriter err, boolean terminal, Style style) {
    this.err = err;
    this.terminal = terminal;
    this.style = style;
    for (Stage stage : Stage.values()) {
      tallies.put(stage, new Tally());
    }
  }

  @Override
  public synchronized void hear(Event event) {
    switch (event) {
      case Event.PhaseStarted _ -> {}
      case Event.Files(int done, int total) -> {
        files = done + " of " + total + " files";
        draw();
      }
      case Event.Planned(Model planned) -> model = planned;
      case Event.Swept(Evidence sweep) -> count(sweep);
    }
  }

  private void count(Evidence sweep) {
    Tally tally = tallies.computeIfAbsent(sweep.stage(), _ -> new Tally());
    switch (sweep.outcome()) {
      case Outcome.Examined examined -> {
        tally.checks++;
        tally.covered = Math.max(tally.covered, examined.covered().count());
        tally.findings += examined.findings().size();
        tally.unexamined += examined.unexamined().size();
      }
      case Outcome.Skipped(String reason) -> tally.reasons.merge(reason, 1, Integer::sum);
      case Outcome.Failed(String error) -> tally.reasons.merge("failed: " + error, 1, Integer::sum);
    }
  }

  private void draw() {
    long now = System.nanoTime();
    if (terminal && now - lastDrawn > 80_000_000L) {
      lastDrawn = now;
      err.print("\r\u001b[K  examining " + files);
      err.flush();
    }
  }

  /** Prints the eight lines; {@code missing} says why a stage had nothing to run. */
  synchronized void finish(Map<Stage, String> missing) {
    if (terminal) {
      err.print("\r\u001b[K");
    }
    for (Stage stage : Stage.values()) {
      err.println("  " + (stage.ordinal() + 1) + " " + line(stage, missing));
    }
    err.flush();
  }

  private String line(Stage stage, Map<Stage, String> missing) {
    String name =
        stage.word().substring(0, 1).toUpperCase(java.util.Locale.ROOT) + stage.word().substring(1);
    String padded = style.bold(name) + " ".repeat(9 - name.length());
    Tally tally = tallies.getOrDefault(stage, new Tally());
    if (stage == Stage.PLAN) {
      return padded + planLine();
    }
    if (tally.checks == 0) {
      String reason =
          tally.reasons.isEmpty()
              ? missing.getOrDefault(stage, "nothing to look at")
              : tally.reasons.entrySet().stream()
                  .max(Map.Entry.comparingByValue())
                  .orElseThrow()
                  .getKey();
      return padded + style.faint("not examined: " + reason);
    }
    String text =
        tally.checks
            + (tally.checks == 1 ? " check" : " checks")
            + " over up to "
            + tally.covered
            + (tally.covered == 1 ? " asset: " : " assets: ")
            + (tally.findings == 1 ? "1 finding" : tally.findings + " findings");
    return padded + text + (tally.unexamined > 0 ? ", " + tally.unexamined + " not examined" : "");
  }

  private String planLine() {
    Model known = model;
    if (known == null) {
      return "no model";
    }
    long components =
        known.elements().keySet().stream()
            .filter(asset -> asset.kind() == dev.brisach.core.AssetKind.COMPONENT)
            .count();
    return (known.draft() ? "draft model: " : "")
        + components
        + (components == 1 ? " component, " : " components, ")
        + known.threats().size()
        + " threats, "
        + known.stories().stream().filter(dev.brisach.core.Story::adopted).count()
        + " stories adopted";
  }
}
