package dev.brisach.engine.config;

import dev.brisach.core.Effect;
import dev.brisach.core.Environment;
import dev.brisach.core.Stage;
import dev.brisach.kit.login.Recipe;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The effective settings of a project.
 *
 * @param projectId identifies the project in ledgers and hubs
 * @param baseBranch the protected branch that policy is read from in CI
 * @param notShipped path selectors of what is listed and not gated
 * @param advisories folder with the project's own advisories in OSV layout, or null: the user's
 *     cache
 * @param environments by name
 * @param targets what live checks need to know of an environment, by name
 * @param scopes addresses besides loopback that may be examined
 * @param ageLimits limits that differ from the default; null means no limit
 * @param origins where each value comes from, by dotted key: {@code default}, {@code
 *     brisach.yaml:3}, {@code --option}
 */
public record Settings(
    String projectId,
    @Nullable String baseBranch,
    List<String> notShipped,
    @Nullable String advisories,
    SortedMap<String, Environment> environments,
    SortedMap<String, Target> targets,
    List<Scope> scopes,
    Map<Stage, AgeLimit> ageLimits,
    SortedMap<String, Origin> origins) {
  /**
   * How a start command's service is started and waited for.
   *
   * @param variables environment variables of the start command; it inherits none. {@code ${random
   *     NAME}} in a value is a secret made anew for each run, which a user's credential may refer
   *     to
   * @param users login recipes of those who may call the service, by name
   * @param har HAR file with requests known beforehand, or null
   * @param examineTimeout time for all checks together
   */
  public record Target(
      String health,
      Duration startTimeout,
      Duration examineTimeout,
      SortedMap<String, String> variables,
      SortedMap<String, Recipe> users,
      @Nullable String har) {
    /** What holds where nothing is said. */
    public static Target usual() {
      return new Target(
          "/",
          Duration.ofSeconds(30),
          Duration.ofMinutes(5),
          new TreeMap<>(),
          new TreeMap<>(),
          null);
    }

    /** The same with another HAR file. */
    public Target withHar(String file) {
      return new Target(health, startTimeout, examineTimeout, variables, users, file);
    }
  }

  /** How an environment is started and who logs in to it; the usual where nothing is said. */
  public Target target(Environment environment) {
    return targets.getOrDefault(environment.name(), Target.usual());
  }

  /** Addresses that may be examined, and how far. */
  public record Scope(List<String> hosts, List<Integer> ports, List<String> paths, Effect ceiling) {
    public Scope {
      hosts = List.copyOf(hosts);
      ports = List.copyOf(ports);
      paths = List.copyOf(paths);
    }
  }

  /** How old evidence of a stage may be; {@code none} is no limit. */
  public record AgeLimit(@Nullable Duration limit) {}

  /** A value as shown by {@code brisach config}, and where it comes from. */
  public record Origin(String value, String place) {}

  public Settings {
    notShipped = List.copyOf(notShipped);
    environments = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(environments));
    targets = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(targets));
    scopes = List.copyOf(scopes);
    ageLimits = Map.copyOf(ageLimits);
    origins = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(origins));
  }
}
