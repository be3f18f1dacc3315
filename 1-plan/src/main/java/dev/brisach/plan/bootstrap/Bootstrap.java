package dev.brisach.plan.bootstrap;

import dev.brisach.core.Location;
import dev.brisach.kit.tree.FileEntry;
import dev.brisach.kit.tree.FileTypes;
import dev.brisach.kit.tree.SourceTree;
import dev.brisach.plan.model.Component;
import dev.brisach.plan.model.Fact;
import dev.brisach.plan.model.Flow;
import dev.brisach.plan.model.ThreatModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Drafts a threat model from a repository: one component per thing that is deployed or published,
 * bound to its files, with the facts that files show and the place of each. What no file shows
 * stays unknown.
 */
public final class Bootstrap {
  /** A library with more dependants than this is a component of its own. */
  private static final int MANY = 8;

  private final Survey survey;
  private final Map<String, Set<Unit>> homes = new TreeMap<>();
  private final Set<Unit> dissolved = new TreeSet<>();
  private final Set<String> asides = new TreeSet<>();

  private Bootstrap(SourceTree tree) {
    this.survey = new Survey(tree, Signs.load());
  }

  /** The draft of a tree. The same tree gives the same draft. */
  public static ThreatModel draft(SourceTree tree) {
    return new Bootstrap(tree).model();
  }

  private ThreatModel model() {
    JavaUnits.read(survey);
    NodeUnits.read(survey);
    CompiledUnits.read(survey);
    ScriptUnits.read(survey);
    foldAsides();
    foldNested();
    ContainerFiles.read(survey);
    KubernetesFiles.read(survey);
    OpenApiFiles.read(survey);
    ConfigFiles.read(survey);
    Unit pipeline = PipelineFiles.read(survey);
    Unit rest = rest(pipeline);
    settle();
    Map<Unit, Set<String>> paths = new Ownership(survey, homes).paths(rest);
    List<Unit> units =
        survey.units().stream()
            .filter(unit -> !dissolved.contains(unit))
            .filter(unit -> paths.containsKey(unit) || !unit.images.isEmpty())
            .toList();
    Map<Unit, String> names = names(units);
    List<Component> components = new ArrayList<>();
    for (Unit unit : units) {
      components.add(
          Drafting.component(
              unit,
              java.util.Objects.requireNonNull(names.get(unit)),
              paths.getOrDefault(unit, Set.of())));
    }
    deployment(components).ifPresent(components::add);
    return new ThreatModel(
        ScriptUnits.nameOf(survey, ""),
        true,
        null,
        components,
        List.of(),
        flows(names),
        List.of(),
        List.of(),
        List.copyOf(asides));
  }

  /**
   * One component for all recipes and manifests of containers, beside the components that they
   * deploy, where there are several: so a threat to the deployment is named once.
   */
  private Optional<Component> deployment(List<Component> components) {
    long containers =
        components.stream()
            .filter(each -> each.fact("container") != null && !each.bound().code().isEmpty())
            .count();
    Set<String> files = new TreeSet<>();
    for (String type :
        List.of(
            FileTypes.DOCKERFILE,
            FileTypes.COMPOSE,
            FileTypes.KUBERNETES,
            FileTypes.HELM_TEMPLATE)) {
      survey.tree.ofType(type).stream()
          .map(FileEntry::path)
          .filter(path -> !Survey.isForeign(path) && Survey.aside(path) == null)
          .forEach(files::add);
    }
    boolean taken = components.stream().anyMatch(each -> each.name().equals("deployment"));
    if (containers < 2 || files.isEmpty() || taken) {
      return Optional.empty();
    }
    Location place = Location.line(files.iterator().next(), 1);
    return Optional.of(
        new Component(
            "deployment",
            "Deployment",
            Map.of(
                "kind", Fact.seen(place, "infrastructure"), "container", Fact.seen(place, "true")),
            Component.Bound.code(List.copyOf(Ownership.shorten(survey.tree, files))),
            null,
            place));
  }

  /** Examples, documents and tests with manifests of their own become one component per folder. */
  private void foldAsides() {
    Map<String, List<Unit>> groups = new TreeMap<>();
    boolean others = false;
    for (Unit unit : survey.units()) {
      String aside = Survey.aside(unit.folder);
      if (aside == null) {
        others = true;
      } else {
        groups.computeIfAbsent(aside, _ -> new ArrayList<>()).add(unit);
      }
    }
    if (!others) {
      return; // a repository of examples
    }
    groups.forEach((folder, units) -> {
      Location place = units.getFirst().place;
      units.forEach(survey::remove);
      Unit group = survey.unit(folder, folder, place);
      group.kind = "library";
      asides.add(folder);
    });
  }

