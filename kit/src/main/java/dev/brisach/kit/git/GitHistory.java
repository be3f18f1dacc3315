package dev.brisach.kit.git;

import dev.brisach.core.BrisachException;
import dev.brisach.core.ErrorCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jgit.errors.AmbiguousObjectException;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.RepositoryNotFoundException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.jspecify.annotations.Nullable;

/** The history of the checkout that a folder lies in. */
public final class GitHistory implements AutoCloseable {
  private final Repository repository;
  private final String prefix;

  private GitHistory(Repository repository, String prefix) {
    this.repository = repository;
    this.prefix = prefix;
  }

  /** Opens the repository at or above a folder; where there is none, that is a usage error. */
  public static GitHistory open(Path folder) {
    QuietSystem.install();
    try {
      FileRepositoryBuilder builder =
          new FileRepositoryBuilder().setMustExist(true).findGitDir(folder.toRealPath().toFile());
      if (builder.getGitDir() == null) {
        throw new BrisachException(ErrorCode.USAGE, folder + ": is no checkout of git");
      }
      Repository repository = builder.build();
      Path top = repository.getWorkTree().toPath().toRealPath();
      String below = top.relativize(folder.toRealPath()).toString().replace('\\', '/');
      return new GitHistory(repository, below.isEmpty() ? "" : below + "/");
    } catch (RepositoryNotFoundException | org.eclipse.jgit.errors.NoWorkTreeException e) {
      throw new BrisachException(ErrorCode.USAGE, folder + ": is no checkout of git", e);
    } catch (IOException | IllegalArgumentException e) {
      throw new BrisachException(
          ErrorCode.ENVIRONMENT, folder + ": its history cannot be read: " + e.getMessage(), e);
    }
  }

  /** The first of some names that is a commit here; where none is, that is a usage error. */
  public GitRevision at(List<String> names) {
    for (String name : names) {
      ObjectId commit = resolve(name);
      if (commit != null) {
        return new GitRevision(repository, commit, prefix);
      }
    }
    String first = names.getFirst();
    throw new BrisachException(
        ErrorCode.USAGE,
        "revision '"
            + first
            + "' is not in this checkout; fetch it first, for example: git fetch --depth=1 origin "
            + (first.startsWith("origin/") ? first.substring("origin/".length()) : first));
  }

  /**
   * Where two commits parted; null where that is unknown, as in a checkout that was cut short, or
   * where they have no common past.
   */
  public @Nullable GitRevision parting(GitRevision one, String other) {
    ObjectId second = resolve(other);
    if (second == null) {
      return null;
    }
    try (RevWalk walk = new RevWalk(repository)) {
      walk.setRevFilter(RevFilter.MERGE_BASE);
      walk.markStart(walk.parseCommit(ObjectId.fromString(one.id())));
      walk.markStart(walk.parseCommit(second));
      RevCommit found = walk.next();
      return found == null ? null : new GitRevision(repository, found.getId(), prefix);
    } catch (IOException e) {
      return null;
    }
  }

  private @Nullable ObjectId resolve(String name) {
    try {
      ObjectId id = repository.resolve(name + "^{commit}");
      return id != null && repository.getObjectDatabase().has(id) ? id : null;
    } catch (IllegalArgumentException
        | MissingObjectException
        | IncorrectObjectTypeException
        | AmbiguousObjectException e) {
      return null; // no name of a revision, or of one that is not here
    } catch (IOException e) {
      throw new BrisachException(
          ErrorCode.ENVIRONMENT, name + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /** The address that the owner of this checkout commits under, or null. */
  public @Nullable String mail() {
    return repository.getConfig().getString("user", null, "email");
  }

  @Override
  public void close() {
    repository.close();
  }
}
