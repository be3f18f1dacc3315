package dev.brisach.release.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brisach.kit.keys.AllowedSigners;
import dev.brisach.kit.keys.KeyFault;
import dev.brisach.kit.keys.KeyKind;
import dev.brisach.kit.keys.SigningKey;
import dev.brisach.kit.keys.VerifyingKey;
import dev.brisach.release.Artifact;
import dev.brisach.release.Given;
import dev.brisach.release.envelope.Bundle;
import dev.brisach.release.envelope.Envelope;
import dev.brisach.release.sign.Signer;
import dev.brisach.release.statement.PredicateType;
import dev.brisach.release.statement.Statement;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VerifierTest {
  private static final String PROVENANCE =
      """
      {'buildDefinition': {'buildType': 'https://example.org/build', 'externalParameters': {},
       'resolvedDependencies': [{'uri': 'git+https://example.org/shop',
         'digest': {'gitCommit': 'c0ffee'}}]},
       'runDetails': {'builder': {'id': 'https://example.org/ci'},
         'metadata': {'finishedOn': '2026-06-01T11:00:00Z'}}}
      """;

  @TempDir private Path folder;
  private Given given;

  @BeforeEach
  void artifact() {
    given = Given.of(folder, KeyKind.ECDSA_P256);
  }

  private static SigningKey another() {
    return SigningKey.generate(KeyKind.ED25519, new SecureRandom());
  }

  private static Step.Result result(Verification verification, Step.Name name) {
    return verification.steps().stream()
        .filter(step -> step.name() == name)
        .findFirst()
        .orElseThrow()
        .result();
  }

  private static void failsAt(Verification verification, Step.Name name, String why) {
    assertThat(verification.verified()).isFalse();
    assertThat(result(verification, name)).isEqualTo(Step.Result.FAILED);
    assertThat(verification.reasons().toString()).contains(why);
    // What comes after a failure is not shown as if it had been looked at.
    boolean after = false;
    for (Step step : verification.steps()) {
      if (after && step.name() != Step.Name.THRESHOLD && name != Step.Name.THRESHOLD) {
        assertThat(step.result()).isEqualTo(Step.Result.NOT_CHECKED);
      }
      after |= step.name() == name;
    }
  }

  private Verification verify(Question question, byte[] document) {
    return Verifier.verify(question, Map.of("document", document));
  }

  @ParameterizedTest
  @EnumSource(
      value = KeyKind.class,
      names = {"ED25519", "ECDSA_P256"})
  void everyStepIsNamedInItsOrder(KeyKind kind) {
    given = Given.of(folder, kind);

    Verification signed = given.verify(given.signed());
    Verification passed = given.verify(given.passed());

    assertThat(signed.steps().stream().map(Step::name)).containsExactly(Step.Name.values());
    assertThat(passed.steps().stream().map(Step::name)).containsExactly(Step.Name.values());
    assertThat(signed.verified()).isTrue();
    assertThat(signed.reasons()).isEmpty();
    assertThat(result(signed, Step.Name.PREDICATE)).isEqualTo(Step.Result.NOT_CHECKED);
    assertThat(result(signed, Step.Name.REVOCATION)).isEqualTo(Step.Result.NOT_CHECKED);
    assertThat(result(passed, Step.Name.PREDICATE)).isEqualTo(Step.Result.OK);
    assertThat(result(passed, Step.Name.LOG)).isEqualTo(Step.Result.NOT_CHECKED);
  }

  @Test
  void anotherKeyIsRejected() {
    VerifyingKey other = SigningKey.generate(KeyKind.ECDSA_P256, new SecureRandom()).verifyingKey();
    Question question = given.question(List.of(other), 1, Expectation.none());

    failsAt(verify(question, given.signed()), Step.Name.SIGNATURE, "none of the trusted keys");
    failsAt(verify(question, given.passed()), Step.Name.SIGNATURE, "none of the trusted keys");
  }

  @Test
  void anotherArtifactIsRejected() throws Exception {
    byte[] signed = given.signed();
    byte[] passed = given.passed();
    Path file = Files.writeString(folder.resolve("other"), "another artifact");
    Question question =
        new Question(
            Artifact.of(file),
            new Trust(List.of(given.key.verifyingKey()), null),
            1,
            null,
            Expectation.none(),
            Given.NOW);

    failsAt(verify(question, signed), Step.Name.SUBJECT, "about another artifact");
    failsAt(verify(question, passed), Step.Name.SUBJECT, "about another artifact");
  }

  @Test
  void anArtifactKnownByItsDigestOnlyIsVerifiedToo() {
    Artifact image = Artifact.named("sha256:" + given.artifact.sha256());
    Question question =
        new Question(
            image,
            new Trust(List.of(given.key.verifyingKey()), null),
            1,
            null,
            Expectation.none(),
            Given.NOW);

    assertThat(verify(question, given.signed()).verified()).isTrue();
    assertThat(verify(question, given.passed()).verified()).isTrue();
  }

  @Test
  void oneKeyThatSignedTwiceCountsOnce() {
    SigningKey second = another();
    Question two =
        given.question(
            List.of(given.key.verifyingKey(), second.verifyingKey()), 2, Expectation.none());
    Map<String, byte[]> same = new LinkedHashMap<>();
    same.put("one", given.signed());
    same.put("two", given.passed());
    Map<String, byte[]> different = new LinkedHashMap<>();
    different.put("one", given.passed());
    different.put("two", Signer.sign(given.artifact, second).write());

    failsAt(Verifier.verify(two, same), Step.Name.THRESHOLD, "1 key has signed, 2 are needed");
    assertThat(Verifier.verify(two, different).verified()).isTrue();
  }

  @Test
  void aKeyThatStandsTwiceInOneEnvelopeCountsOnce() {
    byte[] payload =
        Statement.of("app.jar", given.artifact.sha256(), Given.verdict("pass").predicate())
            .payload();
    SigningKey second = another();

    String once = envelope(payload, given.key, given.key);
    String both = envelope(payload, given.key, second);
    Question two =
        given.question(
            List.of(given.key.verifyingKey(), second.verifyingKey()), 2, Expectation.none());

    failsAt(verify(two, Given.bytes(once)), Step.Name.THRESHOLD, "1 key has signed");
    assertThat(verify(two, Given.bytes(both)).verified()).isTrue();
  }

  private static String envelope(byte[] payload, SigningKey... keys) {
    StringBuilder signatures = new StringBuilder();
    for (SigningKey key : keys) {
      String signature =
          Base64.getEncoder().encodeToString(key.sign(Envelope.signed(Envelope.IN_TOTO, payload)));
      signatures.append(signatures.isEmpty() ? "" : ",").append("{\"sig\":\"" + signature + "\"}");
    }
    return "{\"payloadType\":\"%s\",\"payload\":\"%s\",\"signatures\":[%s]}"
        .formatted(Envelope.IN_TOTO, Base64.getEncoder().encodeToString(payload), signatures);
  }

  @Test
  void everyDocumentHasToPass() {
    Map<String, byte[]> documents = new LinkedHashMap<>();
    documents.put("good", given.signed());
    documents.put("bad", Given.bytes("{}"));

    Verification verification = Verifier.verify(given.question(), documents);

    assertThat(verification.verified()).isFalse();
    assertThat(verification.reasons()).singleElement().asString().startsWith("bad: format: ");
  }

  @Test
  void revokedKeysDoNotCount() {
    Revocations list =
        Revocations.read("# lost\n" + given.key.verifyingKey().fingerprint() + " laptop stolen\n");
    Question question =
        new Question(
            given.artifact,
            new Trust(List.of(given.key.verifyingKey()), null),
            1,
            list,
            Expectation.none(),
            Given.NOW);
    Question other =
        new Question(
            given.artifact,
            question.trust(),
            1,
            Revocations.read(another().verifyingKey().fingerprint()),
            Expectation.none(),
            Given.NOW);

    failsAt(verify(question, given.signed()), Step.Name.REVOCATION, "revoked: laptop stolen");
    assertThat(result(verify(other, given.signed()), Step.Name.REVOCATION))
        .isEqualTo(Step.Result.OK);
    assertThatThrownBy(() -> Revocations.read("\nSHA256:short\n"))
        .isInstanceOfSatisfying(KeyFault.class, e -> assertThat(e.line()).isEqualTo(2));
  }

  @Test
  void aListOfSignersSaysWhoMaySignWhatAndWhen() {
    String key = given.key.verifyingKey().sshLine();

    assertThat(signedBy("ann " + key).verified()).isTrue();
    assertThat(signedBy("ann namespaces=\"brisach-*\" " + key).verified()).isTrue();
    failsAt(signedBy("ann namespaces=\"git\" " + key), Step.Name.KEY, "may not sign");
    failsAt(
        signedBy("ann valid-before=\"20260531Z\" " + key), Step.Name.KEY, "not valid at this time");
    failsAt(
        signedBy("ann valid-after=\"20260601115930Z\" " + key),
        Step.Name.KEY,
        "was not valid when the document says");
    failsAt(
        signedBy("ann " + another().verifyingKey().sshLine()),
        Step.Name.SIGNATURE,
        "none of the trusted keys");
  }

  private Verification signedBy(String signers) {
    Trust trust = new Trust(List.of(), AllowedSigners.read(signers, ZoneOffset.UTC));
    return verify(
        new Question(given.artifact, trust, 1, null, Expectation.none(), Given.NOW),
        given.passed());
  }

  @Test
  void aDocumentFromTheFutureIsRejected() {
    Question early =
        new Question(
            given.artifact,
            new Trust(List.of(given.key.verifyingKey()), null),
            1,
            null,
            Expectation.none(),
            Given.NOW.minus(Duration.ofHours(1)));

    failsAt(verify(early, given.passed()), Step.Name.FRESHNESS, "and now is");
  }

  @Test
  void anOldDocumentIsRejectedWhereAnAgeIsAskedFor() {
    Expectation hour = new Expectation(null, null, null, null, Duration.ofHours(1), false);
    Expectation second = new Expectation(null, null, null, null, Duration.ofSeconds(1), false);
    List<VerifyingKey> keys = List.of(given.key.verifyingKey());

    assertThat(verify(given.question(keys, 1, hour), given.passed()).verified()).isTrue();
    failsAt(
        verify(given.question(keys, 1, second), given.passed()), Step.Name.FRESHNESS, "longer ago");
    failsAt(
        verify(given.question(keys, 1, hour), given.signed()),
        Step.Name.FRESHNESS,
        "does not say when");
  }

  @Test
  void provenanceOfAnotherCommitOrBuilderIsRejected() {
    byte[] document = given.attested(PredicateType.PROVENANCE.uri(), PROVENANCE);

    assertThat(build(document, "https://example.org/ci", "c0ffee").verified()).isTrue();
    failsAt(build(document, null, "decaf"), Step.Name.PREDICATE, "decaf is expected");
    failsAt(build(document, "https://example.org/other", null), Step.Name.PREDICATE, "is expected");
    failsAt(build(given.signed(), null, "c0ffee"), Step.Name.PREDICATE, "a statement is expected");
    failsAt(build(given.passed(), null, "c0ffee"), Step.Name.PREDICATE, "provenance is expected");
    assertThat(source(document, "git+https://example.org/shop").verified()).isTrue();
    assertThat(source(document, "git+https://example.org/").verified()).isTrue();
    failsAt(source(document, "git+https://example.org/sho"), Step.Name.PREDICATE, "no source");
  }

  private Verification build(byte[] document, String builder, String revision) {
    return verify(
        given.question(
            List.of(given.key.verifyingKey()),
            1,
            new Expectation(null, builder, revision, null, null, false)),
        document);
  }

  private Verification source(byte[] document, String source) {
    return verify(
        given.question(
            List.of(given.key.verifyingKey()),
            1,
            new Expectation(null, null, null, source, null, false)),
        document);
  }

  @Test
  void badNewsDoNotPassUnlessAskedFor() {
    byte[] blocked =
        Signer.attest(
                Statement.of("app.jar", given.artifact.sha256(), Given.verdict("block").predicate())
                    .payload(),
                given.key)
            .write();
    Expectation any = new Expectation(null, null, null, null, null, true);

    failsAt(given.verify(blocked), Step.Name.PREDICATE, "it says block");
    assertThat(
            verify(given.question(List.of(given.key.verifyingKey()), 1, any), blocked).verified())
        .isTrue();
  }

  @Test
  void aClaimOfAnotherKindThanExpectedIsRejected() {
    Expectation sbom =
        new Expectation(PredicateType.CYCLONEDX.uri(), null, null, null, null, false);
    List<VerifyingKey> keys = List.of(given.key.verifyingKey());
    byte[] versioned =
        given.attested(
            "https://cyclonedx.org/bom/v1.6", "{'bomFormat': 'CycloneDX', 'specVersion': '1.6'}");

    failsAt(
        verify(given.question(keys, 1, sbom), given.passed()), Step.Name.PREDICATE, "is expected");
    assertThat(verify(given.question(keys, 1, sbom), versioned).verified()).isTrue();
  }

  @Test
  void anUnknownClaimIsNotShownAsChecked() {
    byte[] document = given.attested("https://example.org/claim", "{'x': 1}");

    Verification verification = given.verify(document);

    assertThat(result(verification, Step.Name.PREDICATE)).isEqualTo(Step.Result.NOT_CHECKED);
    assertThat(verification.verified()).isTrue();
  }

  @Test
  void aBundleWithACertificateIsNeverPassed() {
    String bundle =
        new String(given.signed(), StandardCharsets.UTF_8)
            .replace("\"publicKey\": {", "\"certificate\": {")
            .replace("\"hint\":", "\"rawBytes\":");

    Verification verification = given.verify(Given.bytes(bundle));

    assertThat(verification.verified()).isFalse();
    assertThat(result(verification, Step.Name.SIGNATURE)).isEqualTo(Step.Result.NOT_CHECKED);
    assertThat(verification.reasons().toString()).contains("keyless").contains("not supported yet");
  }

  @Test
  void logEntriesAndTimeStampsAreNeverShownAsChecked() {
    String bundle =
        new String(given.signed(), StandardCharsets.UTF_8)
            .replace(
                "\"publicKey\": {",
                "\"tlogEntries\": [{\"logIndex\": \"1\", \"inclusionProof\": {}}],"
                    + "\"timestampVerificationData\": {\"rfc3161Timestamps\": [{}]},"
                    + "\"publicKey\": {");

    Verification verification = given.verify(Given.bytes(bundle));

    assertThat(verification.verified()).isTrue();
    assertThat(result(verification, Step.Name.LOG)).isEqualTo(Step.Result.NOT_CHECKED);
    assertThat(result(verification, Step.Name.TIMESTAMP)).isEqualTo(Step.Result.NOT_CHECKED);
    assertThat(verification.steps().toString()).contains("not supported yet");
  }

  @Test
  void nothingAtAllVerifiesNothing() {
    assertThat(Verifier.verify(given.question(), Map.of()).verified()).isFalse();
  }

  @Test
  void aBundleThatIsTooLargeIsNotRead() throws Exception {
    Path huge = folder.resolve("huge");
    try (var out = Files.newOutputStream(huge)) {
      byte[] megabyte = " ".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
      for (int i = 0; i < 100; i++) {
        out.write(megabyte);
      }
    }

    Verification verification = Verifier.verify(given.question(), List.of(huge));

    failsAt(verification, Step.Name.SIZE, "larger than");
  }

  @Test
  void aDeeplyNestedBundleIsRefused() {
    String deep = "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000);

    failsAt(given.verify(Given.bytes(deep)), Step.Name.FORMAT, "no valid JSON");
  }

  @Test
  void ourBundlesAreWrittenTheSameTwiceWithEd25519() {
    given = Given.of(folder, KeyKind.ED25519);

    assertThat(given.passed()).isEqualTo(given.passed());
    assertThat(given.signed()).isEqualTo(given.signed());
    assertThat(Bundle.read(given.passed()).content()).isInstanceOf(Bundle.Content.Statement.class);
  }
}
