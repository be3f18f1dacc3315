package dev.brisach.kit.git;

import dev.brisach.core.BrisachException;
import dev.brisach.core.ErrorCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;

/** The files of one commit, below the folder that the history was opened for. */
public final class GitRevision {
  /** Largest file that is read. */
  public static final int MAX_FILE = 8 << 20;

  private final Repository repository;
  private final ObjectId commit;
  private final String prefix;

  GitRevision(Repository repository, ObjectId commit, String prefix) {
    this.repository = repository;
    this.commit = commit.copy();
    this.prefix = prefix;
  }

  /** The full id of the commit. */
  public String id() {
    return commit.name();
  }

  /** The bytes of a file; null where the commit has no such file. */
  public byte @Nullable [] read(String path) {
    try (RevWalk revisions = new RevWalk(repository);
        TreeWalk walk =
            TreeWalk.forPath(
                repository, prefix + path, revisions.parseCommit(commit).getTree().getId())) {
      if (walk == null || !isFile(walk)) {
        return null;
      }
      ObjectLoader loader = repository.open(walk.getObjectId(0));
      if (loader.getSize() > MAX_FILE) {
        throw BrisachException.usage(path, 0, "is larger than " + (MAX_FILE >> 20) + " MiB");
      }
      return loader.getBytes(MAX_FILE);
    } catch (IOException e) {
      throw broken(path, e);
    }
  }

  /** The names of the files that lie in a folder itself, sorted; none where there is no folder. */
  public List<String> list(String folder) {
    List<String> names = new ArrayList<>();
    try (RevWalk revisions = new RevWalk(repository);
        TreeWalk walk =
            TreeWalk.forPath(
                repository, prefix + folder, revisions.parseCommit(commit).getTree().getId())) {
      if (walk == null || !walk.isSubtree()) {
        return names;
      }
      try (TreeWalk inside = new TreeWalk(repository)) {
        inside.addTree(walk.getObjectId(0));
        while (inside.next()) {
          if (isFile(inside)) {
            names.add(inside.getNameString());
          }
        }
      }
    } catch (IOException e) {
      throw broken(folder, e);
    }
    return names.stream().sorted().toList();
  }

  private static boolean isFile(TreeWalk walk) {
    int mode = walk.getRawMode(0);
    return FileMode.REGULAR_FILE.equals(mode) || FileMode.EXECUTABLE_FILE.equals(mode);
  }

  private BrisachException broken(String path, IOException e) {
    return new BrisachException(
        ErrorCode.ENVIRONMENT,
        path + " of revision " + id() + " cannot be read: " + e.getMessage(),
        e);
  }
}
