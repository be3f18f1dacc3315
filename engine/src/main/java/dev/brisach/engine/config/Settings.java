package dev.brisach.engine.config;

import dev.brisach.core.Effect;
import dev.brisach.core.Environment;
import dev.brisach.core.Stage;
import dev.brisach.core.assurance.Policy;
import dev.brisach.kit.live.Running;
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
 * @param release what goes out, and whose signatures count
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
    Release release,
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
   * @param identity where the environment tells which artifact runs there, or null
   */
  public record Target(
      String health,
      Duration startTimeout,
      Duration examineTimeout,
      SortedMap<String, String> variables,
      SortedMap<String, Recipe> users,
      @Nullable String har,
      @Nullable Running identity) {
    /** What holds where nothing is said. */
    public static Target usual() {
      return new Target(
          "/",
          Duration.ofSeconds(30),
          Duration.ofMinutes(5),
          new TreeMap<>(),
          new TreeMap<>(),
          null,
          null);
    }

    /** The same with another HAR file. */
    public Target withHar(String file) {
      return new Target(health, startTimeout, examineTimeout, variables, users, file, identity);
    }
  }

  /**
   * How releases of the project are known; paths are relative to its root.
   *
   * @param keys files of public keys whose signatures count
   * @param signers OpenSSH's list of allowed signers, or null
   * @param revoked list of keys that no longer count, or null
   * @param builders who may build, by the id in provenance; empty: anybody whom a key vouches for
   * @param bundles files and folders with signatures and statements
   * @param artifacts files that this project releases
   */
  public record Release(
      List<String> keys,
      @Nullable String signers,
      @Nullable String revoked,
      List<String> builders,
      List<String> bundles,
      List<String> artifacts) {
    /** Where bundles lie unless something else is said. */
    public static final String BUNDLES = "security/releases";

    /** What holds where nothing is said: nobody's signature counts. */
    public static Release usual() {
      return new Release(List.of(), null, null, List.of(), List.of(BUNDLES), List.of());
    }

    public Release {
      keys = List.copyOf(keys);
      builders = List.copyOf(builders);
      bundles = List.copyOf(bundles);
      artifacts = List.copyOf(artifacts);
    }

    /** The same for other artifacts. */
    public Release withArtifacts(List<String> others) {
      return new Release(keys, signers, revoked, builders, bundles, others);
    }

    /** True where somebody's signature counts. */
    public boolean trustsAnybody() {
      return !keys.isEmpty() || signers != null;
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

  /** The standard policy with the age limits of the project. */
  public Policy policy() {
    Policy policy = Policy.standard();
    for (Map.Entry<Stage, AgeLimit> limit : ageLimits.entrySet()) {
      Duration own = limit.getValue().limit();
      policy =
          own == null ? policy.withoutAge(limit.getKey()) : policy.withAge(limit.getKey(), own);
    }
    return policy;
  }

  /**
   * These settings under the policy of others: their age limits, scopes and advisories, no path
   * more that is not shipped, no environment less, and none with a higher ceiling than there; the
   * keys of releases are theirs too.
   */
  public Settings judgedBy(Settings base) {
    SortedMap<String, Environment> all = new TreeMap<>(base.environments);
    environments.forEach((name, own) -> {
      Environment there = base.environments.get(name);
      all.put(
          name,
          there != null && own.ceiling().compareTo(there.ceiling()) > 0
              ? lowered(own, there.ceiling())
              : own);
    });
    SortedMap<String, Target> allTargets = new TreeMap<>(base.targets);
    allTargets.putAll(targets);
    return new Settings(
        base.projectId,
        base.baseBranch,
        notShipped.stream().filter(base.notShipped::contains).toList(),
        base.advisories,
        all,
        allTargets,
        base.scopes,
        base.ageLimits,
        base.release.withArtifacts(release.artifacts()),
        origins);
  }

  private static Environment lowered(Environment own, Effect ceiling) {
    return new Environment(
        own.name(), own.url(), own.start(), own.openapi(), own.logSources(), ceiling);
  }
}
