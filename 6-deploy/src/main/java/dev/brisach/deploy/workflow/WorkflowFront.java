package dev.brisach.deploy.workflow;

import dev.brisach.deploy.config.Documents;
import dev.brisach.deploy.config.Fact;
import dev.brisach.deploy.config.Resource;
import dev.brisach.deploy.config.Resources;
import dev.brisach.kit.tree.Front;
import dev.brisach.kit.tree.SourceFile;
import dev.brisach.kit.yaml.Yaml;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads workflows. Besides what is written there are {@code events[*]}, {@code privileged} (those
 * that run with write access and secrets although a stranger starts them), and {@code steps[*]} of
 * all jobs (see {@link StepFacts}); jobs are {@code jobs.*} with {@code label}, {@code guarded} and
 * {@code action}.
 */
public final class WorkflowFront implements Front<Resources> {
  /** The one instance. */
  public static final WorkflowFront WORKFLOW = new WorkflowFront();

  /** Started by strangers, run with the rights of the repository. */
  static final Set<String> PRIVILEGED =
      Set.of(
          "pull_request_target",
          "issues",
          "issue_comment",
          "discussion",
          "discussion_comment",
          "workflow_run",
          "fork",
          "watch",
          "gollum");

  private WorkflowFront() {}

  @Override
  public Resources parse(SourceFile file) {
    Documents documents = Documents.of(file);
    List<Resource> resources = new ArrayList<>();
    for (Yaml document : documents.all()) {
      if (document instanceof Yaml.Mapping root && root.get("jobs") instanceof Yaml.Mapping) {
        String name = root.text("name");
        String last = file.path().substring(file.path().lastIndexOf('/') + 1);
        resources.add(new Resource("Workflow", name == null ? last : name, facts(root)));
      }
    }
    return new Resources(resources, documents.gaps());
  }

  private static Fact.Group facts(Yaml.Mapping root) {
    Fact.Group raw = (Fact.Group) Fact.of(root, WorkflowFront::scalar);
    Set<String> events = events(root);
    Map<String, Fact> jobs = new LinkedHashMap<>();
    List<Fact> steps = new ArrayList<>();
    for (Yaml.Entry entry : root.map("jobs").entries().values()) {
      if (entry.value() instanceof Yaml.Mapping job) {
        Fact.Group facts = job(entry.key(), entry.line(), job, raw, events);
        jobs.put(entry.key(), facts);
        Scope scope = Scope.of(root, events, job);
        steps.addAll(new StepFacts(entry.key(), scope, facts).all());
      }
    }
    Map<String, Fact> members = new LinkedHashMap<>(raw.members());
    int line = root.lineOf("on");
    members.put("events", words(line, events));
    members.put("privileged", words(line, events.stream().filter(PRIVILEGED::contains).toList()));
    members.put("jobs", new Fact.Group(root.lineOf("jobs"), jobs, null));
    members.put("steps", new Fact.Items(root.lineOf("jobs"), steps));
    return new Fact.Group(root.line(), members, null);
  }

  private static Fact.Group job(
      String id, int line, Yaml.Mapping job, Fact.Group root, Set<String> events) {
    Fact.Group raw = (Fact.Group) Fact.of(job, WorkflowFront::scalar);
    Map<String, Fact> members = new LinkedHashMap<>(raw.members());
    members.put("label", new Fact.Word(line, "job " + id, false));
    boolean guarded = Guards.isGuarded(job.text("if"));
    members.put("guarded", new Fact.Word(line, Boolean.toString(guarded), false));
    boolean privileged = events.stream().anyMatch(PRIVILEGED::contains);
    members.put("privileged", new Fact.Word(line, Boolean.toString(privileged), false));
    Fact permissions =
        raw.get("permissions") != null ? raw.get("permissions") : root.get("permissions");
    if (permissions != null) {
      members.put("effectivePermissions", permissions);
    }
    String uses = job.text("uses");
    if (uses != null) {
      members.put("action", StepFacts.action(job.lineOf("uses"), uses));
    }
    return new Fact.Group(line, members, null);
  }

  private static Set<String> events(Yaml.Mapping root) {
    Set<String> events = new LinkedHashSet<>();
    switch (root.get("on")) {
      case Yaml.Scalar scalar -> events.add(scalar.value());
      case Yaml.Sequence list -> events.addAll(root.texts("on"));
      case Yaml.Mapping mapping -> events.addAll(mapping.entries().keySet());
      case null -> {}
    }
    return events;
  }

  private static Fact words(int line, Iterable<String> texts) {
    List<Fact> words = new ArrayList<>();
    texts.forEach(text -> words.add(new Fact.Word(line, text, false)));
    return new Fact.Items(line, words);
  }

  /** Expressions stay text: rules ask for them by pattern or by type. */
  static Fact scalar(Yaml.Scalar scalar) {
    return Fact.word(scalar);
  }
}
