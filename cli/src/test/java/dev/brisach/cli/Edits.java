package dev.brisach.cli;

import dev.brisach.cli.GuardedProject.Choice;
import dev.brisach.cli.GuardedProject.Part;
import dev.brisach.cli.GuardedProject.Rule;
import dev.brisach.cli.GuardedProject.Scope;
import dev.brisach.engine.guard.Weaker;
import dev.brisach.engine.guard.Weaker.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Edits of a project's own files. Each knows by itself what it weakens: that is the oracle, which
 * reads none of the files.
 */
final class Edits {
  /** What must be found: something of this kind whose name holds a word. */
  record Expected(Kind kind, String word) {
    boolean fits(Weaker found) {
      return found.kind() == kind && found.what().contains(word);
    }
  }

  private static final Map<String, Integer> USUAL_DAYS =
      Map.of("test", 30, "deploy", 30, "operate", 90);
  private static final List<String> MORE = List.of("xml", "shell", "file-paths");

  private final GuardedProject project;
  private final Random random;

  /**
   * By what they touch, so that two of one commit never meet. Null where an edit cannot be made.
   */
  private final Map<String, List<Function<String, @Nullable List<Expected>>>> areas =
      new TreeMap<>();

  Edits(GuardedProject project, Random random) {
    this.project = project;
    this.random = random;
    areas.put("settings", List.of(any -> notShipped(), any -> identity(), any -> advisories()));
    areas.put("ages", List.of(any -> age(), any -> age(), any -> noAge()));
    areas.put(
        "scopes",
        List.of(
            any -> newHost(),
            any -> newPort(),
            any -> anyPath(),
            any -> ceiling(),
            any -> split(),
            any -> narrow()));
    areas.put(
        "places",
        List.of(any -> rename(), any -> placeCeiling(), any -> removePlace(), any -> addPlace()));
    areas.put(
        "model",
        List.of(
            any -> dropTechnology(),
            any -> addTechnology(),
            any -> dropCode(),
            any -> addPart(),
            any -> removePart(),
            any -> renamePart(),
            any -> turnAway(),
            any -> lessSensitive(),
            any -> modelNotShipped()));
    areas.put(
        "approvers", List.of(any -> addApprover(), any -> removeApprover(), any -> bindKey()));
    areas.put(
        "decisions",
        List.of(
            any -> decide(),
            any -> extend(),
            any -> shorten(),
            any -> dropControl(),
            any -> otherOwner(),
            any -> widen(),
            any -> moreEvidence(),
            any -> renameDecision(),
            any -> removeDecision(),
            any -> accept()));
    areas.put(
        "policy",
        List.of(
            any -> milder(),
            any -> stricter(),
            any -> rewrite(),
            any -> remove(),
            any -> gate(),
            any -> unknown(),
            any -> add()));
  }

  /** Makes some edits, at most one of each area, and says what they weaken. */
  List<Expected> some(int edits) {
    List<String> names = new ArrayList<>(areas.keySet());
    java.util.Collections.shuffle(names, random);
    List<Expected> expected = new ArrayList<>();
    for (String area : names.subList(0, edits)) {
      List<Function<String, @Nullable List<Expected>>> known = areas.getOrDefault(area, List.of());
      List<Expected> made = known.get(random.nextInt(known.size())).apply(area);
      if (made != null) {
        expected.addAll(made);
      }
    }
    return expected;
  }

  private static List<Expected> weaker(Kind kind, String word) {
    return List.of(new Expected(kind, word));
  }

  private <T> @Nullable T any(Iterable<T> all) {
    List<T> list = new ArrayList<>();
    all.forEach(list::add);
    return list.isEmpty() ? null : list.get(random.nextInt(list.size()));
  }

  // settings

  private List<Expected> notShipped() {
    if (random.nextBoolean() && project.notShipped.size() > 1) {
      project.notShipped.remove(project.notShipped.last());
      return List.of();
    }
    if (random.nextInt(3) == 0) {
      project.notShipped.add("docs/" + project.fresh("inner")); // lies in what is listed already
      return List.of();
    }
    String path = project.fresh("vendored");
    project.notShipped.add(path);
    return weaker(Kind.POLICY, "notShipped " + path);
  }