  /** A library that nobody uses, inside of a folder of another unit, is a part of that one. */
  private void foldNested() {
    Set<String> used = new TreeSet<>();
    survey.units().forEach(unit -> used.addAll(unit.uses));
    for (Unit unit : List.copyOf(survey.units())) {
      Unit above = unit.folder.isEmpty() ? null : survey.above(Paths.parent(unit.folder));
      if (above != null
          && !above.folder.isEmpty()
          && !unit.deployable
          && !asides.contains(unit.folder)
          && !used.contains(unit.folder)) {
        survey.remove(unit);
      }
    }
  }

  /** Where files go that belong to no component: the only one, else what builds and delivers. */
  private Unit rest(@org.jspecify.annotations.Nullable Unit pipeline) {
    List<Unit> real =
        survey.units().stream().filter(u -> u.hasFiles() && !asides.contains(u.folder)).toList();
    if (real.isEmpty()) {
      Unit whole = survey.unit("", ScriptUnits.nameOf(survey, ""), Location.line(".", 0));
      whole.deployable = survey.has("", "Dockerfile");
      return whole;
    }
    if (real.size() == 1) {
      return real.getFirst();
    }
    Unit root = survey.at("");
    if (root != null) {
      return root;
    }
    if (pipeline != null) {
      return pipeline;
    }
    Unit repository = survey.unit("-repository", "repository", Location.line(".", 0));
    repository.kind = "pipeline";
    return repository;
  }

  /** Gives each folder its owners: programs own themselves and the libraries that they use. */
  private void settle() {
    Map<Unit, Set<Unit>> dependants = new HashMap<>();
    for (Unit unit : survey.units()) {
      if (unit.deployable) {
        Set<String> reached = new TreeSet<>();
        reach(unit, reached);
        for (String folder : reached) {
          Unit used = survey.at(folder);
          if (used != null && !used.deployable) {
            dependants.computeIfAbsent(used, _ -> new TreeSet<>()).add(unit);
          }
        }
      }
    }
    for (Unit unit : survey.units()) {
      if (unit.hasFiles()) {
        Set<Unit> users = dependants.getOrDefault(unit, Set.of());
        boolean shared = !unit.deployable && !users.isEmpty() && users.size() <= MANY;
        homes.put(unit.folder, shared ? users : Set.of(unit));
        if (shared) {
          dissolved.add(unit);
        }
      }
    }
    for (Set<Unit> owners : survey.owners().values()) {
      for (Unit library : List.copyOf(owners)) {
        if (dissolved.contains(library)) {
          owners.remove(library);
          owners.addAll(dependants.getOrDefault(library, Set.of()));
        }
      }
    }
  }

  private void reach(Unit unit, Set<String> reached) {
    for (String folder : unit.uses) {
      Unit used = survey.at(folder);
      if (used != null && reached.add(folder)) {
        reach(used, reached);
      }
    }
  }

  private static Map<Unit, String> names(List<Unit> units) {
    Map<String, Integer> counts = new HashMap<>();
    units.forEach(unit -> counts.merge(Drafting.clean(unit.name), 1, Integer::sum));
    Map<Unit, String> names = new TreeMap<>();
    Set<String> taken = new TreeSet<>();
    for (Unit unit : units) {
      String plain = Drafting.clean(unit.name);
      String name =
          counts.getOrDefault(plain, 0) == 1 || unit.folder.isEmpty()
              ? plain
              : Drafting.clean(unit.folder);
      String unique = name;
      for (int i = 2; !taken.add(unique); i++) {
        unique = name + "-" + i;
      }
      names.put(unit, unique);
    }
    return names;
  }

  private List<Flow> flows(Map<Unit, String> names) {
    Map<String, Flow> flows = new TreeMap<>();
    for (Survey.Link link : survey.links()) {
      Unit target = survey.byAlias(link.to());
      String from = names.get(link.from());
      String to = target == null ? null : names.get(target);
      if (target == null || from == null || to == null || from.equals(to)) {
        continue;
      }
      Flow flow = Drafting.flow(link, target, from, to, survey.signs);
      Flow before = flows.get(flow.name());
      if (before == null || (before.facts().isEmpty() && !flow.facts().isEmpty())) {
        flows.put(flow.name(), flow);
      }
    }
    return List.copyOf(flows.values());
  }
}
