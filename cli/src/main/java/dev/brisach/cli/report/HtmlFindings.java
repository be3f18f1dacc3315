package dev.brisach.cli.report;

import dev.brisach.core.Asset;
import dev.brisach.core.Finding;
import dev.brisach.core.Lesson;
import dev.brisach.core.Stage;
import dev.brisach.core.Step;
import dev.brisach.engine.decisions.Question;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The findings of the page, each with its evidence, its fix and its guidance card; many of them are
 * grouped by stage and component. So that a page stays small enough to open, what comes after the
 * first megabytes is said shortly, and the rest counted.
 */
final class HtmlFindings {
  private static final int ONE_LIST = 80;
  private static final int WHOLE_UP_TO = 2_200_000;
  private static final int SHORT_UP_TO = 3_400_000;
  private static final int MOST_STEPS = 24;

  private final Report report;
  private final Crossings crossings;
  private final Markup page;
  private final Set<String> notShipped;
  private int leftOut;

  HtmlFindings(Report report, Crossings crossings, Markup page) {
    this.report = report;
    this.crossings = crossings;
    this.page = page;
    this.notShipped = new HashSet<>(report.assurance().notShipped());
  }

  void write() {
    List<Finding> findings = report.assurance().findings();
    page.raw("<h2 id=\"findings\">Findings <span class=\"tag\">")
        .raw(findings.size() + "</span></h2>");
    if (findings.isEmpty()) {
      page.element("p", "No finding stands.");
    } else if (findings.size() <= ONE_LIST) {
      findings.forEach(this::finding);
    } else {
      grouped(findings);
    }
    if (leftOut > 0) {
      page.element(
          "p", "… and " + leftOut + " more, less grave ones; brisach run --format json has all.");
    }
  }

  /** Groups, in the order of their gravest finding. */
  private void grouped(List<Finding> findings) {
    Map<String, List<Finding>> groups = new LinkedHashMap<>();
    for (Finding finding : findings) {
      Stage stage = report.stagesOfFindings().get(finding.fingerprint());
      List<Asset> owners = components(finding);
      String group =
          (stage == null ? "Elsewhere" : TerminalReport.title(stage))
              + " · "
              + (owners.isEmpty() ? "bound to no component" : owners.getFirst().name());
      groups.computeIfAbsent(group, _ -> new ArrayList<>()).add(finding);
    }
    groups.forEach((name, own) -> {
      page.raw("<details class=\"group\"><summary>")
          .element("strong", name)
          .element("span class=\"tag\"", severities(own))
          .raw("</summary>");
      own.forEach(this::finding);
      page.raw("</details>");
    });
  }

