package dev.brisach.cli;

import dev.brisach.core.BrisachException;
import dev.brisach.core.ErrorCode;
import dev.brisach.release.Artifact;
import dev.brisach.release.envelope.Bundle;
import dev.brisach.release.verify.Beside;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Where bundles are written. */
final class BundleFiles {
  private BundleFiles() {}

  /** The usual name beside the artifact: {@code app.jar.provenance.sigstore.json}. */
  static Path beside(Artifact artifact, String word) {
    Path file = artifact.file();
    if (file == null) {
      throw new BrisachException(
          ErrorCode.USAGE, "say with --bundle where to write the bundle of " + artifact.name());
    }
    return file.resolveSibling(
        file.getFileName() + (word.isEmpty() ? "" : "." + word) + Beside.SUFFIX);
  }

  /** Writes it whole or not at all. */
  static void write(Path file, Bundle bundle) {
    Path folder = file.toAbsolutePath().getParent();
    try {
      Path part = Files.createTempFile(folder, ".bundle", null);
      try {
        Files.write(part, bundle.write());
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new BrisachException(
          ErrorCode.ENVIRONMENT, file + ": cannot be written: " + e.getClass().getSimpleName());
    }
  }
}
