package dev.brisach.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes small trees for tests. */
public final class Trees {
  private Trees() {}

  /** Writes a file below a folder, parents included, and returns its path. */
  public static Path write(Path folder, String relative, String content) {
    Path file = folder.resolve(relative);
    try {
      Files.createDirectories(file.getParent());
      return Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
