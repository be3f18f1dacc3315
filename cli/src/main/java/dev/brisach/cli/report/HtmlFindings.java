package dev.brisach.cli.report;

import dev.brisach.core.Asset;
import dev.brisach.core.Finding;
import dev.brisach.core.Lesson;
import dev.brisach.core.Stage;
import dev.brisach.core.Step;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The findings of the page, each with its evidence, its fix and its guidance card. */
final class HtmlFindings {
  private static final int MOST = 2000;

  private HtmlFindings() {}

  static void write(Report report, Markup page) {
    List<Finding> findings = report.assurance().findings();
    Set<String> notShipped = new HashSet<>(report.assurance().notShipped());
    page.raw(
        "<h2 id=\"findings\">Findings <span class=\"tag\">" + findings.size() + "</span></h2>");
    if (findings.isEmpty()) {
      page.element("p", "No finding stands.");
    }
    findings.stream()
        .limit(MOST)
        .forEach(
            finding -> write(finding, report, notShipped.contains(finding.fingerprint()), page));
    if (findings.size() > MOST) {
      page.element("p", "… and " + (findings.size() - MOST) + " more (--format json).");
    }
  }

  private static void write(Finding finding, Report report, boolean notShipped, Markup page) {
    String place =
        finding.location() == null ? finding.asset().toString() : finding.location().toString();
    page.raw("<details class=\"item\" id=\"" + finding.id() + "\"><summary>")
        .raw("<span class=\"sev sev-" + finding.severity().word() + "\">")
        .text(finding.severity().word())
        .raw("</span>")
        .element("strong", finding.title())
        .element("span class=\"where mono\"", place)
        .element(
            "span class=\"tag\"",
            finding.confidence().word() + (notShipped ? " · not shipped" : ""))
        .raw("</summary><div>")
        .element("p", finding.message());
    for (Step step : finding.path()) {
      page.raw("<div><span class=\"tag\">")
          .text(step.role() + " ")
          .raw("</span>")
          .element("code", step.location() + "  " + step.text())
          .raw("</div>");
    }
    String fix = finding.fix();
    if (fix != null && !fix.isBlank()) {
      page.element("h3", "Fix").element("pre", fix);
    }
    if (finding.lesson() != null) {
      lesson(finding.lesson(), page);
    }
    facts(finding, report, page);
    page.raw("</div></details>");
  }

  private static void lesson(Lesson card, Markup page) {
    page.raw("<div class=\"lesson\">").element("p", card.happens());
    if (!card.payload().isBlank()) {
      page.element("h3", "An attacker would send").element("pre", card.payload());
    }
    if (!card.replacement().isBlank()) {
      page.element("h3", "Write instead").element("pre", card.replacement());
    }
    if (!card.question().isBlank()) {
      page.raw("<p><em>").text(card.question()).raw("</em></p>");
    }
    if (!card.links().isEmpty()) {
      page.raw("<p>");
      for (String link : card.links()) {
        if (link.startsWith("https://")) {
          page.raw("<a rel=\"noreferrer\" href=\"").text(link).raw("\">").text(link).raw("</a> ");
        } else {
          page.text(link + " ");
        }
      }
      page.raw("</p>");
    }
    page.raw("</div>");
  }

  private static void facts(Finding finding, Report report, Markup page) {
    Stage stage = report.stagesOfFindings().get(finding.fingerprint());
    List<Asset> components =
        report.assurance().components().getOrDefault(finding.fingerprint(), List.of());
    page.raw("<dl>");
    fact("id", finding.id(), page);
    fact("rule", finding.rule(), page);
    if (stage != null) {
      fact("stage", TerminalReport.title(stage), page);
    }
    fact(
        "weaknesses",
        String.join(", ", finding.weaknesses().stream().map(Object::toString).toList()),
        page);
    fact(
        "belongs to",
        components.isEmpty()
            ? "no component (unbound)"
            : String.join(", ", components.stream().map(Asset::toString).toList()),
        page);
    finding.details().forEach((name, value) -> fact(name, value, page));
    page.raw("</dl>");
  }

  private static void fact(String name, String value, Markup page) {
    page.element("dt", name).element("dd", value);
  }
}
