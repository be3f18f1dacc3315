package dev.brisach.release.provenance;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who built.
 *
 * @param id a URI; by its trust in this one a verifier decides
 * @param invocation the address of this one build; null where it has none
 * @param actor whose change or order started it; null where it is not known
 */
public record Builder(String id, @Nullable String invocation, @Nullable String actor) {
  /** A build on somebody's own machine. */
  public static final String LOCAL = "https://brisach.dev/builder/local/v1";

  /** Knows GitHub, GitLab and Jenkins by their variables; else the build is a local one. */
  public static Builder of(Map<String, String> variables) {
    if ("true".equals(variables.get("GITHUB_ACTIONS"))) {
      String server = variables.getOrDefault("GITHUB_SERVER_URL", "https://github.com");
      String repository = variables.getOrDefault("GITHUB_REPOSITORY", "");
      return new Builder(
          server + "/" + variables.getOrDefault("GITHUB_WORKFLOW_REF", repository),
          server
              + "/"
              + repository
              + "/actions/runs/"
              + variables.getOrDefault("GITHUB_RUN_ID", "0")
              + "/attempts/"
              + variables.getOrDefault("GITHUB_RUN_ATTEMPT", "1"),
          variables.get("GITHUB_ACTOR"));
    }
    if ("true".equals(variables.get("GITLAB_CI"))) {
      return new Builder(
          variables.getOrDefault("CI_PROJECT_URL", "")
              + "/-/runners/"
              + variables.getOrDefault("CI_RUNNER_ID", "0"),
          variables.get("CI_JOB_URL"),
          variables.get("GITLAB_USER_LOGIN"));
    }
    String jenkins = variables.get("JENKINS_URL");
    if (jenkins != null) {
      return new Builder(
          variables.getOrDefault("JOB_URL", jenkins),
          variables.get("BUILD_URL"),
          variables.get("BUILD_USER_ID"));
    }
    return new Builder(LOCAL, null, null);
  }
}
