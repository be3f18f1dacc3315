package dev.brisach.code.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisach.kit.yaml.Yaml;
import dev.brisach.kit.yaml.YamlFault;
import dev.brisach.kit.yaml.YamlReader;
import dev.brisach.testkit.Corpus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** How our own rules fare on the examples of another scanner's rules. */
class KingfisherCorpusTest {
  private record Case(String provider, boolean positive, String text) {}

  @Test
  void findsTheExamplesOfTheProvidersThatOurRulesCover() throws IOException {
    SecretScanner scanner = SecretScanner.bundled(new byte[] {1});
    Map<String, String> covered = coverage();
    int all = 0;
    int allFound = 0;
    int known = 0;
    int knownFound = 0;
    List<String> wronglyFound = new ArrayList<>();
    for (Case one : cases()) {
      boolean found = !scanner.scan(one.text(), "case.txt").isEmpty();
      if (!one.positive()) {
        if (found) {
          wronglyFound.add(one.provider());
        }
        continue;
      }
      all++;
      allFound += found ? 1 : 0;
      if (covered.containsKey(one.provider())) {
        known++;
        knownFound += found ? 1 : 0;
      }
    }
    System.out.printf(
        "%d providers covered, %d of their %d examples found; of all examples %d of %d%n",
        covered.size(), knownFound, known, allFound, all);

    assertThat(wronglyFound).isEmpty();
    assertThat(known).isGreaterThanOrEqualTo(300);
    assertThat(knownFound * 100).isGreaterThanOrEqualTo(known * 95);
  }

  @Test
  void theMapOfCoverageNamesRulesThatExist() throws IOException {
    Set<String> ids = new TreeSet<>();
    SecretRules.bundled().forEach(rule -> ids.add(rule.id()));

    assertThat(ids).containsAll(coverage().values());
  }

  private static Map<String, String> coverage() throws IOException {
    Map<String, String> covered = new TreeMap<>();
    try (InputStream in =
        Objects.requireNonNull(
            KingfisherCorpusTest.class.getResourceAsStream("/secrets/coverage.tsv"))) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        int tab = line.indexOf('\t');
        if (!line.startsWith("#") && tab > 0) {
          covered.put(line.substring(tab + 1), line.substring(0, tab));
        }
      }
    }
    return covered;
  }

  private static List<Case> cases() throws IOException {
    List<Case> cases = new ArrayList<>();
    try (ZipFile zip = new ZipFile(Corpus.path("code/kingfisher/rules.zip").toFile())) {
      for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
        ZipEntry entry = all.nextElement();
        String name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
        if (name.endsWith(".yml")) {
          try (InputStream in = zip.getInputStream(entry)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            read(name.substring(0, name.length() - 4), text, cases);
          }
        }
      }
    }
    return cases;
  }

  private static void read(String provider, String text, List<Case> cases) {
    Yaml document;
    try {
      document = YamlReader.read(text);
    } catch (YamlFault e) {
      throw new AssertionError(provider + ": " + e.getMessage(), e);
    }
    if (document instanceof Yaml.Mapping mapping) {
      for (Yaml rule : mapping.list("rules")) {
        if (rule instanceof Yaml.Mapping one) {
          one.texts("examples").forEach(x -> cases.add(new Case(provider, true, x)));
          one.texts("negative_examples").forEach(x -> cases.add(new Case(provider, false, x)));
        }
      }
    }
  }
}
