package dev.brisach.core;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What a check declares of itself; written into the ledger as the run's catalogue.
 *
 * @param id unique, lower case, beginning with its module: {@code code.java.sql-injection}
 * @param version rises when the check finds more or less than before
 * @param stages where its evidence counts; never empty
 * @param weaknesses what it looks for; silence speaks for these and no others
 * @param templates the test, procedure or rule templates it carries out (Test, Operate, Monitor)
 * @param needs what must be there for it to run, in words ("advisories", "sandbox"); may be empty
 * @param effect the most it may do to its subject
 */
public record CheckInfo(
    String id,
    int version,
    String title,
    List<Stage> stages,
    Phase phase,
    SubjectKind subject,
    List<Weakness> weaknesses,
    List<String> templates,
    List<String> needs,
    Effect effect) {
  private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]*(\\.[a-z0-9][a-z0-9-]*)+");

  public CheckInfo {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException("A check id is written stage.name: " + id);
    }
    if (stages.isEmpty() || (weaknesses.isEmpty() && templates.isEmpty())) {
      throw new IllegalArgumentException("A check names stages and weaknesses: " + id);
    }
    stages = List.copyOf(stages);
    weaknesses = weaknesses.stream().sorted().distinct().toList();
    templates = List.copyOf(templates);
    needs = List.copyOf(needs);
  }

  /** A static check that reads only. */
  public static CheckInfo reading(
      String id,
      int version,
      String title,
      Stage stage,
      SubjectKind subject,
      List<Weakness> weaknesses) {
    return new CheckInfo(
        id,
        version,
        title,
        List.of(stage),
        Phase.STATIC,
        subject,
        weaknesses,
        List.of(),
        List.of(),
        Effect.READ);
  }
}
