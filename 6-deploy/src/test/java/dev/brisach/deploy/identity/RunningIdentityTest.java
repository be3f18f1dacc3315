package dev.brisach.deploy.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisach.core.Confidence;
import dev.brisach.core.Finding;
import dev.brisach.deploy.Sweeps;
import dev.brisach.kit.live.LiveService;
import dev.brisach.kit.live.Running;
import dev.brisach.kit.wire.Scope;
import dev.brisach.kit.wire.Wire;
import dev.brisach.testkit.RawServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunningIdentityTest {
  private static final String A = "a1".repeat(32);
  private static final String B = "b2".repeat(32);
  private static final Released ALL = digest -> new Released.Answer("", List.of());

  @TempDir private Path folder;

  private Sweeps sweep(@Nullable Running running, String answer, Released released) {
    try (RawServer server = RawServer.answering(line -> RawServer.http(200, answer))) {
      LiveService service =
          new LiveService(
              new Wire(server.uri(), Scope.LOOPBACK), null, List.of(), List.of(), running, folder);
      return Sweeps.ofService(new RunningIdentity(released), service);
    }
  }

  private static Released lacking(Released.Lack... lacks) {
    return digest ->
        new Released.Answer(
            "",
            List.of(lacks).stream()
                .map(lack -> new Released.Fault(lack, "none for " + digest))
                .toList());
  }

  @Test
  void aReleasedDigestThatTheServiceTellsIsHeld() {
    Sweeps sweep =
        sweep(
            new Running.Answered("/health", "/build/digest"),
            "{\"build\":{\"digest\":\"sha256:" + A.toUpperCase(java.util.Locale.ROOT) + "\"}}",
            digest -> digest.equals(A) ? ALL.of(digest) : Released.Answer.untold("other"));

    assertThat(sweep.findings).isEmpty();
    assertThat(sweep.unexamined).isEmpty();
    assertThat(sweep.covered).hasSize(1);
  }

  @Test
  void anUnsignedProgramIsOneFindingWithItsDigest() {
    Sweeps sweep =
        sweep(
            new Running.Answered("/digest", ""),
            A + "\n",
            lacking(Released.Lack.SIGNATURE, Released.Lack.PROVENANCE, Released.Lack.GATE));

    assertThat(sweep.findings).hasSize(1);
    Finding finding = sweep.findings.getFirst();
    assertThat(finding.message()).contains("sha256:" + A, "GET /digest", "none for " + A);
    assertThat(finding.weaknesses()).extracting(Object::toString).containsExactly("CWE-494");
    assertThat(finding.confidence()).isEqualTo(Confidence.PROVED);
  }

  @Test
  void whatIsSignedButNeitherAttestedNorPassedIsFoundTwice() {
    Sweeps sweep =
        sweep(
            new Running.Answered("/digest", ""),
            A,
            lacking(Released.Lack.PROVENANCE, Released.Lack.GATE));

    assertThat(sweep.findings)
        .allSatisfy(finding ->
            assertThat(finding.weaknesses())
                .extracting(Object::toString)
                .containsExactly("CWE-345"))
        .extracting(Finding::title)
        .containsExactlyInAnyOrder(
            "Nobody attests how what runs was built", "What runs never passed the release gate");
  }

  @Test
  void aManifestThatNamesOneDigestTellsIt() throws Exception {
    Files.writeString(
        folder.resolve("pod.yaml"), "image: shop@sha256:" + A + "\n# again: sha256:" + A + "\n");

    assertThat(sweep(new Running.Written("pod.yaml"), "", ALL).covered).hasSize(1);
  }

  @Test
  void theStartedFileIsHashed() throws Exception {
    Files.writeString(folder.resolve("app.jar"), "abc");
    String abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    Sweeps sweep =
        sweep(
            new Running.Started("app.jar"),
            "",
            digest -> digest.equals(abc) ? ALL.of(digest) : Released.Answer.untold("other"));

    assertThat(sweep.unexamined).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "up and running", "sha256:" + "a1", "not " + "a1a1" + " a digest"})
  void anAnswerWithoutADigestIsNotExamined(String answer) {
    Sweeps sweep = sweep(new Running.Answered("/health", ""), answer, ALL);

    assertThat(sweep.covered).isEmpty();
    assertThat(sweep.unexamined).hasSize(1);
  }

  @Test
  void twoDigestsTellNothing() {
    Sweeps sweep = sweep(new Running.Answered("/health", ""), A + " " + B, ALL);

    assertThat(sweep.covered).isEmpty();
    assertThat(sweep.unexamined.getFirst()).contains("several digests");
  }

  @Test
  void filesOutsideTheProjectAreNotRead() {
    Sweeps sweep = sweep(new Running.Written("../../../etc/passwd"), "", ALL);

    assertThat(sweep.unexamined.getFirst()).contains("no such file");
  }

  @Test
  void withoutAWayOrAKeyNothingIsHeld() {
    assertThat(sweep(null, "", ALL).skipped.getFirst()).contains("identity");
    Sweeps untold =
        sweep(new Running.Answered("/", ""), A, digest -> Released.Answer.untold("no key"));
    assertThat(untold.covered).isEmpty();
    assertThat(untold.unexamined.getFirst()).contains("no key");
  }
}