  private List<Expected> identity() {
    project.id = project.fresh("shop");
    return weaker(Kind.POLICY, "project.id");
  }

  private List<Expected> advisories() {
    project.advisories = project.fresh("advisories");
    return weaker(Kind.POLICY, "advisories");
  }

  // ages

  private List<Expected> age() {
    String stage = List.copyOf(USUAL_DAYS.keySet()).get(random.nextInt(USUAL_DAYS.size()));
    return age(stage, 1 + random.nextInt(120));
  }

  private List<Expected> noAge() {
    String stage = List.copyOf(USUAL_DAYS.keySet()).get(random.nextInt(USUAL_DAYS.size()));
    return age(stage, random.nextBoolean() ? 0 : -1);
  }

  /** Days; 0 for no limit, -1 for the usual one. */
  private List<Expected> age(String stage, int days) {
    int usual = USUAL_DAYS.getOrDefault(stage, 0);
    int before = project.ages.getOrDefault(stage, usual);
    if (days < 0) {
      project.ages.remove(stage);
    } else {
      project.ages.put(stage, days);
    }
    int after = days < 0 ? usual : days;
    long was = before == 0 ? Long.MAX_VALUE : before;
    long is = after == 0 ? Long.MAX_VALUE : after;
    return is > was ? weaker(Kind.POLICY, "ageLimits." + stage) : List.of();
  }

  // scopes

  private Scope scope() {
    return project.scopes.get(random.nextInt(project.scopes.size()));
  }

  private List<Expected> newHost() {
    String host = project.fresh("host") + ".example";
    if (random.nextBoolean()) {
      scope().hosts.add(host);
    } else {
      Scope scope = new Scope();
      scope.hosts.add(host);
      project.scopes.add(scope);
    }
    return weaker(Kind.SCOPE, host);
  }

  private List<Expected> newPort() {
    Scope scope = scope();
    if (scope.ports.isEmpty() || isElsewhere(scope)) {
      return List.of();
    }
    int port = 9000 + random.nextInt(900);
    if (!scope.ports.add(port)) {
      return List.of();
    }
    return weaker(Kind.SCOPE, ":" + port);
  }

  /** True where another scope speaks of one of its hosts, and so may allow the same already. */
  private boolean isElsewhere(Scope scope) {
    for (Scope other : project.scopes) {
      if (other != scope && other.hosts.stream().anyMatch(scope.hosts::contains)) {
        return true;
      }
    }
    return false;
  }

  private List<Expected> anyPath() {
    Scope scope = scope();
    if (scope.paths.isEmpty() || isElsewhere(scope)) {
      return List.of();
    }
    scope.paths.clear();
    return weaker(Kind.SCOPE, "scope ");
  }

  private List<Expected> ceiling() {
    Scope scope = scope();
    if (scope.ceiling == 3 || isElsewhere(scope)) {
      return List.of();
    }
    scope.ceiling++;
    return weaker(Kind.SCOPE, "scope ");
  }

  /** The same in two pieces. */
  private List<Expected> split() {
    Scope scope = scope();
    if (scope.ports.size() < 2) {
      return List.of();
    }
    Scope other = new Scope();
    other.hosts.addAll(scope.hosts);
    other.paths.addAll(scope.paths);
    other.ceiling = scope.ceiling;
    other.ports.add(scope.ports.pollFirst());
    project.scopes.add(other);
    return List.of();
  }

  private List<Expected> narrow() {
    Scope scope = scope();
    if (scope.hosts.size() > 1) {
      scope.hosts.remove(scope.hosts.last());
    } else if (scope.paths.size() > 1) {
      scope.paths.remove(scope.paths.last());
    } else if (scope.paths.isEmpty()) {
      scope.paths.add("/only");
    } else if (scope.ceiling > 1) {
      scope.ceiling--;
    }
    return List.of();
  }

  // environments

  private List<Expected> rename() {
    if (project.environments.size() != 1) {
      return List.of(); // two alike could not be told apart
    }
    Integer ceiling = project.environments.pollFirstEntry().getValue();
    project.environments.put(project.fresh("place"), ceiling);
    return List.of();
  }

