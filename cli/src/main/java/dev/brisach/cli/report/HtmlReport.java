package dev.brisach.cli.report;

import dev.brisach.core.Stage;
import dev.brisach.core.Threat;
import dev.brisach.core.assurance.Assurance;
import dev.brisach.core.assurance.Cell;
import dev.brisach.core.assurance.CellState;
import dev.brisach.core.assurance.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A report as one self-contained page: no script, no request to anywhere, light and dark, reachable
 * by keyboard.
 */
public final class HtmlReport {
  private final Report report;
  private final Markup page = new Markup();

  private HtmlReport(Report report) {
    this.report = report;
  }

  /** The page. */
  public static String of(Report report) {
    HtmlReport html = new HtmlReport(report);
    html.head();
    html.overview();
    html.matrix();
    html.stages();
    HtmlFindings.write(report, html.page);
    HtmlThreats.write(report, html.page);
    html.notExamined();
    html.foot();
    return html.page.toString();
  }

  private void head() {
    page.raw("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
        .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
        .raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ")
        .raw("style-src 'unsafe-inline'\">")
        .element("title", "Brisach · " + report.project())
        .raw("<style>")
        .raw(resource("report.css"))
        .raw("</style></head><body>")
        .raw("<a class=\"skip\" href=\"#matrix\">To the matrix</a><header class=\"top\">")
        .element("h1", report.project())
        .raw("<p>");
    if (report.branch() != null) {
      page.text("branch ").element("code", report.branch()).text(" · ");
    }
    if (report.revision() != null) {
      String revision = report.revision();
      page.text("revision ")
          .element("code", revision.substring(0, Math.min(10, revision.length())))
          .text(" · ");
    }
    page.text(report.now().toString()).raw("</p></header><main>");
  }

  private void overview() {
    Assurance assurance = report.assurance();
    Map<Stage, CellState> states = new EnumMap<>(Stage.class);
    Map<Stage, String> counts = new EnumMap<>(Stage.class);
    for (Stage stage : Stage.values()) {
      List<CellState> cells = states(stage);
      states.put(stage, worst(cells));
      counts.put(stage, counts(cells));
    }
    page.raw("<section class=\"overview\" aria-label=\"Overview\"><div>")
        .raw(StarFort.svg(states, counts, assurance.share().share()))
        .raw("</div><div>");
    gate(report.verdict());
    share(assurance.share());
    page.raw("</div></section>");
    if (!report.warnings().isEmpty() || !report.notes().isEmpty()) {
      page.raw("<ul class=\"quiet\">");
      report.warnings().forEach(line -> page.element("li", line));
      report.notes().forEach(line -> page.element("li", "Policy: " + line));
      page.raw("</ul>");
    }
  }

  private static String counts(List<CellState> cells) {
    long expected = cells.stream().filter(state -> state != CellState.NONE).count();
    long held = cells.stream().filter(state -> state == CellState.HELD).count();
    long breached = cells.stream().filter(state -> state == CellState.BREACHED).count();
    if (expected == 0) {
      return "nothing expected";
    }
    return held + " of " + expected + " held" + (breached > 0 ? ", " + breached + " breached" : "");
  }

  private List<CellState> states(Stage stage) {
    List<CellState> all = new ArrayList<>();
    for (Threat threat : report.assurance().threats()) {
      cells(threat, stage).forEach(cell -> all.add(cell.state()));
    }
    return all;
  }

  private List<Cell> cells(Threat threat, Stage stage) {
    SortedMap<Stage, List<Cell>> row =
        report.assurance().cells().getOrDefault(threat.id(), new TreeMap<>());
    return row.getOrDefault(stage, List.of());
  }

  private static CellState worst(List<CellState> states) {
    return TerminalReport.worstOf(states);
  }

  private void gate(Verdict verdict) {
    page.raw("<div class=\"card gate " + verdict.word().word() + "\">")
        .element("h3", "Gate")
        .element("div class=\"word\"", verdict.word().name());
    if (verdict.reasons().isEmpty()) {
      page.element("p class=\"quiet\"", "No rule of the policy has anything to say.");
    }
    page.raw("<ul>");
    int shown = 0;
    for (Verdict.Reason reason : verdict.reasons()) {
      if (shown++ == 6) {
        page.element("li", "… and " + (verdict.reasons().size() - 6) + " more");
        break;
      }
      page.element("li", reason.word().word() + ": " + reason.message());
    }
    page.raw("</ul></div>");
  }

  private void share(Assurance.Share share) {
    page.raw("<div class=\"card\" style=\"margin-top:16px\">")
        .element("h3", "Assurance: " + Math.round(share.share() * 100) + " % held")
        .element(
            "p class=\"quiet\" style=\"margin:0\"",
            "by severity; cells: held "
                + share.held()
                + ", breached "
                + share.breached()
                + ", decided "
                + share.decided()
                + ", partly "
                + share.partly()
                + ", stale "
                + share.stale()
                + ", skipped "
                + share.skipped()
                + ", gap "
                + share.gap())
        .raw("</div>");
  }

  private void matrix() {
    page.raw("<h2 id=\"matrix\">Threats × stages");
    if (report.model().draft()) {
      page.raw(" <span class=\"tag\">draft model, made from what the repository shows</span>");
    }
    page.raw("</h2>");
    legend();
    if (report.assurance().threats().isEmpty()) {
      page.element("p", "The model names no threat.");
      return;
    }
    page.raw("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Matrix\">")
        .raw("<table class=\"matrix\"><thead><tr><th scope=\"col\">Threat</th>");
    for (Stage stage : Stage.values()) {
      page.element("th scope=\"col\"", TerminalReport.title(stage));
    }
    page.raw("</tr></thead><tbody>");
    int number = 0;
    for (Threat threat : report.assurance().threats()) {
      row(threat, number++);
    }
    page.raw("</tbody></table></div>");
  }

  private void row(Threat threat, int number) {
    page.raw("<tr><th scope=\"row\"><span class=\"sev sev-" + threat.severity().word() + "\">")
        .text(threat.severity().word())
        .raw("</span> <a href=\"#threat-" + number + "\">")
        .text(threat.title())
        .raw("</a>")
        .element(
            "small",
            threat.asset()
                + " · "
                + String.join(", ", threat.weaknesses().stream().map(Object::toString).toList()))
        .raw("</th>");
    for (Stage stage : Stage.values()) {
      List<Cell> cells = cells(threat, stage);
      CellState state = TerminalReport.worst(cells);
      page.raw("<td>");
      if (state == CellState.NONE) {
        page.raw("<span class=\"cell c-none\" role=\"img\" aria-label=\"not expected\">·</span>");
      } else {
        page.raw("<a class=\"cell c-" + state.word() + "\" href=\"#threat-" + number + "\"")
            .raw(" aria-label=\"" + TerminalReport.title(stage) + ": " + state.word() + "\"")
            .raw(" title=\"")
            .text(state.word() + hint(cells))
            .raw("\">" + StarFort.sign(state) + "</a>");
      }
      page.raw("</td>");
    }
    page.raw("</tr>");
  }

  private static String hint(List<Cell> cells) {
    return cells.stream()
        .flatMap(cell -> cell.reasons().stream())
        .findFirst()
        .map(reason -> ": " + reason)
        .orElse("");
  }

  private void legend() {
    page.raw("<ul class=\"legend\">");
    for (CellState state : CellState.values()) {
      page.raw(
              "<li><span class=\"cell c-" + state.word() + "\">" + StarFort.sign(state) + "</span>")
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

  private void stages() {
    page.raw("<h2>Stages</h2><div class=\"scroll\" tabindex=\"0\" role=\"region\" ")
        .raw("aria-label=\"Stages\"><table><thead><tr><th scope=\"col\">Stage</th>")
        .raw("<th scope=\"col\">Checks that looked</th><th scope=\"col\">Findings</th>")
        .raw("<th scope=\"col\">Cells</th></tr></thead><tbody>");
    for (Stage stage : Stage.values()) {
      long looked =
          report.evidenceOf(stage).stream()
              .filter(e -> e.outcome() instanceof dev.brisach.core.Outcome.Examined)
              .count();
      long found =
          report.assurance().findings().stream()
              .filter(f -> report.stagesOfFindings().get(f.fingerprint()) == stage)
              .count();
      page.raw("<tr id=\"stage-" + stage.word() + "\">")
          .element("th scope=\"row\"", TerminalReport.title(stage))
          .element("td", Long.toString(looked))
          .element("td", Long.toString(found))
          .element("td", counts(states(stage)))
          .raw("</tr>");
    }
    page.raw("</tbody></table></div>");
  }

  private void notExamined() {
    List<Report.NotExamined> all = report.notExamined();
    page.raw("<h2 id=\"not-examined\">Not examined</h2>");
    if (all.isEmpty()) {
      page.element("p", "Everything in reach was examined.");
      return;
    }
    page.element(
        "p class=\"quiet\"", "Not looked at is never safe. " + all.size() + " places, each named.");
    Map<String, List<Report.NotExamined>> byReason = new TreeMap<>();
    for (Report.NotExamined one : all) {
      String head = one.stage() == null ? one.reason() : one.stage().word() + ": " + one.reason();
      byReason.computeIfAbsent(head, _ -> new ArrayList<>()).add(one);
    }
    byReason.forEach((reason, places) -> {
      page.raw("<details class=\"item\"><summary>")
          .text(reason)
          .element("span class=\"tag\"", places.size() + "×")
          .raw("</summary><div><ul>");
      places.stream()
          .limit(200)
          .forEach(one ->
              page.element(
                  "li class=\"mono\"",
                  one.asset().isEmpty() ? one.check() : one.asset() + " · " + one.check()));
      if (places.size() > 200) {
        page.element("li", "… and " + (places.size() - 200) + " more (--format json)");
      }
      page.raw("</ul></div></details>");
    });
  }

  private void foot() {
    page.raw("</main><footer>");
    if (report.ledgerHead() != null) {
      page.text("Ledger head ").element("code", report.ledgerHead()).raw("<br>");
    }
    page.text("Made by Brisach. A cell says what was looked at, by which check and when; it is no ")
        .text("proof that weaknesses of other kinds are absent.")
        .raw("</footer></body></html>\n");
  }

  private static String resource(String name) {
    try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
