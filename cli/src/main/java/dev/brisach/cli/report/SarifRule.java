package dev.brisach.cli.report;

import dev.brisach.core.Finding;
import dev.brisach.core.Lesson;
import dev.brisach.core.Severity;
import dev.brisach.core.Weakness;
import dev.brisach.core.json.Json;
import java.util.ArrayList;
import java.util.List;

/** A rule as SARIF's reportingDescriptor, made from a finding of it and its guidance card. */
final class SarifRule {
  private SarifRule() {}

  static Json of(Finding finding) {
    List<String> tags = new ArrayList<>(List.of("security"));
    for (Weakness weakness : finding.weaknesses()) {
      tags.add(weakness.isCwe() ? "external/cwe/cwe-" + weakness.id().substring(4) : weakness.id());
    }
    Json.Builder out =
        Json.object()
            .put("id", finding.rule())
            .put("shortDescription", SarifReport.text(finding.title()));
    Lesson card = finding.lesson();
    if (card != null) {
      out.put(
          "help", Json.object().put("text", plain(card)).put("markdown", markdown(card)).build());
      for (String link : card.links()) {
        if (link.startsWith("https://")) {
          out.put("helpUri", address(link));
          break;
        }
      }
    }
    return out.put("defaultConfiguration", level(finding.severity()))
        .put(
            "properties",
            Json.object()
                .put("tags", tags)
                .put("security-severity", score(finding.severity()))
                .put("precision", precision(finding))
                .build())
        .build();
  }

  private static Json level(Severity severity) {
    return Json.object().put("level", SarifReport.level(severity)).build();
  }

  private static String plain(Lesson card) {
    List<String> parts = new ArrayList<>();
    add("", card.happens(), parts);
    add("An attacker would send: ", card.payload(), parts);
    add("Write instead: ", card.replacement(), parts);
    add("Check yourself: ", card.question(), parts);
    parts.addAll(card.links());
    return String.join("\n\n", parts);
  }

  private static void add(String label, String text, List<String> parts) {
    if (!text.isBlank()) {
      parts.add(label + text);
    }
  }

  private static String markdown(Lesson card) {
    List<String> parts = new ArrayList<>();
    add("", prose(card.happens()), parts);
    block("**An attacker would send**", card.payload(), parts);
    block("**Write instead**", card.replacement(), parts);
    add("**Check yourself:** ", prose(card.question()), parts);
    List<String> links = new ArrayList<>();
    for (String link : card.links()) {
      if (link.startsWith("https://")) {
        int space = link.indexOf(' ');
        links.add("- <" + address(link) + ">" + (space < 0 ? "" : prose(link.substring(space))));
      }
    }
    add("", String.join("\n", links), parts);
    return String.join("\n\n", parts);
  }

  private static void block(String label, String text, List<String> parts) {
    if (!text.isBlank()) {
      String fence = "`".repeat(Math.max(3, longestFence(text) + 1));
      parts.add(label + "\n\n" + fence + "\n" + text + "\n" + fence);
    }
  }

  private static int longestFence(String text) {
    int longest = 0;
    int run = 0;
    for (int i = 0; i < text.length(); i++) {
      run = text.charAt(i) == '`' ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    return longest;
  }

  /** Markdown that cannot become HTML or a picture; backquotes keep their meaning. */
  private static String prose(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("![", "!\\[");
  }

  /** The address of a link that may have a note behind it, safe between angle brackets. */
  private static String address(String link) {
    int space = link.indexOf(' ');
    String address = space < 0 ? link : link.substring(0, space);
    StringBuilder safe = new StringBuilder();
    address
        .chars()
        .filter(c -> c > 0x20 && c < 0x7f && "<>\"\\^`{|}".indexOf(c) < 0)
        .forEach(c -> safe.append((char) c));
    return safe.toString();
  }

  private static String precision(Finding finding) {
    return switch (finding.confidence()) {
      case PROVED -> "very-high";
      case LIKELY -> "high";
      case HEURISTIC -> "medium";
    };
  }

  private static String score(Severity severity) {
    return switch (severity) {
      case CRITICAL -> "9.5";
      case HIGH -> "8.0";
      case ELEVATED -> "7.0";
      case MEDIUM -> "5.5";
      case LOW -> "3.0";
      case INFO -> "0.0";
    };
  }
}
