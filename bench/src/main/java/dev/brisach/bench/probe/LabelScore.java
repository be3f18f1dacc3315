package dev.brisach.bench.probe;

import dev.brisach.core.Confidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How the alarms of a run stand to the labels of a target.
 *
 * @param flaws places that have a flaw
 * @param harmless places that have none
 * @param missed flaws without alarm
 * @param wrong alarms about input at a labelled place that has no such flaw
 * @param elsewhere alarms about input at places without a label, for a person to judge
 * @param others how many alarms there are of each other rule (settings, headers), not judged here
 */
public record LabelScore(
    int flaws,
    int harmless,
    List<Labels.Label> missed,
    List<Alarm> wrong,
    List<Alarm> elsewhere,
    Map<String, Long> others) {
  /** Compares alarms and labels. */
  public static LabelScore of(Labels labels, List<Alarm> alarms, Confidence least) {
    List<Alarm> counted = alarms.stream().filter(alarm -> alarm.atLeast(least)).toList();
    int flaws = 0;
    int harmless = 0;
    List<Labels.Label> missed = new ArrayList<>();
    for (Labels.Label label : labels.labels()) {
      switch (label.verdict()) {
        case FLAW -> {
          flaws++;
          if (counted.stream().noneMatch(label::speaksOf)) {
            missed.add(label);
          }
        }
        case HARMLESS -> harmless++;
        case OPEN -> {}
      }
    }
    List<Alarm> wrong = new ArrayList<>();
    List<Alarm> elsewhere = new ArrayList<>();
    Map<String, Long> others = new TreeMap<>();
    for (Alarm alarm : counted) {
      List<Labels.Label> here =
          labels.labels().stream().filter(label -> alarm.standsAt(label.path())).toList();
      boolean known =
          here.stream()
              .filter(label -> label.verdict() != Labels.Verdict.HARMLESS)
              .anyMatch(label -> label.speaksOf(alarm));
      if (!known && !alarm.ofInput()) {
        others.merge(alarm.rule(), 1L, Long::sum);
      } else if (!known) {
        (here.isEmpty() ? elsewhere : wrong).add(alarm);
      }
    }
    return new LabelScore(flaws, harmless, missed, wrong, elsewhere, others);
  }

  /** How many flaws were found. */
  public int found() {
    return flaws - missed.size();
  }

  /** The figures in one line. */
  public String line() {
    return String.format(
        Locale.ROOT,
        "flaws %d, found %d, missed %d; harmless places %d, false alarms %d; alarms about input at"
            + " places without label %d",
        flaws,
        found(),
        missed.size(),
        harmless,
        wrong.size(),
        elsewhere.size());
  }

  /** Missed flaws by the first part of their path, for a large table. */
  public String missedByGroup() {
    return missed.stream()
        .collect(
            Collectors.groupingBy(
                label -> group(label.path()), TreeMap::new, Collectors.counting()))
        .entrySet()
        .stream()
        .map(entry -> entry.getKey() + " " + entry.getValue())
        .collect(Collectors.joining(", "));
  }

  private static String group(String path) {
    int slash = path.indexOf('/', 1);
    return slash < 0 ? path : path.substring(0, slash);
  }
}
