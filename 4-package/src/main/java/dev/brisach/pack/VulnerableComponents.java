package dev.brisach.pack;

import dev.brisach.core.Check;
import dev.brisach.core.CheckInfo;
import dev.brisach.core.Context;
import dev.brisach.core.Effect;
import dev.brisach.core.Phase;
import dev.brisach.core.Recorder;
import dev.brisach.core.Stage;
import dev.brisach.core.SubjectKind;
import dev.brisach.core.Weakness;
import dev.brisach.kit.tree.FileEntry;
import dev.brisach.kit.tree.FileTypes;
import dev.brisach.kit.tree.SourceTree;
import dev.brisach.kit.tree.Unreadable;
import dev.brisach.pack.advisory.AdvisoryIndex;
import dev.brisach.pack.extract.Extractors;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Looks for packages with known vulnerabilities in the manifests and lock files of a tree. */
public final class VulnerableComponents implements Check<SourceTree> {
  static final String NO_ADVISORIES = "no advisories: run brisach update --from DIR";

  private final Supplier<@Nullable AdvisoryIndex> advisories;
  private final @Nullable Path mavenRepository;

  /**
   * The check over these advisories; the supplier is asked once a sweep.
   *
   * @param mavenRepository Maven's local repository, read for parents and BOMs that a tree does not
   *     hold; may be absent
   */
  public VulnerableComponents(
      Supplier<@Nullable AdvisoryIndex> advisories, @Nullable Path mavenRepository) {
    this.advisories = advisories;
    this.mavenRepository = mavenRepository;
  }

  @Override
  public CheckInfo info() {
    return info(
        "package.vulnerable-component",
        "Packages with known vulnerabilities in manifests and lock files",
        FileTypes.MANIFEST);
  }

  static CheckInfo info(String id, String title, String type) {
    return new CheckInfo(
        id,
        1,
        title,
        List.of(Stage.PACKAGE),
        Phase.STATIC,
        SubjectKind.file(type),
        List.of(Weakness.cwe(1395)),
        List.of(),
        List.of("advisories"),
        Effect.READ);
  }

  @Override
  public Class<SourceTree> subjectType() {
    return SourceTree.class;
  }

  @Override
  public void examine(SourceTree tree, Context context, Recorder recorder) {
    List<FileEntry> manifests = Extractors.manifests(tree);
    if (manifests.isEmpty()) {
      recorder.skip("no manifest or lock file in this tree");
      return;
    }
    AdvisoryIndex index = advisories.get();
    if (index == null) {
      recorder.skip(NO_ADVISORIES);
      return;
    }
    Extractors extractors = new Extractors(tree, mavenRepository);
    Examination examination = new Examination(info().id(), index, tree, recorder);
    for (FileEntry manifest : manifests) {
      context.checkCancelled();
      try {
        examination.judge(manifest.asset(), extractors.extract(tree.open(manifest)));
      } catch (Unreadable e) {
        examination.unreadable(manifest.asset(), e.getMessage());
      }
    }
    examination.done();
  }
}
