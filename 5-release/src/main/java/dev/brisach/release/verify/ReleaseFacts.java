package dev.brisach.release.verify;

import dev.brisach.kit.keys.VerifyingKey;
import dev.brisach.release.statement.Predicate;
import dev.brisach.release.statement.PredicateType;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the documents about an artifact prove; the facts behind a RELEASE cell. Each document is
 * judged on its own: one that fails is named and proves nothing.
 *
 * @param signed true where one of them verified, whatever it says, unless that is bad news
 * @param attested true where provenance verified
 * @param revision the one commit that verified provenance names; null for none, or several
 * @param builder who built it, by the same provenance
 * @param gate the newest verified verdict of a release gate, also a bad one; null for none
 * @param signers the keys of all that verified
 * @param failed which documents failed and why
 * @param foreign those of them that are about another artifact
 */
public record ReleaseFacts(
    boolean signed,
    boolean attested,
    @Nullable String revision,
    @Nullable String builder,
    Predicate.@Nullable Result gate,
    Set<VerifyingKey> signers,
    List<String> failed,
    List<String> foreign) {
  public ReleaseFacts {
    signers = Set.copyOf(signers);
    failed = List.copyOf(failed);
    foreign = List.copyOf(foreign);
  }

  /**
   * Judges the documents.
   *
   * @param question its threshold counts over all documents that verify by themselves
   * @param builders who may build, by the id in provenance; empty: whoever a trusted key vouches
   *     for
   */
  public static ReleaseFacts of(Question question, Set<String> builders, List<Path> documents) {
    boolean signed = false;
    Predicate.Provenance provenance = null;
    Predicate.Result gate = null;
    Set<VerifyingKey> signers = new LinkedHashSet<>();
    List<String> failed = new ArrayList<>();
    List<String> foreign = new ArrayList<>();
    Question one =
        new Question(
            question.artifact(),
            question.trust(),
            1,
            question.revocations(),
            new Expectation(null, null, null, null, question.expected().maxAge(), true),
            question.now());
    for (Path file : documents) {
      Verification verification = Verifier.verify(one, List.of(file));
      if (!verification.verified()) {
        List<String> into = isForeign(verification) ? foreign : failed;
        verification.reasons().stream()
            .filter(reason -> reason.startsWith(file.toString()))
            .forEach(into::add);
        continue;
      }
      for (Verification.Document document : verification.documents()) {
        signers.addAll(document.signers());
        Predicate said = document.predicate();
        signed |= said == null || said.word() != Predicate.Word.BAD;
        if (said instanceof Predicate.Provenance build) {
          if (builders.isEmpty() || builders.contains(build.builder())) {
            provenance = build;
          } else {
            failed.add(file + ": built by " + build.builder() + ", who may not build it");
          }
        }
        if (said instanceof Predicate.Result result
            && result.type().equals(PredicateType.GATE_VERDICT.uri())
            && "release".equals(result.content().text("gate"))
            && later(result, gate)) {
          gate = result;
        }
      }
    }
    boolean enough = signers.size() >= question.threshold();
    return new ReleaseFacts(
        signed && enough,
        provenance != null && enough,
        provenance == null || provenance.revisions().size() != 1
            ? null
            : provenance.revisions().getFirst(),
        provenance == null ? null : provenance.builder(),
        gate,
        signers,
        failed,
        foreign);
  }

  private static boolean isForeign(Verification verification) {
    return verification.steps().stream()
        .anyMatch(step -> step.name() == Step.Name.SUBJECT && step.result() == Step.Result.FAILED);
  }

  private static boolean later(Predicate.Result one, Predicate.@Nullable Result other) {
    Instant at = one.at();
    return other == null
        || other.at() == null
        || (at != null && at.isAfter(java.util.Objects.requireNonNull(other.at())));
  }
}