  private static String severities(List<Finding> findings) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    findings.forEach(finding -> counts.merge(finding.severity().word(), 1, Integer::sum));
    List<String> words = new ArrayList<>();
    counts.forEach((word, count) -> words.add(count + " " + word));
    return String.join(", ", words);
  }

  private List<Asset> components(Finding finding) {
    return report.assurance().components().getOrDefault(finding.fingerprint(), List.of());
  }

  private void finding(Finding finding) {
    if (page.length() > SHORT_UP_TO) {
      leftOut++;
      return;
    }
    page.raw("<details class=\"item\"><summary>").severity(finding.severity().word());
    page.raw("<span class=\"head\">")
        .element("strong", finding.title())
        .element("span class=\"where mono\"", FindingList.place(finding))
        .element("span class=\"tag\"", tags(finding))
        .raw("</span></summary><div id=\"" + finding.id() + "\">")
        .prose("p", finding.message());
    if (page.length() > WHOLE_UP_TO) {
      page.element("p class=\"quiet\"", "brisach explain " + finding.id() + " tells the rest.");
    } else {
      whole(finding);
    }
    page.raw("</div></details>");
  }

  private String tags(Finding finding) {
    String decision = report.assurance().decided().get(finding.fingerprint());
    return finding.confidence().word()
        + (notShipped.contains(finding.fingerprint()) ? " · not shipped" : "")
        + (decision == null ? "" : " · decided (" + decision + ")");
  }

  private void whole(Finding finding) {
    path(finding.path());
    String fix = finding.fix();
    if (fix != null && !fix.isBlank()) {
      page.raw("<div class=\"fix\"><p class=\"label\">Fix</p>").element("pre", fix).raw("</div>");
    }
    if (finding.proof() != null) {
      page.element("p class=\"label\"", "What shows it")
          .prose("p", finding.proof().difference())
          .element("pre", String.join("\n", ProofLines.of(finding.proof())));
    }
    if (finding.lesson() != null) {
      lesson(finding.lesson(), fix == null ? "" : fix);
    }
    questions(finding);
    facts(finding);
  }

  /** What people asked and answered, as they wrote it. */
  private void questions(Finding finding) {
    for (Question question : report.questionsOn(finding)) {
      page.raw("<div class=\"lesson\"><p class=\"label\">")
          .text("Asked by " + question.asked().by())
          .raw("</p>")
          .element("p", question.asked().text());
      for (Question.Said answer : question.answers()) {
        page.raw("<p class=\"label\">")
            .text("Answered by " + answer.by())
            .raw("</p>")
            .element("p", answer.text());
      }
      page.raw("</div>");
    }
  }

  private void path(List<Step> path) {
    if (path.isEmpty()) {
      return;
    }
    page.raw("<p class=\"label\">How it comes about</p><ol class=\"path\">");
    for (Step step : path.subList(0, Math.min(MOST_STEPS, path.size()))) {
      page.raw("<li><span class=\"role\">")
          .text(step.role())
          .raw("</span> ")
          .element("span class=\"where mono\"", step.location().toString());
      if (!step.text().isBlank()) {
        page.element("pre", Columns.cut(step.text(), 600, " …"));
      }
      page.raw("</li>");
    }
    page.raw("</ol>");
    if (path.size() > MOST_STEPS) {
      page.element("p class=\"quiet\"", "… and " + (path.size() - MOST_STEPS) + " more steps");
    }
  }

  private void lesson(Lesson card, String fix) {
    page.raw("<div class=\"lesson\"><p class=\"label\">What happens here</p>")
        .prose("p", card.happens());
    if (!card.payload().isBlank()) {
      page.element("p class=\"label\"", "An attacker would send").element("pre", card.payload());
    }
    if (!card.replacement().isBlank() && !card.replacement().equals(fix)) {
      page.element("p class=\"label\"", "Write instead").element("pre", card.replacement());
    }
    if (!card.question().isBlank()) {
      page.raw("<p class=\"question\"><span class=\"label\">Check yourself</span> ")
          .text(card.question())
          .raw("</p>");
    }
    if (!card.links().isEmpty()) {
      page.raw("<ul class=\"links\">");
      card.links().forEach(link -> page.raw("<li>").link(link).raw("</li>"));
      page.raw("</ul>");
    }
    page.raw("</div>");
  }

  private void facts(Finding finding) {
    page.raw("<dl>");
    fact("id", finding.id());
    report
        .decisionsOn(finding.id(), finding.fingerprint())
        .forEach(decision ->
            fact(decision.act().word(), decision.id() + ", " + report.ruling(decision)));
    fact("rule", finding.rule());
    Stage stage = report.stagesOfFindings().get(finding.fingerprint());
    if (stage != null) {
      fact("stage", TerminalReport.title(stage));
    }
    fact(
        "weaknesses",
        String.join(", ", finding.weaknesses().stream().map(Object::toString).toList()));
    List<Asset> owners = components(finding);
    fact(
        "belongs to",
        owners.isEmpty()
            ? "no component (unbound)"
            : String.join(", ", owners.stream().map(Asset::toString).toList()));
    List<Integer> threats = crossings.threatsOf(finding);
    if (!threats.isEmpty()) {
      page.element("dt", "breaches").raw("<dd>");
      for (int number : threats.subList(0, Math.min(8, threats.size()))) {
        crossings.link(report.assurance().threats().get(number), page);
        page.raw("<br>");
      }
      page.raw("</dd>");
    }
    finding.details().forEach(this::fact);
    page.raw("</dl>");
  }

  private void fact(String name, String value) {
    if (!value.isBlank()) {
      page.element("dt", name).element("dd", value);
    }
  }
}
