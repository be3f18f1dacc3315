package dev.brisach.cli.report;

import dev.brisach.core.Finding;
import dev.brisach.core.Stage;
import dev.brisach.core.Threat;
import dev.brisach.core.assurance.Cell;
import dev.brisach.core.assurance.CellState;
import java.util.List;
import java.util.Locale;

/** One trace per threat: what each stage says of it, and why. */
final class HtmlThreats {
  private static final int MOST_LINES = 8;

  private final Report report;
  private final Crossings crossings;
  private final Markup page;

  HtmlThreats(Report report, Crossings crossings, Markup page) {
    this.report = report;
    this.crossings = crossings;
    this.page = page;
  }

  void write() {
    page.raw("<h2 id=\"threats\">Each threat, stage by stage</h2>");
    List<Threat> threats = report.assurance().threats();
    if (threats.isEmpty()) {
      page.element("p", "The model names no threat.");
    }
    if (threats.size() <= HtmlMatrix.ONE_TABLE) {
      threats.forEach(this::threat);
      return;
    }
    HtmlMatrix.byAsset(threats)
        .forEach((asset, own) -> {
          page.raw("<details class=\"group\"><summary>")
              .element("strong", asset.toString())
              .element("span class=\"tag\"", own.size() + " threats")
              .raw("</summary>");
          own.forEach(this::threat);
          page.raw("</details>");
        });
  }

  /** The mark stands inside, so that a link to it opens the closed part. */
  private void threat(Threat threat) {
    page.raw("<details class=\"item\"><summary>").severity(threat.severity().word());
    page.raw("<span class=\"head\">")
        .element("strong", threat.title())
        .element("span class=\"where mono\"", threat.asset().toString())
        .raw("</span></summary><div id=\"threat-" + crossings.number(threat) + "\"><dl>");
    page.element("dt", "id").element("dd class=\"mono\"", threat.id());
    Double residual = report.assurance().residual().get(threat.id());
    page.element("dt", "risk")
        .element(
            "dd",
            "likelihood "
                + threat.likelihood()
                + " × impact "
                + threat.impact()
                + " = "
                + threat.likelihood() * threat.impact()
                + (residual == null
                    ? ""
                    : String.format(Locale.ROOT, ", residual %.1f of 16", residual)));
    for (String question : threat.questions()) {
      page.element("dt", "open question").element("dd", question);
    }
    page.raw("</dl><div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Stages of ")
        .text(threat.title())
        .raw("\"><table><thead><tr><th scope=\"col\">Stage</th><th scope=\"col\">Where</th>")
        .raw("<th scope=\"col\">State</th><th scope=\"col\">Why</th></tr></thead><tbody>");
    for (Stage stage : Stage.values()) {
      for (Cell cell : report.assurance().cells(threat.id(), stage)) {
        if (cell.state() != CellState.NONE) {
          row(stage, cell);
        }
      }
    }
    page.raw("</tbody></table></div></div></details>");
  }

  private void row(Stage stage, Cell cell) {
    page.raw("<tr>")
        .element("th scope=\"row\"", TerminalReport.title(stage))
        .element("td", cell.environment())
        .raw("<td class=\"state\"><span class=\"cell c-" + cell.state().word() + "\"")
        .raw(" aria-hidden=\"true\">" + StarFort.sign(cell.state()) + "</span> ")
        .text(words(cell))
        .raw("</td><td>");
    lines("", cell.reasons());
    lines(" class=\"quiet\"", cell.notes());
    List<Finding> findings = crossings.findingsOf(cell);
    for (Finding finding : findings.subList(0, Math.min(MOST_LINES, findings.size()))) {
      page.raw("<div>");
      Crossings.link(finding, page);
      page.raw("</div>");
    }
    more(findings.size());
    int sweeps = cell.evidence().size();
    if (sweeps > 0) {
      page.element(
          "div class=\"quiet\"", sweeps + (sweeps == 1 ? " sweep" : " sweeps") + " behind it");
    }
    page.raw("</td></tr>");
  }

  private static String words(Cell cell) {
    return cell.state().word()
        + (cell.confidence() == null ? "" : ", " + cell.confidence().word())
        + (cell.old() ? " (old)" : "")
        + (cell.shared() ? " (shared)" : "");
  }

  private void lines(String attributes, List<String> texts) {
    texts.stream().limit(MOST_LINES).forEach(text -> page.element("div" + attributes, text));
    more(texts.size());
  }

  private void more(int size) {
    if (size > MOST_LINES) {
      page.element("div class=\"quiet\"", "… and " + (size - MOST_LINES) + " more");
    }
  }
}
