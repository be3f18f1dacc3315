package dev.brisach.core;

import java.time.Instant;
import java.util.List;

/**
 * A human act on a finding or threat.
 *
 * @param target a finding's fingerprint or a threat's id
 * @param author who decided
 * @param approvers who approved besides the author, as verified by the reader of the decision
 * @param until when it ends; it covers nothing from then on
 */
public record Decision(
    String id,
    Act act,
    String target,
    String reason,
    String author,
    List<String> approvers,
    Instant until) {
  /** What was decided. */
  public enum Act {
    ACCEPT,
    REFUTE,
    DEFER;

    /** The spelling in files. */
    public String word() {
      return Words.of(this);
    }

    /** Reads what {@link #word()} wrote. */
    public static Act of(String word) {
      return Words.parse(Act.class, word);
    }
  }

  public Decision {
    if (reason.isBlank() || author.isBlank()) {
      throw new IllegalArgumentException("A decision needs a reason and an author: " + id);
    }
    approvers = approvers.stream().filter(a -> !a.equals(author)).sorted().distinct().toList();
  }
}
