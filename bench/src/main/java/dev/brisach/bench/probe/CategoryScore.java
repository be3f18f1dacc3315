package dev.brisach.bench.probe;

import dev.brisach.core.Confidence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/**
 * How the cases of one category were judged; an alarm counts for a case where it names a weakness
 * of the category at the case's path.
 *
 * @param missed names of real cases without alarm
 * @param wrong names of harmless cases with one
 */
public record CategoryScore(
    String category, int real, int harmless, List<String> missed, List<String> wrong) {
  /** Heading of {@link #line}. */
  public static final String HEADING =
      String.format(
          Locale.ROOT,
          "%-14s %6s %8s %6s %6s %8s %8s %8s",
          "category",
          "real",
          "harmless",
          "found",
          "false",
          "TPR %",
          "FPR %",
          "TPR-FPR");

  public CategoryScore {
    missed = List.copyOf(missed);
    wrong = List.copyOf(wrong);
  }

  /** One score for each category that can be seen from outside. */
  public static List<CategoryScore> of(
      List<ExpectedResults.Case> cases,
      SortedMap<String, Set<Integer>> classes,
      List<Alarm> alarms,
      Confidence least) {
    Map<String, List<Alarm>> byPath = byPath(alarms);
    List<CategoryScore> scores = new ArrayList<>();
    classes.forEach((category, weaknesses) -> {
      int real = 0;
      int harmless = 0;
      List<String> missed = new ArrayList<>();
      List<String> wrong = new ArrayList<>();
      for (ExpectedResults.Case one : cases) {
        if (!one.category().equals(category)) {
          continue;
        }
        boolean alarmed =
            byPath.getOrDefault(one.path(), List.of()).stream()
                .anyMatch(alarm -> alarm.is(weaknesses) && alarm.atLeast(least));
        if (one.real()) {
          real++;
          if (!alarmed) {
            missed.add(one.name());
          }
        } else {
          harmless++;
          if (alarmed) {
            wrong.add(one.name());
          }
        }
      }
      scores.add(new CategoryScore(category, real, harmless, missed, wrong));
    });
    return scores;
  }

  static Map<String, List<Alarm>> byPath(List<Alarm> alarms) {
    Map<String, List<Alarm>> byPath = new HashMap<>();
    alarms.forEach(
        alarm -> byPath.computeIfAbsent(alarm.path(), path -> new ArrayList<>()).add(alarm));
    return byPath;
  }

  /** Share of real cases found, in percent. */
  public double truePositives() {
    return real == 0 ? 0 : 100.0 * (real - missed.size()) / real;
  }

  /** Share of harmless cases with an alarm, in percent. */
  public double falsePositives() {
    return harmless == 0 ? 0 : 100.0 * wrong.size() / harmless;
  }

  /** Youden's index in percent. */
  public double score() {
    return truePositives() - falsePositives();
  }

  /** A line under {@link #HEADING}. */
  public String line() {
    return String.format(
        Locale.ROOT,
        "%-14s %6d %8d %6d %6d %8.1f %8.1f %8.1f",
        category,
        real,
        harmless,
        real - missed.size(),
        wrong.size(),
        truePositives(),
        falsePositives(),
        score());
  }

  /** Mean score of the categories, then share of all their harmless cases with an alarm. */
  public static String sum(List<CategoryScore> scores) {
    double mean = scores.stream().mapToDouble(CategoryScore::score).average().orElse(0);
    int wrong = scores.stream().mapToInt(score -> score.wrong().size()).sum();
    int harmless = scores.stream().mapToInt(CategoryScore::harmless).sum();
    return String.format(
        Locale.ROOT,
        "mean TPR-FPR of %d categories %.1f; FPR over all %.2f %% (%d of %d)",
        scores.size(),
        mean,
        harmless == 0 ? 0 : 100.0 * wrong / harmless,
        wrong,
        harmless);
  }
}
