package dev.brisach.kit.policy;

import dev.brisach.core.Stage;
import dev.brisach.core.assurance.Verdict;
import dev.brisach.kit.expr.Program;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One policy of a project: what must be true, and what the gate says where it is not.
 *
 * @param id unique; the rule that its reasons name
 * @param file the file it stands in, relative to the project
 * @param digest SHA-256 of that file
 * @param message what is wrong where it does not hold
 * @param scope the gates that ask it
 * @param stage the stage it is about: of cells and findings only those of this stage are asked
 * @param unknownPasses true where an unknown input counts as if the policy held
 * @param program its checked expression
 * @param tests what it must say of made-up facts
 */
public record OwnPolicy(
    String id,
    String file,
    String digest,
    String message,
    Scope scope,
    @Nullable Stage stage,
    Mode mode,
    Each each,
    boolean unknownPasses,
    Program program,
    Place place,
    List<Trial> tests) {
  /** Which gate asks it. */
  public enum Scope {
    RUN,
    RELEASE,
    BOTH;

    /** The spelling in files. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    boolean includes(Verdict.Gate gate) {
      return this == BOTH || name().equals(gate.name());
    }
  }

  /** How much it weighs. */
  public enum Mode {
    /** It is listed only. */
    AUDIT(Verdict.Word.PASS),
    WARN(Verdict.Word.WARN),
    BLOCK(Verdict.Word.BLOCK);

    private final Verdict.Word weight;

    Mode(Verdict.Word weight) {
      this.weight = weight;
    }

    /** The word of its reasons. */
    public Verdict.Word weight() {
      return weight;
    }

    /** The spelling in files. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What a trial expects. */
  public enum Expected {
    PASS,
    FAIL,
    UNKNOWN;

    /** The spelling in files. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One test of the policy.
   *
   * @param given values by variable; what is not named is unknown
   * @param line where it stands in the file
   */
  public record Trial(String name, Expected expected, Map<String, Object> given, int line) {
    public Trial {
      given = Map.copyOf(given);
    }
  }

  public OwnPolicy {
    tests = List.copyOf(tests);
  }
}
