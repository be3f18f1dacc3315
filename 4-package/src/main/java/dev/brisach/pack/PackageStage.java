package dev.brisach.pack;

import dev.brisach.core.Check;
import dev.brisach.kit.tree.SourceTree;
import dev.brisach.pack.advisory.AdvisoryIndex;
import java.nio.file.Path;
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
    return checks(advisories, null);
  }

  /**
   * All checks, with Maven's local repository for parents and BOMs that a tree does not hold.
   *
   * @param advisories opened on first use; null where none were fetched yet
   * @param mavenRepository usually {@code .m2/repository} in the user's home; may be absent
   */
  public static List<Check<SourceTree>> checks(
      Supplier<@Nullable AdvisoryIndex> advisories, @Nullable Path mavenRepository) {
    return List.of(
        new VulnerableComponents(advisories, mavenRepository), new VulnerableArchives(advisories));
  }
}
