package dev.brisach.engine.decisions;

import dev.brisach.core.Decision;
import dev.brisach.core.Decision.Act;
import dev.brisach.core.Severity;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a file below {@value #FOLDER} says, as {@code docs/schemas/decision-1.json} describes it.
 *
 * @param name its name without {@code .yaml}, by which it is spoken of
 * @param owner who decided and answers for it; an approval of theirs never counts
 * @param until the first moment at which it covers nothing any more
 */
public record DecisionFile(
    String name,
    Act act,
    String target,
    String reason,
    String owner,
    Instant decided,
    Instant until,
    Severity severity,
    @Nullable String control,
    SortedMap<String, String> evidence) {
  /** Where decisions lie. */
  public static final String FOLDER = "security/decisions";

  /** How their names end. */
  public static final String ENDING = ".yaml";

  public DecisionFile {
    evidence = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(evidence));
  }

  /** The path of the file. */
  public String path() {
    return path(name);
  }

  /** The path of the decision of a name. */
  public static String path(String name) {
    return FOLDER + "/" + name + ENDING;
  }

  /** The decision, with those who approved it and approvals that do not count. */
  public Decision toCore(List<String> approvers, List<String> refused) {
    return new Decision(
        name,
        act,
        target,
        reason,
        owner,
        approvers,
        until,
        new Decision.Terms(decided, severity, control, evidence),
        refused);
  }
}
