package dev.brisach.core.assurance;

import dev.brisach.core.Decision;
import dev.brisach.core.Environment;
import dev.brisach.core.Inventory;
import dev.brisach.core.Model;
import dev.brisach.core.Run;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The state of a project for which assurance is asked.
 *
 * @param branch the branch of the state; only its sweeps and those of {@code baseBranch} (for
 *     assets of identical content) speak
 * @param inventory the physical assets as they are now, with their content digests; that of a live
 *     asset is the digest of what is deployed behind it. What it does not know of live environments
 *     and of the contents of unchanged manifests is taken from the newest run that does
 * @param deployed by environment name the digest of what is deployed there (for a start command,
 *     the root of what it starts), for live assets whose own digest is empty; absent: unknown
 * @param releases what is known of artifacts, in any order
 * @param now the moment from which ages count
 */
public record State(
    String project,
    @Nullable String branch,
    @Nullable String baseBranch,
    @Nullable String revision,
    Inventory inventory,
    Model model,
    List<Environment> environments,
    SortedMap<String, String> deployed,
    List<Decision> decisions,
    List<Release> releases,
    Policy policy,
    Instant now) {
  public State {
    environments = List.copyOf(environments);
    deployed = Collections.unmodifiableSortedMap(new TreeMap<>(deployed));
    decisions = List.copyOf(decisions);
    releases = List.copyOf(releases);
  }

  /** The state that a run saw, at a moment. */
  public static State of(Run run, Policy policy, Instant now) {
    return new State(
        run.project(),
        run.branch(),
        null,
        run.revision(),
        run.inventory(),
        run.model(),
        run.environments(),
        new TreeMap<>(),
        run.decisions(),
        List.of(),
        policy,
        now);
  }

  /** This state with what is known of artifacts. */
  public State withReleases(List<Release> known) {
    return new State(
        project,
        branch,
        baseBranch,
        revision,
        inventory,
        model,
        environments,
        deployed,
        decisions,
        known,
        policy,
        now);
  }
}
