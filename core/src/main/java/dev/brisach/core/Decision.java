package dev.brisach.core;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A human act on a finding or threat.
 *
 * @param target a finding's fingerprint or short id, or a threat's id
 * @param author who decided and answers for it
 * @param approvers who approved besides the author, as verified by the reader of the decision
 * @param until when it ends; it covers nothing from then on
 * @param terms what it was made under; null for one that was made elsewhere and is not bound
 * @param refused approvals that do not count, each with who and why; sorted
 */
public record Decision(
    String id,
    Act act,
    String target,
    String reason,
    String author,
    List<String> approvers,
    Instant until,
    @Nullable Terms terms,
    List<String> refused) {
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

  /**
   * What a decision was made under: as soon as that is no longer so, the decision is void.
   *
   * @param decided when it was made; its longest time counts from then
   * @param severity the worst severity at that time, of the finding and the threats it breaches
   * @param control the compensating control that stands in meanwhile, in words
   * @param evidence by short id of each finding that stood under it the hash of what was seen; see
   *     {@code dev.brisach.core.assurance.Basis}. A finding that is gone since changes nothing
   */
  public record Terms(
      Instant decided,
      Severity severity,
      @Nullable String control,
      SortedMap<String, String> evidence) {
    public Terms {
      evidence = Collections.unmodifiableSortedMap(new TreeMap<>(evidence));
    }
  }

  public Decision {
    if (reason.isBlank() || author.isBlank()) {
      throw new IllegalArgumentException("A decision needs a reason and an author: " + id);
    }
    approvers = approvers.stream().filter(a -> !a.equals(author)).sorted().distinct().toList();
    refused = refused.stream().sorted().distinct().toList();
  }

  /** A decision that is not bound to what it was made under. */
  public Decision(
      String id,
      Act act,
      String target,
      String reason,
      String author,
      List<String> approvers,
      Instant until) {
    this(id, act, target, reason, author, approvers, until, null, List.of());
  }
}
