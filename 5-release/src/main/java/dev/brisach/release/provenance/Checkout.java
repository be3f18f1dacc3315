package dev.brisach.release.provenance;

import dev.brisach.core.BrisachException;
import dev.brisach.core.ErrorCode;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.Status;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The state of a checkout of git.
 *
 * @param revision the commit
 * @param ref the branch or tag that it stands at, for example {@code refs/heads/main}; null where
 *     detached
 * @param remote where it comes from, without any credentials; null where it has no remote
 * @param changed files that differ from the commit or are not part of it, sorted
 */
public record Checkout(
    String revision, @Nullable String ref, @Nullable String remote, List<String> changed) {
  /** The program's own state is no part of what is built. */
  private static final String OWN = ".brisach/";

  public Checkout {
    changed = List.copyOf(changed);
  }

  /**
   * Reads the checkout at or above a folder.
   *
   * @param built files that a build writes there, which do not make it dirty
   */
  public static Checkout read(Path folder, List<Path> built) {
    FileRepositoryBuilder builder =
        new FileRepositoryBuilder().findGitDir(folder.toAbsolutePath().normalize().toFile());
    if (builder.getGitDir() == null) {
      throw new BrisachException(
          ErrorCode.USAGE,
          folder + ": no checkout of git: provenance names the commit that was built");
    }
    try (Repository repository = builder.build();
        Git git = new Git(repository)) {
      ObjectId head = repository.resolve("HEAD");
      if (head == null) {
        throw new BrisachException(ErrorCode.USAGE, folder + ": the checkout has no commit yet");
      }
      String full = repository.getFullBranch();
      return new Checkout(
          head.name(),
          full != null && full.startsWith("refs/") ? full : null,
          remote(repository.getConfig().getString("remote", "origin", "url")),
          changed(repository.getWorkTree().toPath(), git.status().call(), built));
    } catch (IOException | GitAPIException e) {
      throw new BrisachException(
          ErrorCode.ENVIRONMENT, folder + ": git's files cannot be read: " + e.getMessage());
    }
  }

  private static List<String> changed(Path root, Status status, List<Path> built) {
    Set<String> changed = new TreeSet<>();
    changed.addAll(status.getUncommittedChanges());
    changed.addAll(status.getUntracked());
    changed.addAll(status.getConflicting());
    List<String> own = new ArrayList<>();
    for (Path file : built) {
      Path absolute = file.toAbsolutePath().normalize();
      if (absolute.startsWith(root)) {
        own.add(root.relativize(absolute).toString().replace('\\', '/'));
      }
    }
    changed.removeIf(path -> path.startsWith(OWN) || own.contains(path));
    return List.copyOf(changed);
  }

  /** An address that may be shown: what stands before the @ of a URL is left out. */
  static @Nullable String remote(@Nullable String url) {
    if (url == null || url.isBlank()) {
      return null;
    }
    try {
      URI uri = new URI(url);
      if (uri.getScheme() != null && uri.getHost() != null) {
        boolean web = uri.getScheme().startsWith("http");
        return new URI(
                uri.getScheme(),
                web ? null : uri.getUserInfo() == null ? null : "git",
                uri.getHost(),
                uri.getPort(),
                uri.getPath(),
                null,
                null)
            .toString();
      }
    } catch (URISyntaxException e) {
      return url.contains("@") && url.contains("://") ? null : url;
    }
    return url;
  }
}
