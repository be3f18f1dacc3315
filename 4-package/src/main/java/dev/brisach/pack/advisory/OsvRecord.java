package dev.brisach.pack.advisory;

import dev.brisach.core.Severity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What we keep of one OSV record.
 *
 * @param modified seconds since the epoch; 0 where unknown
 */
record OsvRecord(
    String id,
    boolean withdrawn,
    List<String> aliases,
    List<Integer> cwes,
    String summary,
    @Nullable Severity severity,
    @Nullable String informational,
    long modified,
    List<Affected> affected) {

  /**
   * One affected package.
   *
   * @param versions affected versions that lie in none of the intervals
   * @param fixed versions that are said to be fixed
   * @param imports the parts of the package that have the defect, where the record names them
   */
  record Affected(
      String ecosystem,
      String name,
      boolean uncertain,
      List<Interval> intervals,
      List<String> versions,
      List<String> fixed,
      List<String> imports) {}

  /** How an interval ends. */
  enum End {
    /** All newer versions. */
    OPEN(0),
    /** The version at the end is the first good one. */
    FIXED(1),
    /** The version at the end is the last bad one. */
    LAST(2);

    private final int code;

    End(int code) {
      this.code = code;
    }

    /** The number that stands for it in the advisory file. */
    int code() {
      return code;
    }

    /** The end that a number stands for. */
    static End of(long code) {
      return code == 0 ? OPEN : code == 1 ? FIXED : LAST;
    }
  }

  /**
   * A stretch of affected versions.
   *
   * @param from the oldest one; {@code "0"} stands before all others
   * @param to empty for {@link End#OPEN}
   */
  record Interval(String from, End end, String to) {}
}
