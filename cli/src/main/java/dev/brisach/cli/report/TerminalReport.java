package dev.brisach.cli.report;

import dev.brisach.core.Finding;
import dev.brisach.core.Severity;
import dev.brisach.core.Stage;
import dev.brisach.core.Threat;
import dev.brisach.core.assurance.Assurance;
import dev.brisach.core.assurance.Cell;
import dev.brisach.core.assurance.CellState;
import dev.brisach.core.assurance.Verdict;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Prints the matrix, the top findings, what was not examined, and the gate's word. */
public final class TerminalReport {
  private static final int TOP_FINDINGS = 12;
  private static final int TOP_THREATS = 30;
  private static final int TOP_REASONS = 8;
  private static final int TITLE = 52;

  private final Report report;
  private final PrintWriter out;
  private final Style style;

  private TerminalReport(Report report, PrintWriter out, Style style) {
    this.report = report;
    this.out = out;
    this.style = style;
  }

  /** Prints a report. */
  public static void print(Report report, PrintWriter out, Style style) {
    TerminalReport text = new TerminalReport(report, out, style);
    text.matrix();
    text.findings();
    text.notExamined();
    text.end();
    out.flush();
  }

  /** The same text without colour, for a file. */
  public static String plain(Report report) {
    StringWriter text = new StringWriter();
    print(report, new PrintWriter(text), new Style(false, true));
    return text.toString();
  }

  private void matrix() {
    List<Threat> threats = report.assurance().threats();
    out.println();
    out.println(style.bold("Threats × stages") + (report.model().draft() ? "  (draft model)" : ""));
    if (threats.isEmpty()) {
      out.println("  no threat: the model has none, or nothing to draft one from was seen");
      return;
    }
    out.println("  " + pad("", TITLE + 10) + "Plan Code Test Pack Rel  Depl Oper Mon");
    for (Threat threat : threats.subList(0, Math.min(TOP_THREATS, threats.size()))) {
      StringBuilder row = new StringBuilder("  ");
      row.append(severity(threat.severity())).append(' ');
      row.append(pad(threat.title() + " · " + threat.asset().name(), TITLE));
      for (Stage stage : Stage.values()) {
        row.append(' ').append(style.sign(worst(cells(threat, stage)))).append("   ");
      }
      out.println(row.toString().stripTrailing());
    }
    if (threats.size() > TOP_THREATS) {
      out.println("  … and " + (threats.size() - TOP_THREATS) + " more (--format json, html)");
    }
    out.println(
        "  "
            + style.faint("")
            + sign(CellState.HELD)
            + sign(CellState.BREACHED)
            + sign(CellState.DECIDED)
            + sign(CellState.PARTLY)
            + sign(CellState.STALE)
            + sign(CellState.SKIPPED)
            + sign(CellState.GAP)
            + sign(CellState.NONE));
  }

  private String sign(CellState state) {
    return style.sign(state) + " " + state.word() + "  ";
  }

  private List<Cell> cells(Threat threat, Stage stage) {
    SortedMap<Stage, List<Cell>> row =
        report.assurance().cells().getOrDefault(threat.id(), new TreeMap<>());
    return row.getOrDefault(stage, List.of());
  }

  /** Of several environments the worst state; {@code NONE} where there is no cell. */
  static CellState worst(List<Cell> cells) {
    return worstOf(cells.stream().map(Cell::state).toList());
  }

  /** The worst of several states, in the order that matters to a reader. */
  static CellState worstOf(List<CellState> states) {
    List<CellState> order =
        List.of(
            CellState.BREACHED,
            CellState.DECIDED,
            CellState.GAP,
            CellState.SKIPPED,
            CellState.PARTLY,
            CellState.STALE,
            CellState.HELD,
            CellState.NONE);
    return states.stream().min(Comparator.comparingInt(order::indexOf)).orElse(CellState.NONE);
  }

