package dev.brisach.core.assurance;

import dev.brisach.core.Asset;
import dev.brisach.core.Finding;
import dev.brisach.core.Run;
import dev.brisach.core.Stage;
import dev.brisach.core.Threat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * The computed matrix.
 *
 * @param threats by falling severity, then id
 * @param cells for each threat id, for each stage, one cell per environment; every stage is present
 * @param findings standing findings, by severity, confidence, residual risk, fingerprint
 * @param components for each fingerprint the model elements it is bound to; sorted
 * @param unbound assets with findings that belong to no element; sorted
 * @param notShipped fingerprints that are listed and not gated
 * @param decisions what became of each decision, by decision id
 * @param residual residual risk (0 to 16) by threat id; {@link Residual} derives it
 * @param decided by fingerprint the decision that covers the finding in every threat it breaches
 * @param seenBy by fingerprint of a standing finding the ids of the sweeps that report it; sorted
 */
public record Assurance(
    List<Threat> threats,
    Map<String, SortedMap<Stage, List<Cell>>> cells,
    List<Finding> findings,
    Map<String, List<Asset>> components,
    List<Asset> unbound,
    List<String> notShipped,
    SortedMap<String, Ruling> decisions,
    Map<String, Double> residual,
    Share share,
    SortedMap<String, String> decided,
    SortedMap<String, List<String>> seenBy) {
  /**
   * Severity-weighted share of expected cells that are held, with the counts it was made of.
   *
   * @param share 0 to 1; 0 where nothing is expected
   */
  public record Share(
      double share,
      int held,
      int breached,
      int decided,
      int partly,
      int stale,
      int skipped,
      int gap) {}

  public Assurance {
    threats = List.copyOf(threats);
    findings = List.copyOf(findings);
    unbound = List.copyOf(unbound);
    notShipped = List.copyOf(notShipped);
  }

  /**
   * Computes the matrix of a state from the runs of its ledger, given in any order. Equal input
   * gives equal output, whatever the order.
   */
  public static Assurance compute(State state, List<Run> runs) {
    return Matrix.of(new Graph(state, runs));
  }

  /** The cells of a threat in a stage, one for each environment; empty for an unknown threat. */
  public List<Cell> cells(String threat, Stage stage) {
    SortedMap<Stage, List<Cell>> row = cells.get(threat);
    return row == null ? List.of() : row.getOrDefault(stage, List.of());
  }
}
