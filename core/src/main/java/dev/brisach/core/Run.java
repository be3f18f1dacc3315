package dev.brisach.core;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that one ledger segment says: one run of Brisach over a project.
 *
 * @param id name of the segment
 * @param head hash that closes the segment; null while it is unfinished
 * @param catalogue the checks that this run knew, whether they ran or not
 * @param environments the environments that were configured
 */
public record Run(
    String id,
    String project,
    @Nullable String branch,
    @Nullable String revision,
    Instant started,
    String tool,
    List<String> seen,
    @Nullable String head,
    List<CheckInfo> catalogue,
    List<Environment> environments,
    Model model,
    Inventory inventory,
    List<Evidence> evidence,
    List<Decision> decisions) {
  public Run {
    seen = List.copyOf(seen);
    catalogue = List.copyOf(catalogue);
    environments = List.copyOf(environments);
    evidence = List.copyOf(evidence);
    decisions = List.copyOf(decisions);
  }

  /** This run under another model and other decisions, to ask what would be said today. */
  public Run under(Model other, List<Decision> others) {
    return new Run(
        id,
        project,
        branch,
        revision,
        started,
        tool,
        seen,
        head,
        catalogue,
        environments,
        other,
        inventory,
        evidence,
        others);
  }
}
