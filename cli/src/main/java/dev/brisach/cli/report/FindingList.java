package dev.brisach.cli.report;

import dev.brisach.core.Decision;
import dev.brisach.core.Finding;
import dev.brisach.core.Lesson;
import dev.brisach.core.Proof;
import dev.brisach.core.Step;
import dev.brisach.engine.decisions.Question;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Findings as terminal text of at most 100 columns: a list, or one of them whole. */
public final class FindingList {
  static final int WIDTH = 100;
  private static final int INDENT = 9;

  private FindingList() {}

  /** Prints a list and its count. */
  public static void print(List<Finding> findings, PrintWriter out, Style style) {
    findings.forEach(finding -> entry(finding, "", out, style));
    out.println(findings.size() + (findings.size() == 1 ? " finding" : " findings"));
    out.flush();
  }

  /** One finding in a few lines: how bad and where, what kind, what at this place, what to do. */
  static void entry(Finding finding, String margin, PrintWriter out, Style style) {
    int room = WIDTH - margin.length() - INDENT;
    String in = margin + " ".repeat(INDENT);
    out.println(
        margin
            + style.severity(finding.severity())
            + " "
            + style.bold(Columns.cutFront(place(finding), room - 16, style.dots()))
            + style.faint("  " + finding.id()));
    List<String> title =
        Columns.wrap(
            finding.title() + " (" + finding.confidence().word() + ")", room, 2, style.dots());
    title.forEach(line -> out.println(in + line));
    Columns.wrap(finding.message(), room, 2, style.dots()).forEach(line -> out.println(in + line));
    String fix = finding.fix();
    if (fix != null && !fix.isBlank()) {
      List<String> lines = Columns.wrap(fix, room - 5, 2, style.dots());
      for (int i = 0; i < lines.size(); i++) {
        out.println(in + (i == 0 ? style.faint("fix  ") : "     ") + lines.get(i));
      }
    }
  }

  /** Prints one finding whole, with its path and its guidance card. */
  public static void explain(Finding finding, PrintWriter out, Style style) {
    out.println(style.bold(finding.id() + "  " + Columns.line(finding.title())));
    fact("where", place(finding) + "  (" + finding.asset() + ")", out);
    fact(
        "how bad",
        finding.severity().word()
            + ", "
            + finding.confidence().word()
            + ", "
            + String.join(", ", finding.weaknesses().stream().map(Object::toString).toList()),
        out);
    fact("rule", finding.rule(), out);
    fact("what", finding.message(), out);
    for (Step step : finding.path()) {
      fact(step.role(), step.location() + "  " + step.text(), out);
    }
    finding.details().forEach((name, value) -> fact(name, value, out));
    String fix = finding.fix();
    if (fix != null && !fix.isBlank()) {
      fact("fix", fix, out);
    }
    if (finding.proof() != null) {
      proof(finding.proof(), out, style);
    }
    if (finding.lesson() != null) {
      lesson(finding.lesson(), fix, out, style);
    }
    out.flush();
  }

  /** Prints what people decided on, asked and answered about a finding or threat. */
  public static void said(
      Report report, List<Decision> decisions, List<Question> questions, PrintWriter out) {
    for (Decision decision : decisions) {
      fact(
          "decision", decision.id() + ": " + decision.act().word() + ", " + decision.reason(), out);
      fact("", report.ruling(decision).toString(), out);
    }
    for (Question question : questions) {
      fact("question", question.asked().text() + "  (" + question.asked().by() + ")", out);
      for (Question.Said answer : question.answers()) {
        fact("answer", answer.text() + "  (" + answer.by() + ")", out);
      }
      if (question.isOpen()) {
        fact("", "open; brisach decide answer " + question.name() + " TEXT", out);
      }
    }
    out.flush();
  }

  private static void proof(Proof proof, PrintWriter out, Style style) {
    out.println();
    section("What shows it", proof.difference(), out, style);
    ProofLines.of(proof).forEach(line -> out.println(line.isEmpty() ? "" : "    " + line));
  }

  private static void lesson(Lesson card, @Nullable String fix, PrintWriter out, Style style) {
    out.println();
    section("What happens here", card.happens(), out, style);
    section("An attacker would send", card.payload(), out, style);
    if (!card.replacement().equals(fix)) {
      section("Write instead", card.replacement(), out, style);
    }
    section("Check yourself", card.question(), out, style);
    card.links().forEach(link -> out.println("    " + style.faint(Columns.line(link))));
  }

  private static void section(String title, String text, PrintWriter out, Style style) {
    if (!text.isBlank()) {
      out.println(style.bold("  " + title));
      Columns.block(text).lines().forEach(line -> out.println("    " + line));
    }
  }

  private static void fact(String name, String value, PrintWriter out) {
    String label = name + " ".repeat(Math.max(1, 12 - name.length()));
    out.println("  " + label + Columns.block(value).replace("\n", "\n" + " ".repeat(14)));
  }

  static String place(Finding finding) {
    return finding.location() == null ? finding.asset().toString() : finding.location().toString();
  }
}
