package dev.brisach.engine;

import dev.brisach.core.BrisachException;
import dev.brisach.core.ErrorCode;
import dev.brisach.engine.config.Settings;
import dev.brisach.engine.config.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder under examination with its settings and its place in version control. */
public record Project(Path root, Settings settings, GitHead git) {
  /** The same under other settings. */
  public Project with(Settings other) {
    return new Project(root, other, git);
  }

  /** Opens a project; a path that is no readable folder is a usage error. */
  public static Project open(Path path) {
    if (!Files.exists(path)) {
      throw new BrisachException(ErrorCode.USAGE, path + ": there is no such folder");
    }
    if (!Files.isDirectory(path)) {
      throw new BrisachException(
          ErrorCode.USAGE, path + ": is a file; name the folder of a project");
    }
    try {
      Path root = path.toRealPath();
      return new Project(root, SettingsReader.read(root), GitHead.read(root));
    } catch (IOException e) {
      throw new BrisachException(
          ErrorCode.ENVIRONMENT, path + ": cannot be read: " + e.getMessage(), e);
    }
  }
}
