package dev.brisach.pack.sbom;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonReader;
import dev.brisach.kit.tree.SourceTree;
import dev.brisach.pack.TreePackages;
import dev.brisach.testkit.Trees;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SbomTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

  @TempDir Path folder;

  @BeforeEach
  void project() {
    Trees.write(folder, "go.mod", "module m\nrequire example.com/one v1.0.0\n");
    Trees.write(folder, "requirements.txt", "Django==4.2\n");
    Trees.write(
        folder,
        "web/package-lock.json",
        """
        {"lockfileVersion": 3, "packages": {"": {"dependencies": {"@s/a": "1"}},
          "node_modules/@s/a": {"version": "1.0.0"},
          "node_modules/b/node_modules/@s/a": {"version": "1.0.0"},
          "node_modules/t": {"version": "2.0.0", "dev": true}}}
        """);
    Trees.write(
        folder,
        "pom.xml",
        """
        <project><artifactId>x</artifactId><dependencies>
          <dependency><groupId>g</groupId><artifactId>a</artifactId><version>1</version></dependency>
        </dependencies></project>
        """);
  }

  @Test
  void cycloneDxMeetsItsSchema() {
    Schema schema = schema("bom-1.6.schema.json");

    assertThat(schema.validate(sbom().cycloneDx(), InputFormat.JSON)).isEmpty();
    assertThat(schema.validate(sbom().cycloneDx().replace("library", "nonsense"), InputFormat.JSON))
        .isNotEmpty();
  }

  @Test
  void cycloneDxHoldsEachPackageOnceWithItsPlaces() {
    Json.Obj bom = read(sbom().cycloneDx());

    assertThat(bom.list("components")).hasSize(5);
    Json.Obj scoped =
        bom.list("components").stream()
            .map(Json.Obj.class::cast)
            .filter(c -> "pkg:npm/%40s/a@1.0.0".equals(c.text("purl")))
            .findFirst()
            .orElseThrow();
    assertThat(scoped.text("group")).isEqualTo("@s");
    assertThat(scoped.text("name")).isEqualTo("a");
    assertThat(scoped.text("scope")).isEqualTo("required");
    assertThat(scoped.object("evidence").list("occurrences")).hasSize(2);
    assertThat(bom.object("metadata").text("timestamp")).isEqualTo("2026-01-02T03:04:05Z");
    assertThat(((Json.Obj) bom.list("dependencies").getFirst()).texts("dependsOn"))
        .containsExactly(
            "pkg:golang/example.com/one@v1.0.0",
            "pkg:maven/g/a@1",
            "pkg:npm/%40s/a@1.0.0",
            "pkg:pypi/django@4.2");
  }

  @Test
  void spdxNamesEveryPackageAndRelation() {
    Json.Obj document = read(sbom().spdx());

    assertThat(document.text("spdxVersion")).isEqualTo("SPDX-2.3");
    assertThat(document.list("packages")).hasSize(6);
    assertThat(document.list("relationships")).hasSize(6);
    assertThat(
            document.list("relationships").stream()
                .map(r -> ((Json.Obj) r).need("relationshipType")))
        .contains("DESCRIBES", "DEPENDS_ON", "DEV_DEPENDENCY_OF");
    assertThat(document.list("packages"))
        .allMatch(p -> ((Json.Obj) p).need("SPDXID").startsWith("SPDXRef-"));
  }

  @Test
  void equalPackagesGiveEqualBytesInAnyOrder() {
    TreePackages found = TreePackages.read(SourceTree.read(folder), null);
    Sbom turned = new Sbom("shop", "0.1", NOW, found.packages().reversed());

    assertThat(sbom().cycloneDx()).isEqualTo(sbom().cycloneDx());
    assertThat(read(turned.cycloneDx()).text("serialNumber"))
        .isEqualTo(read(sbom().cycloneDx()).text("serialNumber"));
    assertThat(turned.spdx()).isEqualTo(sbom().spdx());
    assertThat(read(new Sbom("shop", "0.1", NOW, List.of()).cycloneDx()).text("serialNumber"))
        .isNotEqualTo(read(sbom().cycloneDx()).text("serialNumber"));
  }

  private Sbom sbom() {
    return new Sbom(
        "shop", "0.1", NOW, TreePackages.read(SourceTree.read(folder), null).packages());
  }

  private static Json.Obj read(String text) {
    return JsonReader.readObject(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Schema schema(String name) {
    SchemaRegistry registry =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_7,
            builder ->
                builder.schemaIdResolvers(
                    ids -> ids.mapPrefix("http://cyclonedx.org/schema/", "classpath:")));
    return registry.getSchema(SchemaLocation.of("http://cyclonedx.org/schema/" + name));
  }
}
