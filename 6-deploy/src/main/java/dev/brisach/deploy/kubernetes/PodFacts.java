package dev.brisach.deploy.kubernetes;

import dev.brisach.deploy.config.Fact;
import dev.brisach.deploy.config.ImageName;
import dev.brisach.deploy.config.Workloads;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What rules ask of workloads, whatever their kind: {@code pod} is the pod's spec, with {@code
 * hostNamespaces} (those it shares) and {@code writable} at each volume; {@code containers} are all
 * its containers, with {@code label}, {@code role}, {@code ref} (parts of the image's name), {@code
 * effective} (security context after inheritance from the pod) and {@code unhardened} (settings of
 * the "restricted" pod security standard that are not made).
 */
final class PodFacts {
  private static final Map<String, String> ROLES =
      Map.of(
          "containers", "container",
          "initContainers", "init container",
          "ephemeralContainers", "ephemeral container");
  private static final List<String> LISTS =
      List.of("containers", "initContainers", "ephemeralContainers");
  private static final List<String> INHERITED =
      List.of("runAsNonRoot", "runAsUser", "seccompProfile");

  private PodFacts() {}

  /** A resource with the facts of its pod; unchanged where it has none. */
  static Fact.Group added(String kind, Fact.Group facts) {
    if (!Workloads.KINDS.contains(kind)) {
      return facts;
    }
    Fact.Group spec = facts.group("spec");
    Fact.Group pod =
        switch (kind) {
          case "Pod" -> spec;
          case "CronJob" -> spec.group("jobTemplate").group("spec").group("template").group("spec");
          default -> spec.group("template").group("spec");
        };
    boolean patch = isPatch(pod);
    if (patch) {
      pod = pod.opened("a patch: the workload that it changes stands elsewhere");
    }
    List<Fact> containers = containers(pod);
    return facts
        .with("pod", pod(pod, containers))
        .with("containers", new Fact.Items(pod.line(), containers))
        .with("variables", new Fact.Items(pod.line(), variables(containers)));
  }

  private static List<Fact> variables(List<Fact> containers) {
    List<Fact> variables = new ArrayList<>();
    for (Fact each : containers) {
      for (Fact variable : ((Fact.Group) each).items("env")) {
        if (variable instanceof Fact.Group group) {
          String name = group.text("name");
          variables.add(name == null ? group : group.with("label", name));
        }
      }
    }
    return variables;
  }

  /** A container without image is a patch of another manifest, as Kustomize merges them. */
  private static boolean isPatch(Fact.Group pod) {
    List<Fact> containers = pod.items("containers");
    return containers.isEmpty()
        || containers.stream()
            .anyMatch(each -> each instanceof Fact.Group group && group.get("image") == null);
  }

  private static Fact.Group pod(Fact.Group pod, List<Fact> containers) {
    List<Fact> shared = new ArrayList<>();
    for (String space : List.of("hostNetwork", "hostPID", "hostIPC")) {
      if (pod.get(space) instanceof Fact.Word word && word.isTrue()) {
        shared.add(new Fact.Word(word.line(), space, false));
      }
    }
    Fact.Group more = pod.with("hostNamespaces", new Fact.Items(pod.line(), shared));
    List<Fact> volumes = new ArrayList<>();
    for (Fact each : pod.items("volumes")) {
      if (each instanceof Fact.Group volume) {
        String name = volume.text("name");
        volumes.add(
            volume
                .with("label", name == null ? "volume" : name)
                .with("writable", Boolean.toString(writable(name, containers))));
      }
    }
    return volumes.isEmpty() ? more : more.with("volumes", new Fact.Items(pod.line(), volumes));
  }

  private static boolean writable(@Nullable String volume, List<Fact> containers) {
    for (Fact each : containers) {
      for (Fact mount : ((Fact.Group) each).items("volumeMounts")) {
        if (mount instanceof Fact.Group group
            && java.util.Objects.equals(group.text("name"), volume)
            && !"true".equalsIgnoreCase(group.text("readOnly"))) {
          return true;
        }
      }
    }
    return false;
  }

  private static List<Fact> containers(Fact.Group pod) {
    List<Fact> all = new ArrayList<>();
    for (String list : LISTS) {
      for (Fact each : pod.items(list)) {
        if (each instanceof Fact.Group container) {
          all.add(container(container, pod, ROLES.getOrDefault(list, list)));
        }
      }
    }
    return all;
  }

  private static Fact.Group container(Fact.Group container, Fact.Group pod, String role) {
    String name = container.text("name");
    Fact.Group whole = pod.open() == null ? container : container.opened(pod.open());
    Fact.Group effective = effective(whole, pod);
    return whole
        .with("label", name == null ? "(no name)" : name)
        .with("role", role)
        .with("ref", ImageName.facts(container.get("image"), container.line()))
        .with("effective", effective)
        .with("unhardened", new Fact.Items(container.line(), unhardened(whole, effective)));
  }

  private static Fact.Group effective(Fact.Group container, Fact.Group pod) {
    Map<String, Fact> members = new LinkedHashMap<>();
    Fact.Group own = container.group("securityContext");
    Fact.Group inherited = pod.group("securityContext");
    for (String name : INHERITED) {
      Fact value = own.get(name) != null ? own.get(name) : inherited.get(name);
      if (value != null) {
        members.put(name, value);
      }
    }
    return new Fact.Group(container.line(), members, container.open());
  }

  private static List<Fact> unhardened(Fact.Group container, Fact.Group effective) {
    List<Fact> missing = new ArrayList<>();
    Fact.Group own = container.group("securityContext");
    if (container.open() != null) {
      return List.of(new Fact.Unknown(container.line(), container.open()));
    }
    if (isSet(own.get("privileged"), "true")) {
      return missing;
    }
    if (effective.get("runAsUser") == null && !isSet(effective.get("runAsNonRoot"), "true")) {
      missing.add(new Fact.Word(own.line(), "runAsNonRoot: true", false));
    }
    if (!isSet(own.get("allowPrivilegeEscalation"), "false")) {
      missing.add(new Fact.Word(own.line(), "allowPrivilegeEscalation: false", false));
    }
    boolean dropped =
        own.group("capabilities").items("drop").stream()
            .anyMatch(each -> each instanceof Fact.Word w && w.text().equalsIgnoreCase("ALL"));
    if (!dropped) {
      missing.add(new Fact.Word(own.line(), "capabilities.drop: [ALL]", false));
    }
    if (!isSet(own.get("readOnlyRootFilesystem"), "true")) {
      missing.add(new Fact.Word(own.line(), "readOnlyRootFilesystem: true", false));
    }
    if (effective.get("seccompProfile") == null) {
      missing.add(new Fact.Word(own.line(), "seccompProfile: RuntimeDefault", false));
    }
    return missing;
  }

  /** True where the value is this, or not known. */
  private static boolean isSet(@Nullable Fact fact, String value) {
    return fact instanceof Fact.Unknown
        || (fact instanceof Fact.Word word && word.text().equalsIgnoreCase(value));
  }
}
