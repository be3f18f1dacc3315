package dev.brisach.core.assurance;

import dev.brisach.core.Confidence;
import dev.brisach.core.Stage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One threat in one stage and environment.
 *
 * @param confidence the highest confidence among its findings; null unless breached or decided
 * @param old true where the finding that colours it was not confirmed by a fresh sweep
 * @param shared true where an asset that colours it belongs to other components too
 * @param evidence ids of the sweeps behind it, sorted
 * @param findings fingerprints of the standing findings behind it, sorted
 * @param reasons in words: what is missing, what was not examined, why skipped; sorted
 * @param notes details that give no colour ("noticed after 2.1 s"); sorted
 */
public record Cell(
    String threat,
    Stage stage,
    String environment,
    CellState state,
    @Nullable Confidence confidence,
    boolean old,
    boolean shared,
    List<String> evidence,
    List<String> findings,
    List<String> reasons,
    List<String> notes) {
  public Cell {
    evidence = evidence.stream().sorted().distinct().toList();
    findings = findings.stream().sorted().distinct().toList();
    reasons = reasons.stream().sorted().distinct().toList();
    notes = notes.stream().sorted().distinct().toList();
  }
}
