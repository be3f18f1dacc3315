package dev.brisach.plan.bootstrap;

import dev.brisach.core.Location;
import dev.brisach.kit.tree.FileEntry;
import dev.brisach.kit.tree.FileTypes;
import dev.brisach.kit.yaml.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Kubernetes manifests, Helm charts and Terraform: what is deployed, and what the world can reach.
 */
final class KubernetesFiles {
  private static final Set<String> WORKLOADS =
      Set.of(
          "Deployment",
          "StatefulSet",
          "DaemonSet",
          "Job",
          "CronJob",
          "Pod",
          "ReplicaSet",
          "Rollout",
          "DeploymentConfig");
  private static final int MAX_FILES = 1500;

  private record Workload(Unit unit, Map<String, String> labels) {}

  private record Exposed(Map<String, String> selector, String name, boolean open, Location place) {}

  private final Survey survey;
  private final List<Workload> workloads = new ArrayList<>();
  private final List<Exposed> services = new ArrayList<>();
  private final Map<String, Location> ingresses = new TreeMap<>();

  private KubernetesFiles(Survey survey) {
    this.survey = survey;
  }

  static void read(Survey survey) {
    KubernetesFiles all = new KubernetesFiles(survey);
    all.helm();
    all.terraform();
    survey.tree.ofType(FileTypes.KUBERNETES).stream()
        .filter(entry -> !Survey.isForeign(entry.path()) && Survey.aside(entry.path()) == null)
        .filter(entry -> entry.size() < 400_000)
        .limit(MAX_FILES)
        .forEach(all::manifest);
    all.expose();
  }

  private void manifest(FileEntry entry) {
    for (Yaml.Mapping document : survey.yaml(entry)) {
      object(entry, document, 0);
    }
  }

  private void object(FileEntry entry, Yaml.Mapping document, int depth) {
    String kind = document.text("kind");
    String name = document.at("metadata", "name") instanceof Yaml.Scalar s ? s.value() : "";
    Location place = Location.line(entry.path(), document.lineOf("kind"));
    if (kind == null) {
      return;
    }
    if (kind.equals("List") && depth == 0) {
      for (Yaml item : document.list("items")) {
        if (item instanceof Yaml.Mapping mapping) {
          object(entry, mapping, 1);
        }
      }
    } else if (WORKLOADS.contains(kind)) {
      workload(entry, document, name, place);
    } else if (kind.equals("Service")) {
      service(document, name, place);
    } else if (kind.equals("Ingress") || kind.equals("HTTPRoute") || kind.equals("Route")) {
      backends(document, place, 0);
    } else if (!name.isEmpty()) {
      Unit named = survey.byAlias(name);
      if (named != null) {
        survey.own(entry.path(), named);
      }
    }
  }

  private void workload(FileEntry entry, Yaml.Mapping document, String name, Location place) {
    Yaml.Mapping pod = pod(document);
    List<Yaml> containers = pod.list("containers");
    String image = "";
    for (Yaml container : containers) {
      if (container instanceof Yaml.Mapping mapping && mapping.text("image") != null) {
        image = java.util.Objects.requireNonNullElse(mapping.text("image"), "");
        break;
      }
    }
    Unit unit = find(entry, name, image, place);
    if (unit == null) {
      return;
    }
    unit.deployable = true;
    survey.alias(unit, name);
    survey.own(entry.path(), unit);
    unit.fact("container", place, "true");
    for (Yaml container : containers) {
      if (container instanceof Yaml.Mapping mapping) {
        container(entry, unit, mapping);
      }
    }
    workloads.add(new Workload(unit, labels(document)));
  }

  /**
   * The unit of a workload: by its name, by its image, that of a well-known image, or a new one.
   */
  private @Nullable Unit find(FileEntry entry, String name, String image, Location place) {
    String kind = image.isEmpty() ? "" : survey.signs.kindOfImage(image);
    Unit unit = name.isEmpty() ? null : survey.byAlias(name);
    if (unit == null && !image.isEmpty() && kind.isEmpty()) {
      unit = survey.byAlias(Signs.base(image));
    }
    if (unit == null) {
      Unit above = survey.above(entry.folder());
      if (above != null && above.hasFiles() && !above.folder.isEmpty() && kind.isEmpty()) {
        return above;
      }
    }
    if (unit == null && name.isEmpty()) {
      return null;
    }
    if (unit == null) {
      unit = survey.unit("-" + name, name, place);
      unit.kind = kind;
      if (!image.isEmpty()) {
        int cut = Math.max(image.indexOf('@'), image.lastIndexOf(':'));
        unit.images.add((cut > image.lastIndexOf('/') ? image.substring(0, cut) : image) + "*");
      }
    }
    return unit;
  }

  private void container(FileEntry entry, Unit unit, Yaml.Mapping container) {
    Yaml user = container.at("securityContext", "runAsNonRoot");
    if (user instanceof Yaml.Scalar scalar && scalar.isTrue()) {
      unit.fact("runsAsRoot", Location.line(entry.path(), user.line()), "false");
    }
    Yaml privileged = container.at("securityContext", "privileged");
    if (privileged instanceof Yaml.Scalar scalar && scalar.isTrue()) {
      unit.facts.remove("runsAsRoot");
      unit.fact("runsAsRoot", Location.line(entry.path(), privileged.line()), "true");
    }
    Yaml limits = container.at("resources", "limits");
    unit.fact(
        "resourceLimits",
        Location.line(entry.path(), limits == null ? container.line() : limits.line()),
        Boolean.toString(limits != null));
    for (Yaml each : container.list("env")) {
      if (each instanceof Yaml.Mapping env) {
        String value = env.text("value");
        if (value != null) {
          ContainerFiles.hosts(
              survey, unit, value, Location.line(entry.path(), env.lineOf("value")));
        }
      }
    }
  }

