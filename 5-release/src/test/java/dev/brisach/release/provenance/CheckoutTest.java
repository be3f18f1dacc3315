package dev.brisach.release.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brisach.testkit.Trees;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.transport.URIish;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckoutTest {
  @TempDir private Path folder;

  private RevCommit commit(Git git) throws Exception {
    git.add().addFilepattern(".").call();
    return git.commit()
        .setMessage("one")
        .setAuthor("ann", "ann@example.org")
        .setCommitter("ann", "ann@example.org")
        .setSign(false)
        .call();
  }

  @Test
  void aCleanCheckoutHasItsCommitBranchAndRemote() throws Exception {
    try (Git git = Git.init().setDirectory(folder.toFile()).setInitialBranch("main").call()) {
      Trees.write(folder, "src/A.java", "class A {}\n");
      RevCommit commit = commit(git);
      git.remoteAdd()
          .setName("origin")
          .setUri(new URIish("https://ann:secret@example.org/shop.git"))
          .call();
      Trees.write(folder, ".brisach/ledger", "state");

      Checkout checkout = Checkout.read(folder.resolve("src"), List.of());

      assertThat(checkout.revision()).isEqualTo(commit.name());
      assertThat(checkout.ref()).isEqualTo("refs/heads/main");
      assertThat(checkout.remote()).isEqualTo("https://example.org/shop.git");
      assertThat(checkout.changed()).isEmpty();
    }
  }

  @Test
  void changedNewAndRemovedFilesAreNamedAndIgnoredAndBuiltOnesAreNot() throws Exception {
    try (Git git = Git.init().setDirectory(folder.toFile()).setInitialBranch("main").call()) {
      Trees.write(folder, "a", "a");
      Trees.write(folder, "b", "b");
      Trees.write(folder, ".gitignore", "target/\n");
      commit(git);
      Trees.write(folder, "a", "changed");
      Files.delete(folder.resolve("b"));
      Trees.write(folder, "new", "new");
      Trees.write(folder, "target/app.jar", "built");
      Trees.write(folder, "dist/app.jar", "built");

      Checkout checkout = Checkout.read(folder, List.of(folder.resolve("dist/app.jar")));

      assertThat(checkout.changed()).containsExactly("a", "b", "new");
    }
  }

  @Test
  void withoutACommitOrACheckoutThereIsNoProvenance() throws Exception {
    assertThatThrownBy(() -> Checkout.read(folder, List.of()))
        .hasMessageContaining("no checkout of git");
    try (Git git = Git.init().setDirectory(folder.toFile()).call()) {
      assertThat(git.getRepository()).isNotNull();
      assertThatThrownBy(() -> Checkout.read(folder, List.of()))
          .hasMessageContaining("no commit yet");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "https://example.org/a.git, https://example.org/a.git",
    "https://user@example.org/a.git, https://example.org/a.git",
    "https://user:pw@example.org:8443/a.git?token=x, https://example.org:8443/a.git",
    "ssh://git@example.org/a.git, ssh://git@example.org/a.git",
    "ssh://ann:pw@example.org/a.git, ssh://git@example.org/a.git",
    "git@example.org:team/a.git, git@example.org:team/a.git",
    "'https://us er:pw@example.org/a.git', "
  })
  void credentialsOfTheRemoteAreNotShown(String url, String shown) {
    assertThat(Checkout.remote(url)).isEqualTo(shown);
  }
}
