package dev.brisach.pack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisach.pack.advisory.Advisory;
import dev.brisach.pack.advisory.AdvisoryImporter;
import dev.brisach.pack.advisory.AdvisoryIndex;
import dev.brisach.testkit.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Labels made by people and by code comparison: which version of a library a CVE affects. */
class LabelsTest {
  @TempDir Path folder;

  @Test
  void versionsAgreeWithLabelsWhereTheAdvisoriesKnowTheVulnerability() throws IOException {
    Path labels = Corpus.path("package/labels/labels.tsv");
    Path data = Corpus.path("package/osv");
    Path file = folder.resolve("advisories.idx");
    AdvisoryImporter.importFolder(data, file);
    AdvisoryIndex index = AdvisoryIndex.open(file);
    Map<String, Set<String>> known = new HashMap<>();
    List<String> lines = Files.readAllLines(labels);
    for (String line : lines) {
      String[] gav = line.split("\t", -1)[1].split(":", -1);
      if (gav.length == 3) {
        String name = gav[0] + ":" + gav[1];
        known
            .computeIfAbsent(name, _ -> new HashSet<>())
            .addAll(ids(index.match("Maven", name, gav[2])));
      }
    }
    int[][] table = new int[2][2];
    for (String line : lines) {
      String[] columns = line.split("\t", -1);
      String[] gav = columns[1].split(":", -1);
      if (gav.length != 3) {
        continue;
      }
      String name = gav[0] + ":" + gav[1];
      if (known.getOrDefault(name, Set.of()).contains(columns[0])) {
        boolean ours = ids(index.match("Maven", name, gav[2])).contains(columns[0]);
        table[columns[2].equals("true") ? 1 : 0][ours ? 1 : 0]++;
      }
    }
    int agree = table[0][0] + table[1][1];
    int all = agree + table[0][1] + table[1][0];
    System.out.printf(
        "labels: %d of %d agree; affected %d found, %d missed; not affected %d silent, %d reported%n",
        agree, all, table[1][1], table[1][0], table[0][0], table[0][1]);

    assertThat(all).isPositive();
    assertThat(agree * 100L / all).isGreaterThanOrEqualTo(75);
  }

  private static Set<String> ids(List<Advisory> advisories) {
    Set<String> ids = new HashSet<>();
    for (Advisory advisory : advisories) {
      ids.add(advisory.id());
      ids.addAll(advisory.aliases());
    }
    return ids;
  }
}