  private void findings() {
    List<Finding> all = report.assurance().findings();
    out.println();
    out.println(
        style.bold("Findings")
            + "  "
            + all.size()
            + (report.assurance().notShipped().isEmpty()
                ? ""
                : ", of these " + report.assurance().notShipped().size() + " not shipped"));
    int shown = 0;
    for (Finding finding : all) {
      if (report.assurance().notShipped().contains(finding.fingerprint())) {
        continue;
      }
      if (shown++ == TOP_FINDINGS) {
        break;
      }
      finding(finding);
    }
    if (all.size() > shown) {
      out.println("  … brisach explain ID shows one, --format html|json|sarif all");
    }
  }

  private void finding(Finding finding) {
    String place =
        finding.location() == null ? finding.asset().toString() : finding.location().toString();
    out.println(
        "  "
            + severity(finding.severity())
            + " "
            + finding.id()
            + "  "
            + style.bold(place)
            + "  "
            + finding.title()
            + style.faint("  " + finding.confidence().word()));
    out.println("             " + cut(finding.message(), 140));
    String fix = finding.fix();
    if (fix != null && !fix.isBlank()) {
      out.println("             " + style.faint("fix: ") + cut(fix, 135));
    }
  }

  private void notExamined() {
    SortedMap<String, Integer> reasons = new TreeMap<>();
    for (Report.NotExamined one : report.notExamined()) {
      String stage = one.stage() == null ? "" : title(one.stage()) + ": ";
      reasons.merge(
          stage + (one.asset().isEmpty() ? one.check() + ": " : "") + one.reason(),
          1,
          Integer::sum);
    }
    if (reasons.isEmpty()) {
      return;
    }
    out.println();
    out.println(style.bold("Not examined"));
    int shown = 0;
    for (Map.Entry<String, Integer> reason :
        reasons.entrySet().stream()
            .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
            .toList()) {
      if (shown++ == TOP_REASONS) {
        out.println("  … and " + (reasons.size() - TOP_REASONS) + " more reasons (--format json)");
        break;
      }
      out.println("  " + pad(reason.getValue() + "×", 6) + cut(reason.getKey(), 130));
    }
  }

  private void end() {
    Assurance.Share share = report.assurance().share();
    out.println();
    report.warnings().forEach(line -> out.println(style.paint("33", "Note: ") + line));
    report.notes().forEach(line -> out.println(style.faint("Policy: ") + line));
    out.println(
        String.format(
            Locale.ROOT,
            "%s  %.0f %% of what matters is held (held %d, breached %d, decided %d, partly %d,"
                + " stale %d, skipped %d, gap %d)",
            style.bold("Assurance"),
            share.share() * 100,
            share.held(),
            share.breached(),
            share.decided(),
            share.partly(),
            share.stale(),
            share.skipped(),
            share.gap()));
    Verdict verdict = report.verdict();
    String word =
        switch (verdict.word()) {
          case PASS -> style.paint("32;1", "PASS");
          case WARN -> style.paint("33;1", "WARN");
          case BLOCK -> style.paint("31;1", "BLOCK");
        };
    out.println(style.bold("Gate") + "       " + word);
    int shown = 0;
    for (Verdict.Reason reason : verdict.reasons()) {
      if (shown++ == TOP_REASONS) {
        out.println("  … and " + (verdict.reasons().size() - TOP_REASONS) + " more");
        break;
      }
      out.println("  " + pad(reason.word().word(), 6) + cut(reason.message(), 140));
    }
  }

  private String severity(Severity severity) {
    String word = pad(severity.word(), 8);
    return switch (severity) {
      case CRITICAL -> style.paint("31;1", word);
      case HIGH -> style.paint("31", word);
      case ELEVATED, MEDIUM -> style.paint("33", word);
      case LOW, INFO -> style.faint(word);
    };
  }

  static String title(Stage stage) {
    String word = stage.word();
    return Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }

  private static String pad(String text, int width) {
    String cut = cut(text, width);
    return cut + " ".repeat(Math.max(0, width - cut.length()));
  }

  private static String cut(String text, int width) {
    String line = text.replace('\n', ' ').replace('\r', ' ');
    return line.length() <= width ? line : line.substring(0, width - 1) + "…";
  }
}
