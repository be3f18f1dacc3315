package dev.brisach.cli.report;

import dev.brisach.core.Finding;
import dev.brisach.core.Outcome;
import dev.brisach.core.Stage;
import dev.brisach.core.assurance.Assurance;
import dev.brisach.core.assurance.CellState;
import dev.brisach.core.assurance.Verdict;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The first screen: the fortress, the gate's word with its reasons, the share, the stages. */
final class HtmlOverview {
  private static final int REASONS = 6;
  private static final int ALL_REASONS = 200;

  private final Report report;
  private final Crossings crossings;
  private final Markup page;

  HtmlOverview(Report report, Crossings crossings, Markup page) {
    this.report = report;
    this.crossings = crossings;
    this.page = page;
  }

  void write() {
    Map<Stage, CellState> states = new EnumMap<>(Stage.class);
    Map<Stage, String> counts = new EnumMap<>(Stage.class);
    for (Stage stage : Stage.values()) {
      List<CellState> cells = crossings.states(stage);
      states.put(stage, TerminalReport.worstOf(cells));
      counts.put(stage, Crossings.counts(cells));
    }
    page.raw("<section class=\"overview\" id=\"overview\" aria-label=\"Overview\"><div>")
        .raw(StarFort.svg(states, counts, report.assurance().share().share()))
        .raw("</div><div class=\"cards\">");
    gate();
    share(report.assurance().share());
    page.raw("</div></section>");
    if (!report.warnings().isEmpty() || !report.notes().isEmpty()) {
      page.raw("<ul class=\"notes\">");
      report.warnings().forEach(line -> page.element("li", line));
      report.notes().forEach(line -> page.element("li", "Policy: " + line));
      page.raw("</ul>");
    }
    stages();
  }

  private void gate() {
    Verdict verdict = report.verdict();
    List<GateReason> reasons = GateReason.of(report);
    page.raw("<section class=\"card gate " + verdict.word().word() + "\" aria-labelledby=\"gate\">")
        .raw("<h2 id=\"gate\">Gate <span class=\"word\">" + verdict.word().name() + "</span></h2>");
    long blocks = GateReason.count(reasons, Verdict.Word.BLOCK);
    long warns = GateReason.count(reasons, Verdict.Word.WARN);
    page.element(
        "p class=\"quiet\"",
        reasons.isEmpty()
            ? "No rule of the policy has anything to say."
            : blocks
                + (blocks == 1 ? " reason to block, " : " reasons to block, ")
                + warns
                + (warns == 1 ? " warning" : " warnings"));
    list(reasons.subList(0, Math.min(REASONS, reasons.size())));
    if (reasons.size() > REASONS) {
      page.raw("<details class=\"more\"><summary>")
          .text((reasons.size() - REASONS) + " more")
          .raw("</summary>");
      list(reasons.subList(REASONS, Math.min(ALL_REASONS, reasons.size())));
      if (reasons.size() > ALL_REASONS) {
        page.element("p", "… and " + (reasons.size() - ALL_REASONS) + " more (--format json)");
      }
      page.raw("</details>");
    }
    page.raw("</section>");
  }

  private void list(List<GateReason> reasons) {
    page.raw("<ul class=\"reasons\">");
    for (GateReason reason : reasons) {
      page.raw("<li><span class=\"verdict v-" + reason.word().word() + "\">")
          .raw(reason.word().word() + "</span> ");
      if (reason.threat() != null) {
        crossings.link(reason.threat(), page);
        page.element("span class=\"where\"", " " + reason.threat().asset().name())
            .element("span class=\"said\"", String.join("; ", reason.messages()));
      } else {
        finding(String.join("; ", reason.messages()));
      }
      page.raw("</li>");
    }
    page.raw("</ul>");
  }

