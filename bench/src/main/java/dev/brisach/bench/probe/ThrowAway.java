package dev.brisach.bench.probe;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * A project made for one run: the target's files, a {@code brisach.yaml} that starts it in a box,
 * the requests known beforehand. Files are linked, not copied; the box shows them read-only.
 */
public final class ThrowAway implements AutoCloseable {
  private final Path folder;

  private ThrowAway(Path folder) {
    this.folder = folder;
  }

  /**
   * Makes the project.
   *
   * @param har content of the HAR file, or null
   * @param variant tree of files laid over the target's, or null
   * @param within where it is made
   */
  public static ThrowAway of(
      Target target, @Nullable String har, @Nullable Path variant, Path within) throws IOException {
    ThrowAway project = new ThrowAway(Files.createTempDirectory(within, "brisach-target-"));
    link(target.folder(), project.folder);
    if (variant != null) {
      link(variant, project.folder);
    }
    if (har != null) {
      Files.writeString(project.folder.resolve("seeds.har"), har);
    }
    Path settings = project.folder.resolve("brisach.yaml");
    if (!Files.exists(settings)) {
      Files.writeString(settings, settings(target, har != null));
    }
    return project;
  }

  private static String settings(Target target, boolean har) {
    return "project:\n  id: bench-target\nenvironments:\n  box:\n    start: sh start.sh\n    url: "
        + target.url()
        + "\n    health: "
        + target.health()
        + "\n    startTimeout: "
        + target.startTimeout()
        + "\n    examineTimeout: "
        + target.examineTimeout()
        + (har ? "\n    har: seeds.har\n" : "\n");
  }

  /** Where it is. */
  public Path folder() {
    return folder;
  }

  private static void link(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes)
              throws IOException {
            Path name = from.relativize(dir);
            if (name.toString().equals(Target.MUTANTS)) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            Files.createDirectories(to.resolve(name.toString()));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Path copy = to.resolve(from.relativize(file).toString());
            Files.deleteIfExists(copy);
            try {
              Files.createLink(copy, file);
            } catch (IOException | UnsupportedOperationException e) {
              Files.copy(file, copy);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  @Override
  public void close() throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException e)
              throws IOException {
            Files.delete(dir);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
