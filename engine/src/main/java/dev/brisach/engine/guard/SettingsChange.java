package dev.brisach.engine.guard;

import dev.brisach.core.Environment;
import dev.brisach.core.Severity;
import dev.brisach.core.Stage;
import dev.brisach.core.assurance.Policy;
import dev.brisach.engine.config.Settings;
import dev.brisach.engine.config.SettingsReader;
import dev.brisach.engine.guard.Weaker.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a change of {@code brisach.yaml} weakens. */
final class SettingsChange {
  private static final String FILE = SettingsReader.FILE;

  private final Weakening all;

  SettingsChange(Weakening all) {
    this.all = all;
  }

  void compare(Settings base, Settings head) {
    ages(base, head);
    notShipped(base, head);
    identity(base, head);
    scopes(base, head);
    environments(base, head);
  }

  private void ages(Settings base, Settings head) {
    Map<Stage, Duration> before = base.policy().ages();
    Map<Stage, Duration> after = head.policy().ages();
    for (Stage stage : Stage.values()) {
      Duration was = before.get(stage);
      Duration is = after.get(stage);
      if (was != null && (is == null || is.compareTo(was) > 0)) {
        String key = "policy.ageLimits." + stage.word();
        add(Kind.POLICY, head, key, key, words(was), words(is), Severity.MEDIUM);
      }
    }
  }

  private static String words(@Nullable Duration limit) {
    if (limit == null) {
      return "no limit";
    }
    return limit.toSeconds() % 86_400 == 0 ? limit.toDays() + " days" : limit.toString();
  }

  private void notShipped(Settings base, Settings head) {
    for (String selector : head.notShipped()) {
      if (base.notShipped().stream().noneMatch(one -> Selectors.covers(one, selector))) {
        add(
            Kind.POLICY,
            head,
            "notShipped",
            "notShipped " + selector,
            "gated",
            "listed and not gated",
            Severity.HIGH);
      }
    }
  }

  private void identity(Settings base, Settings head) {
    if (!base.projectId().equals(head.projectId())) {
      add(
          Kind.POLICY,
          head,
          "project.id",
          "project.id, by which evidence is found",
          base.projectId(),
          head.projectId(),
          Severity.HIGH);
    }
    String was = Objects.requireNonNullElse(base.baseBranch(), "");
    String is = Objects.requireNonNullElse(head.baseBranch(), "");
    if (!was.isEmpty() && !was.equals(is)) {
      add(
          Kind.POLICY,
          head,
          "project.baseBranch",
          "project.baseBranch, which is protected",
          was,
          is.isEmpty() ? "none" : is,
          Severity.HIGH);
    }
    String advisories = head.advisories();
    if (advisories != null && !advisories.equals(base.advisories())) {
      add(
          Kind.POLICY,
          head,
          "advisories",
          "advisories that packages are compared with",
          base.advisories() == null ? "those of brisach update" : base.advisories(),
          advisories,
          Severity.MEDIUM);
    }
  }

  /** A scope is wider where one host, port and path of it lay in no scope before, or not so far. */
  private void scopes(Settings base, Settings head) {
    for (int i = 0; i < head.scopes().size(); i++) {
      Settings.Scope scope = head.scopes().get(i);
      TreeSet<String> wider = new TreeSet<>();
      TreeSet<String> hosts = new TreeSet<>();
      for (String host : scope.hosts()) {
        for (Integer port : orAny(scope.ports())) {
          for (String path : orAny(scope.paths())) {
            if (base.scopes().stream().noneMatch(one -> covers(one, scope, host, port, path))) {
              wider.add(words(host, port, path));
              hosts.add(host.toLowerCase(Locale.ROOT));
            }
          }
        }
      }
      if (!wider.isEmpty()) {
        add(
            Kind.SCOPE,
            head,
            "scopes[" + i + "].hosts",
            "scope " + String.join(", ", wider),
            before(base, hosts),
            words(scope),
            Severity.HIGH);
      }
    }
  }

  private static <T> List<@Nullable T> orAny(List<T> some) {
    List<@Nullable T> all = new ArrayList<>(some);
    if (all.isEmpty()) {
      all.add(null);
    }
    return all;
  }

