package dev.brisach.release.verify;

import dev.brisach.core.BrisachException;
import dev.brisach.core.ErrorCode;
import dev.brisach.kit.keys.VerifyingKey;
import dev.brisach.release.envelope.Bundle;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Verifies documents about an artifact, in the order: size, format, subject, signature, key,
 * threshold, freshness, revocation, claim. Every document that is handed in has to pass.
 */
public final class Verifier {
  private Verifier() {}

  /** Verifies files; one that cannot be opened is a usage error with its name. */
  public static Verification verify(Question question, List<Path> files) {
    Map<String, byte[]> documents = new LinkedHashMap<>();
    for (Path file : files) {
      documents.put(file.toString(), bytes(file));
    }
    return verify(question, documents);
  }

  /** Reads one byte more than is allowed at most, so that the first step can tell. */
  private static byte[] bytes(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(Bundle.MOST_BYTES + 1);
    } catch (NoSuchFileException e) {
      throw new BrisachException(ErrorCode.USAGE, file + ": no such file");
    } catch (IOException e) {
      throw new BrisachException(
          ErrorCode.ENVIRONMENT, file + ": cannot be read: " + e.getClass().getSimpleName());
    }
  }

  /** Verifies documents by name. */
  public static Verification verify(Question question, Map<String, byte[]> documents) {
    List<Examination> examinations = new ArrayList<>();
    List<Step> steps = new ArrayList<>();
    Set<VerifyingKey> signers = new LinkedHashSet<>();
    documents.forEach((name, bytes) -> {
      Examination examination = new Examination(question, name);
      examination.first(bytes);
      examinations.add(examination);
      steps.addAll(examination.steps());
      signers.addAll(examination.signers());
    });
    steps.add(threshold(question, signers.size()));
    for (Examination examination : examinations) {
      int from = examination.steps().size();
      examination.rest();
      List<Step> all = examination.steps();
      steps.addAll(all.subList(from, all.size()));
    }
    List<Verification.Document> read = new ArrayList<>();
    for (Examination examination : examinations) {
      Verification.Document document = examination.document();
      if (document != null) {
        read.add(document);
      }
    }
    return new Verification(steps, read);
  }

  private static Step threshold(Question question, int signers) {
    boolean enough = signers >= question.threshold();
    return new Step(
        Step.Name.THRESHOLD,
        enough ? Step.Result.OK : Step.Result.FAILED,
        signers
            + (signers == 1 ? " key has" : " different keys have")
            + " signed, "
            + question.threshold()
            + (question.threshold() == 1 ? " is" : " are")
            + " needed",
        null);
  }
}
