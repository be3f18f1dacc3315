package dev.brisach.cli;

import dev.brisach.core.BrisachException;
import dev.brisach.core.ErrorCode;
import dev.brisach.engine.Project;
import dev.brisach.engine.decisions.OwnFiles;
import dev.brisach.engine.guard.Base;
import dev.brisach.kit.git.GitHistory;
import dev.brisach.kit.git.GitRevision;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that names the protected base of the change under test. */
final class BaseOption {
  private static final String AUTO = "auto";

  /** Where CI servers say which branch a change goes into: GitHub, GitLab, Jenkins and others. */
  private static final List<String> TARGETS =
      List.of(
          "GITHUB_BASE_REF",
          "CI_MERGE_REQUEST_TARGET_BRANCH_NAME",
          "CHANGE_TARGET",
          "BITBUCKET_PR_DESTINATION_BRANCH",
          "SYSTEM_PULLREQUEST_TARGETBRANCH");

  @Option(
      names = "--base",
      paramLabel = "REV",
      description = {
        "Take policy, scopes, expectations, decisions and approvers from this revision, and report",
        "what the change weakens of them; auto: the branch that the CI server names, else",
        "project.baseBranch."
      })
  private @Nullable String base;

  /** The base, or null where none was asked for; one that is not there is a usage error. */
  @Nullable Base open(Project project, Instant now) {
    List<String> names = names(project);
    if (names.isEmpty()) {
      return null;
    }
    try (GitHistory history = GitHistory.open(project.root())) {
      GitRevision tip = history.at(names);
      GitRevision parting = Objects.requireNonNullElse(history.parting(tip, "HEAD"), tip);
      return Base.read(
          tip.id(),
          OwnFiles.at(tip),
          OwnFiles.at(parting),
          folder(project),
          OutsideData::model,
          now);
    } catch (BrisachException e) {
      if (e.getMessage().startsWith("revision '")) {
        throw e;
      }
      throw new BrisachException(e.code(), "at the base: " + e.getMessage(), e);
    }
  }

  private static String folder(Project project) {
    return project.root().getFileName() == null ? "root" : project.root().getFileName().toString();
  }

  private List<String> names(Project project) {
    if (base == null) {
      return List.of();
    }
    if (!base.equals(AUTO)) {
      if (base.isBlank()) {
        throw new BrisachException(ErrorCode.USAGE, "--base needs a revision, or auto");
      }
      return List.of(base);
    }
    String branch = target();
    if (branch == null) {
      branch = project.settings().baseBranch();
    }
    return branch == null
        ? List.of()
        : List.of("refs/remotes/origin/" + branch, "refs/heads/" + branch);
  }

  /** What a CI server says this change goes into, or null. */
  private static @Nullable String target() {
    for (String name : TARGETS) {
      String value = System.getenv(name);
      if (value != null && !value.isBlank()) {
        return value.startsWith("refs/heads/") ? value.substring("refs/heads/".length()) : value;
      }
    }
    return null;
  }

  /** A line for people where a change is likely judged by itself; else null. */
  @Nullable String hint() {
    String branch = base == null ? target() : null;
    return branch == null
        ? null
        : "brisach: this seems to be a change into "
            + branch
            + ", judged by its own policy and decisions; --base auto takes those of "
            + branch;
  }
}
