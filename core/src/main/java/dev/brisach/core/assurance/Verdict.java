package dev.brisach.core.assurance;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a gate says.
 *
 * @param reasons worst first; those with the word {@code PASS} are told and weigh nothing
 */
public record Verdict(Gate gate, Word word, List<Reason> reasons) {
  /** Which gate spoke. */
  public enum Gate {
    RUN,
    RELEASE
  }

  /** Its word, worst last. */
  public enum Word {
    PASS,
    WARN,
    BLOCK;

    /** The spelling in machine output. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** One reason: the policy rule that spoke, the threat it spoke of, and what it saw. */
  public record Reason(String rule, Word word, @Nullable String threat, String message) {}

  private static final Comparator<Reason> ORDER =
      Comparator.comparing(Reason::word, Comparator.reverseOrder())
          .thenComparing(Reason::rule)
          .thenComparing(reason -> reason.threat() == null ? "" : reason.threat())
          .thenComparing(Reason::message);

  public Verdict {
    reasons = List.copyOf(reasons);
  }

  /** The verdict that follows from reasons: they are sorted, and the worst word counts. */
  public static Verdict of(Gate gate, List<Reason> reasons) {
    List<Reason> sorted = reasons.stream().sorted(ORDER).distinct().toList();
    return new Verdict(gate, sorted.isEmpty() ? Word.PASS : sorted.getFirst().word(), sorted);
  }

  /** This verdict with further reasons: it can only become worse. */
  public Verdict plus(List<Reason> more) {
    List<Reason> all = new ArrayList<>(reasons);
    all.addAll(more);
    return of(gate, all);
  }
}
