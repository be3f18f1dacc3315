package dev.brisach.kit.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brisach.core.BrisachException;
import dev.brisach.testkit.Trees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.PersonIdent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of revisions, read from the objects of a repository that JGit itself has written. */
class GitHistoryTest {
  @TempDir private @Nullable Path folder;

  private Path root() {
    return Objects.requireNonNull(folder);
  }

  @BeforeEach
  void twoBranchesThatParted() throws Exception {
    try (Git git = Git.init().setDirectory(root().toFile()).setInitialBranch("main").call()) {
      git.getRepository().getConfig().setString("user", null, "email", "anna@example.org");
      git.getRepository().getConfig().save();
      Trees.write(root(), "shop/brisach.yaml", "one");
      Trees.write(root(), "shop/security/b.yaml", "b");
      Trees.write(root(), "shop/security/a.yaml", "a");
      Trees.write(root(), "shop/security/below/c.yaml", "c");
      Files.createSymbolicLink(root().resolve("shop/security/link.yaml"), Path.of("a.yaml"));
      commit(git, "one");
      git.checkout().setCreateBranch(true).setName("change").call();
      Trees.write(root(), "shop/brisach.yaml", "changed");
      commit(git, "change");
      git.checkout().setName("main").call();
      Trees.write(root(), "shop/brisach.yaml", "main goes on");
      commit(git, "main");
      git.checkout().setName("change").call();
    }
  }

  private static void commit(Git git, String message) throws GitAPIException {
    PersonIdent anna = new PersonIdent("anna", "anna@example.org");
    git.add().addFilepattern(".").call();
    git.commit().setMessage(message).setAuthor(anna).setCommitter(anna).setSign(false).call();
  }

  private static String text(GitRevision revision, String path) {
    return new String(Objects.requireNonNull(revision.read(path)), StandardCharsets.UTF_8);
  }

  @Test
  void filesOfARevisionAreReadBelowTheProject() {
    try (GitHistory history = GitHistory.open(root().resolve("shop"))) {
      GitRevision main = history.at(List.of("refs/remotes/origin/main", "refs/heads/main"));

      assertThat(text(main, "brisach.yaml")).isEqualTo("main goes on");
      assertThat(main.read("none.yaml")).isNull();
      assertThat(main.read("security")).as("a folder").isNull();
      assertThat(main.read("security/link.yaml")).as("a link").isNull();
      assertThat(main.list("security")).containsExactly("a.yaml", "b.yaml");
      assertThat(main.list("none")).isEmpty();
      assertThat(main.list("brisach.yaml")).isEmpty();
      assertThat(history.mail()).isEqualTo("anna@example.org");
    }
  }

  @Test
  void whereAChangePartedFromItsBaseIsFound() {
    try (GitHistory history = GitHistory.open(root().resolve("shop"))) {
      GitRevision main = history.at(List.of("main"));
      GitRevision parting = Objects.requireNonNull(history.parting(main, "HEAD"));

      assertThat(text(parting, "brisach.yaml")).isEqualTo("one");
      assertThat(history.parting(main, "nowhere")).isNull();
    }
  }

  @Test
  void whatIsNotThereIsOneClearLine() throws IOException {
    Path elsewhere = Files.createTempDirectory("brisach-no-git-");
    try (GitHistory history = GitHistory.open(root())) {
      for (String name :
          List.of("origin/nowhere", "0123456789012345678901234567890123456789", "a..b")) {
        assertThatThrownBy(() -> history.at(List.of(name)))
            .isInstanceOf(BrisachException.class)
            .hasMessageContaining("is not in this checkout; fetch it first");
      }
    }
    assertThatThrownBy(() -> GitHistory.open(elsewhere))
        .isInstanceOf(BrisachException.class)
        .hasMessageContaining("is no checkout of git");
    Files.delete(elsewhere);
  }

  @Test
  void nothingIsWrittenByReading() throws IOException {
    TreeMap<String, Long> before = files();
    try (GitHistory history = GitHistory.open(root())) {
      GitRevision main = history.at(List.of("main"));
      main.list("shop/security");
      history.parting(main, "HEAD");
    }

    assertThat(files()).isEqualTo(before);
  }

  private TreeMap<String, Long> files() throws IOException {
    TreeMap<String, Long> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(root())) {
      for (Path file : (Iterable<Path>) all::iterator) {
        files.put(
            file.toString(),
            Files.getLastModifiedTime(file, java.nio.file.LinkOption.NOFOLLOW_LINKS).toMillis());
      }
    }
    return files;
  }
}
