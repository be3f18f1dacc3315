package dev.brisach.pack;

import dev.brisach.core.Check;
import dev.brisach.core.CheckInfo;
import dev.brisach.core.Context;
import dev.brisach.core.Recorder;
import dev.brisach.kit.tree.FileEntry;
import dev.brisach.kit.tree.FileTypes;
import dev.brisach.kit.tree.SourceTree;
import dev.brisach.kit.tree.Unreadable;
import dev.brisach.pack.advisory.AdvisoryIndex;
import dev.brisach.pack.archive.ArchiveReader;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Looks for packages with known vulnerabilities in the jars, wars and ears of a tree. */
public final class VulnerableArchives implements Check<SourceTree> {
  private final Supplier<@Nullable AdvisoryIndex> advisories;

  /** The check over these advisories; the supplier is asked once a sweep. */
  public VulnerableArchives(Supplier<@Nullable AdvisoryIndex> advisories) {
    this.advisories = advisories;
  }

  @Override
  public CheckInfo info() {
    return VulnerableComponents.info(
        "package.archive",
        "Packages with known vulnerabilities in jars, wars and ears",
        FileTypes.ARCHIVE);
  }

  @Override
  public Class<SourceTree> subjectType() {
    return SourceTree.class;
  }

  @Override
  public void examine(SourceTree tree, Context context, Recorder recorder) {
    List<FileEntry> archives = tree.ofType(FileTypes.ARCHIVE);
    if (archives.isEmpty()) {
      recorder.skip("no jar, war or ear in this tree");
      return;
    }
    AdvisoryIndex index = advisories.get();
    if (index == null) {
      recorder.skip(VulnerableComponents.NO_ADVISORIES);
      return;
    }
    Examination examination = new Examination(info().id(), index, tree, recorder);
    for (FileEntry archive : archives) {
      context.checkCancelled();
      try {
        examination.judge(
            archive.asset(),
            ArchiveReader.read(tree.path(archive), archive.path(), index::mavenNames));
      } catch (Unreadable e) {
        examination.unreadable(archive.asset(), e.getMessage());
      }
    }
    examination.done();
  }
}
