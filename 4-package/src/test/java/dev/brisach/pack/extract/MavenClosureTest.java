package dev.brisach.pack.extract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisach.kit.tree.SourceTree;
import dev.brisach.testkit.Trees;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MavenClosureTest {
  @TempDir Path folder;

  @Test
  void theNearestVersionWinsAndTheProjectsOwnOverAll() {
    released("a", "1", dependency("b", "1", "") + dependency("c", "1", ""));
    released("b", "1", dependency("d", "1", "") + dependency("e", "1", ""));
    released("c", "1", dependency("d", "2", "") + dependency("managed", "1", ""));
    released("d", "1", "");
    released("e", "1", dependency("c", "9", ""));
    released("managed", "3", "");

    assertThat(
            found(
                "<dependencyManagement><dependencies>"
                    + dependency("managed", "3", "")
                    + "</dependencies></dependencyManagement>",
                dependency("a", "1", "")))
        .containsExactly(
            "g:a 1",
            "g:b 1 via g:a",
            "g:c 1 via g:a",
            "g:d 1 via g:a",
            "g:e 1 via g:a",
            "g:managed 3 via g:a");
  }

  @Test
  void optionalTestedProvidedAndExcludedOnesAreLeftOut() {
    released(
        "a",
        "1",
        dependency("optional", "1", "<optional>true</optional>")
            + dependency("tested", "1", "<scope>test</scope>")
            + dependency("provided", "1", "<scope>provided</scope>")
            + dependency("out", "1", "")
            + dependency("stays", "1", "<scope>runtime</scope>"));
    released("stays", "1", dependency("out", "2", ""));

    assertThat(
            found(
                "",
                dependency(
                    "a",
                    "1",
                    "<exclusions><exclusion><groupId>g</groupId><artifactId>out</artifactId></exclusion></exclusions>")))
        .containsExactly("g:a 1", "g:stays 1 via g:a");
  }

  @Test
  void whatTheProgramNeedsIsNotTakenForTestsOnly() {
    released("probe", "1", dependency("shared", "1", "") + dependency("only", "1", ""));
    released("a", "1", dependency("shared", "2", ""));
    released("shared", "2", dependency("a", "1", ""));
    released("only", "1", "");

    assertThat(
            found("", dependency("probe", "1", "<scope>test</scope>") + dependency("a", "1", "")))
        .containsExactly(
            "g:probe 1 test", "g:a 1", "g:shared 2 via g:a", "g:only 1 via g:probe test");
  }

  @Test
  void aMissingPomIsSaidInANote() {
    released("a", "1", dependency("gone", "1", ""));

    Extraction extraction = extract("", dependency("a", "1", ""));

    assertThat(extraction.packages())
        .extracting(FoundPackage::name)
        .containsExactly("g:a", "g:gone");
    assertThat(extraction.notes()).containsExactly(MavenPom.NOTE);
  }

  private static String dependency(String artifact, String version, String more) {
    return "<dependency><groupId>g</groupId><artifactId>"
        + artifact
        + "</artifactId><version>"
        + version
        + "</version>"
        + more
        + "</dependency>";
  }

  private void released(String artifact, String version, String dependencies) {
    Trees.write(
        folder,
        "m2/g/" + artifact + "/" + version + "/" + artifact + "-" + version + ".pom",
        "<project><groupId>g</groupId><artifactId>"
            + artifact
            + "</artifactId><version>"
            + version
            + "</version><dependencies>"
            + dependencies
            + "</dependencies></project>");
  }

  private List<String> found(String more, String dependencies) {
    return extract(more, dependencies).packages().stream()
        .map(p ->
            p.name()
                + " "
                + p.version()
                + (p.via() == null ? "" : " via " + p.via())
                + (p.development() ? " test" : ""))
        .toList();
  }

  private Extraction extract(String more, String dependencies) {
    Trees.write(
        folder,
        "project/pom.xml",
        "<project><artifactId>app</artifactId>"
            + more
            + "<dependencies>"
            + dependencies
            + "</dependencies></project>");
    SourceTree tree = SourceTree.read(folder.resolve("project"));
    return new Extractors(tree, folder.resolve("m2"))
        .extract(tree.open(Objects.requireNonNull(tree.get("pom.xml"))));
  }
}
