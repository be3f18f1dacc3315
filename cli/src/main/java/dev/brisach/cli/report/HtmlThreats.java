package dev.brisach.cli.report;

import dev.brisach.core.Finding;
import dev.brisach.core.Stage;
import dev.brisach.core.Threat;
import dev.brisach.core.assurance.Cell;
import dev.brisach.core.assurance.CellState;
import java.util.List;
import java.util.TreeMap;

/** One trace per threat: what each stage says of it, and why. */
final class HtmlThreats {
  private HtmlThreats() {}

  static void write(Report report, Markup page) {
    page.raw("<h2 id=\"threats\">Each threat, stage by stage</h2>");
    int number = 0;
    for (Threat threat : report.assurance().threats()) {
      threat(threat, number++, report, page);
    }
  }

  private static void threat(Threat threat, int number, Report report, Markup page) {
    page.raw("<details class=\"item\" id=\"threat-" + number + "\"><summary>")
        .raw("<span class=\"sev sev-" + threat.severity().word() + "\">")
        .text(threat.severity().word())
        .raw("</span>")
        .element("strong", threat.title())
        .element("span class=\"where mono\"", threat.asset().toString())
        .raw("</summary><div><dl>");
    page.element("dt", "id").element("dd class=\"mono\"", threat.id());
    page.element("dt", "risk")
        .element("dd", "likelihood " + threat.likelihood() + " × impact " + threat.impact());
    for (String question : threat.questions()) {
      page.element("dt", "open question").element("dd", question);
    }
    page.raw("</dl><table><thead><tr><th scope=\"col\">Stage</th><th scope=\"col\">Where</th>")
        .raw("<th scope=\"col\">State</th><th scope=\"col\">Why</th></tr></thead><tbody>");
    for (Stage stage : Stage.values()) {
      List<Cell> cells =
          report
              .assurance()
              .cells()
              .getOrDefault(threat.id(), new TreeMap<>())
              .getOrDefault(stage, List.of());
      for (Cell cell : cells) {
        if (cell.state() != CellState.NONE) {
          row(stage, cell, report, page);
        }
      }
    }
    page.raw("</tbody></table></div></details>");
  }

  private static void row(Stage stage, Cell cell, Report report, Markup page) {
    page.raw("<tr>")
        .element("th scope=\"row\"", TerminalReport.title(stage))
        .element("td", cell.environment())
        .raw("<td><span class=\"cell c-" + cell.state().word() + "\" aria-hidden=\"true\">")
        .raw(StarFort.sign(cell.state()) + "</span> ")
        .text(
            cell.state().word() + (cell.old() ? " (old)" : "") + (cell.shared() ? " (shared)" : ""))
        .raw("</td><td>");
    cell.reasons().forEach(reason -> page.element("div", reason));
    cell.notes().forEach(note -> page.element("div class=\"quiet\"", note));
    for (Finding finding : report.assurance().findings()) {
      if (cell.findings().contains(finding.fingerprint())) {
        page.raw("<div><a href=\"#" + finding.id() + "\">").text(finding.title()).raw("</a></div>");
      }
    }
    if (!cell.evidence().isEmpty()) {
      page.element("div class=\"quiet\"", cell.evidence().size() + " sweeps behind this cell");
    }
    page.raw("</td></tr>");
  }
}
