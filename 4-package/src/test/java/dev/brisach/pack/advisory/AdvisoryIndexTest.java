package dev.brisach.pack.advisory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brisach.core.BrisachException;
import dev.brisach.core.Severity;
import dev.brisach.testkit.Corpus;
import dev.brisach.testkit.Trees;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdvisoryIndexTest {
  private static final String TWO_RANGES =
      """
      {"id":"GHSA-aaaa-bbbb-cccc","modified":"2024-05-01T10:00:00Z","aliases":["CVE-2024-0001"],
       "summary":"Open door","severity":[{"type":"CVSS_V3","score":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}],
       "affected":[{"package":{"ecosystem":"Maven","name":"com.example:door"},
         "ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"2.0"},{"fixed":"2.5"},{"introduced":"0"},{"fixed":"1.4"}]}]}],
       "database_specific":{"cwe_ids":["CWE-287","CWE-937"]}}
      """;

  @TempDir Path folder;
  private Path data;

  @BeforeEach
  void dataFolder() {
    data = folder.resolve("data");
    Trees.write(data, "Maven/a.json", TWO_RANGES);
  }

  @Test
  void rangesDecideWhatIsAffected() {
    AdvisoryIndex index = AdvisoryIndex.ofFolder(data);

    assertThat(ids(index, "1.3")).containsExactly("GHSA-aaaa-bbbb-cccc");
    assertThat(ids(index, "1.4-rc1")).hasSize(1);
    assertThat(ids(index, "1.4")).isEmpty();
    assertThat(ids(index, "1.9")).isEmpty();
    assertThat(ids(index, "2.0")).hasSize(1);
    assertThat(ids(index, "2.5")).isEmpty();
    assertThat(index.match("npm", "com.example:door", "1.3")).isEmpty();
    assertThat(index.match("Maven", "com.example:doors", "1.3")).isEmpty();
  }

  @Test
  void anAdvisoryCarriesWhatAFindingNeeds() {
    Advisory advisory =
        AdvisoryIndex.ofFolder(data).match("Maven", "com.example:door", "1.3").getFirst();

    assertThat(advisory.aliases()).containsExactly("CVE-2024-0001");
    assertThat(advisory.cwes()).containsExactly(287);
    assertThat(advisory.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(advisory.severityKnown()).isTrue();
    assertThat(advisory.fixedIn()).containsExactly("1.4", "2.5");
    assertThat(advisory.lastModified()).hasToString("2024-05-01T10:00:00Z");
    assertThat(advisory.exploited()).isFalse();
  }

  @Test
  void withdrawnRecordsDoNotMatch() {
    Trees.write(
        data,
        "Maven/a.json",
        TWO_RANGES.replace("\"summary\"", "\"withdrawn\":\"2024-06-01T00:00:00Z\",\"summary\""));

    AdvisoryIndex index = AdvisoryIndex.ofFolder(data);

    assertThat(ids(index, "1.3")).isEmpty();
    assertThat(index.records()).isEqualTo(1);
  }

  @Test
  void listedVersionsAndLastAffectedCount() {
    Trees.write(
        data,
        "PyPI/b.json",
        """
        {"id":"PYSEC-1","modified":"2024-01-01T00:00:00Z","affected":[{"package":{"ecosystem":"PyPI","name":"My.Pkg"},
          "ranges":[{"type":"GIT","repo":"x","events":[{"introduced":"0"}]},
                    {"type":"ECOSYSTEM","events":[{"introduced":"1.0"},{"last_affected":"1.2"}]}],
          "versions":["1.1","3.0b1"]}]}
        """);

    AdvisoryIndex index = AdvisoryIndex.ofFolder(data);

    assertThat(index.match("PyPI", "my-pkg", "1.2")).hasSize(1);
    assertThat(index.match("PyPI", "my_pkg", "1.2.1")).isEmpty();
    assertThat(index.match("PyPI", "MY-PKG", "3.0b1")).hasSize(1);
    assertThat(index.match("PyPI", "my-pkg", "0.9")).isEmpty();
    assertThat(index.match("PyPI", "my-pkg", "1.1").getFirst().severityKnown()).isFalse();
  }

  @Test
  void theCatalogueOfExploitedVulnerabilitiesIsJoined() {
    Trees.write(
        data,
        "kev/known_exploited_vulnerabilities.json",
        "{\"vulnerabilities\":[{\"cveID\":\"CVE-2024-0001\"}]}");

    Advisory advisory =
        AdvisoryIndex.ofFolder(data).match("Maven", "com.example:door", "1.3").getFirst();

    assertThat(advisory.exploited()).isTrue();
  }

  @Test
  void badRecordsAreCountedWithTheirReasonAndTheRestGoesOn() throws IOException {
    Trees.write(data, "npm/cut.json", "{\"id\":\"X-1\",");
    Trees.write(data, "npm/none.json", "{\"modified\":\"2024-01-01T00:00:00Z\"}");
    Trees.write(data, "npm/time.json", "{\"id\":\"X-2\",\"modified\":\"yesterday\"}");
    Trees.write(data, "Go/all.zip", "no zip at all");
    Files.write(data.resolve("npm/binary.json"), new byte[] {0, 1, 2, (byte) 0xff});
    Path target = folder.resolve("cache/advisories.idx");

    AdvisoryImporter.Imported imported = AdvisoryImporter.importFolder(data, target);

    assertThat(imported.records()).isEqualTo(1);
    assertThat(imported.rejected()).isEqualTo(5);
    assertThat(imported.reasons())
        .anyMatch(r -> r.contains("none.json: \"id\" is missing"))
        .anyMatch(r -> r.contains("time.json") && r.contains("no time"))
        .anyMatch(r -> r.contains("all.zip"));
    assertThat(ids(AdvisoryIndex.open(target), "1.3")).hasSize(1);
  }

  @Test
  void archivesOfRecordsAreReadToo() throws IOException {
    Files.createDirectories(data.resolve("Go"));
    try (OutputStream out = Files.newOutputStream(data.resolve("Go/all.zip"));
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("GO-1.json"));
      zip.write(
          """
          {"id":"GO-1","modified":"2024-01-01T00:00:00Z","affected":[{"package":{"ecosystem":"Go","name":"example.com/m"},
            "ranges":[{"type":"SEMVER","events":[{"introduced":"0"},{"fixed":"1.2.3"}]}]}]}
          """
              .getBytes(StandardCharsets.UTF_8));
    }

    AdvisoryIndex index = AdvisoryIndex.ofFolder(data);

    assertThat(index.match("Go", "example.com/m", "v1.2.2")).hasSize(1);
    assertThat(index.match("Go", "example.com/m", "v1.2.3")).isEmpty();
    assertThat(index.records()).isEqualTo(2);
    assertThat(index.knows("Go")).isTrue();
    assertThat(index.knows("npm")).isFalse();
  }

  @Test
  void aCutDamagedOrForeignFileIsRefusedInOneLine() throws IOException {
    Path target = folder.resolve("a.idx");
    AdvisoryImporter.importFolder(data, target);
    byte[] whole = Files.readAllBytes(target);
    byte[] damaged = whole.clone();
    damaged[whole.length - 5] ^= 1;

    refused(java.util.Arrays.copyOf(whole, whole.length - 1), "cut short");
    refused(damaged, "damaged");
    refused("hello".getBytes(StandardCharsets.UTF_8), "not an advisory file");
    refused(new byte[0], "not an advisory file");
  }

  private void refused(byte[] bytes, String why) throws IOException {
    Path file = Files.write(folder.resolve("bad.idx"), bytes);

    assertThatThrownBy(() -> AdvisoryIndex.open(file))
        .isInstanceOf(BrisachException.class)
        .hasMessageContaining(why)
        .hasMessageNotContaining("\n");
  }

  @Test
  void equalDataGivesEqualBytesAndAnEmptyFolderIsRefused() throws IOException {
    AdvisoryImporter.importFolder(data, folder.resolve("1.idx"));
    AdvisoryImporter.importFolder(data, folder.resolve("2.idx"));

    assertThat(folder.resolve("1.idx")).hasSameBinaryContentAs(folder.resolve("2.idx"));

    Path empty = Files.createDirectories(folder.resolve("empty"));
    assertThatThrownBy(() -> AdvisoryImporter.importFolder(empty, folder.resolve("1.idx")))
        .isInstanceOf(BrisachException.class)
        .hasMessageContaining("no OSV record");
    assertThat(ids(AdvisoryIndex.open(folder.resolve("1.idx")), "1.3")).hasSize(1);
  }

  @Test
  void twoIndexesAnswerAsOne() {
    Path own = folder.resolve("own");
    Trees.write(own, "Maven/b.json", TWO_RANGES.replace("GHSA-aaaa-bbbb-cccc", "OWN-1"));

    AdvisoryIndex both = AdvisoryIndex.ofFolder(data).and(AdvisoryIndex.ofFolder(own));

    assertThat(ids(both, "1.3")).containsExactly("GHSA-aaaa-bbbb-cccc", "OWN-1");
    assertThat(both.records()).isEqualTo(2);
  }

  @Test
  void theWholeCorpusCompiles() {
    Path osv = Corpus.path("package/osv");
    Path target = folder.resolve("all.idx");

    AdvisoryImporter.Imported imported = AdvisoryImporter.importFolder(osv, target);
    AdvisoryIndex index = AdvisoryIndex.open(target);

    System.out.println(
        imported.records()
            + " records "
            + imported.ecosystems()
            + ", rejected "
            + imported.rejected());
    assertThat(imported.rejected()).isZero();
    assertThat(index.match("Maven", "org.apache.logging.log4j:log4j-core", "2.14.1"))
        .anyMatch(a -> a.aliases().contains("CVE-2021-44228"));
    assertThat(index.match("PyPI", "Django", "1.8"))
        .anyMatch(a -> a.aliases().stream().anyMatch(id -> id.startsWith("CVE-")));
  }

  private static List<String> ids(AdvisoryIndex index, String version) {
    return index.match("Maven", "com.example:door", version).stream().map(Advisory::id).toList();
  }
}
