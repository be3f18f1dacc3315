package dev.brisach.release.statement;

import dev.brisach.core.json.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What went into a build, as provenance lists it.
 *
 * @param revisions the commits of all sources
 * @param sources the URIs of all inputs
 */
record Sources(List<String> revisions, List<String> sources) {
  static Sources of(Json.Obj build, String list) {
    List<String> revisions = new ArrayList<>();
    List<String> sources = new ArrayList<>();
    for (Json item : build.list(list)) {
      if (!(item instanceof Json.Obj source)) {
        throw new StatementFault("an entry of " + list + " is no object");
      }
      String uri = source.text("uri");
      if (uri != null) {
        sources.add(uri);
      }
      Json.Obj digest = source.object("digest");
      String commit = digest.text("gitCommit");
      if (commit == null && isGit(uri)) {
        commit = digest.text("sha1");
      }
      if (commit != null) {
        revisions.add(commit);
      }
    }
    return new Sources(revisions, sources);
  }

  /** SHA-1 is a commit's name only where the URI is one of a repository. */
  private static boolean isGit(@Nullable String uri) {
    return uri != null && (uri.startsWith("git+") || uri.endsWith(".git"));
  }
}
