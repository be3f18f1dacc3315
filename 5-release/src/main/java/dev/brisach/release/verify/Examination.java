package dev.brisach.release.verify;

import dev.brisach.kit.keys.VerifyingKey;
import dev.brisach.release.Artifact;
import dev.brisach.release.envelope.Bundle;
import dev.brisach.release.envelope.BundleFault;
import dev.brisach.release.envelope.MessageSignature;
import dev.brisach.release.statement.Predicate;
import dev.brisach.release.statement.Statement;
import dev.brisach.release.statement.StatementFault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The steps over one document. Each goes on only where the one before did not fail. */
final class Examination {
  static final String NOT_REACHED = "not reached";

  /** How far two clocks may differ. */
  private static final Duration SKEW = Duration.ofMinutes(5);

  private final Question question;
  private final String name;
  private final List<Step> steps = new ArrayList<>();
  private boolean failed;

  private @Nullable Bundle bundle;
  private @Nullable Statement statement;
  private @Nullable Predicate predicate;
  private @Nullable String predicateFault;
  private Set<VerifyingKey> signers = Set.of();

  Examination(Question question, String name) {
    this.question = question;
    this.name = name;
  }

  List<Step> steps() {
    return steps;
  }

  Set<VerifyingKey> signers() {
    return failed ? Set.of() : signers;
  }

  Verification.@Nullable Document document() {
    return signers.isEmpty()
        ? null
        : new Verification.Document(name, List.copyOf(signers), statement, predicate);
  }

  private void ok(Step.Name step, String message) {
    steps.add(new Step(step, Step.Result.OK, message, name));
  }

  private void fail(Step.Name step, String message) {
    failed = true;
    steps.add(new Step(step, Step.Result.FAILED, message, name));
  }

  private void open(Step.Name step, String message) {
    steps.add(new Step(step, Step.Result.NOT_CHECKED, message, name));
  }

  private void step(Step.Name step, Runnable work) {
    if (failed) {
      open(step, NOT_REACHED);
    } else {
      work.run();
    }
  }

  /** Up to the key: what has to be known before signers are counted. */
  void first(byte[] bytes) {
    step(Step.Name.SIZE, () -> size(bytes));
    step(Step.Name.FORMAT, () -> format(bytes));
    step(Step.Name.SUBJECT, this::subject);
    step(Step.Name.SIGNATURE, this::signature);
    step(Step.Name.KEY, this::key);
  }

  /** All after the threshold. */
  void rest() {
    step(Step.Name.FRESHNESS, this::freshness);
    step(Step.Name.REVOCATION, this::revocation);
    step(Step.Name.PREDICATE, this::judge);
    step(Step.Name.LOG, () -> outside(Step.Name.LOG, read().logEntries(), "transparency log"));
    step(
        Step.Name.TIMESTAMP,
        () -> outside(Step.Name.TIMESTAMP, read().timestamps(), "time stamp authority"));
  }

  private Bundle read() {
    return Objects.requireNonNull(bundle);
  }

  private void size(byte[] bytes) {
    if (bytes.length > Bundle.MOST_BYTES) {
      fail(Step.Name.SIZE, "larger than " + (Bundle.MOST_BYTES >> 20) + " MB");
    } else {
      ok(Step.Name.SIZE, bytes.length + " bytes");
    }
  }

  private void format(byte[] bytes) {
    try {
      Bundle it = Bundle.read(bytes);
      bundle = it;
      switch (it.content()) {
        case Bundle.Content.Message _ -> ok(Step.Name.FORMAT, "a signature of the artifact itself");
        case Bundle.Content.Statement(var envelope) -> {
          Statement read = Statement.read(envelope.payload());
          statement = read;
          ok(Step.Name.FORMAT, "a statement: " + read.predicateType());
        }
      }
    } catch (BundleFault e) {
      fail(Step.Name.FORMAT, e.getMessage());
    } catch (StatementFault e) {
      fail(Step.Name.FORMAT, e.getMessage());
    }
  }

  private void subject() {
    switch (read().content()) {
      case Bundle.Content.Message(var signature) -> messageDigest(signature);
      case Bundle.Content.Statement _ -> subjectOf(Objects.requireNonNull(statement));
    }
  }

  private void messageDigest(MessageSignature signature) {
    String own =
        switch (signature.hash()) {
          case SHA2_256 -> question.artifact().sha256();
          case SHA2_512 -> question.artifact().sha512();
        };
    compare(own, signature.digest());
  }

