package dev.brisach.cli;

import dev.brisach.core.BrisachException;
import dev.brisach.core.ErrorCode;
import dev.brisach.engine.Planner;
import dev.brisach.engine.Project;
import dev.brisach.kit.tree.SourceTree;
import dev.brisach.pack.advisory.AdvisoryIndex;
import dev.brisach.plan.Plan;
import dev.brisach.plan.PlannedModel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What checks need besides the project: advisories, and the threat model's reader. */
final class OutsideData {
  /** Name of the compiled advisories in the user's cache folder. */
  static final String INDEX = "advisories.idx";

  private final @Nullable Path folder;
  private boolean opened;
  private @Nullable AdvisoryIndex index;

  private OutsideData(@Nullable Path folder) {
    this.folder = folder;
  }

  /** Of a project; a folder on the command line beats one in {@code brisach.yaml}. */
  static OutsideData of(Project project, @Nullable Path given) {
    if (given != null) {
      if (!Files.isDirectory(given)) {
        throw new BrisachException(ErrorCode.USAGE, "--advisories " + given + ": no such folder");
      }
      return new OutsideData(given);
    }
    String named = project.settings().advisories();
    if (named == null) {
      return new OutsideData(null);
    }
    Path own = project.root().resolve(named);
    if (!Files.isDirectory(own)) {
      throw new BrisachException(
          ErrorCode.USAGE, "brisach.yaml: advisories: there is no folder '" + named + "'");
    }
    return new OutsideData(own);
  }

  /** Nothing from outside, for the probe in the box. */
  static OutsideData none() {
    return new OutsideData(null);
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
    return new Planner.Plan(planned.toCore(), planned.warnings());
  }
}
