package dev.brisach.bench.probe;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
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
   * @param variables lines {@code NAME: value} for the start command
   */
  public static ThrowAway of(
      Target target, @Nullable String har, List<String> variables, Path within) throws IOException {
    ThrowAway project = new ThrowAway(Files.createTempDirectory(within, "brisach-target-"));
    link(target.folder(), project.folder);
    if (har != null) {
      Files.writeString(project.folder.resolve("seeds.har"), har);
    }
    Files.writeString(project.folder.resolve("brisach.yaml"), settings(target, har, variables));
    return project;
  }

  private static String settings(Target target, @Nullable String har, List<String> variables) {
    StringBuilder yaml = new StringBuilder("project:\n  id: bench-target\nenvironments:\n  box:\n");
    yaml.append("    start: sh start.sh\n    url: ").append(target.url()).append('\n');
    yaml.append("    health: ").append(target.health()).append('\n');
    yaml.append("    startTimeout: ").append(target.startTimeout()).append('\n');
    if (har != null) {
      yaml.append("    har: seeds.har\n");
    }
    if (!variables.isEmpty()) {
      yaml.append("    env:\n");
      variables.forEach(line -> yaml.append("      ").append(line).append('\n'));
    }
    return yaml.toString();
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
            Files.createDirectories(to.resolve(from.relativize(dir).toString()));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Path copy = to.resolve(from.relativize(file).toString());
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