  private void subjectOf(Statement said) {
    Artifact artifact = question.artifact();
    boolean other = false;
    for (Statement.Subject subject : said.subjects()) {
      String sha256 = subject.digests().get("sha256");
      String sha512 = subject.digests().get("sha512");
      if (sha256 != null) {
        if (sha256.toLowerCase(Locale.ROOT).equals(artifact.sha256())) {
          ok(Step.Name.SUBJECT, "sha256:" + artifact.sha256());
          return;
        }
      } else if (sha512 != null) {
        if (sha512.toLowerCase(Locale.ROOT).equals(artifact.sha512())) {
          ok(Step.Name.SUBJECT, "sha512:" + artifact.sha512());
          return;
        }
      } else {
        other = true;
      }
    }
    fail(
        Step.Name.SUBJECT,
        "it is about another artifact than sha256:"
            + artifact.sha256()
            + (other ? "; subjects with neither SHA-256 nor SHA-512 were passed over" : ""));
  }

  private void compare(@Nullable String own, String said) {
    if (said.equals(own)) {
      ok(Step.Name.SUBJECT, "the digests are the same");
    } else {
      fail(
          Step.Name.SUBJECT,
          own == null
              ? "the artifact's SHA-512 is needed: name its file"
              : "it is about another artifact than sha256:" + question.artifact().sha256());
    }
  }

  private void signature() {
    if (read().signer() instanceof Bundle.Signer.Certificate) {
      open(
          Step.Name.SIGNATURE,
          "signed with a certificate and no key of its own (keyless): not supported yet");
      failed = true;
      return;
    }
    Signatures found = Signatures.in(read(), question.artifact(), question.trust().all());
    signers = found.signers();
    if (signers.isEmpty()) {
      fail(Step.Name.SIGNATURE, found.fault());
    } else {
      ok(Step.Name.SIGNATURE, "of " + words(signers));
    }
  }

  private static String words(Set<VerifyingKey> keys) {
    return String.join(", ", keys.stream().map(VerifyingKey::toString).toList());
  }

  private void key() {
    claim();
    Instant claimed = predicate == null ? null : predicate.at();
    Set<VerifyingKey> accepted = new LinkedHashSet<>();
    List<String> refused = new ArrayList<>();
    for (VerifyingKey signer : signers) {
      String refusal = question.trust().refusal(signer, question.now(), claimed);
      if (refusal == null) {
        accepted.add(signer);
      } else {
        refused.add(refusal);
      }
    }
    if (accepted.isEmpty()) {
      fail(Step.Name.KEY, String.join("; ", refused));
    } else {
      signers = accepted;
      ok(Step.Name.KEY, "may sign");
    }
  }

  /** Reads what it claims; that it cannot be read is said in its own step. */
  private void claim() {
    Statement said = statement;
    if (said != null) {
      try {
        predicate = Predicate.read(said.predicateType(), said.predicate());
      } catch (StatementFault e) {
        predicateFault = e.getMessage();
      }
    }
  }

  private void freshness() {
    Instant at = predicate == null ? null : predicate.at();
    Duration most = question.expected().maxAge();
    if (at == null) {
      if (most == null) {
        open(Step.Name.FRESHNESS, "it does not say when it was made");
      } else {
        fail(Step.Name.FRESHNESS, "an age is asked for, and it does not say when it was made");
      }
      return;
    }
    if (at.isAfter(question.now().plus(SKEW))) {
      fail(
          Step.Name.FRESHNESS,
          "it says that it was made at " + at + ", and now is " + question.now());
    } else if (most != null && at.isBefore(question.now().minus(most))) {
      fail(Step.Name.FRESHNESS, "made at " + at + ", which is longer ago than allowed");
    } else {
      ok(Step.Name.FRESHNESS, "made at " + at);
    }
  }

  private void revocation() {
    Revocations list = question.revocations();
    if (list == null) {
      open(Step.Name.REVOCATION, "no list was given");
      return;
    }
    for (VerifyingKey signer : signers) {
      String reason = list.reason(signer);
      if (reason != null) {
        fail(
            Step.Name.REVOCATION,
            signer.fingerprint() + " was revoked" + (reason.isEmpty() ? "" : ": " + reason));
        return;
      }
    }
    ok(Step.Name.REVOCATION, "no signer is on the list");
  }

  private void judge() {
    String fault = predicateFault;
    if (fault != null) {
      fail(Step.Name.PREDICATE, fault);
      return;
    }
    Claims.Answer answer = Claims.judge(statement, predicate, question.expected());
    switch (answer.result()) {
      case OK -> ok(Step.Name.PREDICATE, answer.message());
      case FAILED -> fail(Step.Name.PREDICATE, answer.message());
      case NOT_CHECKED -> open(Step.Name.PREDICATE, answer.message());
    }
  }

  private void outside(Step.Name step, int count, String what) {
    open(
        step,
        count == 0
            ? "it has none"
            : count + " of a " + what + ": not supported yet, so they prove nothing here");
  }
}