  private List<Expected> placeCeiling() {
    String name = any(project.environments.keySet());
    if (name == null || project.environments.getOrDefault(name, 3) == 3) {
      return List.of();
    }
    project.environments.merge(name, 1, Integer::sum);
    return weaker(Kind.SCOPE, "ceiling of environment " + name);
  }

  private List<Expected> removePlace() {
    String name = any(project.environments.keySet());
    if (name == null) {
      return List.of();
    }
    project.environments.remove(name);
    return weaker(Kind.EXPECTATION, "environment " + name);
  }

  private List<Expected> addPlace() {
    project.environments.put(project.fresh("place"), 1);
    return List.of();
  }

  // model

  private @Nullable List<Expected> dropTechnology() {
    String name = any(project.parts.keySet());
    Part part = name == null ? null : project.parts.get(name);
    String technology = part == null ? null : any(part.technology);
    if (part == null || technology == null || part.technology.size() == 1) {
      return null;
    }
    part.technology.remove(technology);
    return weaker(Kind.EXPECTATION, "@" + name);
  }

  private @Nullable List<Expected> addTechnology() {
    String name = any(project.parts.keySet());
    Part part = name == null ? null : project.parts.get(name);
    if (part != null) {
      part.technology.add(MORE.get(random.nextInt(MORE.size())));
    }
    return null;
  }

  private @Nullable List<Expected> dropCode() {
    String name = any(project.parts.keySet());
    Part part = name == null ? null : project.parts.get(name);
    if (part == null || part.code.size() < 2) {
      return null;
    }
    String path = part.code.pollFirst();
    return weaker(Kind.EXPECTATION, "file " + path);
  }

  private @Nullable List<Expected> addPart() {
    String name = project.fresh("part");
    Part part = new Part();
    part.technology.addAll(List.of("sql", "html", "third-party-packages"));
    part.code.addAll(List.of("src/" + name, "lib/" + name));
    part.facing = random.nextBoolean();
    project.parts.put(name, part);
    return null;
  }

  private @Nullable List<Expected> removePart() {
    if (project.parts.size() < 2) {
      return null;
    }
    String name = project.parts.firstKey();
    project.parts.remove(name);
    return weaker(Kind.EXPECTATION, "component:" + name);
  }

  private @Nullable List<Expected> renamePart() {
    Map.Entry<String, Part> one = project.parts.pollFirstEntry();
    project.parts.put(project.fresh("named"), one.getValue());
    return null;
  }

  /** No longer reached from the internet: what strangers try is feared less, or no more. */
  private @Nullable List<Expected> turnAway() {
    String name = any(project.parts.keySet());
    Part part = name == null ? null : project.parts.get(name);
    if (part == null || !part.facing) {
      return null;
    }
    part.facing = false;
    return weaker(Kind.EXPECTATION, "@" + name);
  }

  private @Nullable List<Expected> lessSensitive() {
    boolean used = project.parts.values().stream().anyMatch(part -> part.data.equals("cards"));
    if (project.data.getOrDefault("cards", 0) != 2 || !used) {
      project.data.put("cards", 2); // more sensitive again: nothing is weaker
      return null;
    }
    project.data.put("cards", 0);
    return weaker(Kind.EXPECTATION, "threat plan.");
  }

  private List<Expected> modelNotShipped() {
    String path = project.fresh("samples");
    project.modelNotShipped.add(path);
    return weaker(Kind.EXPECTATION, "notShipped " + path);
  }

  // approvers

  private List<Expected> addApprover() {
    project.approvers.put(project.fresh("new") + "@example.org", List.of("", project.key()));
    return weaker(Kind.APPROVERS, "key SHA256:");
  }

  private List<Expected> removeApprover() {
    if (project.approvers.size() < 2) {
      return List.of();
    }
    project.approvers.pollFirstEntry();
    return weaker(Kind.APPROVERS, "key SHA256:");
  }

  private List<Expected> bindKey() {
    String who = any(project.approvers.keySet());
    List<String> line = who == null ? null : project.approvers.get(who);
    if (who == null || line == null) {
      return List.of();
    }
    String options = "valid-before=\"20" + (27 + random.nextInt(30)) + "0101Z\"";
    if (line.getFirst().equals(options)) {
      return List.of();
    }
    project.approvers.put(who, List.of(options, line.get(1)));
    return weaker(Kind.APPROVERS, "key SHA256:");
  }

