package dev.brisach.pack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisach.core.Asset;
import dev.brisach.core.Confidence;
import dev.brisach.core.Finding;
import dev.brisach.core.Severity;
import dev.brisach.core.Weakness;
import dev.brisach.kit.tree.SourceTree;
import dev.brisach.pack.advisory.AdvisoryIndex;
import dev.brisach.testkit.Trees;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VulnerableComponentsTest {
  private static final String POM =
      """
      <project><groupId>shop</groupId><artifactId>shop</artifactId><version>1</version>
        <dependencies>
          <dependency>
            <groupId>com.example</groupId>
            <artifactId>door</artifactId>
            <version>1.3</version>
          </dependency>
          <dependency><groupId>com.example</groupId><artifactId>wall</artifactId><version>1.0</version></dependency>
        </dependencies>
      </project>
      """;

  @TempDir Path folder;
  private Path data;
  private Path project;

  @BeforeEach
  void advisories() {
    data = folder.resolve("data");
    project = folder.resolve("project");
    record("GHSA-1", "\"CVE-2024-0001\"", "1.4", "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:N");
    record("OSV-1", "\"CVE-2024-0001\",\"GHSA-1\"", "1.4", "");
    record("GHSA-2", "\"CVE-2024-0002\"", "1.6", "");
    Trees.write(
        data,
        "kev/known_exploited_vulnerabilities.json",
        "{\"vulnerabilities\":[{\"cveID\":\"CVE-2024-0001\"}]}");
  }

  private void record(String id, String aliases, String fixed, String vector) {
    String severity =
        vector.isEmpty()
            ? ""
            : "\"severity\":[{\"type\":\"CVSS_V3\",\"score\":\"" + vector + "\"}],";
    Trees.write(
        data,
        "Maven/" + id + ".json",
        ("{\"id\":\"%s\",\"modified\":\"2024-05-01T10:00:00Z\",\"aliases\":[%s],\"summary\":\"Open door\",%s"
                + "\"affected\":[{\"package\":{\"ecosystem\":\"Maven\",\"name\":\"com.example:door\"},"
                + "\"ranges\":[{\"type\":\"ECOSYSTEM\",\"events\":[{\"introduced\":\"0\"},{\"fixed\":\"%s\"}]}]}],"
                + "\"database_specific\":{\"cwe_ids\":[\"CWE-287\"]}}")
            .formatted(id, aliases, severity, fixed));
  }

  @Test
  void aVulnerablePackageIsOneFindingForEachVulnerability() {
    Trees.write(project, "pom.xml", POM);

    Recording seen = examine();

    assertThat(seen.findings).hasSize(2);
    Finding first = seen.findings.getFirst();
    assertThat(first.asset()).hasToString("pkg:maven/com.example/door@1.3");
    assertThat(first.location()).hasToString("pom.xml:3");
    assertThat(first.title()).isEqualTo("com.example:door 1.3: Open door");
    assertThat(first.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(first.confidence()).isEqualTo(Confidence.LIKELY);
    assertThat(first.weaknesses()).containsExactly(Weakness.cwe(1395), Weakness.cwe(287));
    assertThat(first.fix())
        .isEqualTo("set version 1.4 in pom.xml line 6; 1.6 mends all 2 known vulnerabilities");
    assertThat(first.details())
        .containsEntry("advisory", "CVE-2024-0001")
        .containsEntry("aliases", "GHSA-1,OSV-1")
        .containsEntry("fixedIn", "1.4")
        .containsEntry("kev", "true")
        .containsEntry("presence", "metadata")
        .containsEntry("purl", "pkg:maven/com.example/door@1.3");
    Finding second = seen.findings.getLast();
    assertThat(second.severity()).isEqualTo(Severity.MEDIUM);
    assertThat(second.message()).contains("severity unknown");
    assertThat(second.details()).containsEntry("kev", "false");
  }

  @Test
  void whatWasLookedAtIsRecorded() {
    Trees.write(project, "pom.xml", POM);

    Recording seen = examine();

    assertThat(seen.covered).containsExactly(Asset.file("pom.xml"));
    assertThat(seen.discovered)
        .containsEntry(Asset.pkg("maven/com.example/wall@1.0"), "file:pom.xml 1.0");
    assertThat(seen.unexamined).isEmpty();
    assertThat(seen.skips).isEmpty();
    assertThat(seen.versions.getFirst().name()).isEqualTo("osv 3 records (Maven of 2024-05-01)");
    assertThat(seen.versions.getFirst().date()).hasToString("2024-05-01T10:00:00Z");
  }

  @Test
  void testScopeLowersAndSaysWhy() {
    Trees.write(
        project,
        "pom.xml",
        POM.replace("<version>1.3</version>", "<version>1.3</version><scope>test</scope>"));

    Recording seen = examine();

    assertThat(seen.findings).hasSize(2).allMatch(f -> f.severity() == Severity.LOW);
    assertThat(seen.findings.getFirst().message()).contains("only to build or test");
  }

  @Test
  void aFixedVersionIsClean() {
    Trees.write(project, "pom.xml", POM.replace("1.3", "1.6"));

    assertThat(examine().findings).isEmpty();
  }

  @Test
  void whatCannotBeJudgedIsNamedAndNeverClean() {
    Trees.write(project, "pom.xml", POM.replace("<version>1.3</version>", ""));
    Trees.write(
        project,
        "web/package-lock.json",
        "{\"lockfileVersion\": 3, \"packages\": {\"node_modules/a\": {\"version\": \"1.0.0\"}}}");
    Trees.write(project, "bad/go.mod", "require (\n\tx\n");
    Trees.write(project, "pdm.lock", "not toml");

    Recording seen = examine();

    assertThat(seen.findings).isEmpty();
    assertThat(seen.covered).hasSize(4);
    assertThat(seen.unexamined.get(Asset.file("pom.xml")))
        .isEqualTo("1 of 2 packages not judged: com.example:door (line 3): no version");
    assertThat(seen.unexamined.get(Asset.file("web/package-lock.json")))
        .contains("the advisories hold nothing about npm");
    assertThat(seen.unexamined.get(Asset.file("bad/go.mod"))).startsWith("line 2:");
    assertThat(seen.unexamined.get(Asset.file("pdm.lock"))).contains("not TOML");
  }

  @Test
  void withoutAdvisoriesOrManifestsNothingIsClaimed() throws IOException {
    Files.createDirectories(project);
    assertThat(examine().skips).containsExactly("no manifest or lock file in this tree");

    Trees.write(project, "pom.xml", POM);
    Recording seen = examine(null);

    assertThat(seen.skips).containsExactly("no advisories: run brisach update --from DIR");
    assertThat(seen.covered).isEmpty();
  }

  @Test
  void identitiesDoNotDependOnLines() {
    Trees.write(project, "pom.xml", POM);
    String before = examine().findings.getFirst().fingerprint();
    Trees.write(project, "pom.xml", "\n\n\n" + POM);

    Finding after = examine().findings.getFirst();

    assertThat(after.fingerprint()).isEqualTo(before);
    assertThat(after.location()).hasToString("pom.xml:6");
  }

  @Test
  void archivesOfTheTreeAreExaminedByTheirOwnCheck() throws IOException {
    Files.createDirectories(project.resolve("lib"));
    try (OutputStream out = Files.newOutputStream(project.resolve("lib/door.jar"));
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("META-INF/maven/com.example/door/pom.properties"));
      zip.write(
          "groupId=com.example\nartifactId=door\nversion=1.5\n".getBytes(StandardCharsets.UTF_8));
    }
    Trees.write(project, "lib/broken.jar", "no archive");
    Recording seen = new Recording();

    new VulnerableArchives(() -> AdvisoryIndex.ofFolder(data))
        .examine(SourceTree.read(project), seen, seen);

    assertThat(seen.findings).hasSize(1);
    assertThat(seen.findings.getFirst().fix()).isEqualTo("replace lib/door.jar by version 1.6");
    assertThat(seen.findings.getFirst().location()).hasToString("lib/door.jar");
    assertThat(seen.covered).hasSize(2);
    assertThat(seen.unexamined.get(Asset.file("lib/broken.jar"))).contains("not a zip file");
  }

  @Test
  void aPartOfAGoModuleThatNobodyImportsIsNamedButNoFinding() {
    Trees.write(
        data,
        "Go/GO-1.json",
        """
        {"id":"GO-1","modified":"2024-05-01T10:00:00Z","affected":[{"package":{"ecosystem":"Go","name":"example.com/m"},
          "ranges":[{"type":"SEMVER","events":[{"introduced":"0"},{"fixed":"1.5.0"}]}],
          "ecosystem_specific":{"imports":[{"path":"example.com/m/weak"}]}}]}
        """);
    Trees.write(project, "go.mod", "module x\nrequire example.com/m v1.0.0\n");
    Trees.write(project, "main.go", "package main\nimport \"example.com/m\"\n");

    var unused = examine();
    Trees.write(project, "main.go", "package main\nimport (\n\tw \"example.com/m/weak\"\n)\n");
    Finding likely = examine().findings.getFirst();

    assertThat(unused.findings).isEmpty();
    assertThat(unused.unexamined.get(Asset.file("go.mod")))
        .contains("GO-1 lies in a part that no file here imports");
    assertThat(likely.confidence()).isEqualTo(Confidence.LIKELY);
    assertThat(likely.fix()).isEqualTo("set version v1.5.0 in go.mod line 2");
  }

  @Test
  void parentsAndBomsOfTheLocalRepositoryDecideVersions() {
    Trees.write(
        folder,
        "m2/org/far/parent/2/parent-2.pom",
        """
        <project><groupId>org.far</groupId><artifactId>parent</artifactId><version>2</version>
          <properties><door>1.3</door></properties>
          <dependencyManagement><dependencies>
            <dependency><groupId>org.far</groupId><artifactId>bom</artifactId><version>${bom}</version>
              <type>pom</type><scope>import</scope></dependency>
            <dependency><groupId>com.example</groupId><artifactId>door</artifactId><version>${door}</version></dependency>
          </dependencies></dependencyManagement>
        </project>
        """);
    Trees.write(
        folder,
        "m2/org/far/bom/7/bom-7.pom",
        """
        <project><groupId>org.far</groupId><artifactId>bom</artifactId><version>7</version>
          <dependencyManagement><dependencies>
            <dependency><groupId>com.example</groupId><artifactId>wall</artifactId><version>4</version></dependency>
          </dependencies></dependencyManagement>
        </project>
        """);
    Trees.write(
        project,
        "pom.xml",
        """
        <project>
          <parent><groupId>org.far</groupId><artifactId>parent</artifactId><version>2</version></parent>
          <artifactId>app</artifactId>
          <properties><bom>7</bom></properties>
          <dependencies>
            <dependency><groupId>com.example</groupId><artifactId>door</artifactId></dependency>
            <dependency><groupId>com.example</groupId><artifactId>wall</artifactId></dependency>
          </dependencies>
        </project>
        """);

    Recording seen = examine();

    assertThat(seen.discovered.keySet())
        .extracting(Asset::toString)
        .containsExactly("pkg:maven/com.example/door@1.3", "pkg:maven/com.example/wall@4");
    assertThat(seen.findings.getFirst().fix())
        .startsWith("state version 1.4 for com.example:door in pom.xml line 6");
    assertThat(seen.unexamined).isEmpty();
  }

  private Recording examine() {
    return examine(AdvisoryIndex.ofFolder(data));
  }

  private Recording examine(@Nullable AdvisoryIndex index) {
    Recording seen = new Recording();
    new VulnerableComponents(() -> index, folder.resolve("m2"))
        .examine(SourceTree.read(project), seen, seen);
    return seen;
  }
}
