package dev.brisach.test.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisach.core.Confidence;
import dev.brisach.core.Effect;
import dev.brisach.core.Finding;
import dev.brisach.core.Proof;
import dev.brisach.kit.replay.Replay;
import dev.brisach.test.Recorded;
import dev.brisach.test.Situation;
import dev.brisach.test.export.JUnitExport;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Proofs hold all that they need: they show the same at a service that was just started. */
class FreshProofTest {
  private static Recorded examine(Desk desk) {
    Recorded seen = new Recorded();
    new ForeignObjects().examine(desk.service(), new Situation(Effect.CHANGE, true), seen);
    return seen;
  }

  private static Proof proof(Finding finding) {
    Proof proof = finding.proof();
    assertThat(proof).isNotNull();
    return proof;
  }

  @Test
  void eachProofShowsAgainAtAFreshServiceAndNotAtAMendedOne() {
    try (Desk desk = new Desk(false, 10)) {
      List<Finding> findings = examine(desk).findings();

      assertThat(findings)
          .extracting(finding -> finding.details().get("endpoint"))
          .contains(
              "GET /letters/{id}",
              "DELETE /letters/{id}",
              "POST /letters/{id}/send",
              "GET /letters/{id}/pages/{page}");
      for (Finding finding : findings) {
        try (Desk fresh = new Desk(false, 500);
            Desk mended = new Desk(true, 700)) {
          assertThat(Replay.of(proof(finding), fresh.service(), "anew"))
              .as(finding.message())
              .extracting(Replay.Result::verdict)
              .isEqualTo(Replay.Verdict.SHOWN);
          assertThat(Replay.of(proof(finding), mended.service(), "anew").verdict())
              .as(finding.message())
              .isEqualTo(Replay.Verdict.GONE);
        }
      }
    }
  }

  @Test
  void whatIsAnsweredAsToTheOwnerShortOfSuccessIsLikely() {
    try (Desk desk = new Desk(false, 10)) {
      assertThat(examine(desk).findings())
          .filteredOn(one -> "POST /letters/{id}/send".equals(one.details().get("endpoint")))
          .singleElement()
          .satisfies(one -> {
            assertThat(one.confidence()).isEqualTo(Confidence.LIKELY);
            assertThat(one.message()).contains("answers 503 to lee", "404 for one that does not");
          });
    }
  }

  @Test
  void aServiceThatAsksWhoseItIsHolds() {
    try (Desk desk = new Desk(true, 10)) {
      Recorded seen = examine(desk);

      assertThat(seen.findings()).isEmpty();
      assertThat(seen.covered()).contains("GET /letters/{id}", "GET /letters/{id}/pages/{page}");
      assertThat(seen.unexamined().get("GET /letters/{id}/pages"))
          .isEqualTo("answers both users with nothing in it");
    }
  }

  @Test
  void theExportedTestFailsAtAFreshServiceAndPassesAtAMendedOne(@TempDir Path folder)
      throws IOException, InterruptedException {
    Finding finding;
    try (Desk desk = new Desk(false, 10)) {
      finding =
          examine(desk).findings().stream()
              .filter(one -> "GET /letters/{id}/pages/{page}".equals(one.details().get("endpoint")))
              .findFirst()
              .orElseThrow();
    }
    String name = JUnitExport.className(finding);
    Path test = folder.resolve(name + ".java");
    Files.writeString(test, JUnitExport.of(finding, proof(finding), "http://127.0.0.1:1"));
    Path main = folder.resolve("Main.java");
    Files.writeString(
        main,
        "public class Main { public static void main(String[] a) throws Exception { new "
            + name
            + "().isMended(); } }");
    String libraries = System.getProperty("java.class.path");
    String[] arguments = {"-d", folder.toString(), "-cp", libraries, test + "", main + ""};
    assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments)).isZero();

    try (Desk fresh = new Desk(false, 500);
        Desk mended = new Desk(true, 700)) {
      assertThat(exit(folder, libraries, fresh)).isEqualTo(1);
      assertThat(exit(folder, libraries, mended)).isZero();
    }
  }

  private static int exit(Path folder, String libraries, Desk desk)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            folder + File.pathSeparator + libraries,
            "Main");
    builder.environment().put("BRISACH_BASE", desk.uri().toString());
    builder.environment().put("BRISACH_AS_KIM", "Authorization: Bearer token-of-kim");
    builder.environment().put("BRISACH_AS_LEE", "Authorization: Bearer token-of-lee");
    return builder.redirectErrorStream(true).inheritIO().start().waitFor();
  }
}
