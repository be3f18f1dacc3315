package dev.brisach.pack;

import dev.brisach.core.Check;
import dev.brisach.kit.tree.SourceTree;
import dev.brisach.pack.advisory.AdvisoryIndex;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The checks of stage PACKAGE. */
public final class PackageStage {
  private PackageStage() {}

  /**
   * All checks.
   *
   * @param advisories opened on first use; null where none were fetched yet
   */
  public static List<Check<SourceTree>> checks(Supplier<@Nullable AdvisoryIndex> advisories) {
    return List.of(new VulnerableComponents(advisories), new VulnerableArchives(advisories));
  }
}
