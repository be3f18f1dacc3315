package dev.brisach.cli.report;

import dev.brisach.core.Severity;
import dev.brisach.core.assurance.CellState;
import dev.brisach.core.assurance.Verdict;

/**
 * Colours and signs of the terminal; plain where there is no terminal or {@code NO_COLOR} is set.
 */
public record Style(boolean colour, boolean unicode) {
  /** The sign of a cell; every state differs by shape, not by colour alone. */
  String sign(CellState state) {
    return switch (state) {
      case HELD -> paint("32", unicode ? "✔" : "+");
      case BREACHED -> paint("31;1", unicode ? "✖" : "X");
      case DECIDED -> paint("35", unicode ? "◆" : "d");
      case PARTLY -> paint("33", unicode ? "◐" : "~");
      case STALE -> paint("33", unicode ? "◷" : "s");
      case SKIPPED -> paint("36", unicode ? "⊘" : "/");
      case GAP -> paint("33", unicode ? "○" : "o");
      case NONE -> paint("90", unicode ? "·" : ".");
    };
  }

  /** A severity in eight columns. */
  String severity(Severity severity) {
    String word = severity.word() + " ".repeat(8 - severity.word().length());
    return switch (severity) {
      case CRITICAL -> paint("31;1", word);
      case HIGH -> paint("31", word);
      case ELEVATED, MEDIUM -> paint("33", word);
      case LOW, INFO -> faint(word);
    };
  }

  /** A gate's word, in capitals. */
  String gate(Verdict.Word word) {
    return switch (word) {
      case PASS -> paint("32;1", "PASS");
      case WARN -> paint("33;1", "WARN");
      case BLOCK -> paint("31;1", "BLOCK");
    };
  }

  /** What stands for cut text. */
  String dots() {
    return unicode ? "…" : "...";
  }

  /** Words of our own, spelled without signs where the terminal has none. */
  String words(String text) {
    return unicode
        ? text
        : text.replace("×", "x").replace(" · ", " - ").replace("…", "...").replace("→", "->");
  }

  String paint(String code, String text) {
    return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }

  /** Stronger text. */
  public String bold(String text) {
    return paint("1", text);
  }

  /** Weaker text. */
  public String faint(String text) {
    return paint("90", text);
  }
}
