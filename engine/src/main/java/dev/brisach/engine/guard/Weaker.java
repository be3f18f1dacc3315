package dev.brisach.engine.guard;

import dev.brisach.core.Severity;

/**
 * One thing that a change weakens.
 *
 * @param file where it stands, or stood
 * @param line 1-based; 0 where it is gone or the file as a whole is meant
 * @param what is weakened, by name
 * @param before how it was, and {@code after} how the change leaves it; in words
 */
public record Weaker(
    Kind kind, String file, int line, String what, String before, String after, Severity severity) {
  /** What was weakened. */
  public enum Kind {
    POLICY("Policy weakened", 863),
    EXPECTATION("Expectation of the threat model weakened", 863),
    SCOPE("Scope widened", 732),
    APPROVERS("Approvers changed", 732),
    DECISION("Decision widened", 863);

    private final String title;
    private final int cwe;

    Kind(String title, int cwe) {
      this.title = title;
      this.cwe = cwe;
    }

    /** What a finding of this kind is called. */
    public String title() {
      return title;
    }

    /** The weakness: wrong permissions on what guards (732), or wrong authorisation (863). */
    public int cwe() {
      return cwe;
    }
  }

  @Override
  public String toString() {
    return what + ": was " + before + ", becomes " + after;
  }
}
