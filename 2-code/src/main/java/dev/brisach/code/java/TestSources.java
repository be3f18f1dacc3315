package dev.brisach.code.java;

import java.util.List;
import java.util.Set;

/** Tells test sources by their place and name, as build tools do. */
final class TestSources {
  private static final Set<String> FOLDERS =
      Set.of("test", "tests", "testing", "testdata", "androidTest", "jmh", "it");
  private static final List<String> SUFFIXES =
      List.of("Test.java", "Tests.java", "TestCase.java", "IT.java", "ITCase.java");

  private TestSources() {}

  static boolean contain(String path) {
    if (SUFFIXES.stream().anyMatch(path::endsWith)) {
      return true;
    }
    if (path.startsWith("src/main/") || path.contains("/src/main/")) {
      return false;
    }
    int from = 0;
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', from)) {
      String folder = path.substring(from, slash);
      if (FOLDERS.contains(folder)
          || ((folder.endsWith("Test") || folder.startsWith("test"))
              && path.substring(0, from).endsWith("src/"))) {
        return true;
      }
      from = slash + 1;
    }
    return false;
  }
}
