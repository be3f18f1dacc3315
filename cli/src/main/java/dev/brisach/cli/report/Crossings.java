package dev.brisach.cli.report;

import dev.brisach.core.Finding;
import dev.brisach.core.Stage;
import dev.brisach.core.Threat;
import dev.brisach.core.assurance.Cell;
import dev.brisach.core.assurance.CellState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What points where on the page: threats by number, findings by fingerprint, and which findings
 * breach which threats.
 */
final class Crossings {
  private final Map<String, Integer> numbers = new HashMap<>();
  private final Map<String, Finding> findings = new HashMap<>();
  private final Map<String, TreeSet<Integer>> breached = new HashMap<>();
  private final Report report;

  Crossings(Report report) {
    this.report = report;
    List<Threat> threats = report.assurance().threats();
    for (int i = 0; i < threats.size(); i++) {
      numbers.put(threats.get(i).id(), i);
      for (Stage stage : Stage.values()) {
        for (Cell cell : report.assurance().cells(threats.get(i).id(), stage)) {
          for (String fingerprint : cell.findings()) {
            breached.computeIfAbsent(fingerprint, _ -> new TreeSet<>()).add(i);
          }
        }
      }
    }
    report.assurance().findings().forEach(finding -> findings.put(finding.fingerprint(), finding));
  }

  /** Place of a threat in the matrix, from 0. */
  int number(Threat threat) {
    return numbers.getOrDefault(threat.id(), 0);
  }

  /** Numbers of the threats whose cells name the finding. */
  List<Integer> threatsOf(Finding finding) {
    return List.copyOf(breached.getOrDefault(finding.fingerprint(), new TreeSet<>()));
  }

  /** The standing findings of a cell. */
  List<Finding> findingsOf(Cell cell) {
    List<Finding> all = new ArrayList<>();
    for (String fingerprint : cell.findings()) {
      Finding finding = findings.get(fingerprint);
      if (finding != null) {
        all.add(finding);
      }
    }
    return all;
  }

  /** The states of all cells of a stage. */
  List<CellState> states(Stage stage) {
    List<CellState> all = new ArrayList<>();
    for (Threat threat : report.assurance().threats()) {
      report.assurance().cells(threat.id(), stage).forEach(cell -> all.add(cell.state()));
    }
    return all;
  }

  /** A link to a threat's trace. */
  void link(Threat threat, Markup page) {
    page.raw("<a href=\"#threat-" + number(threat) + "\">").text(threat.title()).raw("</a>");
  }

  /** A link to a finding. */
  static void link(Finding finding, Markup page) {
    page.raw("<a href=\"#" + finding.id() + "\">").text(finding.title()).raw("</a>");
  }

  /** A short line on a stage's cells, such as {@code 3 of 7 held, 2 breached}. */
  static String counts(List<CellState> cells) {
    long expected = cells.stream().filter(state -> state != CellState.NONE).count();
    long held = cells.stream().filter(state -> state == CellState.HELD).count();
    long breached = cells.stream().filter(state -> state == CellState.BREACHED).count();
    if (expected == 0) {
      return "nothing expected";
    }
    return held + " of " + expected + " held" + (breached > 0 ? ", " + breached + " breached" : "");
  }
}
