package dev.brisach.cli.report;

import dev.brisach.core.Decision;
import dev.brisach.core.Finding;
import dev.brisach.core.Stage;
import dev.brisach.core.Threat;
import dev.brisach.core.assurance.Assurance;
import dev.brisach.core.assurance.Cell;
import dev.brisach.core.assurance.CellState;
import dev.brisach.core.assurance.Ruling;
import dev.brisach.core.assurance.Verdict;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Prints the matrix, the top findings, what was not examined, the gate's word with its reasons, and
 * what to do next, in 100 columns.
 */
public final class TerminalReport {
  private static final int TOP_FINDINGS = 12;
  private static final int TOP_THREATS = 30;
  private static final int TOP_REASONS = 8;
  private static final int TITLE = 48;

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
    text.decisions();
    text.notExamined();
    text.assurance();
    text.gate();
    text.next();
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
    out.println(
        heading("Threats × stages")
            + (report.model().draft()
                ? style.faint("  draft model, made from what the repository shows")
                : ""));
    if (threats.isEmpty()) {
      out.println("  no threat: the model has none, or nothing to draft one from was seen");
      return;
    }
    out.println(" ".repeat(TITLE + 12) + style.faint("Plan Code Test Pack Rel  Depl Oper Mon"));
    for (Threat threat : threats.subList(0, Math.min(TOP_THREATS, threats.size()))) {
      StringBuilder row = new StringBuilder("  ");
      row.append(style.severity(threat.severity())).append(' ');
      row.append(Columns.pad(name(threat), TITLE, style.dots()));
      for (Stage stage : Stage.values()) {
        List<Cell> cells = report.assurance().cells(threat.id(), stage);
        row.append(' ').append(style.sign(worst(cells))).append("   ");
      }
      out.println(row.toString().stripTrailing());
    }
    if (threats.size() > TOP_THREATS) {
      out.println(
          "  "
              + style.words("… and ")
              + (threats.size() - TOP_THREATS)
              + " more (--format html, json)");
    }
    StringBuilder legend = new StringBuilder("  ");
    for (CellState state : CellState.values()) {
      String word = state == CellState.NONE ? "not expected" : state.word();
      legend.append(style.sign(state)).append(' ').append(word).append("  ");
    }
    out.println(legend.toString().stripTrailing());
  }

  /** Title and asset where both fit; else the title, which mostly names its element. */
  private String name(Threat threat) {
    String both = threat.title() + style.words(" · ") + threat.asset().name();
    return Columns.width(both) <= TITLE ? both : threat.title();
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
    Set<String> notShipped = new HashSet<>(report.assurance().notShipped());
    Map<String, String> decided = report.assurance().decided();
    out.println();
    out.println(
        heading("Findings")
            + "  "
            + all.size()
            + (notShipped.isEmpty() ? "" : ", " + notShipped.size() + " not shipped")
            + (decided.isEmpty() ? "" : ", " + decided.size() + " decided"));
    List<Finding> open =
        all.stream()
            .filter(f -> !notShipped.contains(f.fingerprint()))
            .filter(f -> !decided.containsKey(f.fingerprint()))
            .toList();
    open.stream()
        .limit(TOP_FINDINGS)
        .forEach(finding -> FindingList.entry(finding, "  ", out, style));
    if (open.size() > TOP_FINDINGS) {
      out.println(
          "  " + style.words("… and ") + (open.size() - TOP_FINDINGS) + " more open findings");
    }
  }

  /** What people decided and what has become of it, what covers nothing first. */
  private void decisions() {
    if (report.decisions().isEmpty()) {
      return;
    }
    out.println();
    out.println(heading("Decisions") + "  " + report.decisions().size());
    report.decisions().stream()
        .sorted(
            Comparator.comparing((Decision one) -> report.ruling(one).isValid())
                .thenComparing(Decision::id))
        .limit(TOP_REASONS)
        .forEach(this::decision);
    more(report.decisions().size() - TOP_REASONS, "decisions (brisach decide list)");
  }

  private void decision(Decision decision) {
    Ruling ruling = report.ruling(decision);
    List<String> lines =
        Columns.wrap(
            decision.act().word() + " " + decision.target() + ", " + ruling, 90, 3, style.dots());
    for (int i = 0; i < lines.size(); i++) {
      String sign = ruling.isValid() ? style.sign(CellState.DECIDED) : style.paint("31", "!");
      out.println("  " + (i == 0 ? sign + "  " : "   ") + lines.get(i));
    }
  }

  /** One line per stage, check and reason, with the first places it speaks of. */
  private void notExamined() {
    Map<String, List<Report.NotExamined>> groups = new LinkedHashMap<>();
    for (Report.NotExamined one : report.notExamined()) {
      groups
          .computeIfAbsent(
              one.stage() + "\u0000" + one.check() + "\u0000" + one.reason(),
              _ -> new ArrayList<>())
          .add(one);
    }
    if (groups.isEmpty()) {
      return;
    }
    out.println();
    out.println(heading("Not examined") + style.faint("  not looked at is never safe"));
    groups.values().stream()
        .sorted(Comparator.comparingInt((List<Report.NotExamined> one) -> one.size()).reversed())
        .limit(TOP_REASONS)
        .forEach(this::notExamined);
    if (groups.size() > TOP_REASONS) {
      out.println(
          "  "
              + style.words("… and ")
              + (groups.size() - TOP_REASONS)
              + " more reasons (--format html, json)");
    }
  }

  private void notExamined(List<Report.NotExamined> group) {
    Report.NotExamined first = group.getFirst();
    String stage = first.stage() == null ? "" : title(first.stage());
    String what =
        first.asset().isEmpty()
            ? first.check()
            : group.size() == 1
                ? first.asset()
                : group.size() + " places, such as " + first.asset();
    String by = first.asset().isEmpty() || first.stage() == null ? "" : " (" + first.check() + ")";
    out.println(
        "  "
            + Columns.pad(stage, 9, style.dots())
            + Columns.cut(what + ": " + first.reason() + by, 88, style.dots()));
  }

  private void assurance() {
    Assurance.Share share = report.assurance().share();
    out.println();
    report.warnings().forEach(line -> note(style.paint("33", "Note") + "       ", line));
    report.notes().forEach(line -> note(style.faint("Policy") + "     ", line));
    note(
        heading("Assurance") + "  ",
        String.format(
            Locale.ROOT,
            "%.0f %% of what matters is held: %s",
            share.share() * 100,
            counts(share)));
  }

  private void note(String label, String text) {
    List<String> lines = Columns.wrap(text, 88, 4, style.dots());
    for (int i = 0; i < lines.size(); i++) {
      out.println((i == 0 ? label : " ".repeat(11)) + lines.get(i));
    }
  }

  /** The cells by state, those that exist. */
  static String counts(Assurance.Share share) {
    List<String> parts = new ArrayList<>();
    part("held", share.held(), parts);
    part("breached", share.breached(), parts);
    part("decided", share.decided(), parts);
    part("partly", share.partly(), parts);
    part("stale", share.stale(), parts);
    part("skipped", share.skipped(), parts);
    part("gap", share.gap(), parts);
    return parts.isEmpty() ? "nothing is expected" : String.join(", ", parts);
  }

  private static void part(String word, int count, List<String> parts) {
    if (count > 0) {
      parts.add(count + " " + word);
    }
  }

  private void gate() {
    List<GateReason> reasons = GateReason.of(report);
    Verdict verdict = report.verdict();
    out.println(
        heading("Gate")
            + "       "
            + style.gate(verdict.word())
            + (reasons.isEmpty() ? ": no rule of the policy has anything to say" : ""));
    List<GateReason> blocks =
        reasons.stream().filter(reason -> reason.word() == Verdict.Word.BLOCK).toList();
    blocks.stream()
        .limit(TOP_REASONS)
        .forEach(reason -> reason(Verdict.Word.BLOCK, reason.sentence()));
    more(blocks.size() - TOP_REASONS, "reasons to block");
    warnings(reasons.stream().filter(reason -> reason.word() == Verdict.Word.WARN).toList());
  }

  /** Warnings that say the same are put together, the most frequent first. */
  private void warnings(List<GateReason> warnings) {
    Map<String, List<GateReason>> groups = new LinkedHashMap<>();
    for (GateReason one : warnings) {
      groups.computeIfAbsent(String.join("; ", one.messages()), _ -> new ArrayList<>()).add(one);
    }
    groups.entrySet().stream()
        .sorted(
            Comparator.comparingInt((Map.Entry<String, List<GateReason>> e) -> e.getValue().size())
                .reversed())
        .limit(TOP_REASONS / 2)
        .forEach(group -> {
          GateReason first = group.getValue().getFirst();
          int size = group.getValue().size();
          reason(
              Verdict.Word.WARN,
              size == 1
                  ? first.sentence()
                  : size + " threats: " + group.getKey() + "; such as " + first.subject());
        });
    more(groups.size() - TOP_REASONS / 2, "kinds of warning");
  }

  private void more(int left, String what) {
    if (left > 0) {
      out.println("         " + style.words("… and ") + left + " more " + what);
    }
  }

  private void reason(Verdict.Word word, String sentence) {
    List<String> lines = Columns.wrap(sentence, 90, 2, style.dots());
    for (int i = 0; i < lines.size(); i++) {
      out.println("  " + (i == 0 ? Columns.pad(word.word(), 7, "") : "       ") + lines.get(i));
    }
  }

  /** The commands that lead on from here. */
  private void next() {
    Map<String, String> commands = new LinkedHashMap<>();
    Set<String> notShipped = new HashSet<>(report.assurance().notShipped());
    report.assurance().findings().stream()
        .filter(finding -> !notShipped.contains(finding.fingerprint()))
        .findFirst()
        .ifPresent(finding ->
            commands.put("brisach explain " + finding.id(), "this finding whole, how to mend it"));
    report.assurance().threats().stream()
        .findFirst()
        .ifPresent(threat ->
            commands.put("brisach explain " + quoted(threat.id()), "this threat, stage by stage"));
    boolean wantsTraffic =
        report.notExamined().stream().anyMatch(one -> one.reason().contains("--effect traffic"));
    if (wantsTraffic) {
      commands.put("brisach run --effect traffic", "lets live checks speak to the service");
    }
    commands.put("brisach run --format html --output FILE", "everything, as a page");
    out.println();
    out.println(heading("Next"));
    commands.forEach((command, what) ->
        out.println(
            "  " + command + " ".repeat(Math.max(2, 58 - command.length())) + style.faint(what)));
  }

  /** As a shell takes it: in quotes where it has more than plain characters. */
  private static String quoted(String word) {
    boolean plain =
        word.chars()
            .allMatch(c -> (Character.isLetterOrDigit(c) && c < 128) || "._@:/+-".indexOf(c) >= 0);
    return plain ? word : "'" + Columns.line(word).replace("'", "'\\''") + "'";
  }

  private String heading(String text) {
    return style.bold(style.words(text));
  }

  static String title(Stage stage) {
    String word = stage.word();
    return Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }
}
