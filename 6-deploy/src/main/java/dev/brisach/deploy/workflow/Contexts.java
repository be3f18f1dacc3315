package dev.brisach.deploy.workflow;

import dev.brisach.deploy.workflow.ValueType.Control;
import dev.brisach.deploy.workflow.ValueType.Domain;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The fields of the event that outsiders write, after GitHub's webhook documentation: by path, who
 * triggers them and what they can hold. All other fields are ids, numbers, dates, addresses and
 * names of accounts, or are written by maintainers.
 */
final class Contexts {
  private static final Set<String> OF_PULL_REQUEST =
      Set.of(
          "pull_request",
          "pull_request_target",
          "pull_request_review",
          "pull_request_review_comment");
  private static final Set<String> OF_ISSUE = Set.of("issues", "issue_comment");
  private static final Set<String> OF_COMMENT =
      Set.of(
          "issue_comment", "commit_comment", "discussion_comment", "pull_request_review_comment");
  private static final Set<String> OF_DISCUSSION = Set.of("discussion", "discussion_comment");
  private static final Set<String> OF_RUN = Set.of("workflow_run");
  private static final Set<String> OF_PUSH = Set.of("push");

  private record Field(List<String> path, Set<String> events, Domain domain) {}

  private static Field text(Set<String> events, String... path) {
    return new Field(List.of(path), events, Domain.TEXT);
  }

  private static Field ref(Set<String> events, String... path) {
    return new Field(List.of(path), events, Domain.REF);
  }

  private static final List<Field> FIELDS =
      List.of(
          text(OF_ISSUE, "issue", "title"),
          text(OF_ISSUE, "issue", "body"),
          text(OF_PULL_REQUEST, "pull_request", "title"),
          text(OF_PULL_REQUEST, "pull_request", "body"),
          ref(OF_PULL_REQUEST, "pull_request", "head", "ref"),
          ref(OF_PULL_REQUEST, "pull_request", "head", "label"),
          ref(OF_PULL_REQUEST, "pull_request", "head", "repo", "default_branch"),
          text(OF_PULL_REQUEST, "pull_request", "head", "repo", "description"),
          text(OF_PULL_REQUEST, "pull_request", "head", "repo", "homepage"),
          text(OF_COMMENT, "comment", "body"),
          text(Set.of("pull_request_review"), "review", "body"),
          text(OF_DISCUSSION, "discussion", "title"),
          text(OF_DISCUSSION, "discussion", "body"),
          text(Set.of("gollum"), "pages", "*", "page_name"),
          text(OF_PUSH, "commits", "*", "message"),
          text(OF_PUSH, "commits", "*", "author", "name"),
          text(OF_PUSH, "commits", "*", "author", "email"),
          text(OF_PUSH, "commits", "*", "committer", "name"),
          text(OF_PUSH, "commits", "*", "committer", "email"),
          text(OF_PUSH, "head_commit", "message"),
          text(OF_PUSH, "head_commit", "author", "name"),
          text(OF_PUSH, "head_commit", "author", "email"),
          text(OF_PUSH, "head_commit", "committer", "name"),
          text(OF_PUSH, "head_commit", "committer", "email"),
          ref(OF_RUN, "workflow_run", "head_branch"),
          text(OF_RUN, "workflow_run", "display_title"),
          text(OF_RUN, "workflow_run", "head_commit", "message"),
          text(OF_RUN, "workflow_run", "head_commit", "author", "name"),
          text(OF_RUN, "workflow_run", "head_commit", "author", "email"),
          text(OF_RUN, "workflow_run", "head_repository", "description"),
          ref(OF_RUN, "workflow_run", "pull_requests", "*", "head", "ref"));

  /** Outputs of widely used actions that hold names of changed files or text of outsiders. */
  private static final Map<String, Set<String>> OUTPUTS =
      Map.of(
          "tj-actions/changed-files", Set.of("*files*"),
          "dorny/paths-filter", Set.of("*files*"),
          "jitterbit/get-changed-files", Set.of("all", "added", "modified", "*"),
          "trilom/file-changes-action", Set.of("*files*"),
          "peter-evans/find-comment", Set.of("comment-body"),
          "xt0rted/pull-request-comment-branch", Set.of("head_ref"));

  private Contexts() {}

  /** The type of {@code github.…}, without that first word. */
  static ValueType github(List<String> path, Set<String> events) {
    if (path.isEmpty()) {
      return event(List.of(), events);
    }
    String first = path.getFirst();
    if (first.equals("head_ref")) {
      return event(List.of("pull_request", "head", "ref"), events);
    }
    return first.equals("event") ? event(path.subList(1, path.size()), events) : ValueType.SAFE;
  }

  private static ValueType event(List<String> path, Set<String> events) {
    ValueType type = ValueType.SAFE;
    if (!path.isEmpty() && path.getFirst().equals("client_payload")) {
      return events.contains("repository_dispatch")
          ? new ValueType(Control.STARTER, Domain.TEXT)
          : ValueType.SAFE;
    }
    for (Field field : FIELDS) {
      if (within(path, field.path())) {
        type = type.or(new ValueType(control(field, events), field.domain()));
      }
    }
    return type;
  }

  private static Control control(Field field, Set<String> events) {
    boolean fires = field.events().stream().anyMatch(events::contains);
    if (fires) {
      return field.events().equals(OF_PUSH) ? Control.CONTRIBUTOR : Control.STRANGER;
    }
    return events.contains("workflow_call") ? Control.CONTRIBUTOR : Control.MAINTAINER;
  }

  /** True where the path leads to the field or to something that holds it. */
  private static boolean within(List<String> path, List<String> field) {
    if (path.size() > field.size()) {
      return false;
    }
    for (int i = 0; i < path.size(); i++) {
      String step = path.get(i);
      boolean index = field.get(i).equals("*") || step.equals("*");
      if (!index && !step.equals(field.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** The type of an output of an action ({@code owner/name}). */
  static ValueType output(String action, String output, Set<String> events) {
    boolean foreign = events.stream().anyMatch(OF_PULL_REQUEST::contains);
    for (String name : OUTPUTS.getOrDefault(action, Set.of())) {
      boolean matches = name.equals("*files*") ? output.endsWith("files") : name.equals(output);
      if (matches && foreign) {
        return new ValueType(Control.STRANGER, Domain.TEXT);
      }
    }
    return ValueType.UNKNOWN;
  }
}
