package dev.brisach.release.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brisach.release.Given;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatementTest {
  private static final String SHA = "0".repeat(64);

  private static Predicate read(String type, String text) {
    return Predicate.read(PredicateType.uri(type), Given.json(text));
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    Statement statement = Statement.of("app.jar", SHA, Given.verdict("warn").predicate());

    Statement read = Statement.read(statement.payload());

    assertThat(read.payload()).isEqualTo(statement.payload());
    assertThat(read.subjects().getFirst().digests()).containsEntry("sha256", SHA);
    Predicate said = Predicate.read(read.predicateType(), read.predicate());
    assertThat(said).isEqualTo(Given.verdict("warn").predicate());
    assertThat(said.word()).isEqualTo(Predicate.Word.GOOD);
    assertThat(said.at()).isEqualTo(Given.NOW.minusSeconds(60));
  }

  @Test
  void theSameInputsGiveTheSameBytesWhateverTheirOrder() {
    GateVerdict one = Given.verdict("pass");
    GateVerdict two =
        new GateVerdict(
            one.gate(),
            one.verdict(),
            one.reasons(),
            new GateVerdict.Inputs(
                one.inputs().policy(), one.inputs().model(), one.inputs().heads().reversed()),
            one.revision(),
            one.at());

    assertThat(Statement.of("a", SHA, two.predicate()).payload())
        .isEqualTo(Statement.of("a", SHA, one.predicate()).payload());
  }

  @Test
  void aDocumentOfAnotherToolKeepsItsBytes() {
    String text =
        "{ \"bomFormat\":\"CycloneDX\", \"specVersion\":\"1.6\", \"big\":9007199254740993 }";
    byte[] document = (text + "\n").getBytes(StandardCharsets.UTF_8);
    Predicate sbom = Predicate.read(PredicateType.CYCLONEDX.uri(), Given.json(text));

    byte[] payload = Statement.payload("app.jar", SHA, sbom, document);

    assertThat(new String(payload, StandardCharsets.UTF_8)).contains("\"predicate\":" + text + "}");
    assertThat(Statement.read(payload).predicateType()).isEqualTo("https://cyclonedx.org/bom");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "provenance | {} | buildDefinition",
        "provenance | {'buildDefinition': {}, 'runDetails': {}} | externalParameters",
        "provenance | {'buildDefinition': {'externalParameters': {}, 'buildType': 'x'},"
            + " 'runDetails': {'builder': {}}} | id",
        "provenance | {'buildDefinition': {'externalParameters': {}, 'buildType': 'x',"
            + " 'resolvedDependencies': [1]}, 'runDetails': {'builder': {'id': 'x'}}} |"
            + " resolvedDependencies",
        "cyclonedx | {'bomFormat': 'other'} | bomFormat",
        "cyclonedx | {'bomFormat': 'CycloneDX'} | specVersion",
        "cyclonedx | {'bomFormat': 'CycloneDX', 'specVersion': '1.6',"
            + " 'metadata': {'timestamp': 'today'}} | no time",
        "spdx | {'spdxVersion': '3'} | spdxVersion",
        "openvex | {'@context': 'https://example.org'} | @context",
        "openvex | {'@context': 'https://openvex.dev/ns/v0.2.0', 'statements': [{'status': 'x'}]} |"
            + " status",
        "test-result | {'result': 'MAYBE'} | result",
        "vsa | {'verifier': {'id': 'x'}, 'resourceUri': 'x', 'policy': {},"
            + " 'verificationResult': 'MAYBE'} | verificationResult",
        "gate-verdict | {'gate': 'run', 'verdict': 'pass'} | at",
        "gate-verdict | {'gate': 'x', 'verdict': 'pass', 'at': '2026-01-01T00:00:00Z',"
            + " 'inputs': {'policy': '1', 'model': 'x'}} | gate",
      })
  void aClaimThatIsNotAsSpecifiedIsNamed(String type, String text, String what) {
    assertThatThrownBy(() -> read(type, text))
        .isInstanceOf(StatementFault.class)
        .hasMessageContaining(what)
        .message()
        .hasLineCount(1);
  }

  @Test
  void claimsAreReadAsTheirSpecificationsSay() {
    assertThat(
            read(
                    "openvex",
                    "{'@context': 'https://openvex.dev/ns/v0.2.0', 'timestamp': '2026-01-01T00:00:00+01:00',"
                        + " 'statements': [{'status': 'fixed'}]}")
                .at())
        .isEqualTo("2025-12-31T23:00:00Z");
    assertThat(read("spdx", "{'spdxVersion': 'SPDX-2.3', 'packages': [{}, {}]}"))
        .isInstanceOfSatisfying(
            Predicate.Sbom.class, sbom -> assertThat(sbom.components()).isEqualTo(2));
    assertThat(read("test-result", "{'result': 'FAILED'}").word()).isEqualTo(Predicate.Word.BAD);
    assertThat(read("https://example.org/x", "{}")).isInstanceOf(Predicate.Unknown.class);
    assertThat(PredicateType.of("https://cyclonedx.org/bom/v1.6"))
        .isEqualTo(PredicateType.CYCLONEDX);
    assertThat(PredicateType.of("https://cyclonedx.org/bomb")).isNull();
  }

  @Test
  void olderProvenanceIsReadToo() {
    Predicate read =
        read(
            Predicate.OLD_PROVENANCE,
            "{'builder': {'id': 'https://example.org/ci'}, 'buildType': 'https://example.org/b',"
                + " 'metadata': {'buildFinishedOn': '2026-01-01T00:00:00Z'},"
                + " 'materials': [{'uri': 'git+https://example.org/shop', 'digest': {'sha1':"
                + " 'c0ffee'}}, {'uri': 'pkg:npm/a@1', 'digest': {'sha1': 'decaf'}}]}");

    assertThat(read)
        .isInstanceOfSatisfying(
            Predicate.Provenance.class,
            said -> {
              assertThat(said.builder()).isEqualTo("https://example.org/ci");
              assertThat(said.revisions()).containsExactly("c0ffee");
              assertThat(said.sources()).hasSize(2);
              assertThat(said.at()).isEqualTo("2026-01-01T00:00:00Z");
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | _type",
        "{'_type': 'https://in-toto.io/Statement/v2'} | _type",
        "{'_type': 'https://in-toto.io/Statement/v1'} | predicateType",
        "{'_type': 'https://in-toto.io/Statement/v1', 'predicateType': 'x'} | predicate",
        "{'_type': 'https://in-toto.io/Statement/v1', 'predicateType': 'x', 'predicate': {}} |"
            + " no subject",
        "{'_type': 'https://in-toto.io/Statement/v1', 'predicateType': 'x', 'predicate': {},"
            + " 'subject': [{}]} | no digest",
        "{'_type': 'https://in-toto.io/Statement/v1', 'predicateType': 'x', 'predicate': {},"
            + " 'subject': [{'digest': {}}]} | digests",
        "[] | no valid JSON",
      })
  void aStatementThatIsNotAsSpecifiedIsNamed(String text, String what) {
    byte[] payload = Given.bytes(text.replace('\'', '"'));

    assertThatThrownBy(() -> Statement.read(payload))
        .isInstanceOf(StatementFault.class)
        .hasMessageContaining(what);
  }
}
