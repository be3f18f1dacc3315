package dev.brisach.cli.report;

import dev.brisach.core.Asset;
import dev.brisach.core.Stage;
import dev.brisach.core.Threat;
import dev.brisach.core.assurance.Cell;
import dev.brisach.core.assurance.CellState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Threats × stages: one table, or one per element of the model where there are many threats. */
final class HtmlMatrix {
  static final int ONE_TABLE = 60;

  private final Report report;
  private final Crossings crossings;
  private final Markup page;

  HtmlMatrix(Report report, Crossings crossings, Markup page) {
    this.report = report;
    this.crossings = crossings;
    this.page = page;
  }

  void write() {
    page.raw("<h2 id=\"matrix\">Threats × stages");
    if (report.model().draft()) {
      page.raw(" <span class=\"tag\">draft model, made from what the repository shows</span>");
    }
    page.raw("</h2>");
    legend();
    List<Threat> threats = report.assurance().threats();
    if (threats.isEmpty()) {
      page.element("p", "The model names no threat.");
    } else if (threats.size() <= ONE_TABLE) {
      table("Matrix", threats);
    } else {
      grouped(threats);
    }
  }

  private void grouped(List<Threat> threats) {
    byAsset(threats)
        .forEach((asset, own) -> {
          page.raw("<details class=\"group\"><summary>")
              .element("strong", asset.toString())
              .element("span class=\"tag\"", summary(own))
              .raw("</summary>");
          table("Matrix of " + asset, own);
          page.raw("</details>");
        });
  }

  /** The threats of each asset, in the order of their gravest one. */
  static Map<Asset, List<Threat>> byAsset(List<Threat> threats) {
    Map<Asset, List<Threat>> groups = new LinkedHashMap<>();
    threats.forEach(
        threat -> groups.computeIfAbsent(threat.asset(), _ -> new ArrayList<>()).add(threat));
    return groups;
  }

  private String summary(List<Threat> threats) {
    List<CellState> states = new ArrayList<>();
    for (Threat threat : threats) {
      for (Stage stage : Stage.values()) {
        report.assurance().cells(threat.id(), stage).forEach(cell -> states.add(cell.state()));
      }
    }
    String word = threats.size() == 1 ? " threat, " : " threats, ";
    return threats.size() + word + Crossings.counts(states);
  }

  private void table(String name, List<Threat> threats) {
    page.raw("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"")
        .text(name)
        .raw("\"><table class=\"matrix\"><thead><tr><th scope=\"col\">Threat</th>");
    for (Stage stage : Stage.values()) {
      page.element("th scope=\"col\"", TerminalReport.title(stage));
    }
    page.raw("</tr></thead><tbody>");
    threats.forEach(this::row);
    page.raw("</tbody></table></div>");
  }

  private void row(Threat threat) {
    page.raw("<tr><th scope=\"row\">").severity(threat.severity().word());
    crossings.link(threat, page);
    page.element(
            "small",
            threat.asset()
                + " · "
                + String.join(", ", threat.weaknesses().stream().map(Object::toString).toList()))
        .raw("</th>");
    for (Stage stage : Stage.values()) {
      cell(threat, stage);
    }
    page.raw("</tr>");
  }

  private void cell(Threat threat, Stage stage) {
    List<Cell> cells = report.assurance().cells(threat.id(), stage);
    CellState state = TerminalReport.worst(cells);
    if (state == CellState.NONE) {
      page.raw("<td><span class=\"cell c-none\" role=\"img\" aria-label=\"not expected\">·</span>")
          .raw("</td>");
      return;
    }
    page.raw("<td><a class=\"cell c-" + state.word() + "\" href=\"#threat-")
        .raw(crossings.number(threat) + "\" aria-label=\"" + TerminalReport.title(stage))
        .raw(": " + state.word() + "\" title=\"")
        .text(hint(state, cells))
        .raw("\">" + StarFort.sign(state) + "</a></td>");
  }

  private static String hint(CellState state, List<Cell> cells) {
    return cells.stream()
        .filter(cell -> cell.state() == state)
        .flatMap(cell -> cell.reasons().stream())
        .findFirst()
        .map(reason -> state.word() + ": " + reason)
        .map(hint -> hint.length() > 160 ? hint.substring(0, 160) + "…" : hint)
        .orElse(state.word());
  }

  private void legend() {
    page.raw("<ul class=\"legend\" aria-label=\"Signs\">");
    for (CellState state : CellState.values()) {
      page.raw("<li><span class=\"cell c-" + state.word() + "\" aria-hidden=\"true\">")
          .raw(StarFort.sign(state) + "</span>")
          .text(meaning(state))
          .raw("</li>");
    }
    page.raw("</ul>");
  }

  private static String meaning(CellState state) {
    return switch (state) {
      case BREACHED -> "breached: a finding stands";
      case DECIDED -> "decided: findings under valid decisions";
      case HELD -> "held: looked at completely, nothing found";
      case STALE -> "stale: held once, too long ago";
      case PARTLY -> "partly: some was looked at";
      case SKIPPED -> "skipped, with the reason";
      case GAP -> "gap: expected, nothing looked";
      case NONE -> "not expected";
    };
  }
}
