package dev.brisach.release.standing;

import dev.brisach.release.Artifact;
import dev.brisach.release.statement.GateVerdict;
import dev.brisach.release.statement.Predicate;
import dev.brisach.release.statement.PredicateType;
import dev.brisach.release.verify.Expectation;
import dev.brisach.release.verify.Question;
import dev.brisach.release.verify.Revocations;
import dev.brisach.release.verify.Step;
import dev.brisach.release.verify.Trust;
import dev.brisach.release.verify.Verification;
import dev.brisach.release.verify.Verifier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is proved of an artifact. Each document counts for itself: one that does not verify takes
 * nothing away from another, and gives nothing.
 *
 * @param signed true where a trusted key signed the artifact or a statement about it
 * @param provenance the newest statement on its build by an accepted builder, or null
 * @param gate the newest verdict of the release gate, or null
 * @param refusals why documents about this artifact do not count, in words
 */
public record Standing(
    boolean signed,
    Predicate.@Nullable Provenance provenance,
    @Nullable GateVerdict gate,
    List<String> refusals) {
  public Standing {
    refusals = List.copyOf(refusals);
  }

  /**
   * Who is believed.
   *
   * @param builders who may build, by the id in provenance; empty: whoever a trusted key vouches
   *     for
   */
  public record Believed(Trust trust, @Nullable Revocations revocations, Set<String> builders) {
    public Believed {
      builders = Set.copyOf(builders);
    }
  }

  /** Reads all documents and keeps what holds of the artifact. */
  public static Standing of(
      Artifact artifact, Believed believed, SortedMap<String, byte[]> documents, Instant now) {
    Question question =
        new Question(
            artifact,
            believed.trust(),
            1,
            believed.revocations(),
            new Expectation(null, null, null, null, null, true),
            now);
    boolean signed = false;
    Predicate.Provenance provenance = null;
    GateVerdict gate = null;
    List<String> refusals = new ArrayList<>();
    for (Map.Entry<String, byte[]> document : new TreeMap<>(documents).entrySet()) {
      Verification verification =
          Verifier.verify(question, Map.of(document.getKey(), document.getValue()));
      if (!verification.verified()) {
        if (isAboutIt(verification)) {
          refusals.addAll(verification.reasons());
        }
        continue;
      }
      signed = true;
      Predicate said = verification.documents().getFirst().predicate();
      if (said instanceof Predicate.Provenance built) {
        if (!believed.builders().isEmpty() && !believed.builders().contains(built.builder())) {
          refusals.add(document.getKey() + ": built by " + built.builder() + ", who may not");
        } else if (provenance == null || isNewer(built.at(), provenance.at())) {
          provenance = built;
        }
      } else if (said != null && PredicateType.of(said.type()) == PredicateType.GATE_VERDICT) {
        GateVerdict verdict = GateVerdict.read(said.content());
        if (verdict.gate().equals("release")
            && (gate == null || isNewer(verdict.at(), gate.at()))) {
          gate = verdict;
        }
      }
    }
    return new Standing(signed, provenance, gate, refusals);
  }

  /** What cannot be read, or names another artifact, says nothing of this one. */
  private static boolean isAboutIt(Verification verification) {
    return verification.steps().stream()
        .anyMatch(step -> step.name() == Step.Name.SUBJECT && step.result() == Step.Result.OK);
  }

  private static boolean isNewer(@Nullable Instant one, @Nullable Instant other) {
    return one != null && (other == null || one.isAfter(other));
  }

  /** True where the release gate let it pass, with or without a warning. */
  public boolean passed() {
    return gate != null && !gate.verdict().equals("block");
  }
}
