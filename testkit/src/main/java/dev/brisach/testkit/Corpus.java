package dev.brisach.testkit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Real data kept outside the repository; a test that wants it is skipped where it is missing. */
public final class Corpus {
  private Corpus() {}

  /**
   * A file or folder of the corpus; skips the running test, with the reason, where it is missing.
   */
  public static Path path(String relative) {
    Path path = Path.of(System.getProperty("brisach.corpus", "../shared/corpus"), relative);
    assumeTrue(Files.exists(path), () -> "no corpus at " + path + " (set -Dbrisach.corpus)");
    return path;
  }
}
