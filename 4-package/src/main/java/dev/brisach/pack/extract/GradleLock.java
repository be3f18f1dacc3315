package dev.brisach.pack.extract;

import dev.brisach.kit.tree.SourceFile;
import dev.brisach.kit.tree.Unreadable;
import java.util.Locale;

/** {@code gradle.lockfile}: {@code group:artifact:version=configuration,configuration} lines. */
final class GradleLock implements Extractor {
  @Override
  public Extraction extract(SourceFile file, Siblings siblings) {
    Extraction.Collector out = new Extraction.Collector();
    int number = 0;
    for (String raw : (Iterable<String>) file.text().lines()::iterator) {
      number++;
      String line = raw.strip();
      int equals = line.indexOf('=');
      if (line.isEmpty() || line.startsWith("#") || line.startsWith("empty=")) {
        continue;
      }
      String[] parts = line.substring(0, Math.max(0, equals)).split(":", -1);
      if (parts.length != 3 || parts[0].isBlank() || parts[1].isBlank() || parts[2].isBlank()) {
        throw new Unreadable(number, "group:artifact:version=configurations was expected");
      }
      out.add(
          FoundPackage.locked(
              Ecosystem.MAVEN,
              parts[0] + ":" + parts[1],
              parts[2],
              file.path(),
              number,
              false,
              development(line.substring(equals + 1))));
    }
    return out.done();
  }

  /** True where every configuration is one of tests or of tools that run over the code. */
  private static boolean development(String configurations) {
    for (String configuration : configurations.split(",", -1)) {
      String lower = configuration.strip().toLowerCase(Locale.ROOT);
      boolean tool =
          lower.contains("test")
              || lower.contains("checkstyle")
              || lower.contains("spotbugs")
              || lower.contains("pmd")
              || lower.contains("jacoco")
              || lower.contains("annotationprocessor")
              || lower.contains("errorprone")
              || lower.contains("ktlint")
              || lower.contains("detekt");
      if (!tool) {
        return false;
      }
    }
    return true;
  }
}
