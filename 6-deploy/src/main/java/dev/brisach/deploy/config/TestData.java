package dev.brisach.deploy.config;

import dev.brisach.kit.tree.SourceFile;
import dev.brisach.kit.tree.Unreadable;
import java.util.Set;

/** Tells configuration that only tests read from configuration that is deployed. */
public final class TestData {
  private static final Set<String> FOLDERS =
      Set.of("testdata", "test-data", "fixtures", "__fixtures__", "test-fixtures", ".devcontainer");

  private TestData() {}

  /** Returns for a file that may be deployed; one among test data is an {@link Unreadable}. */
  public static void refuse(SourceFile file) {
    String path = file.path();
    boolean found =
        path.startsWith("src/test/")
            || path.contains("/src/test/")
            || path.contains("templates/tests/");
    for (int at = 0, slash = path.indexOf('/'); slash >= 0 && !found; ) {
      found = FOLDERS.contains(path.substring(at, slash));
      at = slash + 1;
      slash = path.indexOf('/', at);
    }
    if (found) {
      throw new Unreadable(
          0, "lies among test data or tools of developers, so nothing is deployed from it");
    }
  }
}
