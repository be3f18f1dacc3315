package dev.brisach.engine.guard;

import dev.brisach.core.Severity;
import dev.brisach.engine.guard.Weaker.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Compares what a project is judged by before and after a change. Compared is what each side means,
 * never its text, so that comments, order, white space, titles and renamed files say nothing.
 */
public final class Weakening {
  private static final Comparator<Weaker> ORDER =
      Comparator.comparing(Weaker::kind)
          .thenComparing(Weaker::file)
          .thenComparing(Weaker::what)
          .thenComparing(Weaker::before)
          .thenComparing(Weaker::after);

  private final List<Weaker> found = new ArrayList<>();

  Weakening() {}

  /** What {@code head} weakens of {@code base}, in a fixed order. */
  public static List<Weaker> between(Guarded base, Guarded head) {
    Weakening all = new Weakening();
    new SettingsChange(all).compare(base.settings(), head.settings());
    new ModelChange(all).compare(base.model(), head.model());
    new PolicyFilesChange(all).compare(base.policies(), head.policies());
    new ApproversChange(all).compare(base.signers(), head.signers());
    new DecisionsChange(all).compare(base.decisions(), head.decisions());
    return all.found.stream().sorted(ORDER).distinct().toList();
  }

  void add(
      Kind kind,
      String file,
      int line,
      String what,
      String before,
      String after,
      Severity severity) {
    found.add(new Weaker(kind, file, line, what, before, after, severity));
  }
}
