package dev.brisach.code.java;

import com.sun.source.tree.Tree;
import dev.brisach.code.java.flow.Taint;
import dev.brisach.core.Confidence;
import dev.brisach.core.Finding;
import dev.brisach.core.Severity;
import dev.brisach.core.Step;
import dev.brisach.kit.java.JavaUnit;
import java.util.List;

/** What all checks say alike of a value from outside. */
final class Tainted {
  private Tainted() {}

  /** LIKELY where a client surely sends it and every step was seen. */
  static Confidence confidence(Taint taint) {
    return taint.origin() == Taint.Origin.WEB && !taint.guessed()
        ? Confidence.LIKELY
        : Confidence.HEURISTIC;
  }

  /** {@code worst} for what a client sends, MEDIUM for what a caller hands in. */
  static Severity severity(Taint taint, Severity worst) {
    return taint.origin() == Taint.Origin.WEB ? worst : Severity.MEDIUM;
  }

  /** Where it comes from, in words, and what was not followed. */
  static String words(Taint taint) {
    String guess = taint.guessed() ? " It went through a call whose code was not seen." : "";
    return switch (taint.origin()) {
      case WEB -> "`" + taint.name() + "` is chosen by whoever sends it." + guess;
      case PARAMETER ->
          "`"
              + taint.name()
              + "` is whatever the caller hands in; callers in other files are not followed."
              + guess;
      case RANDOM -> "`" + taint.name() + "` makes numbers that can be predicted." + guess;
    };
  }

  /** Adds the way from the source to the sink; steps that look alike are told once. */
  static Finding.Builder path(Finding.Builder finding, JavaUnit unit, Taint taint, Tree sink) {
    List<Tree> nodes = taint.trail().nodes();
    Step last = unit.step("sink", sink);
    int line = -1;
    for (int i = 0; i < nodes.size(); i++) {
      Step step = unit.step(i == 0 ? "source" : "flow", nodes.get(i));
      if (i == 0
          || (step.location().line() != line
              && !nodes.get(i).equals(sink)
              && step.location().line() != last.location().line())) {
        finding.step(step);
      }
      line = step.location().line();
    }
    return finding.step(last);
  }
}
