package dev.brisach.core.assurance;

import dev.brisach.core.CheckInfo;
import dev.brisach.core.Run;
import dev.brisach.core.Stage;
import dev.brisach.core.Weakness;
import dev.brisach.core.taxonomy.Taxonomy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The checks that all runs know, the newest version of each, by what they look for.
 *
 * <p>A check is found under an expected weakness when it lists that weakness or a descendant of it;
 * checks of foreign tools are left out, since they never hold.
 */
final class Catalogue {
  /** A check and the aim by which it was found: a weakness id that it lists, or a template. */
  record Looking(CheckInfo check, String aim) {}

  private record Aim(Stage stage, String aim) {}

  private final SortedMap<String, CheckInfo> checks = new TreeMap<>();
  private final Map<Aim, List<Looking>> looking = new HashMap<>();

  Catalogue(List<Run> newestFirst, Policy policy) {
    for (Run run : newestFirst) {
      for (CheckInfo check : run.catalogue()) {
        if (!policy.isForeign(check.id())) {
          checks.merge(check.id(), check, (a, b) -> b.version() > a.version() ? b : a);
        }
      }
    }
    Taxonomy taxonomy = Taxonomy.bundled();
    for (CheckInfo check : checks.values()) {
      for (Stage stage : check.stages()) {
        for (Weakness listed : check.weaknesses()) {
          for (Weakness expected : taxonomy.lineage(listed)) {
            if (taxonomy.matches(listed, expected)) {
              put(stage, expected.id(), new Looking(check, listed.id()));
            }
          }
        }
        for (String template : check.templates()) {
          String aim = Lane.template(template);
          put(stage, aim, new Looking(check, aim));
        }
      }
    }
  }

  private void put(Stage stage, String expected, Looking found) {
    looking.computeIfAbsent(new Aim(stage, expected), any -> new ArrayList<>()).add(found);
  }

  /** Checks that run in a stage and look for an expected aim, by check id. */
  List<Looking> looking(Stage stage, String expected) {
    return looking.getOrDefault(new Aim(stage, expected), List.of());
  }
}
