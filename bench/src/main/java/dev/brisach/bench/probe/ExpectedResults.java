package dev.brisach.bench.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** Reads the expected results of the OWASP Benchmark: name, category, real or not, CWE. */
public final class ExpectedResults {
  private ExpectedResults() {}

  /**
   * A case.
   *
   * @param path where it is asked
   * @param real true where it has the flaw of its category
   */
  public record Case(String name, String path, String category, boolean real) {}

  /** The cases that are among the requests; of the others nothing can be said. */
  public static List<Case> read(Path file, SortedMap<String, Seed> seeds) throws IOException {
    List<Case> cases = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      String[] parts = line.split(",", -1);
      if (line.startsWith("#") || parts.length < 4) {
        continue;
      }
      Seed seed = seeds.get(parts[0].strip());
      if (seed == null) {
        continue;
      }
      String path = java.net.URI.create(seed.url()).getRawPath();
      cases.add(
          new Case(parts[0].strip(), path, parts[1].strip(), parts[2].strip().equals("true")));
    }
    return cases;
  }
}
