package dev.brisach.engine;

import dev.brisach.core.Model;
import dev.brisach.kit.tree.SourceTree;
import java.util.List;

/** Reads the threat model of a tree, or drafts one. */
@FunctionalInterface
public interface Planner {
  /** A model, and what a person should know about it, one line each. */
  record Plan(Model model, List<String> warnings) {
    public Plan {
      warnings = List.copyOf(warnings);
    }
  }

  /** The model of a tree; a fault in a committed model is a usage error. */
  Plan plan(SourceTree tree);
}
