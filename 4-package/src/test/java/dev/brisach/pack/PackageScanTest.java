package dev.brisach.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brisach.core.BrisachException;
import dev.brisach.core.Finding;
import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonWriter;
import dev.brisach.kit.tree.SourceTree;
import dev.brisach.pack.advisory.AdvisoryIndex;
import dev.brisach.pack.sbom.Sbom;
import dev.brisach.testkit.Trees;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageScanTest {
  @TempDir Path folder;
  private Path project;
  private AdvisoryIndex index;

  @BeforeEach
  void project() {
    project = folder.resolve("project");
    Path data = folder.resolve("data");
    Trees.write(
        data,
        "npm/a.json",
        """
        {"id":"GHSA-x","aliases":["CVE-2024-1"],"modified":"2024-01-01T00:00:00Z","affected":[{"package":
          {"ecosystem":"npm","name":"@s/a"},"ranges":[{"type":"SEMVER","events":[{"introduced":"0"},{"fixed":"1.0.1"}]}]}]}
        """);
    index = AdvisoryIndex.ofFolder(data);
    Trees.write(
        project,
        "web/package-lock.json",
        """
        {"lockfileVersion": 3, "packages": {
          "node_modules/@s/a": {"version": "1.0.0"},
          "node_modules/b": {"version": "2.0.0", "dev": true}}}
        """);
    Trees.write(project, "go.mod", "module m\nrequire example.com/one v1.0.0\n");
  }

  @Test
  void aFolderGivesPackagesFindingsAndGaps() {
    PackageScan scan = PackageScan.of(project, index);

    assertThat(scan.findings())
        .extracting(f -> String.valueOf(f.location()))
        .containsExactly("web/package-lock.json:2");
    assertThat(scan.packages().notJudged())
        .containsEntry("go.mod", "the advisories hold nothing about Go");
    assertThat(JsonWriter.line(scan.packages().toJson()))
        .isEqualTo(
            "[{\"purl\":\"pkg:golang/example.com/one@v1.0.0\",\"file\":\"go.mod\",\"line\":2,\"direct\":true},"
                + "{\"purl\":\"pkg:npm/%40s/a@1.0.0\",\"file\":\"web/package-lock.json\",\"line\":2,\"direct\":false},"
                + "{\"purl\":\"pkg:npm/b@2.0.0\",\"file\":\"web/package-lock.json\",\"line\":3,\"direct\":false,\"scope\":\"dev\"}]");
  }

  @Test
  void billsOfMaterialsAreScannedLikeWhatTheyWereMadeOf() {
    Sbom sbom =
        new Sbom(
            "m", "1", Instant.EPOCH, TreePackages.read(SourceTree.read(project), null).packages());
    Path cyclone = Trees.write(folder, "bom.json", sbom.cycloneDx());
    Path spdx = Trees.write(folder, "bom.spdx.json", sbom.spdx());

    for (Path bom : List.of(cyclone, spdx)) {
      PackageScan scan = PackageScan.of(bom, index);
      assertThat(scan.packages().packages()).hasSize(3);
      assertThat(scan.findings()).hasSize(1);
      assertThat(scan.findings().getFirst().asset()).hasToString("pkg:npm/%40s/a@1.0.0");
    }
  }

  @Test
  void oneManifestIsEnoughAndOtherFilesAreRefusedInOneLine() {
    assertThat(PackageScan.of(project.resolve("web/package-lock.json"), index).findings())
        .hasSize(1);

    Path text = Trees.write(folder, "notes.md", "hello");
    Path broken = Trees.write(folder, "broken.json", "{\"bomFormat\": \"CycloneDX\", ");
    for (Path bad :
        List.of(text, broken, folder.resolve("gone"), Trees.write(folder, "x.jar", "no"))) {
      assertThatThrownBy(() -> PackageScan.of(bad, index))
          .isInstanceOf(BrisachException.class)
          .hasMessageStartingWith(bad.toString())
          .hasMessageNotContaining("\n");
    }
  }

  @Test
  void findingsCarryTheMembersOfTheContract() {
    Finding finding = PackageScan.of(project, index).findings().getFirst();

    Json.Obj members = PackageScan.members(finding);

    assertThat(JsonWriter.line(members))
        .isEqualTo(
            "{\"advisory\":\"CVE-2024-1\",\"aliases\":[\"GHSA-x\"],\"fixedIn\":[\"1.0.1\"],"
                + "\"kev\":false,\"presence\":\"metadata\"}");
  }
}