  // decisions

  private List<Expected> decide() {
    Choice choice = new Choice();
    choice.target = "plan." + project.fresh("threat") + "@web";
    choice.evidence.add(finding());
    String name = project.fresh("decision");
    project.choices.put(name, choice);
    return weaker(Kind.DECISION, "decision " + name);
  }

  private String finding() {
    return String.format(java.util.Locale.ROOT, "F-%012x", random.nextInt(Integer.MAX_VALUE));
  }

  private List<Expected> changed(java.util.function.Predicate<Choice> change, boolean weakens) {
    String name = any(project.choices.keySet());
    Choice choice = name == null ? null : project.choices.get(name);
    return choice == null || !change.test(choice) || !weakens
        ? List.of()
        : weaker(Kind.DECISION, "decision " + name);
  }

  private List<Expected> extend() {
    return changed(choice -> (choice.until += 10) > 0, true);
  }

  private List<Expected> shorten() {
    return changed(choice -> choice.until > 10 && (choice.until -= 5) > 0, false);
  }

  private List<Expected> dropControl() {
    return changed(
        choice -> {
          boolean had = !choice.control.isEmpty();
          choice.control = had ? "" : "gateway"; // a control that comes weakens nothing
          return had;
        },
        true);
  }

  private List<Expected> otherOwner() {
    return changed(choice -> !(choice.owner = project.fresh("owner")).isEmpty(), true);
  }

  private List<Expected> widen() {
    return changed(
        choice -> !(choice.target = "plan." + project.fresh("t") + "@web").isEmpty(), true);
  }

  private List<Expected> moreEvidence() {
    return changed(choice -> choice.evidence.add(finding()), true);
  }

  private List<Expected> accept() {
    return changed(
        choice -> {
          boolean was = choice.act.equals("defer");
          choice.act = was ? "accept" : "defer";
          return was;
        },
        true);
  }

  private List<Expected> renameDecision() {
    Map.Entry<String, Choice> one = project.choices.pollFirstEntry();
    if (one != null) {
      project.choices.put(project.fresh("renamed"), one.getValue());
    }
    return List.of();
  }

  private List<Expected> removeDecision() {
    project.choices.pollFirstEntry();
    return List.of();
  }

  // policy

  private @Nullable Rule rule(String name) {
    return project.rules.get(name);
  }

  private List<Expected> milder() {
    String name = any(project.rules.keySet());
    Rule rule = name == null ? null : rule(name);
    if (rule == null || rule.mode == 0) {
      return List.of();
    }
    rule.mode--;
    return weaker(Kind.POLICY, "policy " + name + " mode");
  }

  private List<Expected> stricter() {
    String name = any(project.rules.keySet());
    Rule rule = name == null ? null : rule(name);
    if (rule != null && rule.mode < 2) {
      rule.mode++;
    }
    return List.of();
  }

  private List<Expected> rewrite() {
    String name = any(project.rules.keySet());
    Rule rule = name == null ? null : rule(name);
    if (rule == null) {
      return List.of();
    }
    rule.expression = "findings.size() < " + project.fresh("");
    return weaker(Kind.POLICY, "policy " + name + " expression");
  }

  private List<Expected> gate() {
    String name = any(project.rules.keySet());
    Rule rule = name == null ? null : rule(name);
    if (rule == null) {
      return List.of();
    }
    boolean wide = rule.gate.equals("both");
    rule.gate = wide ? "release" : "both";
    return wide ? weaker(Kind.POLICY, "policy " + name + " gate") : List.of();
  }

  private List<Expected> unknown() {
    String name = any(project.rules.keySet());
    Rule rule = name == null ? null : rule(name);
    if (rule == null) {
      return List.of();
    }
    rule.passes = !rule.passes;
    return rule.passes ? weaker(Kind.POLICY, "policy " + name + " unknown") : List.of();
  }

  private List<Expected> remove() {
    if (project.rules.isEmpty()) {
      return List.of();
    }
    String name = project.rules.pollFirstEntry().getKey();
    return weaker(Kind.POLICY, "policy " + name);
  }

  private List<Expected> add() {
    project.rules.put(project.fresh("rule"), new Rule());
    return List.of();
  }
}
