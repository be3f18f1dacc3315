package dev.brisach.core;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One sweep of one check in one stage and environment.
 *
 * @param id unique in the ledger
 * @param run the segment it stands in; its inventory gives the content digests
 * @param branch the branch examined, where known
 * @param revision the revision examined, where known
 * @param weaknesses what this sweep looked for
 * @param templates test, procedure or rule templates carried out
 * @param started when the sweep began; ages count from here
 * @param reached for sweeps of a running service: which operations were reached, and as whom
 * @param notes details in words ("noticed after 1.4 s"); never a colour
 */
public record Evidence(
    String id,
    String run,
    @Nullable String branch,
    @Nullable String revision,
    String check,
    int checkVersion,
    @Nullable DataVersion dataVersion,
    Stage stage,
    String environment,
    SubjectKind subject,
    List<Weakness> weaknesses,
    List<String> templates,
    Outcome outcome,
    Instant started,
    List<Reached> reached,
    List<String> notes) {
  public Evidence {
    weaknesses = List.copyOf(weaknesses);
    templates = List.copyOf(templates);
    reached = List.copyOf(reached);
    notes = List.copyOf(notes);
  }

  /** The same sweep with another outcome. */
  public Evidence withOutcome(Outcome other) {
    return new Evidence(
        id,
        run,
        branch,
        revision,
        check,
        checkVersion,
        dataVersion,
        stage,
        environment,
        subject,
        weaknesses,
        templates,
        other,
        started,
        reached,
        notes);
  }
}
