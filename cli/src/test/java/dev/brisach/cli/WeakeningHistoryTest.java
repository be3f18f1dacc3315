package dev.brisach.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisach.engine.decisions.OwnFiles;
import dev.brisach.engine.guard.Guarded;
import dev.brisach.engine.guard.Weakening;
import dev.brisach.engine.guard.Weaker;
import dev.brisach.kit.git.GitHistory;
import dev.brisach.testkit.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.PersonIdent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A history of 200 commits of policy, model, approvers and decisions, replayed change by change:
 * each weakening is found, and no edit that weakens nothing is flagged. Every commit writes all
 * files anew in another style.
 */
class WeakeningHistoryTest {
  private static final int COMMITS = 200;
  private static final Instant NOW = Instant.parse("2026-11-10T00:00:00Z");

  @TempDir private @Nullable Path folder;

  private record Change(String commit, List<Edits.Expected> expected) {}

  private Path root() {
    return Objects.requireNonNull(folder);
  }

  @Test
  void everyWeakeningIsFoundAndNoOtherEditIsFlagged() throws Exception {
    List<Change> changes = write(Seeds.random());
    int weakenings = 0;
    int silent = 0;
    Guarded before = null;
    try (GitHistory history = GitHistory.open(root())) {
      for (Change change : changes) {
        Guarded after =
            Guarded.read(
                OwnFiles.at(history.at(List.of(change.commit()))), "shop", OutsideData::model, NOW);
        assertThat(after.decisions().faults()).isEmpty();
        if (before != null) {
          judge(change, Weakening.between(before, after));
          weakenings += change.expected().size();
          silent += change.expected().isEmpty() ? 1 : 0;
        }
        before = after;
      }
    }
    System.out.println(
        weakenings + " weakenings found, " + silent + " commits that weaken nothing");
    assertThat(weakenings).isGreaterThan(60);
    assertThat(silent).isGreaterThan(40);
  }

  private static void judge(Change change, List<Weaker> found) {
    for (Edits.Expected expected : change.expected()) {
      assertThat(found)
          .as("%s is found in commit %s", expected, change.commit())
          .anyMatch(expected::fits);
    }
    for (Weaker weaker : found) {
      assertThat(change.expected())
          .as("'%s' was truly weakened in commit %s", weaker, change.commit())
          .anyMatch(expected -> expected.fits(weaker));
      assertThat(weaker.before()).isNotBlank().isNotEqualTo(weaker.after());
      assertThat(weaker.after()).isNotBlank();
    }
  }

  private List<Change> write(Random random) throws Exception {
    GuardedProject project = new GuardedProject(new Random(random.nextLong()));
    Edits edits = new Edits(project, random);
    List<Change> changes = new ArrayList<>();
    try (Git git = Git.init().setDirectory(root().toFile()).setInitialBranch("main").call()) {
      changes.add(new Change(commit(git, project.files()), List.of()));
      while (changes.size() <= COMMITS) {
        List<Edits.Expected> expected =
            random.nextInt(3) == 0 ? List.of() : edits.some(1 + random.nextInt(3));
        changes.add(new Change(commit(git, project.files()), expected));
      }
    }
    return changes;
  }

  private String commit(Git git, Map<String, String> files) throws IOException, GitAPIException {
    Path security = root().resolve("security");
    if (Files.exists(security)) {
      try (Stream<Path> old = Files.walk(security)) {
        for (Path file : (Iterable<Path>) old.sorted(Comparator.reverseOrder())::iterator) {
          Files.delete(file);
        }
      }
    }
    for (Map.Entry<String, String> file : files.entrySet()) {
      dev.brisach.testkit.Trees.write(root(), file.getKey(), file.getValue());
    }
    PersonIdent anna = new PersonIdent("anna", "anna@example.org");
    git.add().addFilepattern(".").call();
    git.add().addFilepattern(".").setUpdate(true).call();
    return git.commit()
        .setMessage("edit")
        .setAuthor(anna)
        .setCommitter(anna)
        .setSign(false)
        .call()
        .getName();
  }
}