  /** A message that begins with a finding's id leads to it. */
  private void finding(String message) {
    int space = message.indexOf(' ');
    String id = space < 0 ? message : message.substring(0, space);
    boolean known = report.assurance().findings().stream().map(Finding::id).anyMatch(id::equals);
    if (known) {
      page.raw("<a class=\"mono\" href=\"#" + id + "\">" + id + "</a>")
          .text(message.substring(id.length()));
    } else {
      page.text(message);
    }
  }

  private void share(Assurance.Share share) {
    page.raw("<section class=\"card\" aria-labelledby=\"assurance\"><h2 id=\"assurance\">")
        .text("Assurance: " + Math.round(share.share() * 100) + " % held")
        .raw("</h2>");
    Map<CellState, Integer> parts = new EnumMap<>(CellState.class);
    parts.put(CellState.HELD, share.held());
    parts.put(CellState.BREACHED, share.breached());
    parts.put(CellState.DECIDED, share.decided());
    parts.put(CellState.PARTLY, share.partly());
    parts.put(CellState.STALE, share.stale());
    parts.put(CellState.SKIPPED, share.skipped());
    parts.put(CellState.GAP, share.gap());
    int all = parts.values().stream().mapToInt(Integer::intValue).sum();
    if (all > 0) {
      page.raw("<div class=\"bar\" aria-hidden=\"true\">");
      for (CellState state : ORDER) {
        int count = parts.getOrDefault(state, 0);
        if (count > 0) {
          page.raw(
              "<span class=\"b-" + state.word() + "\" style=\"flex-grow:" + count + "\"></span>");
        }
      }
      page.raw("</div>");
    }
    page.raw("<ul class=\"parts\">");
    for (CellState state : ORDER) {
      page.raw("<li><span class=\"cell c-" + state.word() + "\" aria-hidden=\"true\">")
          .raw(StarFort.sign(state) + "</span>" + parts.getOrDefault(state, 0))
          .raw(" " + state.word() + "</li>");
    }
    page.raw("</ul>")
        .element("p class=\"quiet\"", "Share of what is expected, weighted by severity.")
        .raw("</section>");
  }

  private static final List<CellState> ORDER =
      List.of(
          CellState.HELD,
          CellState.PARTLY,
          CellState.STALE,
          CellState.SKIPPED,
          CellState.GAP,
          CellState.DECIDED,
          CellState.BREACHED);

  private void stages() {
    page.raw("<h2 id=\"stages\">Stages</h2><div class=\"scroll\" tabindex=\"0\" role=\"region\" ")
        .raw("aria-label=\"Stages\"><table><thead><tr><th scope=\"col\">Stage</th>")
        .raw("<th scope=\"col\">State</th><th scope=\"col\">Cells</th>")
        .raw("<th scope=\"col\">Sweeps that looked</th><th scope=\"col\">Findings</th>")
        .raw("</tr></thead><tbody>");
    for (Stage stage : Stage.values()) {
      List<CellState> cells = crossings.states(stage);
      CellState state = TerminalReport.worstOf(cells);
      page.raw("<tr id=\"stage-" + stage.word() + "\">")
          .element("th scope=\"row\"", TerminalReport.title(stage))
          .raw("<td><span class=\"cell c-" + state.word() + "\" aria-hidden=\"true\">")
          .raw(StarFort.sign(state) + "</span> " + StarFort.words(state) + "</td>")
          .element("td", Crossings.counts(cells))
          .element("td", looked(stage))
          .element("td", found(stage))
          .raw("</tr>");
    }
    page.raw("</tbody></table></div>");
  }

  private String looked(Stage stage) {
    long looked =
        report.evidenceOf(stage).stream()
            .filter(sweep -> sweep.outcome() instanceof Outcome.Examined)
            .count();
    return looked == 0 ? "none" : Long.toString(looked);
  }

  private String found(Stage stage) {
    long found =
        report.assurance().findings().stream()
            .filter(f -> report.stagesOfFindings().get(f.fingerprint()) == stage)
            .count();
    return Long.toString(found);
  }
}
