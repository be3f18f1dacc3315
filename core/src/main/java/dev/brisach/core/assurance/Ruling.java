package dev.brisach.core.assurance;

import java.util.Locale;

/**
 * What has become of a decision.
 *
 * @param why in words, such as who is missing or what has changed; never blank
 */
public record Ruling(State state, String why) {
  /** Only a valid decision covers anything. */
  public enum State {
    /** It covers its target. */
    VALID,
    /** Approvals by others than its author are missing. */
    UNAPPROVED,
    /** Its time is up. */
    EXPIRED,
    /** What it was made under is no longer so, or it was made for too long. */
    VOID,
    /** Its target does not stand. */
    IDLE;

    /** The spelling in machine output. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** True where the decision covers its target. */
  public boolean isValid() {
    return state == State.VALID;
  }

  /** One line: state and reason. */
  @Override
  public String toString() {
    return state.word() + ": " + why;
  }
}
