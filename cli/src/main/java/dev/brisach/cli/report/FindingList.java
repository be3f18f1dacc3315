package dev.brisach.cli.report;

import dev.brisach.core.Finding;
import dev.brisach.core.Lesson;
import dev.brisach.core.Step;
import java.io.PrintWriter;
import java.util.List;

/** Findings as terminal text: a list, or one of them whole. */
public final class FindingList {
  private FindingList() {}

  /** Prints a list and its count. */
  public static void print(List<Finding> findings, PrintWriter out, Style style) {
    for (Finding finding : findings) {
      out.println(
          finding.severity().word()
              + " ".repeat(9 - finding.severity().word().length())
              + style.bold(place(finding))
              + "  "
              + finding.title()
              + style.faint("  " + finding.confidence().word() + "  " + finding.id()));
      out.println("         " + finding.message());
      String fix = finding.fix();
      if (fix != null && !fix.isBlank()) {
        out.println("         " + style.faint("fix: ") + fix.replace("\n", "\n              "));
      }
    }
    out.println(findings.size() + (findings.size() == 1 ? " finding" : " findings"));
    out.flush();
  }

  /** Prints one finding whole, with its path and its guidance card. */
  public static void explain(Finding finding, PrintWriter out, Style style) {
    out.println(style.bold(finding.id() + "  " + finding.title()));
    out.println("  where       " + place(finding) + "  (" + finding.asset() + ")");
    out.println(
        "  how bad     "
            + finding.severity().word()
            + ", "
            + finding.confidence().word()
            + ", "
            + String.join(", ", finding.weaknesses().stream().map(Object::toString).toList()));
    out.println("  rule        " + finding.rule());
    out.println("  what        " + finding.message());
    for (Step step : finding.path()) {
      out.println("  " + pad(step.role()) + step.location() + "  " + step.text());
    }
    finding.details().forEach((name, value) -> out.println("  " + pad(name) + value));
    String fix = finding.fix();
    if (fix != null && !fix.isBlank()) {
      out.println("  fix         " + fix.replace("\n", "\n              "));
    }
    if (finding.lesson() != null) {
      lesson(finding.lesson(), out, style);
    }
    out.flush();
  }

  private static void lesson(Lesson card, PrintWriter out, Style style) {
    out.println();
    out.println(style.bold("  What happens here"));
    block(card.happens(), out);
    if (!card.payload().isBlank()) {
      out.println(style.bold("  An attacker would send"));
      block(card.payload(), out);
    }
    if (!card.replacement().isBlank()) {
      out.println(style.bold("  Write instead"));
      block(card.replacement(), out);
    }
    if (!card.question().isBlank()) {
      out.println(style.bold("  Check yourself"));
      block(card.question(), out);
    }
    card.links().forEach(link -> out.println("    " + style.faint(link)));
  }

  private static void block(String text, PrintWriter out) {
    text.lines().forEach(line -> out.println("    " + line));
  }

  private static String pad(String word) {
    return word + " ".repeat(Math.max(1, 12 - word.length()));
  }

  static String place(Finding finding) {
    return finding.location() == null ? finding.asset().toString() : finding.location().toString();
  }
}