  private static Yaml.Mapping pod(Yaml.Mapping document) {
    Yaml.Mapping spec = document.map("spec");
    if (spec.get("jobTemplate") != null) {
      spec = spec.map("jobTemplate").map("spec");
    }
    return spec.get("template") == null ? spec : spec.map("template").map("spec");
  }

  private static Map<String, String> labels(Yaml.Mapping document) {
    Yaml.Mapping spec = document.map("spec");
    Yaml.Mapping metadata =
        spec.get("template") == null
            ? document.map("metadata")
            : spec.map("template").map("metadata");
    return texts(metadata.map("labels"));
  }

  private static Map<String, String> texts(Yaml.Mapping mapping) {
    Map<String, String> texts = new TreeMap<>();
    for (Yaml.Entry entry : mapping.entries().values()) {
      if (entry.value() instanceof Yaml.Scalar scalar) {
        texts.put(entry.key(), scalar.value());
      }
    }
    return texts;
  }

  private void service(Yaml.Mapping document, String name, Location place) {
    Yaml.Mapping spec = document.map("spec");
    String type = spec.text("type");
    boolean open = "LoadBalancer".equals(type) || "NodePort".equals(type);
    services.add(new Exposed(texts(spec.map("selector")), name, open, place));
  }

  private void backends(Yaml node, Location place, int depth) {
    if (depth > 12) {
      return;
    }
    switch (node) {
      case Yaml.Mapping mapping -> {
        for (Yaml.Entry entry : mapping.entries().values()) {
          if (entry.key().equals("serviceName") && entry.value() instanceof Yaml.Scalar scalar) {
            ingresses.put(scalar.value(), place);
          } else if ((entry.key().equals("service") || entry.key().equals("backendRefs"))) {
            names(entry.value()).forEach(name -> ingresses.put(name, place));
          }
          backends(entry.value(), place, depth + 1);
        }
      }
      case Yaml.Sequence sequence ->
          sequence.items().forEach(item -> backends(item, place, depth + 1));
      case Yaml.Scalar _ -> {}
    }
  }

  private static Set<String> names(Yaml node) {
    Set<String> names = new TreeSet<>();
    if (node instanceof Yaml.Mapping mapping && mapping.text("name") != null) {
      names.add(java.util.Objects.requireNonNull(mapping.text("name")));
    } else if (node instanceof Yaml.Sequence sequence) {
      sequence.items().forEach(item -> names.addAll(names(item)));
    }
    return names;
  }

  private void expose() {
    for (Exposed service : services) {
      for (Workload workload : workloads) {
        if (!service.selector.isEmpty()
            && workload.labels.entrySet().containsAll(service.selector.entrySet())) {
          survey.own(service.place.file(), workload.unit);
          survey.alias(workload.unit, service.name);
          Location ingress = ingresses.get(service.name);
          if (service.open || ingress != null) {
            workload.unit.fact("internetFacing", ingress == null ? service.place : ingress, "true");
            if (ingress != null) {
              survey.own(ingress.file(), workload.unit);
            }
          }
        }
      }
    }
  }

  private void helm() {
    Set<String> charts = new TreeSet<>();
    for (FileEntry entry : survey.named("Chart.yaml")) {
      String folder = entry.folder();
      if (Survey.aside(folder) != null || charts.stream().anyMatch(c -> Paths.below(folder, c))) {
        continue; // part of the chart above
      }
      charts.add(folder);
      String name =
          survey.yaml(entry).stream()
              .map(chart -> java.util.Objects.requireNonNullElse(chart.text("name"), ""))
              .filter(text -> !text.isBlank())
              .findFirst()
              .orElse(ScriptUnits.nameOf(survey, folder));
      Location place = Location.line(entry.path(), 1);
      Unit same = survey.byAlias(name);
      if (same != null && !same.folder.equals(folder)) {
        for (String below : survey.folders()) {
          if (Paths.below(below, folder)) {
            survey.in(below).forEach(file -> survey.own(file.path(), same));
          }
        }
        continue;
      }
      Unit unit = survey.unit(folder, name, place);
      unit.deployable = true;
      unit.technology.putIfAbsent("kubernetes", place);
      unit.fact("container", place, "true");
    }
  }

  private void terraform() {
    Set<String> roots = new TreeSet<>();
    for (String folder : survey.folders()) {
      boolean code = survey.in(folder).stream().anyMatch(e -> e.name().endsWith(".tf"));
      if (!code
          || Survey.isForeign(folder)
          || roots.stream().anyMatch(root -> Paths.below(folder, root))) {
        continue;
      }
      if (Survey.aside(folder) != null && !roots.isEmpty()) {
        continue;
      }
      roots.add(folder);
      Unit unit = survey.at(folder);
      if (unit == null) {
        Location place =
            Location.line(
                survey.in(folder).stream()
                    .map(FileEntry::path)
                    .filter(path -> path.endsWith(".tf"))
                    .findFirst()
                    .orElse(folder),
                1);
        unit = survey.unit(folder, ScriptUnits.nameOf(survey, folder), place);
        unit.kind = "infrastructure";
        unit.deployable = true;
        unit.technology.putIfAbsent("terraform", place);
      }
    }
  }
}
