package dev.brisach.deploy.workflow;

import dev.brisach.deploy.config.Fact;
import dev.brisach.deploy.workflow.ValueType.Control;
import dev.brisach.kit.yaml.Yaml;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a job as facts. Besides what is written each has {@code label}, {@code job}, {@code
 * guarded}, {@code privileged}, {@code action} (of {@code uses}), {@code injections[*]}
 * (expressions that become code, with {@code expression}, {@code control}, {@code domain}, {@code
 * privileged}), and truth values: {@code foreign} (brings in code of a stranger), {@code executed}
 * (foreign code is run after it), {@code gated} (the job's environment may ask for approval),
 * {@code afterDownload} (an artifact of another run was fetched before), {@code afterCheckout} (a
 * checkout before left its credentials).
 */
final class StepFacts {
  private static final Set<String> CODE_INPUTS =
      Set.of("script", "inlineScript", "run", "inline-script");

  /** Further inputs that widely used actions run as code. */
  private static final Map<String, Set<String>> CODE_INPUTS_OF =
      Map.of(
          "mikefarah/yq", Set.of("cmd"),
          "nick-fields/retry", Set.of("command"),
          "nick-invision/retry", Set.of("command"),
          "addnab/docker-run-action", Set.of("options"),
          "cardinalby/js-eval-action", Set.of("expression"));

  private static final Pattern FOREIGN =
      Pattern.compile(
          "github\\.head_ref|github\\.event\\.pull_request\\.(?:head\\.|merge_commit_sha)"
              + "|github\\.event\\.workflow_run\\.(?:head_|pull_requests)|refs/pull/|\\bpull/\\$\\{\\{"
              + "|github\\.event\\.(?:issue|pull_request)\\.number\\s*\\}\\}/(?:head|merge)",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern FETCHES =
      Pattern.compile(
          "\\bgh\\s+pr\\s+checkout\\b|\\bhub\\s+pr\\s+checkout\\b|\\bgit\\s+fetch\\s[^\\n]{0,200}\\bpull/");
  private static final Pattern RUNS_CODE =
      Pattern.compile(
          "\\b(?:npm|yarn|pnpm|npx|bun|node|make|cmake|mvn|mvnw|gradle|gradlew|pip3?|python3?|poetry|uv|tox|pytest|cargo|go|bundle|rake|ruby|dotnet|bash|sh|docker|composer|php|bazel|just|task|nox|hatch|pre-commit|deno|sbt|swift|xcodebuild|terraform|helm)\\b|\\./");

  private final String jobId;
  private final Scope scope;
  private final Fact.Group job;

  StepFacts(String jobId, Scope scope, Fact.Group job) {
    this.jobId = jobId;
    this.scope = scope;
    this.job = job;
  }

  /** All steps, in order. */
  List<Fact> all() {
    List<Fact> steps = new ArrayList<>();
    List<Yaml> raw = scope.job().list("steps");
    boolean downloaded = false;
    boolean credentials = false;
    for (int i = 0; i < raw.size(); i++) {
      if (raw.get(i) instanceof Yaml.Mapping step) {
        boolean executed = runsLater(raw, i);
        steps.add(step(step, i, executed, downloaded, credentials));
        downloaded |= downloads(step);
        credentials |= keepsCredentials(step);
      }
    }
    return steps;
  }

  private Fact.Group step(
      Yaml.Mapping step, int index, boolean executed, boolean downloaded, boolean credentials) {
    Fact.Group raw = (Fact.Group) Fact.of(step, WorkflowFront::scalar);
    int line = step.line();
    Map<String, Fact> members = new LinkedHashMap<>(raw.members());
    members.put("label", word(line, label(step, index)));
    members.put("job", word(line, jobId));
    boolean guarded = Guards.isGuarded(step.text("if")) || "true".equals(job.text("guarded"));
    members.put("guarded", word(line, Boolean.toString(guarded)));
    boolean privileged = "true".equals(job.text("privileged"));
    members.put("privileged", word(line, Boolean.toString(privileged)));
    String uses = step.text("uses");
    if (uses != null) {
      members.put("action", action(step.lineOf("uses"), uses));
    }
    members.put("injections", injections(step, privileged && !guarded));
    members.put("foreign", word(line, Boolean.toString(isForeign(step))));
    members.put("executed", word(line, Boolean.toString(executed)));
    members.put("gated", word(line, Boolean.toString(job.get("environment") != null)));
    members.put("afterDownload", word(line, Boolean.toString(downloaded)));
    members.put("afterCheckout", word(line, Boolean.toString(credentials)));
    return new Fact.Group(line, members, null);
  }

  private String label(Yaml.Mapping step, int index) {
    for (String key : List.of("id", "name", "uses")) {
      String text = step.text(key);
      if (text != null) {
        return "step '" + text + "' of job " + jobId;
      }
    }
    return "step " + (index + 1) + " of job " + jobId;
  }

  /** The parts of a name after {@code uses:} as facts. */
  static Fact.Group action(int line, String uses) {
    ActionName name = ActionName.parse(uses);
    Map<String, Fact> members = new LinkedHashMap<>();
    members.put("label", word(line, uses));
    members.put("name", word(line, name.name()));
    members.put("owner", word(line, name.owner()));
    members.put("ref", word(line, name.ref()));
    members.put("pin", word(line, name.pin()));
    members.put("party", word(line, name.party()));
    return new Fact.Group(line, members, null);
  }

  private Fact.Items injections(Yaml.Mapping step, boolean privileged) {
    List<Fact> found = new ArrayList<>();
    if (step.get("run") instanceof Yaml.Scalar run) {
      collect(run, step, privileged, found);
    }
    Yaml.Mapping with = step.map("with");
    String uses = step.text("uses");
    String action = uses == null ? "" : ActionName.parse(uses).name();
    Set<String> inputs = new TreeSet<>(CODE_INPUTS);
    inputs.addAll(CODE_INPUTS_OF.getOrDefault(action, Set.of()));
    for (String input : inputs) {
      if (with.get(input) instanceof Yaml.Scalar script) {
        collect(script, step, privileged, found);
      }
    }
    return new Fact.Items(step.line(), found);
  }

  private void collect(Yaml.Scalar code, Yaml.Mapping step, boolean privileged, List<Fact> into) {
    for (Expression.Placed placed : Expression.within(code.value())) {
      ValueType type = scope.ofExpression(placed.text(), step);
      if (type.control().compareTo(Control.STARTER) < 0) {
        continue;
      }
      int lines =
          (int) code.value().substring(0, placed.offset()).chars().filter(c -> c == '\n').count();
      boolean block = code.value().indexOf('\n') >= 0 && code.line() > 0;
      int line = code.line() + lines + (block ? 1 : 0);
      boolean high = privileged && type.control() == Control.STRANGER;
      Map<String, Fact> members = new LinkedHashMap<>();
      members.put("label", word(line, placed.text()));
      members.put("expression", word(line, placed.text()));
      members.put("control", word(line, type.control().name().toLowerCase(Locale.ROOT)));
      members.put("domain", word(line, type.domain().name().toLowerCase(Locale.ROOT)));
      members.put("privileged", word(line, Boolean.toString(high)));
      members.put("step", word(line, label(step, scope.job().list("steps").indexOf(step))));
      into.add(new Fact.Group(line, members, null));
    }
  }

  private boolean isForeign(Yaml.Mapping step) {
    String uses = step.text("uses");
    if (uses != null && ActionName.parse(uses).name().equals("actions/checkout")) {
      Yaml.Mapping with = step.map("with");
      return foreign(with.text("ref")) || foreign(with.text("repository"));
    }
    String run = step.text("run");
    return run != null && FETCHES.matcher(run).find();
  }

  private boolean foreign(@Nullable String value) {
    if (value == null) {
      return false;
    }
    if (FOREIGN.matcher(value).find()) {
      return true;
    }
    for (Expression.Placed placed : Expression.within(value)) {
      if (placed.text().startsWith("env.")) {
        String name = placed.text().substring(4);
        for (Yaml.Mapping level : List.of(scope.job(), scope.root())) {
          String text = level.map("env").text(name);
          if (text != null && FOREIGN.matcher(text).find()) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static boolean runsLater(List<Yaml> steps, int index) {
    for (Yaml each : steps.subList(index + 1, steps.size())) {
      if (each instanceof Yaml.Mapping step) {
        String run = step.text("run");
        String uses = step.text("uses");
        if ((run != null && RUNS_CODE.matcher(run).find())
            || (uses != null && uses.startsWith("./"))) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean downloads(Yaml.Mapping step) {
    String uses = step.text("uses");
    String run = step.text("run");
    if (run != null) {
      return run.contains("gh run download");
    }
    if (uses == null) {
      return false;
    }
    String name = ActionName.parse(uses).name();
    return name.equals("dawidd6/action-download-artifact")
        || (name.equals("actions/download-artifact") && step.map("with").get("run-id") != null)
        || (name.equals("actions/github-script")
            && String.valueOf(step.map("with").text("script")).contains("downloadArtifact"));
  }

  private static boolean keepsCredentials(Yaml.Mapping step) {
    String uses = step.text("uses");
    return uses != null
        && ActionName.parse(uses).name().equals("actions/checkout")
        && !"false".equalsIgnoreCase(step.map("with").text("persist-credentials"));
  }

  private static Fact.Word word(int line, String text) {
    return new Fact.Word(line, text, false);
  }
}
