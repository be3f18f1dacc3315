package dev.brisach.pack.extract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisach.kit.tree.SourceFile;
import dev.brisach.kit.tree.SourceTree;
import dev.brisach.testkit.Trees;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PythonManifestsTest {
  @TempDir Path folder;

  @Test
  void requirementsGivePinsAndNameTheRest() {
    Trees.write(folder, "base.in", "");
    Trees.write(folder, "more/extra.txt", "Flask_Login==0.6.2\n");
    Extraction found =
        extractAt(
            "requirements.txt",
            """
            # comment
            Django[argon2]==4.2.1 ; python_version > "3.8" # why
            requests>=2.0,<3
            -r more/extra.txt
            pinned == 1.0 \\
                --hash=sha256:aaaa
            wild==1.*
            tool @ https://user:secret@example.com/tool.zip
            -e .
            -r gone.txt
            """);

    assertThat(brief(found))
        .containsExactly(
            "pkg:pypi/django@4.2.1 line 2 direct",
            "pkg:pypi/flask-login@0.6.2 line 1 direct",
            "pkg:pypi/pinned@1.0 line 5 direct");
    assertThat(found.unknown())
        .extracting(Extraction.Unknown::name)
        .containsExactly("requests", "wild", "tool", "gone.txt");
    assertThat(found.unknown().getFirst().reason()).isEqualTo("no exact version: >=2.0,<3");
    assertThat(found.toString()).doesNotContain("secret");
  }

  @Test
  void pythonLocksTellProductionFromDevelopment() {
    Trees.write(
        folder,
        "pyproject.toml",
        """
        [tool.poetry.dependencies]
        python = "^3.11"
        flask = "^2"
        [tool.poetry.group.dev.dependencies]
        pytest = "*"
        """);
    Extraction poetry =
        extractAt(
            "poetry.lock",
            """
            [[package]]
            name = "Flask"
            version = "2.0.0"

            [package.dependencies]
            werkzeug = ">=2"

            [[package]]
            name = "pytest"
            version = "7.0.0"

            [[package]]
            name = "werkzeug"
            version = "2.0.1"

            [[package]]
            name = "mine"
            version = "1.0"
            [package.source]
            type = "git"
            url = "https://example.com/mine.git"
            """);
    Extraction uv =
        extract(
            "uv.lock",
            """
            version = 1
            [[package]]
            name = "shop"
            version = "0.1.0"
            source = { virtual = "." }
            dependencies = [{ name = "a" }]
            [package.dev-dependencies]
            dev = [{ name = "t" }]

            [[package]]
            name = "a"
            version = "1.0"
            source = { registry = "https://pypi.example/simple" }
            dependencies = [{ name = "b", marker = "x" }]

            [[package]]
            name = "b"
            version = "2.0"
            source = { registry = "https://pypi.example/simple" }

            [[package]]
            name = "t"
            version = "3.0"
            source = { registry = "https://pypi.example/simple" }
            """);
    Extraction pipenv =
        extract(
            "Pipfile.lock",
            """
            {"_meta": {},
             "default": {
               "werkzeug": {"version": "==0.11.1"},
               "local": {"path": "."},
               "vcs": {"git": "x", "ref": "y"}
             },
             "develop": {"pytest": {"version": "==7.0"}}}
            """);

    assertThat(brief(poetry))
        .containsExactly(
            "pkg:pypi/flask@2.0.0 line 1 direct",
            "pkg:pypi/pytest@7.0.0 line 8 direct dev",
            "pkg:pypi/werkzeug@2.0.1 line 12");
    assertThat(poetry.unknown()).extracting(Extraction.Unknown::name).containsExactly("mine");
    assertThat(brief(uv))
        .containsExactly(
            "pkg:pypi/a@1.0 line 10 direct",
            "pkg:pypi/b@2.0 line 16",
            "pkg:pypi/t@3.0 line 21 direct dev");
    assertThat(brief(pipenv))
        .containsExactly("pkg:pypi/werkzeug@0.11.1 line 3", "pkg:pypi/pytest@7.0 line 7 dev");
    assertThat(pipenv.unknown()).extracting(Extraction.Unknown::name).containsExactly("vcs");
  }

  @Test
  void thePathTellsWhatIsForDevelopment() {
    for (String path :
        List.of("requirements-dev.txt", "requirements/tests.txt", "docs/requirements.txt")) {
      assertThat(brief(extract(path, "a==1"))).containsExactly("pkg:pypi/a@1 line 1 direct dev");
    }
    for (String path : List.of("requirements-latest.txt", "device/requirements.txt")) {
      assertThat(brief(extract(path, "a==1"))).containsExactly("pkg:pypi/a@1 line 1 direct");
    }
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
