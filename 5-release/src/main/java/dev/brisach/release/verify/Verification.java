package dev.brisach.release.verify;

import dev.brisach.kit.keys.VerifyingKey;
import dev.brisach.release.statement.Predicate;
import dev.brisach.release.statement.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a verification went.
 *
 * @param steps all of them, of one document after the other, the threshold among them once
 * @param documents what was read of each document whose signature holds
 */
public record Verification(List<Step> steps, List<Document> documents) {
  public Verification {
    steps = List.copyOf(steps);
    documents = List.copyOf(documents);
  }

  /**
   * One document with a valid signature.
   *
   * @param name its file's name
   * @param signers the trusted keys whose signatures it has
   * @param statement what it says; null where the artifact itself is signed
   * @param predicate the claim of the statement; null likewise, or where it could not be read
   */
  public record Document(
      String name,
      List<VerifyingKey> signers,
      @Nullable Statement statement,
      @Nullable Predicate predicate) {
    public Document {
      signers = List.copyOf(signers);
    }
  }

  /** True where no step failed and none of those that are needed was left out. */
  public boolean verified() {
    return !steps.isEmpty()
        && steps.stream()
            .allMatch(step ->
                step.result() == Step.Result.OK
                    || (step.result() == Step.Result.NOT_CHECKED && !step.name().mandatory()));
  }

  /** Why it is not verified, in words; empty where it is. */
  public List<String> reasons() {
    return verified()
        ? List.of()
        : steps.stream()
            .filter(step ->
                step.result() == Step.Result.FAILED
                    || (step.result() == Step.Result.NOT_CHECKED
                        && step.name().mandatory()
                        && !step.message().equals(Examination.NOT_REACHED)))
            .map(step ->
                (step.document() == null ? "" : step.document() + ": ")
                    + step.name().word()
                    + ": "
                    + step.message())
            .toList();
  }
}
