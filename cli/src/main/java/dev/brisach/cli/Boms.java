package dev.brisach.cli;

import dev.brisach.kit.tree.FileEntry;
import dev.brisach.kit.tree.FileTypes;
import dev.brisach.kit.tree.SourceTree;
import dev.brisach.kit.tree.Unreadable;
import dev.brisach.pack.archive.ArchiveReader;
import dev.brisach.pack.extract.Extractors;
import dev.brisach.pack.extract.FoundPackage;
import dev.brisach.pack.sbom.Sbom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The bill of materials of a tree. */
final class Boms {
  private Boms() {}

  /**
   * All packages that manifests and archives of a tree name.
   *
   * @param unread hears of what could not be read, one line each
   */
  static Sbom of(SourceTree tree, String name, Instant now, Consumer<String> unread) {
    List<FoundPackage> packages = new ArrayList<>();
    Extractors extractors = new Extractors(tree);
    for (FileEntry entry : Extractors.manifests(tree)) {
      try {
        packages.addAll(extractors.extract(tree.open(entry)).packages());
      } catch (Unreadable e) {
        unread.accept(entry.path() + ": " + e.getMessage());
      }
    }
    for (FileEntry entry : tree.ofType(FileTypes.ARCHIVE)) {
      try {
        packages.addAll(
            ArchiveReader.read(tree.path(entry), entry.path(), _ -> List.of()).packages());
      } catch (Unreadable e) {
        unread.accept(entry.path() + ": " + e.getMessage());
      }
    }
    return new Sbom(name, "0.1.0", now, packages);
  }
}
