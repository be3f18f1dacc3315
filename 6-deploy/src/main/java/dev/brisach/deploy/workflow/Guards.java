package dev.brisach.deploy.workflow;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Conditions that keep strangers out of a job or step. */
final class Guards {
  private static final Pattern GUARD =
      Pattern.compile(
          "author_association"
              + "|head\\.repo\\.full_name\\s*==\\s*(?:github\\.repository|github\\.event\\.pull_request\\.base|'|github\\.event\\.repository)"
              + "|github\\.repository\\s*==\\s*github\\.event\\.pull_request\\.head\\.repo"
              + "|head_repository\\.full_name\\s*==|head\\.repo\\.fork\\s*==\\s*false"
              + "|!\\s*github\\.event\\.pull_request\\.head\\.repo\\.fork"
              + "|github\\.(?:actor|triggering_actor)\\s*==\\s*'(?![^']{0,60}\\[bot\\])"
              + "|(?:user\\.login|sender\\.login)\\s*==\\s*'"
              + "|contains\\(\\s*fromJS[Oo][Nn]\\([^)]{0,400}\\),\\s*github\\.(?:actor|event\\.\\w+\\.user\\.login)"
              + "|github\\.event_name\\s*(?:==\\s*'(?:push|workflow_dispatch|schedule|release|merge_group)'"
              + "|!=\\s*'(?:pull_request_target|pull_request)')"
              + "|workflow_run\\.event\\s*(?:==\\s*'(?:push|schedule|workflow_dispatch|release)'|!=\\s*'pull_request')",
          Pattern.CASE_INSENSITIVE);

  private Guards() {}

  /** True where the condition lets only trusted people or events through. */
  static boolean isGuarded(@Nullable String condition) {
    return condition != null && GUARD.matcher(condition).find() && !condition.contains("||");
  }
}
