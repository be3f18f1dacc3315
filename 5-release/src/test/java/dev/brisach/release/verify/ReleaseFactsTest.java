package dev.brisach.release.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisach.kit.keys.KeyKind;
import dev.brisach.release.Given;
import dev.brisach.release.sign.Signer;
import dev.brisach.release.statement.PredicateType;
import dev.brisach.release.statement.Statement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseFactsTest {
  private static final String BUILT =
      """
      {'buildDefinition': {'buildType': 'x', 'externalParameters': {},
       'resolvedDependencies': [{'uri': 'git+https://example.org/shop',
         'digest': {'gitCommit': 'c0ffee'}}]},
       'runDetails': {'builder': {'id': 'https://example.org/ci'}}}
      """;

  @TempDir private Path folder;
  private Given given;

  @BeforeEach
  void artifact() {
    given = Given.of(folder, KeyKind.ECDSA_P256);
  }

  private ReleaseFacts facts() {
    Path file = java.util.Objects.requireNonNull(given.artifact.file());
    return ReleaseFacts.of(given.question(), Set.of(), Beside.of(file));
  }

  private void put(String name, byte[] document) throws Exception {
    Files.write(folder.resolve(name), document);
  }

  @Test
  void withoutDocumentsNothingIsKnown() {
    ReleaseFacts facts = facts();

    assertThat(facts.signed()).isFalse();
    assertThat(facts.attested()).isFalse();
    assertThat(facts.gate()).isNull();
    assertThat(facts.failed()).isEmpty();
  }

  @Test
  void theDocumentsBesideTellWhatIsKnown() throws Exception {
    put("app.jar.sigstore.json", given.signed());
    put("app.jar.provenance.sigstore.json", given.attested(PredicateType.PROVENANCE.uri(), BUILT));
    put("app.jar.gate-verdict.sigstore.json", given.passed());
    put("app.jars.sigstore.json", Given.bytes("of another file"));
    put("other.sigstore.json", Given.bytes("of another file"));

    ReleaseFacts facts = facts();

    assertThat(facts.signed()).isTrue();
    assertThat(facts.attested()).isTrue();
    assertThat(facts.revision()).isEqualTo("c0ffee");
    assertThat(facts.builder()).isEqualTo("https://example.org/ci");
    assertThat(facts.gate()).isNotNull();
    assertThat(facts.gate().result()).isEqualTo("pass");
    assertThat(facts.failed()).isEmpty();
  }

  @Test
  void aDocumentThatFailsProvesNothingAndIsNamed() throws Exception {
    Given stranger = Given.of(Files.createDirectory(folder.resolve("b")), KeyKind.ED25519);
    put("app.jar.sigstore.json", stranger.signed());
    put("app.jar.provenance.sigstore.json", Given.bytes("{}"));

    ReleaseFacts facts = facts();

    assertThat(facts.signed()).isFalse();
    assertThat(facts.attested()).isFalse();
    assertThat(facts.failed()).hasSize(2).allMatch(line -> line.contains("app.jar"));
  }

  @Test
  void aBadVerdictIsKnownAndIsNoSignatureOfApproval() throws Exception {
    put(
        "app.jar.gate-verdict.sigstore.json",
        Signer.attest(
                Statement.of("app.jar", given.artifact.sha256(), Given.verdict("block").predicate())
                    .payload(),
                given.key)
            .write());

    ReleaseFacts facts = facts();

    assertThat(facts.signed()).isFalse();
    assertThat(facts.gate()).isNotNull();
    assertThat(facts.gate().result()).isEqualTo("block");
  }
}
