package dev.brisach.cli.report;

import dev.brisach.core.Threat;
import dev.brisach.core.assurance.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the gate said of one threat, or of one finding, in words that can be read alone.
 *
 * @param threat the threat it speaks of; null where it speaks of a finding
 * @param number place of the threat in the matrix, from 0; -1 where there is none
 * @param messages what it saw, in the gate's order
 */
record GateReason(
    Verdict.Word word, String rule, @Nullable Threat threat, int number, List<String> messages) {
  private static final String NOTHING_LOOKED = "nothing looked in ";

  GateReason {
    messages = List.copyOf(messages);
  }

  /** The reasons of a verdict in its order, those of one rule and threat put together. */
  static List<GateReason> of(Report report) {
    Map<String, Integer> numbers = new HashMap<>();
    List<Threat> threats = report.assurance().threats();
    for (int i = 0; i < threats.size(); i++) {
      numbers.put(threats.get(i).id(), i);
    }
    Map<String, List<Verdict.Reason>> groups = new LinkedHashMap<>();
    int single = 0;
    for (Verdict.Reason reason : report.verdict().reasons()) {
      String key =
          reason.threat() == null
              ? "finding " + single++
              : reason.word() + " " + reason.rule() + " " + reason.threat();
      groups.computeIfAbsent(key, _ -> new ArrayList<>()).add(reason);
    }
    List<GateReason> all = new ArrayList<>();
    for (List<Verdict.Reason> group : groups.values()) {
      Verdict.Reason first = group.getFirst();
      int number = first.threat() == null ? -1 : numbers.getOrDefault(first.threat(), -1);
      all.add(
          new GateReason(
              first.word(),
              first.rule(),
              number < 0 ? null : threats.get(number),
              number,
              group.stream().map(GateReason::words).toList()));
    }
    return all;
  }

  /** A gap in PLAN is not a stage where nothing looked: it is a threat that nobody answers. */
  private static String words(Verdict.Reason reason) {
    String message = reason.message();
    if (!message.startsWith(NOTHING_LOOKED)) {
      return message;
    }
    List<String> places =
        new ArrayList<>(List.of(message.substring(NOTHING_LOOKED.length()).split(", ")));
    if (!places.remove("plan")) {
      return message;
    }
    return "no story answers it"
        + (places.isEmpty() ? "" : "; " + NOTHING_LOOKED + String.join(", ", places));
  }

  /** What it speaks of: title and asset of the threat; null where the message says it itself. */
  @Nullable String subject() {
    return threat == null ? null : threat.title() + " (" + threat.asset().name() + ")";
  }

  /** All of it in one line: {@code SQL injection in Shop (shop-web): code breached, likely}. */
  String sentence() {
    String subject = subject();
    return (subject == null ? "" : subject + ": ") + String.join("; ", messages);
  }

  /** One reason of the gate in one line, for a machine's reader. */
  static String sentence(Verdict.Reason reason, Report report) {
    for (Threat threat : report.assurance().threats()) {
      if (threat.id().equals(reason.threat())) {
        return threat.title() + " (" + threat.asset().name() + "): " + words(reason);
      }
    }
    return words(reason);
  }

  /** How many say this word. */
  static long count(List<GateReason> reasons, Verdict.Word word) {
    return reasons.stream().filter(reason -> reason.word() == word).count();
  }
}
