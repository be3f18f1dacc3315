package dev.brisach.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Branch and revision of a checkout, read from the files of {@code .git} without starting git, so
 * that nothing of a foreign repository's configuration is carried out.
 *
 * @param branch null where detached or no checkout
 * @param revision full commit id, null where there is none yet
 */
public record GitHead(@Nullable String branch, @Nullable String revision) {
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
  private static final GitHead NONE = new GitHead(null, null);

  /** What the checkout at or above this folder has; both parts null where there is none. */
  public static GitHead read(Path root) {
    for (Path at = root.toAbsolutePath().normalize(); at != null; at = at.getParent()) {
      Path git = at.resolve(".git");
      if (Files.exists(git)) {
        try {
          return ofGit(git);
        } catch (IOException e) {
          return NONE;
        }
      }
    }
    return NONE;
  }

  private static GitHead ofGit(Path git) throws IOException {
    Path folder = git;
    if (Files.isRegularFile(git)) {
      String pointer = small(git);
      if (!pointer.startsWith("gitdir:")) {
        return NONE;
      }
      folder = git.resolveSibling(pointer.substring("gitdir:".length()).strip());
    }
    String head = small(folder.resolve("HEAD"));
    if (!head.startsWith("ref:")) {
      return new GitHead(null, commit(head));
    }
    String ref = head.substring("ref:".length()).strip();
    String branch = ref.startsWith("refs/heads/") ? ref.substring("refs/heads/".length()) : ref;
    Path common = folder;
    if (Files.exists(folder.resolve("commondir"))) {
      common = folder.resolve(small(folder.resolve("commondir"))).normalize();
    }
    Path loose = common.resolve(ref).normalize();
    if (loose.startsWith(common) && Files.isRegularFile(loose)) {
      return new GitHead(branch, commit(small(loose)));
    }
    Path packed = common.resolve("packed-refs");
    if (Files.isRegularFile(packed)) {
      try (var lines = Files.lines(packed)) {
        return new GitHead(
            branch,
            lines
                .filter(line -> line.endsWith(" " + ref))
                .map(line -> commit(line.substring(0, line.indexOf(' '))))
                .findFirst()
                .orElse(null));
      }
    }
    return new GitHead(branch, null);
  }

  private static String small(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return new String(in.readNBytes(4096), java.nio.charset.StandardCharsets.UTF_8).strip();
    }
  }

  private static @Nullable String commit(String text) {
    return COMMIT.matcher(text).matches() ? text : null;
  }
}
