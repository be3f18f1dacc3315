package dev.brisach.pack.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brisach.kit.tree.SourceTree;
import dev.brisach.kit.tree.Unreadable;
import dev.brisach.testkit.Trees;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MavenPomTest {
  @TempDir Path folder;

  @Test
  void versionsComeFromPropertiesParentsAndBomsOfTheTree() {
    Trees.write(
        folder,
        "pom.xml",
        """
        <project>
          <groupId>shop</groupId><artifactId>parent</artifactId><version>1.0</version>
          <properties>
            <base>2</base>
            <a.version>${base}.5</a.version>
          </properties>
          <dependencyManagement><dependencies>
            <dependency><groupId>g</groupId><artifactId>b</artifactId>
              <version>3.1</version>
              <scope>test</scope></dependency>
            <dependency><groupId>shop</groupId><artifactId>bom</artifactId><version>1.0</version>
              <type>pom</type><scope>import</scope></dependency>
          </dependencies></dependencyManagement>
        </project>
        """);
    Trees.write(
        folder,
        "bom/pom.xml",
        """
        <project><groupId>shop</groupId><artifactId>bom</artifactId><version>1.0</version>
          <properties><c.version>7</c.version></properties>
          <dependencyManagement><dependencies>
            <dependency><groupId>g</groupId><artifactId>c</artifactId><version>${c.version}</version></dependency>
          </dependencies></dependencyManagement>
        </project>
        """);
    Trees.write(
        folder,
        "app/pom.xml",
        """
        <project>
          <parent><groupId>shop</groupId><artifactId>parent</artifactId><version>1.0</version></parent>
          <artifactId>app</artifactId>
          <dependencies>
            <dependency>
              <groupId>g</groupId>
              <artifactId>a</artifactId>
              <version>${a.version}</version>
            </dependency>
            <dependency><groupId>g</groupId><artifactId>b</artifactId></dependency>
            <dependency><groupId>g</groupId><artifactId>c</artifactId></dependency>
            <dependency><groupId>g</groupId><artifactId>d</artifactId><version>[1.0,2.0)</version></dependency>
            <dependency><groupId>g</groupId><artifactId>e</artifactId><version>${gone}</version></dependency>
            <dependency><groupId>g</groupId><artifactId>f</artifactId></dependency>
            <dependency><groupId>shop</groupId><artifactId>bom</artifactId><version>1.0</version></dependency>
          </dependencies>
        </project>
        """);

    Extraction found = extract("app/pom.xml");

    assertThat(found.packages())
        .extracting(p -> p.purl() + " " + p.line() + " " + p.scope() + " " + p.place())
        .containsExactly(
            "pkg:maven/g/a@2.5 5 compile VersionPlace[file=pom.xml, line=5, property=a.version]",
            "pkg:maven/g/b@3.1 10 test VersionPlace[file=pom.xml, line=9, property=null]",
            "pkg:maven/g/c@7 11 compile VersionPlace[file=bom/pom.xml, line=2, property=c.version]");
    assertThat(found.unknown())
        .extracting(u -> u.name() + ": " + u.reason())
        .containsExactly(
            "g:d: no exact version: [1.0,2.0)",
            "g:e: property ${gone} is not defined",
            "g:f: no version");
    assertThat(found.notes()).containsExactly(MavenPom.NOTE);
  }

  @Test
  void whatLiesOutsideOfTheTreeIsNamed() {
    Trees.write(
        folder,
        "pom.xml",
        """
        <project>
          <parent><groupId>org.far</groupId><artifactId>away</artifactId><version>9</version></parent>
          <artifactId>app</artifactId>
          <dependencies><dependency><groupId>g</groupId><artifactId>a</artifactId></dependency></dependencies>
        </project>
        """);

    assertThat(extract("pom.xml").unknown().getFirst().reason())
        .isEqualTo("no version; not in the tree: parent org.far:away:9");
  }

  @Test
  void circlesAndExpansionEnd() {
    Trees.write(
        folder,
        "pom.xml",
        """
        <project>
          <parent><groupId>s</groupId><artifactId>s</artifactId><version>1</version><relativePath>pom.xml</relativePath></parent>
          <groupId>s</groupId><artifactId>s</artifactId>
          <properties><a>${b}</a><b>${a}</b><c>${c}${c}</c></properties>
          <dependencyManagement><dependencies>
            <dependency><groupId>s</groupId><artifactId>s</artifactId><version>1</version><type>pom</type><scope>import</scope></dependency>
          </dependencies></dependencyManagement>
          <dependencies>
            <dependency><groupId>g</groupId><artifactId>a</artifactId><version>${a}</version></dependency>
            <dependency><groupId>g</groupId><artifactId>c</artifactId><version>${c}</version></dependency>
          </dependencies>
        </project>
        """);

    assertThat(extract("pom.xml").unknown()).hasSize(2);
  }

  @Test
  void documentTypesNeitherExpandNorFetch() {
    Trees.write(
        folder,
        "pom.xml",
        """
        <!DOCTYPE project [
          <!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">
          <!ENTITY file SYSTEM "file:///etc/hostname">
        ]>
        <project><artifactId>&c;&file;</artifactId></project>
        """);

    assertThatThrownBy(() -> extract("pom.xml")).isInstanceOf(Unreadable.class);
  }

  private Extraction extract(String path) {
    SourceTree tree = SourceTree.read(folder);
    return new Extractors(tree).extract(tree.open(Objects.requireNonNull(tree.get(path))));
  }
}
