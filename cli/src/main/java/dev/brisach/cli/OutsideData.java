package dev.brisach.cli;

import dev.brisach.core.BrisachException;
import dev.brisach.core.ErrorCode;
import dev.brisach.core.Model;
import dev.brisach.deploy.identity.Released;
import dev.brisach.engine.Planner;
import dev.brisach.engine.Project;
import dev.brisach.engine.config.SettingsReader;
import dev.brisach.engine.guard.Base;
import dev.brisach.kit.tree.SourceTree;
import dev.brisach.pack.advisory.AdvisoryIndex;
import dev.brisach.plan.Plan;
import dev.brisach.plan.PlannedModel;
import dev.brisach.plan.model.ThreatModelReader;
import dev.brisach.plan.rules.PlanRules;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What checks need besides the project: advisories, and the threat model's reader. */
final class OutsideData {
  /** Name of the compiled advisories in the user's cache folder. */
  static final String INDEX = "advisories.idx";

  private final @Nullable Path folder;
  private final @Nullable Base base;
  private boolean opened;
  private @Nullable AdvisoryIndex index;

  private final Released released;

  private OutsideData(@Nullable Path folder, @Nullable Base base, Released released) {
    this.folder = folder;
    this.base = base;
    this.released = released;
  }

  /** Of a project; a folder on the command line beats one in {@code brisach.yaml}. */
  static OutsideData of(Project project, @Nullable Path given) {
    return of(project, given, null);
  }

  /** The same of a project that is judged by a base. */
  static OutsideData of(Project project, @Nullable Path given, @Nullable Base base) {
    Released released = new ReleasedBundles(project.root(), project.settings().release());
    if (given != null) {
      if (!Files.isDirectory(given)) {
        throw new BrisachException(ErrorCode.USAGE, "--advisories " + given + ": no such folder");
      }
      return new OutsideData(given, base, released);
    }
    String named = project.settings().advisories();
    if (named == null) {
      return new OutsideData(null, base, released);
    }
    Path own = project.root().resolve(named);
    if (!Files.isDirectory(own)) {
      throw new BrisachException(
          ErrorCode.USAGE, "brisach.yaml: advisories: there is no folder '" + named + "'");
    }
    return new OutsideData(own, base, released);
  }

  /** Nothing from outside. */
  static OutsideData none() {
    return new OutsideData(null, null, digest -> Released.Answer.untold("no project was read"));
  }

  /** In the box: only what the project itself has. */
  static OutsideData inside(Path root) {
    return new OutsideData(
        null, null, new ReleasedBundles(root, SettingsReader.read(root).release()));
  }

  /** What is proved of digests. */
  Released released() {
    return released;
  }

  /** The protected base that the project is judged by, or null. */
  @Nullable Base base() {
    return base;
  }

  /** The advisories, opened on first use; null where none were fetched. */
  synchronized @Nullable AdvisoryIndex advisories() {
    if (!opened) {
      opened = true;
      Path compiled = Installation.cache().resolve(INDEX);
      if (folder != null) {
        index = AdvisoryIndex.ofFolder(folder);
      } else if (Files.isRegularFile(compiled)) {
        index = AdvisoryIndex.open(compiled);
      }
    }
    return index;
  }

  /** The threat model of a tree in the form the engine wants. */
  Planner.Plan plan(SourceTree tree) {
    PlannedModel planned = Plan.of(tree);
    Model model = planned.toCore();
    return new Planner.Plan(base == null ? model : base.model(model), planned.warnings());
  }

  /** What the text of a threat model says, whatever tree lies beside it. */
  static Model model(String file, String text) {
    SourceTree nothing = new SourceTree(Path.of("."), List.of(), Map.of());
    return Plan.of(ThreatModelReader.read(file, text), nothing, PlanRules.bundled()).toCore();
  }
}
