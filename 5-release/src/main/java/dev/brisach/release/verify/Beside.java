package dev.brisach.release.verify;

import dev.brisach.core.BrisachException;
import dev.brisach.core.ErrorCode;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The documents that lie beside an artifact: {@code app.jar.…sigstore.json} for app.jar. */
public final class Beside {
  /** How their names end. */
  public static final String SUFFIX = ".sigstore.json";

  private static final int MOST = 64;

  private Beside() {}

  /** The documents beside a file, by name. */
  public static List<Path> of(Path artifact) {
    Path folder = artifact.toAbsolutePath().getParent();
    Path last = artifact.getFileName();
    if (folder == null || last == null || !Files.isDirectory(folder)) {
      return List.of();
    }
    String start = last + ".";
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(
            folder,
            file -> {
              Path name = file.getFileName();
              return name != null
                  && name.toString().startsWith(start)
                  && name.toString().endsWith(SUFFIX)
                  && name.toString().length() >= start.length() - 1 + SUFFIX.length();
            })) {
      for (Path file : files) {
        found.add(artifact.resolveSibling(file.getFileName()));
        if (found.size() > MOST) {
          throw new BrisachException(
              ErrorCode.USAGE, folder + ": more than " + MOST + " documents beside " + last);
        }
      }
    } catch (IOException e) {
      throw new BrisachException(
          ErrorCode.ENVIRONMENT, folder + ": cannot be read: " + e.getClass().getSimpleName());
    }
    found.sort(null);
    return found;
  }
}
