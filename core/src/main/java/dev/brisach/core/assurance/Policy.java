package dev.brisach.core.assurance;

import dev.brisach.core.Confidence;
import dev.brisach.core.Effect;
import dev.brisach.core.Environment;
import dev.brisach.core.Severity;
import dev.brisach.core.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The numbers and lists behind cells, risk and default gates.
 *
 * @param version names this set of numbers; printed with every derivation
 * @param ages how old a sweep may be, by stage; a stage without entry has no limit
 * @param proofAge how old the last proof of a detection rule may be (MONITOR)
 * @param places where each stage is expected
 * @param weights weight of a threat in {@link Assurance.Share}, by severity
 * @param strengths what the held cells of a stage prove of a control, 0 to 1, by stage
 * @param watched strength where both OPERATE and MONITOR are held: attacked and detected
 * @param raises factor on inherent risk while a breach stands, by its confidence
 * @param foreign beginnings of the ids of checks that stand for tools of others: they may breach,
 *     never hold
 */
public record Policy(
    String version,
    Map<Stage, Duration> ages,
    Duration proofAge,
    Map<Stage, Place> places,
    Map<Severity, Integer> weights,
    Map<Stage, Double> strengths,
    double watched,
    Map<Confidence, Double> raises,
    List<String> foreign) {
  /** Environments in which a stage is expected. */
  public enum Place {
    /** The source tree. */
    SOURCE,
    /** Boxes, and other environments whose scope allows traffic. */
    ALLOWED,
    /** Boxes of our own only. */
    BOX,
    /** Environments with declared log sources. */
    LOGS
  }

  public Policy {
    ages = Collections.unmodifiableMap(new EnumMap<>(ages));
    places = Collections.unmodifiableMap(new EnumMap<>(places));
    weights = Collections.unmodifiableMap(new EnumMap<>(weights));
    strengths = Collections.unmodifiableMap(new EnumMap<>(strengths));
    raises = Collections.unmodifiableMap(new EnumMap<>(raises));
    foreign = List.copyOf(foreign);
  }

  /** The policy that holds where a project has none of its own. */
  public static Policy standard() {
    return new Policy(
        "standard/1",
        Map.of(
            Stage.PACKAGE, Duration.ofHours(24),
            Stage.RELEASE, Duration.ofHours(24),
            Stage.TEST, Duration.ofDays(30),
            Stage.DEPLOY, Duration.ofDays(30),
            Stage.OPERATE, Duration.ofDays(90),
            Stage.MONITOR, Duration.ofHours(24)),
        Duration.ofDays(90),
        Map.of(
            Stage.PLAN, Place.SOURCE,
            Stage.CODE, Place.SOURCE,
            Stage.PACKAGE, Place.SOURCE,
            Stage.RELEASE, Place.SOURCE,
            Stage.TEST, Place.ALLOWED,
            Stage.DEPLOY, Place.ALLOWED,
            Stage.OPERATE, Place.BOX,
            Stage.MONITOR, Place.LOGS),
        Map.of(
            Severity.CRITICAL, 16,
            Severity.HIGH, 8,
            Severity.ELEVATED, 4,
            Severity.MEDIUM, 2,
            Severity.LOW, 1,
            Severity.INFO, 0),
        Map.of(
            Stage.PLAN, 0.2,
            Stage.CODE, 0.5,
            Stage.PACKAGE, 0.5,
            Stage.RELEASE, 0.5,
            Stage.TEST, 0.8,
            Stage.DEPLOY, 0.8,
            Stage.OPERATE, 0.85,
            Stage.MONITOR, 0.5),
        0.95,
        Map.of(Confidence.PROVED, 1.5, Confidence.LIKELY, 1.25, Confidence.HEURISTIC, 1.1),
        List.of("import."));
  }

  /** This policy without an age limit in a stage, for projects whose outside data is their own. */
  public Policy withoutAge(Stage stage) {
    Map<Stage, Duration> fewer = new EnumMap<>(Stage.class);
    fewer.putAll(ages);
    fewer.remove(stage);
    return new Policy(
        version, fewer, proofAge, places, weights, strengths, watched, raises, foreign);
  }

  /** This policy with another age limit for a stage. */
  public Policy withAge(Stage stage, Duration limit) {
    Map<Stage, Duration> other = new EnumMap<>(Stage.class);
    other.putAll(ages);
    other.put(stage, limit);
    return new Policy(
        version, other, proofAge, places, weights, strengths, watched, raises, foreign);
  }

  /** The names of the environments in which a stage is expected, in their given order. */
  public List<String> expectedIn(Stage stage, List<Environment> environments) {
    Place place = places.getOrDefault(stage, Place.SOURCE);
    if (place == Place.SOURCE) {
      return List.of(Environment.SOURCE.name());
    }
    List<String> names = new ArrayList<>();
    for (Environment environment : environments) {
      if (!environment.name().equals(Environment.SOURCE.name()) && fits(place, environment)) {
        names.add(environment.name());
      }
    }
    return names.stream().sorted().distinct().toList();
  }

  private static boolean fits(Place place, Environment environment) {
    return switch (place) {
      case SOURCE -> false;
      case ALLOWED -> environment.isBox() || environment.ceiling().compareTo(Effect.TRAFFIC) >= 0;
      case BOX -> environment.isBox();
      case LOGS -> !environment.logSources().isEmpty();
    };
  }

  boolean isForeign(String check) {
    for (String beginning : foreign) {
      if (check.startsWith(beginning)) {
        return true;
      }
    }
    return false;
  }
}