  private static boolean covers(
      Settings.Scope wide,
      Settings.Scope scope,
      String host,
      @Nullable Integer port,
      @Nullable String path) {
    return wide.ceiling().compareTo(scope.ceiling()) >= 0
        && wide.hosts().stream().anyMatch(host::equalsIgnoreCase)
        && (wide.ports().isEmpty() || (port != null && wide.ports().contains(port)))
        && (wide.paths().isEmpty()
            || (path != null && wide.paths().stream().anyMatch(one -> isBelow(path, one))));
  }

  private static boolean isBelow(String path, String wide) {
    String folder = wide.endsWith("/") ? wide.substring(0, wide.length() - 1) : wide;
    String own = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    return own.equals(folder) || own.startsWith(folder + "/");
  }

  private static String words(String host, @Nullable Integer port, @Nullable String path) {
    return host.toLowerCase(Locale.ROOT)
        + (port == null ? "" : ":" + port)
        + (path == null ? "" : path);
  }

  private static String words(Settings.Scope scope) {
    return scope.ceiling().word()
        + (scope.ports().isEmpty() ? ", any port" : ", ports " + new TreeSet<>(scope.ports()))
        + (scope.paths().isEmpty() ? ", any path" : ", paths " + new TreeSet<>(scope.paths()));
  }

  /** How far the base let these hosts be examined. */
  private static String before(Settings base, Set<String> hosts) {
    TreeSet<String> words = new TreeSet<>();
    for (Settings.Scope one : base.scopes()) {
      boolean same =
          one.hosts().stream().anyMatch(host -> hosts.contains(host.toLowerCase(Locale.ROOT)));
      if (same) {
        words.add(words(one));
      }
    }
    return words.isEmpty() ? "not allowed" : String.join("; ", words);
  }

  private void environments(Settings base, Settings head) {
    Map<String, String> renamed = renamed(base, head);
    base.environments()
        .forEach((name, was) -> {
          Environment is = head.environments().get(renamed.getOrDefault(name, name));
          Set<String> lost = expected(base.policy(), was);
          if (is != null) {
            lost.removeAll(expected(head.policy(), is));
            wider(head, was, is);
          }
          if (!lost.isEmpty()) {
            add(
                Kind.EXPECTATION,
                head,
                "environments." + name + ".ceiling",
                "environment " + name,
                "expected in " + String.join(", ", lost),
                is == null ? "gone" : "no longer expected there",
                Severity.MEDIUM);
          }
        });
  }

  private void wider(Settings head, Environment was, Environment is) {
    if (is.ceiling().compareTo(was.ceiling()) > 0) {
      add(
          Kind.SCOPE,
          head,
          "environments." + is.name() + ".ceiling",
          "ceiling of environment " + is.name(),
          was.ceiling().word(),
          is.ceiling().word(),
          Severity.HIGH);
    }
  }

  private static Set<String> expected(Policy policy, Environment environment) {
    TreeSet<String> stages = new TreeSet<>();
    for (Stage stage : Stage.values()) {
      if (policy.expectedIn(stage, List.of(environment)).contains(environment.name())) {
        stages.add(stage.word());
      }
    }
    return stages;
  }

  /** Environments that have another name now and are the same otherwise. */
  private static Map<String, String> renamed(Settings base, Settings head) {
    Map<String, String> renamed = new LinkedHashMap<>();
    base.environments()
        .forEach((name, was) -> {
          if (!head.environments().containsKey(name)) {
            head.environments().values().stream()
                .filter(is -> !base.environments().containsKey(is.name()))
                .filter(is -> named(is, "").equals(named(was, "")))
                .findFirst()
                .ifPresent(is -> renamed.put(name, is.name()));
          }
        });
    return renamed;
  }

  private static Environment named(Environment one, String name) {
    return new Environment(
        name, one.url(), one.start(), one.openapi(), one.logSources(), one.ceiling());
  }

  private void add(
      Kind kind,
      Settings head,
      String key,
      String what,
      String before,
      String after,
      Severity severity) {
    all.add(kind, FILE, line(head, key), what, before, after, severity);
  }

  /** The line where a value comes from; 0 for a default. */
  private static int line(Settings settings, String key) {
    Settings.Origin origin = settings.origins().get(key);
    String place = origin == null ? "" : origin.place();
    if (!place.startsWith(FILE + ":")) {
      return 0;
    }
    try {
      return Integer.parseInt(place.substring(FILE.length() + 1));
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
