package dev.brisach.kit.sandbox;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Temporary folders whose content a box has written. */
public final class Folders {
  private Folders() {}

  /**
   * A file, folder or else that a box has left.
   *
   * @param name its path below the folder, fit to be shown
   * @param kind {@code file}, {@code folder}, {@code link} or {@code special}
   * @param size bytes of a file, else 0
   */
  public record Entry(String name, String kind, long size) {}

  /** What a box has left in a folder, in order of name; links are named, never followed. */
  public static List<Entry> list(Path folder, int most) throws IOException {
    List<Entry> entries = new ArrayList<>();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
            return dir.equals(folder) ? FileVisitResult.CONTINUE : put(dir, attributes);
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            return put(file, attributes);
          }

          private FileVisitResult put(Path file, BasicFileAttributes attributes) {
            String name = Words.plain(folder.relativize(file).toString(), 500);
            entries.add(new Entry(name, kind(attributes), size(attributes)));
            return entries.size() < most ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
          }
        });
    return entries.stream().sorted(Comparator.comparing(Entry::name)).toList();
  }

  private static String kind(BasicFileAttributes attributes) {
    if (attributes.isSymbolicLink()) {
      return "link";
    }
    if (attributes.isDirectory()) {
      return "folder";
    }
    return attributes.isRegularFile() ? "file" : "special";
  }

  private static long size(BasicFileAttributes attributes) {
    return attributes.isRegularFile() ? attributes.size() : 0;
  }

  /** Deletes a folder and all in it; links are deleted, never followed. */
  public static void delete(@Nullable Path folder) {
    if (folder == null || !Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try {
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
    } catch (IOException e) {
      // a temporary folder that stays harms nobody
    }
  }
}
