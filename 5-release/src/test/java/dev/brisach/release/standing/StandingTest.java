package dev.brisach.release.standing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisach.core.json.JsonWriter;
import dev.brisach.kit.keys.KeyKind;
import dev.brisach.release.Artifact;
import dev.brisach.release.Given;
import dev.brisach.release.sign.Signer;
import dev.brisach.release.statement.PredicateType;
import dev.brisach.release.verify.Revocations;
import dev.brisach.release.verify.Trust;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandingTest {
  private static final String BUILT =
      """
      {'buildDefinition':{'buildType':'https://example.com/maven','externalParameters':{},
       'resolvedDependencies':[{'uri':'git+https://example.com/shop','digest':{'gitCommit':'c0ffee'}}]},
       'runDetails':{'builder':{'id':'https://example.com/ci'},'metadata':{'finishedOn':'2026-06-01T11:00:00Z'}}}
      """;

  @TempDir private Path folder;
  private Given given;
  private Given stranger;

  @BeforeEach
  void anArtifactAndTwoKeys() throws Exception {
    given = Given.of(folder, KeyKind.ED25519);
    stranger = Given.of(Files.createDirectory(folder.resolve("other")), KeyKind.ECDSA_P256);
  }

  private Standing standing(Map<String, byte[]> documents, Set<String> builders) {
    return standing(documents, builders, null);
  }

  private Standing standing(
      Map<String, byte[]> documents, Set<String> builders, @Nullable Revocations revoked) {
    return Standing.of(
        given.artifact,
        new Standing.Believed(
            new Trust(List.of(given.key.verifyingKey()), null), revoked, builders),
        new TreeMap<>(documents),
        Given.NOW);
  }

  @Test
  void whatIsSignedAttestedAndPassedStandsSo() {
    Standing standing =
        standing(
            Map.of(
                "a", given.signed(),
                "b", given.attested(PredicateType.PROVENANCE.uri(), BUILT),
                "c", given.passed()),
            Set.of("https://example.com/ci"));

    assertThat(standing.signed()).isTrue();
    assertThat(standing.provenance().revisions()).containsExactly("c0ffee");
    assertThat(standing.passed()).isTrue();
    assertThat(standing.refusals()).isEmpty();
  }

  @Test
  void nothingStandsOfNoDocument() {
    Standing standing = standing(Map.of(), Set.of());

    assertThat(standing.signed()).isFalse();
    assertThat(standing.provenance()).isNull();
    assertThat(standing.passed()).isFalse();
  }

  @Test
  void aStrangersSignatureIsRefusedByName() {
    Standing standing = standing(Map.of("theirs", stranger.signed()), Set.of());

    assertThat(standing.signed()).isFalse();
    assertThat(standing.refusals()).hasSize(1).first().asString().startsWith("theirs: signature");
  }

  @Test
  void aRevokedKeySaysNothing() {
    Standing standing =
        standing(
            Map.of("a", given.signed()),
            Set.of(),
            Revocations.read(given.key.verifyingKey().fingerprint() + " lost"));

    assertThat(standing.signed()).isFalse();
    assertThat(standing.refusals().getFirst()).contains("revoked: lost");
  }

  @Test
  void anotherBuilderDoesNotAttest() {
    Standing standing =
        standing(
            Map.of("b", given.attested(PredicateType.PROVENANCE.uri(), BUILT)),
            Set.of("https://example.com/other"));

    assertThat(standing.signed()).isTrue();
    assertThat(standing.provenance()).isNull();
    assertThat(standing.refusals().getFirst()).contains("https://example.com/ci, who may not");
  }

  @Test
  void aBlockedVerdictIsNoPass() {
    byte[] blocked =
        given.attested(
            PredicateType.GATE_VERDICT.uri(),
            JsonWriter.line(Given.verdict("block").predicate().content()));

    Standing standing = standing(Map.of("verdict", blocked), Set.of());

    assertThat(standing.gate().verdict()).isEqualTo("block");
    assertThat(standing.passed()).isFalse();
  }

  @Test
  void whatCannotBeReadOrIsOfAnotherArtifactIsPassedOver() throws Exception {
    Path other = Files.writeString(folder.resolve("other.jar"), "another artifact");
    byte[] foreign = Signer.sign(Artifact.of(other), given.key).write();

    Standing standing =
        standing(
            Map.of("broken", Given.bytes("{"), "empty", new byte[0], "foreign", foreign), Set.of());

    assertThat(standing.signed()).isFalse();
    assertThat(standing.refusals()).isEmpty();
  }
}
