package dev.brisach.plan;

import dev.brisach.core.Location;
import dev.brisach.kit.tree.FileEntry;
import dev.brisach.kit.tree.SourceTree;
import dev.brisach.kit.tree.Unreadable;
import dev.brisach.plan.bootstrap.Bootstrap;
import dev.brisach.plan.model.Component;
import dev.brisach.plan.model.ThreatModel;
import dev.brisach.plan.model.ThreatModelReader;
import dev.brisach.plan.rules.PlanRule;
import dev.brisach.plan.rules.PlanRules;
import dev.brisach.plan.rules.RuleEngine;
import dev.brisach.plan.story.StoryReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The Plan stage: from a tree to its threat model, threats, bindings and stories. */
public final class Plan {
  private Plan() {}

  /**
   * Reads {@value dev.brisach.plan.model.ThreatModelReader#PATH} of a tree, or drafts a model where
   * there is none. A fault in a committed model or story is a usage error.
   */
  public static PlannedModel of(SourceTree tree) {
    return of(tree, PlanRules.bundled());
  }

  /** As {@link #of(SourceTree)}, with rules of one's own. */
  public static PlannedModel of(SourceTree tree, List<PlanRule> rules) {
    FileEntry file = tree.get(ThreatModelReader.PATH);
    ThreatModel model =
        file == null
            ? Bootstrap.draft(tree)
            : ThreatModelReader.read(file.path(), text(tree, file));
    return of(model, tree, rules);
  }

  /** Threats, bindings, stories and warnings of a model in a tree. */
  public static PlannedModel of(ThreatModel model, SourceTree tree, List<PlanRule> rules) {
    RuleEngine.Result result = RuleEngine.evaluate(model, rules);
    List<String> warnings = new ArrayList<>();
    warnings.addAll(missingPaths(model, tree));
    warnings.addAll(sharedPaths(model));
    if (!model.draft() && !result.questions().isEmpty()) {
      warnings.add(
          result.questions().size()
              + " rules hang on facts that the threat model leaves open; 'brisach plan threats'"
              + " lists the questions");
    }
    StoryReader.Stories stories = StoryReader.read(tree, result.threats());
    warnings.addAll(stories.warnings());
    return new PlannedModel(
        model,
        result.threats(),
        result.questions(),
        Bindings.of(model),
        stories.stories(),
        warnings);
  }

  private static String text(SourceTree tree, FileEntry file) {
    try {
      return tree.open(file).text();
    } catch (Unreadable e) {
      throw dev.brisach.core.BrisachException.usage(file.path(), 0, e.getMessage());
    }
  }

  private static List<String> missingPaths(ThreatModel model, SourceTree tree) {
    if (model.draft()) {
      return List.of();
    }
    TreeSet<String> known = new TreeSet<>();
    for (FileEntry entry : tree.entries()) {
      known.add(entry.path());
    }
    List<String> warnings = new ArrayList<>();
    for (Component component : model.components()) {
      for (String path : component.bound().code()) {
        if (!path.equals(".") && !path.contains("*") && !exists(path, known)) {
          warnings.add(
              place(component.place())
                  + ": component '"
                  + component.name()
                  + "' is bound to '"
                  + path
                  + "', where there is nothing");
        }
      }
    }
    return warnings;
  }

  private static boolean exists(String path, NavigableSet<String> known) {
    String below = known.ceiling(path + "/");
    return known.contains(path) || (below != null && below.startsWith(path + "/"));
  }

  private static List<String> sharedPaths(ThreatModel model) {
    if (model.draft()) {
      return List.of();
    }
    Map<String, Component> first = new TreeMap<>();
    List<String> warnings = new ArrayList<>();
    for (Component component : model.components()) {
      for (String path : new TreeSet<>(component.bound().code())) {
        Component other = first.putIfAbsent(path, component);
        if (other != null) {
          warnings.add(
              place(component.place())
                  + ": '"
                  + path
                  + "' belongs to both '"
                  + other.name()
                  + "' and '"
                  + component.name()
                  + "'; what is found there counts for both");
        }
      }
    }
    return warnings;
  }

  private static String place(Location location) {
    return location.toString();
  }
}
