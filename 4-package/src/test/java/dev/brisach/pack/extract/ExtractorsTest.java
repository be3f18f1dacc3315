package dev.brisach.pack.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brisach.kit.tree.SourceFile;
import dev.brisach.kit.tree.SourceTree;
import dev.brisach.kit.tree.Unreadable;
import dev.brisach.testkit.Trees;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExtractorsTest {
  @TempDir Path folder;

  @Test
  void npmLocksOfVersionThreeNameWhatIsInstalled() {
    Extraction found =
        extract(
            "package-lock.json",
            """
            {
              "name": "shop", "lockfileVersion": 3,
              "packages": {
                "": {"name": "shop", "dependencies": {"left": "^1.0.0"}, "devDependencies": {"@s/tool": "*"}},
                "node_modules/left": {"version": "1.2.3", "resolved": "https://registry.example/left.tgz"},
                "node_modules/left/node_modules/deep": {"version": "0.1.0"},
                "node_modules/@s/tool": {"version": "2.0.0-rc.1", "dev": true},
                "node_modules/alias": {"name": "real", "version": "4.0.0"},
                "node_modules/forked": {"version": "1.0.0", "resolved": "git+ssh://git@example.com/x.git#abc"},
                "node_modules/linked": {"resolved": "packages/linked", "link": true},
                "packages/linked": {"version": "1.0.0"}
              }
            }
            """);

    assertThat(brief(found))
        .containsExactly(
            "pkg:npm/left@1.2.3 line 5 direct",
            "pkg:npm/deep@0.1.0 line 6",
            "pkg:npm/%40s/tool@2.0.0-rc.1 line 7 direct dev",
            "pkg:npm/real@4.0.0 line 8");
    assertThat(found.unknown()).extracting(Extraction.Unknown::name).containsExactly("forked");
  }

  @Test
  void npmLocksOfVersionOneAreTrees() {
    Extraction found =
        extract(
            "npm-shrinkwrap.json",
            """
            {
              "lockfileVersion": 1,
              "dependencies": {
                "a": {
                  "version": "1.0.0",
                  "requires": {"b": "^2"},
                  "dependencies": {
                    "b": {"version": "2.0.0", "dev": true}
                  }
                },
                "c": {"version": "github:x/y#abc"},
                "d": {"version": "npm:real@3.1.4"}
              }
            }
            """);

    assertThat(brief(found))
        .containsExactly(
            "pkg:npm/a@1.0.0 line 4", "pkg:npm/b@2.0.0 line 8 dev", "pkg:npm/real@3.1.4 line 12");
    assertThat(found.unknown().getFirst().reason()).contains("not from the registry");
  }

  @Test
  void yarnLocksOfBothKindsAreRead() {
    Extraction classic =
        extract(
            "yarn.lock",
            """
            # yarn lockfile v1


            "@s/a@^1.0.0", "@s/a@^1.1.0":
              version "1.1.0"
              resolved "https://registry.example/a.tgz"
              dependencies:
                b "^2.0.0"

            b@^2.0.0:
              version "2.0.1"

            "other@npm:real@^3":
              version "3.0.0"
            """);
    Extraction berry =
        extract(
            "yarn.lock",
            """
            __metadata:
              version: 6

            "@s/a@npm:^1.0.0, @s/a@npm:^1.1.0":
              version: 1.1.0
              resolution: "@s/a@npm:1.1.0"
              linkType: hard

            "shop@workspace:.":
              version: 0.0.0-use.local
              resolution: "shop@workspace:."
              linkType: soft
            """
                .replace("__metadata", "# made\n__metadata"));

    assertThat(brief(classic))
        .containsExactly(
            "pkg:npm/%40s/a@1.1.0 line 4", "pkg:npm/b@2.0.1 line 10", "pkg:npm/real@3.0.0 line 13");
    assertThat(brief(berry)).containsExactly("pkg:npm/%40s/a@1.1.0 line 5");
  }

  @Test
  void pnpmLocksOfThreeKindsAreRead() {
    assertThat(
            brief(
                extract(
                    "pnpm-lock.yaml",
                    """
                    lockfileVersion: 5.4
                    dependencies:
                      a: 1.0.0_b@2.0.0
                    packages:
                      /a/1.0.0_b@2.0.0:
                        dev: false
                      /@s/c/3.0.0:
                        dev: true
                    """)))
        .containsExactly("pkg:npm/a@1.0.0 line 5 direct", "pkg:npm/%40s/c@3.0.0 line 7 dev");
    assertThat(
            brief(
                extract(
                    "pnpm-lock.yaml",
                    """
                    lockfileVersion: '9.0'
                    importers:
                      .:
                        dependencies:
                          a:
                            specifier: ^1
                            version: 1.0.0(b@2.0.0)
                        devDependencies:
                          c:
                            specifier: ^3
                            version: 3.0.0
                    packages:
                      a@1.0.0:
                        resolution: {integrity: x}
                      b@2.0.0:
                        resolution: {integrity: x}
                      c@3.0.0:
                        resolution: {integrity: x}
                    snapshots:
                      a@1.0.0(b@2.0.0):
                        dependencies:
                          b: 2.0.0
                      b@2.0.0: {}
                      c@3.0.0: {}
                    """)))
        .containsExactly(
            "pkg:npm/a@1.0.0 line 13 direct",
            "pkg:npm/b@2.0.0 line 15",
            "pkg:npm/c@3.0.0 line 17 direct dev");
  }

  @Test
  void goModulesFollowReplace() {
    Extraction found =
        extract(
            "go.mod",
            """
            module example.com/shop

            go 1.21

            require example.com/one v1.0.0
            require (
            	example.com/Two/v2 v2.3.4+incompatible // indirect
            	example.com/three v0.0.0-20200101000000-abcdefabcdef
            	example.com/four v1.0.0
            )
            replace (
            	example.com/three => example.com/fork v1.5.0
            	example.com/four v1.0.0 => ../four
            )
            exclude example.com/five v1.0.0
            """);

    assertThat(brief(found))
        .containsExactly(
            "pkg:golang/example.com/one@v1.0.0 line 5 direct",
            "pkg:golang/example.com/two/v2@v2.3.4%2Bincompatible line 7",
            "pkg:golang/example.com/fork@v1.5.0 line 8 direct");
    assertThat(found.unknown().getFirst().reason()).contains("local folder ../four");
  }

  @Test
  void cargoAndGradleLocksAreRead() {
    Extraction cargo =
        extract(
            "Cargo.lock",
            """
            version = 3

            [[package]]
            name = "shop"
            version = "0.1.0"
            dependencies = [
             "memchr 1.0.2",
            ]

            [[package]]
            name = "memchr"
            version = "1.0.2"
            source = "registry+https://github.com/rust-lang/crates.io-index"

            [[package]]
            name = "forked"
            version = "0.2.0"
            source = "git+https://example.com/forked#abc"
            """);
    Extraction gradle =
        extract(
            "gradle.lockfile",
            """
            # This is a Gradle generated file for dependency locking.
            com.example:lib:1.0=compileClasspath,testCompileClasspath
            com.example:probe:2.0=testCompileClasspath,testRuntimeClasspath
            empty=annotationProcessor
            """);

    assertThat(brief(cargo)).containsExactly("pkg:cargo/memchr@1.0.2 line 10 direct");
    assertThat(cargo.unknown()).extracting(Extraction.Unknown::name).containsExactly("forked");
    assertThat(brief(gradle))
        .containsExactly(
            "pkg:maven/com.example/lib@1.0 line 2", "pkg:maven/com.example/probe@2.0 line 3 dev");
  }

  @Test
  void cargoTellsDevelopmentByTheManifestsOfTheWorkspace() {
    Trees.write(
        folder,
        "Cargo.toml",
        """
        [package]
        name = "shop"
        [dependencies]
        alias = { package = "run", version = "1" }
        [target.'cfg(windows)'.dependencies]
        win = "1"
        [dev-dependencies]
        probe = "1"
        """);
    String registry = "source = \"registry+https://index.example\"\n";
    Extraction found =
        extractAt(
            "Cargo.lock",
            """
            [[package]]
            name = "shop"
            version = "0.1.0"
            dependencies = ["probe", "run", "win"]
            [[package]]
            name = "probe"
            version = "1.0.0"
            dependencies = ["deep"]
            @
            [[package]]
            name = "deep"
            version = "1.0.0"
            @
            [[package]]
            name = "run"
            version = "1.0.0"
            @
            [[package]]
            name = "win"
            version = "1.0.0"
            @
            """
                .replace("@\n", registry));

    assertThat(brief(found))
        .containsExactly(
            "pkg:cargo/probe@1.0.0 line 5 direct dev",
            "pkg:cargo/deep@1.0.0 line 10 dev",
            "pkg:cargo/run@1.0.0 line 14 direct",
            "pkg:cargo/win@1.0.0 line 18 direct");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "package-lock.json",
        "yarn.lock",
        "pnpm-lock.yaml",
        "bun.lock",
        "Pipfile.lock",
        "poetry.lock",
        "uv.lock",
        "Cargo.lock",
        "gradle.lockfile",
        "pom.xml"
      })
  void brokenFilesAreNamedAsUnreadable(String name) {
    for (String broken : List.of("{\"a\": [1,", "<<<<<<< HEAD\n=======\n", "[[package]\n")) {
      assertThatThrownBy(() -> extract(name, broken)).isInstanceOf(Unreadable.class);
    }
    String deep = "[".repeat(100_000);
    assertThatThrownBy(() -> extract(name, deep)).isInstanceOf(Unreadable.class);
  }

  @Test
  void aHugeLineIsNoTrouble() {
    Extraction found = extract("requirements.txt", "a".repeat(3_000_000) + "\nb==1.0\n");

    assertThat(brief(found)).containsExactly("pkg:pypi/b@1.0 line 2 direct");
    assertThat(found.unknown().getFirst().name()).hasSizeLessThan(300);
  }

  private static Extraction extract(String name, String content) {
    return new Extractors().extract(SourceFile.of(name, content));
  }

  private Extraction extractAt(String path, String content) {
    Trees.write(folder, path, content);
    SourceTree tree = SourceTree.read(folder);
    return new Extractors(tree)
        .extract(tree.open(java.util.Objects.requireNonNull(tree.get(path))));
  }

  private static List<String> brief(Extraction extraction) {
    return extraction.packages().stream()
        .map(p ->
            p.purl()
                + " line "
                + p.line()
                + (p.direct() ? " direct" : "")
                + (p.development() ? " dev" : ""))
        .toList();
  }
}
