package dev.brisach.pack.extract;

import dev.brisach.kit.tree.FileEntry;
import dev.brisach.kit.tree.FileTypes;
import dev.brisach.kit.tree.SourceFile;
import dev.brisach.kit.tree.SourceTree;
import dev.brisach.kit.tree.Unreadable;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the manifests and lock files of one tree. Not for use by several threads: what the POMs of
 * the tree say is remembered between calls.
 */
public final class Extractors {
  private final Siblings siblings;

  /** For the files of a tree. */
  public Extractors(SourceTree tree) {
    this(tree, null);
  }

  /**
   * For the files of a tree.
   *
   * @param mavenRepository Maven's local repository, for parents and BOMs that the tree does not
   *     hold; may be absent
   */
  public Extractors(SourceTree tree, @Nullable Path mavenRepository) {
    this.siblings = new Siblings(tree, new MavenRepository(mavenRepository));
  }

  /** For files on their own, without a tree round them. */
  public Extractors() {
    this.siblings = new Siblings(null, new MavenRepository(null));
  }

  /** The manifests and lock files of a tree, by path. */
  public static List<FileEntry> manifests(SourceTree tree) {
    return tree.ofType(FileTypes.MANIFEST);
  }

  /**
   * What a manifest names. One that cannot be read, or of a kind that we do not read yet, is an
   * {@link Unreadable}.
   */
  public Extraction extract(SourceFile file) {
    Extractor extractor = of(file.entry().name());
    if (extractor == null) {
      throw new Unreadable(0, "a kind of manifest that is not read yet");
    }
    return extractor.extract(file, siblings);
  }

  private static @Nullable Extractor of(String name) {
    return switch (name) {
      case "pom.xml" -> new MavenPom();
      case "gradle.lockfile" -> new GradleLock();
      case "package-lock.json", "npm-shrinkwrap.json" -> new NpmLock();
      case "yarn.lock" -> new YarnLock();
      case "pnpm-lock.yaml" -> new PnpmLock();
      case "bun.lock" -> new BunLock();
      case "Pipfile.lock" -> new PipfileLock();
      case "poetry.lock" -> new TomlLock(TomlLock.Kind.POETRY);
      case "uv.lock" -> new TomlLock(TomlLock.Kind.UV);
      case "pdm.lock" -> new TomlLock(TomlLock.Kind.PDM);
      case "Cargo.lock" -> new TomlLock(TomlLock.Kind.CARGO);
      case "go.mod" -> new GoMod();
      default -> name.endsWith(".txt") ? new Requirements() : null;
    };
  }
}
