package dev.brisach.engine;

import dev.brisach.core.Check;
import dev.brisach.core.Environment;
import dev.brisach.core.Evidence;
import dev.brisach.core.Inventory;
import dev.brisach.core.Model;
import dev.brisach.kit.tree.SourceTree;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Carries out the live checks of one environment: in a box of ours, or against its URL. */
@FunctionalInterface
public interface LiveRunner {
  /** What the live phase needs to know. */
  record Job(
      Project project,
      String run,
      Environment environment,
      SourceTree tree,
      Model model,
      List<Evidence> earlier,
      List<Check<?>> checks,
      Options options) {
    /** Names of who may have called: the users of the environment, and the stranger. */
    public Set<String> identities() {
      Set<String> names = new HashSet<>(Set.of(""));
      names.addAll(project.settings().target(environment).users().keySet());
      return names;
    }
  }

  /** Evidence and assets of the live phase; every check of the job has its evidence. */
  record Outcome(List<Evidence> evidence, List<Inventory.Item> discovered) {}

  /** Examines the environment. */
  Outcome examine(Job job);
}
