package dev.brisach.cli.report;

import dev.brisach.core.Decision;
import dev.brisach.core.Finding;
import dev.brisach.core.Threat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was not examined, grouped by its reason, and what people decided. */
final class HtmlRest {
  private static final int MOST_PLACES = 200;
  private static final int MOST_REASONS = 200;

  private final Report report;
  private final Markup page;

  HtmlRest(Report report, Markup page) {
    this.report = report;
    this.page = page;
  }

  void write() {
    notExamined();
    decisions();
  }

  private void notExamined() {
    List<Report.NotExamined> all = report.notExamined();
    page.raw("<h2 id=\"not-examined\">Not examined <span class=\"tag\">")
        .raw(all.size() + "</span></h2>");
    if (all.isEmpty()) {
      page.element("p", "Everything in reach was examined.");
      return;
    }
    page.element("p class=\"quiet\"", "Not looked at is never safe; so each place is named.");
    Map<String, List<Report.NotExamined>> groups = new LinkedHashMap<>();
    for (Report.NotExamined one : all) {
      groups
          .computeIfAbsent(one.stage() + "\u0000" + one.reason(), _ -> new ArrayList<>())
          .add(one);
    }
    groups.values().stream().limit(MOST_REASONS).forEach(this::group);
    if (groups.size() > MOST_REASONS) {
      page.element(
          "p", "… and " + (groups.size() - MOST_REASONS) + " more reasons (--format json)");
    }
  }

  private void group(List<Report.NotExamined> places) {
    Report.NotExamined first = places.getFirst();
    page.raw("<details class=\"item\"><summary><span class=\"stage\">")
        .text(first.stage() == null ? "Files" : TerminalReport.title(first.stage()))
        .raw("</span><span class=\"head\">")
        .element("strong", first.reason())
        .element(
            "span class=\"tag\"", places.size() == 1 ? place(first) : places.size() + " places")
        .raw("</span></summary><div><ul class=\"places\">");
    places.stream()
        .limit(MOST_PLACES)
        .forEach(one -> page.element("li class=\"mono\"", place(one)));
    page.raw("</ul>");
    if (places.size() > MOST_PLACES) {
      page.element("p", "… and " + (places.size() - MOST_PLACES) + " more (--format json)");
    }
    page.raw("</div></details>");
  }

  private static String place(Report.NotExamined one) {
    return one.asset().isEmpty()
        ? one.check()
        : one.stage() == null ? one.asset() : one.asset() + " · " + one.check();
  }

  private void decisions() {
    page.raw("<h2 id=\"decisions\">Decisions <span class=\"tag\">")
        .raw(report.decisions().size() + "</span></h2>");
    if (report.decisions().isEmpty()) {
      page.element("p", "Nobody has accepted, refuted or deferred anything.");
      return;
    }
    Map<String, String> titles = new HashMap<>();
    for (Threat threat : report.assurance().threats()) {
      titles.put(threat.id(), threat.title());
    }
    Map<String, Finding> findings = new HashMap<>();
    report
        .assurance()
        .findings()
        .forEach(finding -> {
          findings.put(finding.fingerprint(), finding);
          findings.put(finding.id(), finding);
        });
    page.raw("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Decisions\">")
        .raw("<table><thead><tr><th scope=\"col\">Decision</th><th scope=\"col\">Of what</th>")
        .raw("<th scope=\"col\">Why</th><th scope=\"col\">Who</th><th scope=\"col\">Until</th>")
        .raw("<th scope=\"col\">Today</th></tr></thead><tbody>");
    for (Decision decision : report.decisions()) {
      row(decision, findings.get(decision.target()), titles.get(decision.target()));
    }
    page.raw("</tbody></table></div>");
  }

  private static String control(Decision decision) {
    Decision.Terms terms = decision.terms();
    return terms == null || terms.control() == null ? "" : " Meanwhile: " + terms.control();
  }

  private void row(
      Decision decision,
      @org.jspecify.annotations.Nullable Finding finding,
      @org.jspecify.annotations.Nullable String threat) {
    page.raw("<tr>")
        .element("th scope=\"row\"", decision.id() + ": " + decision.act().word())
        .raw("<td>");
    if (finding != null) {
      Crossings.link(finding, page);
    } else {
      page.text(threat == null ? decision.target() : threat);
    }
    String approvers =
        decision.approvers().isEmpty()
            ? ""
            : "; approved by " + String.join(", ", decision.approvers());
    page.raw("</td>")
        .element("td", decision.reason() + control(decision))
        .element("td", decision.author() + approvers)
        .element("td", decision.until().toString().substring(0, 10))
        .element("td", report.ruling(decision).toString())
        .raw("</tr>");
  }
}
