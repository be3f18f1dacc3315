package dev.brisach.core.assurance;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a gate says. */
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

  public Verdict {
    reasons = List.copyOf(reasons);
  }
}
